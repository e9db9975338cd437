// A data race on purpose. Two gRPC callbacks, on two of gRPC's own threads at the same time, write
// one counter that nothing guards: what a handler that forgot its lock would do. ThreadSanitizer
// has to report it under the very options and suppressions that the service's tests run with; a run
// in which it stays silent proves nothing about the service (tools/expect_race checks).
//
// The callbacks meet before they write, by atomics without order: so the race is there in every
// run, and nothing but the race is to be seen.

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <future>
#include <memory>
#include <string>
#include <vector>

namespace {

constexpr int kCalls = 2;

int unguarded = 0;
std::atomic<int> arrived{0};

// tools/expect_race looks for this name in the report.
[[gnu::noinline]] void PlantedRace() { unguarded = unguarded + 1; }

// Spins until the time is over, or `done` is true. Orders no memory.
template <typename Done>
void SpinFor(std::chrono::milliseconds time, Done done) {
  const auto deadline = std::chrono::steady_clock::now() + time;
  while (!done() && std::chrono::steady_clock::now() < deadline) {
  }
}

// Waits, for some seconds at most, until both callbacks run; then the second one waits a little
// more, since ThreadSanitizer overlooks two accesses in the very same nanoseconds.
void Meet() {
  const int place = arrived.fetch_add(1, std::memory_order_relaxed);
  SpinFor(std::chrono::seconds(10),
          [] { return arrived.load(std::memory_order_relaxed) >= kCalls; });
  SpinFor(std::chrono::milliseconds(50 * place), [] { return false; });
}

class RacingReactor : public grpc::ServerGenericBidiReactor {
 public:
  RacingReactor() { StartRead(&request_); }

  void OnReadDone(bool) override {
    Meet();
    PlantedRace();
    Finish(grpc::Status::OK);
  }
  void OnDone() override { delete this; }

 private:
  grpc::ByteBuffer request_;
};

class RacingService : public grpc::CallbackGenericService {
  grpc::ServerGenericBidiReactor* CreateReactor(grpc::GenericCallbackServerContext*) override {
    return new RacingReactor;
  }
};

struct Call {
  grpc::ClientContext context;
  grpc::ByteBuffer request;
  grpc::ByteBuffer response;
  std::promise<void> done;
};

}  // namespace

int main() {
  RacingService service;
  grpc::ServerBuilder builder;
  builder.RegisterCallbackGenericService(&service);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  grpc::GenericStub stub(server->InProcessChannel({}));

  std::vector<std::unique_ptr<Call>> calls;
  for (int i = 0; i < kCalls; ++i) {
    calls.push_back(std::make_unique<Call>());
    Call* call = calls.back().get();
    const grpc::Slice bytes("x");
    call->request = grpc::ByteBuffer(&bytes, 1);
    stub.UnaryCall(&call->context, "/planted/Race", {}, &call->request, &call->response,
                   [call](const grpc::Status&) { call->done.set_value(); });
  }
  for (const std::unique_ptr<Call>& call : calls) call->done.get_future().wait();
  server->Shutdown();
  std::printf("%d callbacks wrote %d\n", arrived.load(), unguarded);
  return 0;
}

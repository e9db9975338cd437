#pragma once

// The reading half of a Scan call, for the kinds of scans that load is made of: it reads to the
// end, keeps what the verdict says and deletes itself once the call is over.

#include <grpcpp/client_context.h>
#include <grpcpp/support/client_callback.h>

#include <chrono>

#include "meerkat/v1/scan.pb.h"
#include "tests/bench/load/calls.h"

namespace meerkat::bench {

// No call of a benchmark takes so long: without a deadline a hang would be the generator's.
inline std::chrono::system_clock::time_point CallDeadline() {
  return std::chrono::system_clock::now() + std::chrono::seconds(60);
}

inline void FillOpen(const ScanKind& kind, v1::Open::Input input, v1::Open* open) {
  open->set_contract_version(1);
  open->set_client("service_load");
  open->set_input(input);
  open->mutable_options()->set_profile(kind.profile);
}

inline void ReadVerdict(const v1::Verdict& verdict, CallResult* result) {
  result->server_seconds = static_cast<double>(verdict.elapsed().seconds()) +
                           static_cast<double>(verdict.elapsed().nanos()) * 1e-9;
  const v1::Totals& totals = verdict.totals();
  result->findings = totals.findings_high() + totals.findings_medium() + totals.findings_low();
  result->files_reused = totals.files_reused();
}

class ScanReader : public grpc::ClientBidiReactor<v1::ScanRequest, v1::ScanEvent> {
 public:
  explicit ScanReader(OnCallDone done) : done_(std::move(done)) {
    context_.set_deadline(CallDeadline());
  }

 protected:
  // After the stub's Scan(&context(), this) and, if there is one, the first write.
  void Begin() {
    StartRead(&event_);
    StartCall();
  }
  virtual void OnEvent(const v1::ScanEvent& event) = 0;
  // Whether a call that ended with OK came to what it has to.
  virtual bool IsRight(const CallResult& result) const = 0;
  virtual uint64_t content_bytes() const { return 0; }
  grpc::ClientContext& context() { return context_; }

 private:
  void OnReadDone(bool ok) final {
    if (!ok) return;
    if (event_.has_verdict()) {
      has_verdict_ = true;
      ReadVerdict(event_.verdict(), &result_);
    } else {
      OnEvent(event_);
    }
    StartRead(&event_);
  }

  void OnDone(const grpc::Status& status) final {
    result_.status = status;
    result_.content_bytes = content_bytes();
    result_.right = has_verdict_ && IsRight(result_);
    const OnCallDone done = std::move(done_);
    const CallResult result = result_;
    delete this;
    done(result);
  }

  OnCallDone done_;
  grpc::ClientContext context_;
  v1::ScanEvent event_;
  CallResult result_;
  bool has_verdict_ = false;
};

}  // namespace meerkat::bench

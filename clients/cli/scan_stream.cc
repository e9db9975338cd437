#include "clients/cli/scan_stream.h"

#include <grpcpp/grpcpp.h>

#include <string>
#include <utility>

#include "fmt/format.h"
#include "meerkat/v1/scan.grpc.pb.h"

namespace meerkat::cli {

struct ScanStream::Call {
  grpc::ClientContext context;
  std::unique_ptr<v1::ScanService::Stub> stub;
  std::unique_ptr<grpc::ClientReaderWriter<v1::ScanRequest, v1::ScanEvent>> stream;
};

ScanStream::ScanStream(const Connection& connection, Deadline deadline, Interrupt& interrupt,
                       Collector* collector, WakeUp* wake_up)
    : connection_(connection),
      interrupt_(interrupt),
      collector_(collector),
      wake_up_(wake_up),
      call_(std::make_unique<Call>()) {
  if (deadline != kNoDeadline) call_->context.set_deadline(deadline);
  call_->stub = v1::ScanService::NewStub(connection.channel());
  call_->stream = call_->stub->Scan(&call_->context);
  on_signal_ =
      std::make_unique<Interrupt::Handler>(interrupt, [this] { call_->context.TryCancel(); });
  reader_ = std::thread([this] { ReadEvents(); });
}

ScanStream::~ScanStream() {
  if (!reader_.joinable()) return;
  call_->context.TryCancel();
  reader_.join();
  call_->stream->Finish();
}

void ScanStream::ReadEvents() {
  v1::ScanEvent event;
  while (call_->stream->Read(&event)) {
    if (event.has_need()) {
      TakeNeed(event.need());
      wake_up_->Call();
    } else {
      collector_->Take(event);
    }
  }
  {
    std::lock_guard<std::mutex> lock(mutex_);
    ended_ = true;
  }
  wake_up_->Call();
}

void ScanStream::TakeNeed(const v1::Need& need) {
  std::lock_guard<std::mutex> lock(mutex_);
  for (uint32_t i = 0; i < need.count() && i / 8 < need.wanted().size(); ++i) {
    const uint8_t bits = static_cast<uint8_t>(need.wanted()[i / 8]);
    if (bits >> (i % 8) & 1) answers_.wanted.push_back(need.first_file() + i);
  }
  answers_.answered += need.count();
}

bool ScanStream::Write(const v1::ScanRequest& request) { return call_->stream->Write(request); }

ScanStream::Answers ScanStream::TakeAnswers() {
  std::lock_guard<std::mutex> lock(mutex_);
  Answers answers = std::move(answers_);
  answers_.wanted.clear();
  return answers;
}

bool ScanStream::ended() {
  std::lock_guard<std::mutex> lock(mutex_);
  return ended_;
}

absl::Status ScanStream::Finish() {
  call_->stream->WritesDone();
  reader_.join();
  const grpc::Status status = call_->stream->Finish();
  on_signal_.reset();
  if (interrupt_.signal() != 0) return absl::CancelledError("interrupted");
  if (!status.ok()) return absl::UnknownError(connection_.Explain(status));
  if (!collector_->has_verdict()) {
    return absl::UnknownError(
        fmt::format("the service at {} ended the scan without a verdict", connection_.name()));
  }
  return absl::OkStatus();
}

}  // namespace meerkat::cli

#pragma once

// A client of the Scan call for tests: plain, blocking, and it keeps everything that came.

#include <grpcpp/grpcpp.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "meerkat/v1/scan.grpc.pb.h"

namespace meerkat::rpc {

using Files = std::map<std::string, std::string>;  // path → contents

// One call, message by message.
class ScanCall {
 public:
  explicit ScanCall(const std::shared_ptr<grpc::Channel>& channel);
  ~ScanCall();

  bool Write(const v1::ScanRequest& request) { return stream_->Write(request); }
  bool Write(const v1::Open& open);
  void WritesDone() { stream_->WritesDone(); }
  // False at the end of the stream.
  bool Read(v1::ScanEvent* event);
  // Reads until an event of that kind has come; false if the stream ends before.
  bool ReadUntil(v1::ScanEvent::EventCase kind);
  // Reads what is left and ends the call.
  grpc::Status Finish();
  void Cancel() { context_.TryCancel(); }
  grpc::ClientContext& context() { return context_; }

  // Everything that was read, in order.
  const std::vector<v1::ScanEvent>& events() const { return events_; }

 private:
  grpc::ClientContext context_;
  std::unique_ptr<v1::ScanService::Stub> stub_;
  std::unique_ptr<grpc::ClientReaderWriter<v1::ScanRequest, v1::ScanEvent>> stream_;
  std::vector<v1::ScanEvent> events_;
  bool finished_ = false;
};

// What a whole scan came to.
struct ScanResult {
  explicit ScanResult(const grpc::Status& status) : status(status) {}
  ScanResult(grpc::Status status, const std::vector<v1::ScanEvent>& events,
             std::vector<std::string> paths);
  ScanResult(const grpc::Status& status, const v1::ScanInlineResponse& answer,
             const std::vector<std::string>& paths);

  grpc::Status status;
  std::vector<v1::ScanEvent> events;
  std::vector<std::string> findings;  // "path:line:column rule", sorted
  std::vector<v1::FileNotice> notices;
  v1::Verdict verdict;
};

v1::Open OpenFor(v1::Open::Input input);
v1::ScanRequest ManifestOf(const Files& files);

ScanResult ScanInline(const std::shared_ptr<grpc::Channel>& channel, const Files& files,
                      v1::Open open = OpenFor(v1::Open::INPUT_INLINE));
// The same as one plain call.
ScanResult ScanPlainly(const std::shared_ptr<grpc::Channel>& channel, const Files& files,
                       v1::Open open = OpenFor(v1::Open::INPUT_INLINE));
// Uploads what the server asks for.
ScanResult ScanManifest(const std::shared_ptr<grpc::Channel>& channel, const Files& files,
                        v1::Open open = OpenFor(v1::Open::INPUT_MANIFEST));
ScanResult ScanArchive(const std::shared_ptr<grpc::Channel>& channel, const std::string& archive,
                       size_t chunk = 1 << 20, v1::Open open = OpenFor(v1::Open::INPUT_ARCHIVE));

}  // namespace meerkat::rpc

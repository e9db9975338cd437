#include "tests/unit/rpc/scan_client.h"

#include <fmt/core.h>

#include <algorithm>

#include "engine/core/digest.h"

namespace meerkat::rpc {
namespace {

// "path:line:column rule"
std::string Spelled(const v1::Finding& finding, const std::vector<std::string>& paths,
                    const std::string& rule) {
  return fmt::format("{}:{}:{} {}", paths.at(finding.file()), finding.line(),
                     finding.region().start_column(), rule);
}

// Adds the files and tells their paths.
std::vector<std::string> AddInline(const Files& files, v1::Open* open) {
  std::vector<std::string> paths;
  for (const auto& [path, bytes] : files) {
    v1::InlineFile& file = *open->add_inline_files();
    file.set_path(path);
    file.set_content(bytes);
    paths.push_back(path);
  }
  return paths;
}

}  // namespace

ScanCall::ScanCall(const std::shared_ptr<grpc::Channel>& channel)
    : stub_(v1::ScanService::NewStub(channel)) {
  // Nothing here takes so long; without it a hang would be the test program's.
  context_.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
  stream_ = stub_->Scan(&context_);
}

ScanCall::~ScanCall() {
  if (finished_) return;
  context_.TryCancel();
  Finish();
}

bool ScanCall::Write(const v1::Open& open) {
  v1::ScanRequest request;
  *request.mutable_open() = open;
  return Write(request);
}

bool ScanCall::Read(v1::ScanEvent* event) {
  if (!stream_->Read(event)) return false;
  events_.push_back(*event);
  return true;
}

bool ScanCall::ReadUntil(v1::ScanEvent::EventCase kind) {
  v1::ScanEvent event;
  while (Read(&event)) {
    if (event.event_case() == kind) return true;
  }
  return false;
}

grpc::Status ScanCall::Finish() {
  v1::ScanEvent event;
  while (Read(&event)) {
  }
  finished_ = true;
  return stream_->Finish();
}

ScanResult::ScanResult(grpc::Status call_status, const std::vector<v1::ScanEvent>& all,
                       std::vector<std::string> paths)
    : status(std::move(call_status)), events(all) {
  std::vector<std::string> rules;
  for (const v1::ScanEvent& event : events) {
    for (const v1::Rule& rule : event.rules().rules()) rules.push_back(rule.name());
    for (const std::string& path : event.files().paths()) paths.push_back(path);
    for (const v1::FileNotice& notice : event.notices().notices()) notices.push_back(notice);
    if (event.has_verdict()) verdict = event.verdict();
    for (const v1::Finding& finding : event.findings().findings()) {
      findings.push_back(Spelled(finding, paths, rules.at(finding.rule())));
    }
  }
  std::sort(findings.begin(), findings.end());
}

ScanResult::ScanResult(const grpc::Status& call_status, const v1::ScanInlineResponse& answer,
                       const std::vector<std::string>& paths)
    : status(call_status),
      notices(answer.notices().begin(), answer.notices().end()),
      verdict(answer.verdict()) {
  for (const v1::Finding& finding : answer.findings()) {
    const int rule = static_cast<int>(finding.rule());
    findings.push_back(Spelled(finding, paths, answer.rules(rule).name()));
  }
  std::sort(findings.begin(), findings.end());
}

v1::Open OpenFor(v1::Open::Input input) {
  v1::Open open;
  open.set_contract_version(1);
  open.set_client("test");
  open.set_input(input);
  open.mutable_options()->set_profile("bandit");
  return open;
}

v1::ScanRequest ManifestOf(const Files& files) {
  v1::ScanRequest request;
  for (const auto& [path, bytes] : files) {
    v1::ManifestChunk::Entry& entry = *request.mutable_manifest()->add_entries();
    entry.set_path(path);
    entry.set_size(bytes.size());
    entry.set_sha256(std::string(core::Sha256(bytes).AsBytes()));
  }
  request.mutable_manifest()->set_last(true);
  return request;
}

ScanResult ScanInline(const std::shared_ptr<grpc::Channel>& channel, const Files& files,
                      v1::Open open) {
  std::vector<std::string> paths = AddInline(files, &open);
  ScanCall call(channel);
  call.Write(open);
  call.WritesDone();
  const grpc::Status status = call.Finish();
  return ScanResult(status, call.events(), std::move(paths));
}

ScanResult ScanPlainly(const std::shared_ptr<grpc::Channel>& channel, const Files& files,
                       v1::Open open) {
  v1::ScanInlineRequest request;
  const std::vector<std::string> paths = AddInline(files, &open);
  *request.mutable_open() = std::move(open);
  v1::ScanInlineResponse answer;
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
  const grpc::Status status =
      v1::ScanService::NewStub(channel)->ScanInline(&context, request, &answer);
  return ScanResult(status, answer, paths);
}

ScanResult ScanManifest(const std::shared_ptr<grpc::Channel>& channel, const Files& files,
                        v1::Open open) {
  ScanCall call(channel);
  call.Write(open);
  call.Write(ManifestOf(files));
  if (!call.ReadUntil(v1::ScanEvent::kNeed)) return ScanResult(call.Finish());
  const std::string wanted = call.events().back().need().wanted();
  std::vector<std::string> paths;
  for (const auto& [path, bytes] : files) {
    const size_t index = paths.size();
    paths.push_back(path);
    if ((wanted[index / 8] >> index % 8 & 1) == 0) continue;
    v1::ScanRequest request;
    v1::ContentBatch::Piece& piece = *request.mutable_contents()->add_pieces();
    piece.set_file(static_cast<uint32_t>(index));
    piece.set_data(bytes);
    call.Write(request);
  }
  call.WritesDone();
  const grpc::Status status = call.Finish();
  return ScanResult(status, call.events(), std::move(paths));
}

ScanResult ScanArchive(const std::shared_ptr<grpc::Channel>& channel, const std::string& archive,
                       size_t chunk, v1::Open open) {
  ScanCall call(channel);
  call.Write(open);
  for (size_t offset = 0; offset < archive.size(); offset += chunk) {
    v1::ScanRequest request;
    request.mutable_archive()->set_data(archive.substr(offset, chunk));
    if (!call.Write(request)) break;  // the server has ended the input
  }
  call.WritesDone();
  const grpc::Status status = call.Finish();
  return ScanResult(status, call.events(), {});
}

}  // namespace meerkat::rpc

// The part of ScanSession that runs on the thread of its archive's reader.

#include <utility>

#include "service/rpc/scan_session.h"

namespace meerkat::rpc {

void ScanSession::ReadArchive() {
  const std::string name = archive_name_.empty() ? "archive" : archive_name_;
  const ingest::ArchiveEnd end = ingest::ReadArchive(name, services_.limits, *this, *this);
  if (end == ingest::ArchiveEnd::kStopped) return;
  if (end == ingest::ArchiveEnd::kComplete) {
    // What follows the end of the archive, padding mostly, is taken and thrown away.
    std::string rest;
    uint64_t thrown_away = 0;
    while (thrown_away <= services_.limits.max_archive_packed_bytes && pipe_->Read(&rest)) {
      thrown_away += rest.size();
    }
  }
  pipe_->Cancel();  // what is still on its way is thrown away
  EndInput();
}

std::string_view ScanSession::Next() {
  archive_chunk_.clear();
  return pipe_->Read(&archive_chunk_) ? std::string_view(archive_chunk_) : std::string_view();
}

bool ScanSession::WaitForRoom() {
  pool::Lock lock(mutex_);
  while (phase_ != Phase::kDone && !lane_->HasRoom()) room_.Wait(lock);
  return phase_ != Phase::kDone;
}

bool ScanSession::OnFile(std::string path, std::string bytes) {
  if (!WaitForRoom()) return false;
  {
    pool::Lock lock(mutex_);
    ++files_known_;
    events_.AddPath(path);
  }
  Submit({.index = next_archive_file_++}, path, std::move(bytes));
  return true;
}

bool ScanSession::OnNotPython() {
  pool::Lock lock(mutex_);
  ++files_known_;
  tally_.AddNotPython();
  return phase_ != Phase::kDone;
}

bool ScanSession::OnNotice(std::string path, uint64_t bytes, core::Notice notice) {
  if (!WaitForRoom()) return false;
  pool::Lock lock(mutex_);
  if (phase_ == Phase::kDone) return false;
  // A nested archive is counted as not Python; the last two concern the archive and no file of it.
  if (notice.kind != core::NoticeKind::kNestedArchive &&
      notice.kind != core::NoticeKind::kArchiveDamaged && notice.kind != core::NoticeKind::kLimit) {
    ++files_known_;
    tally_.AddSkipped();
  }
  AddNotice({std::nullopt, std::move(path), bytes, std::move(notice)});
  return true;
}

}  // namespace meerkat::rpc

// The part of ScanSession for data flow that goes through several files: what may need the others is
// scanned when all of them have come.

#include <utility>

#include "service/rpc/scan_session.h"

namespace meerkat::rpc {
namespace {

// So many at a time are unpacked and wait for a worker.
constexpr uint32_t kMostAtOnce = 32;

// Sources stand in the cache beside results, packed, under a key of their own.
cache::ResultKey SourceKey(const core::Digest& digest) {
  return core::DigestBuilder().Add("source").Add(cache::kOnlyTenant).Add(digest.AsBytes()).Finish();
}

// What an analysis asked for: importer and name, each ending in a zero byte, which no path has.
std::string AsText(const std::set<std::pair<std::string, std::string>>& asked) {
  std::string text;
  for (const auto& [importer, dotted] : asked) {
    text.append(importer).push_back('\0');
    text.append(dotted).push_back('\0');
  }
  return text;
}

}  // namespace

// Under which key it is kept what the analysis of a file asked for.
cache::ResultKey ScanSession::AskedKey(const std::string& path, const core::Digest& digest) const {
  return core::DigestBuilder()
      .Add("asked")
      .Add(keys_->Of(path, digest).AsBytes())
      .Add(path)
      .Finish();
}

// Under which key the result is: it depends on what each import that was asked for means, and on the bytes
// of those files. So a file that changes has only those analysed again that came upon it.
cache::ResultKey ScanSession::LinkedKey(const std::string& path, const core::Digest& digest,
                                        std::string_view asked) const {
  core::DigestBuilder key;
  key.Add("linked").Add(keys_->Of(path, digest).AsBytes()).Add(path);
  while (!asked.empty()) {
    const std::string_view importer = asked.substr(0, asked.find('\0'));
    asked.remove_prefix(importer.size() + 1);
    const std::string_view dotted = asked.substr(0, asked.find('\0'));
    asked.remove_prefix(dotted.size() + 1);
    files_->AddMeaning(importer, dotted, &key);
  }
  return key.Finish();
}

cache::ResultRef ScanSession::FindLinked(const std::string& path, const core::Digest& digest) {
  const cache::ResultRef asked = services_.results.FindBytes(AskedKey(path, digest));
  if (!asked) return {};
  return services_.results.Find(LinkedKey(path, digest, asked->encoded()));
}

// With all other files at hand.
cache::FileResult ScanSession::ScanLinked(const pool::FileTask& task, layers::FileScanner& scanner) {
  cache::FileResult result{.file_bytes = task.file->bytes().size()};
  AskedFiles asked(*files_);
  layers::ScanContext context = context_;
  context.files = {.units = &asked};
  result.report = scanner.Scan(*task.file, *rule_set_, context);
  if (task.digest && services_.results.enabled() && cache::IsLasting(result.report)) {
    const std::string text = AsText(asked.asked());
    const std::string& path = task.file->path();
    services_.results.Put(AskedKey(path, *task.digest), text);
    services_.results.Put(LinkedKey(path, *task.digest, text), cache::Encode(result));
  }
  return result;
}

// Keeps a file's bytes for others that import it, and with its digest for later scans.
void ScanSession::Remember(const std::string& path, uint32_t index, const core::Digest* digest,
                           std::string_view bytes) {
  std::string packed = ScanFiles::Pack(bytes);
  if (digest != nullptr && services_.results.enabled()) {
    services_.results.PutBytes(SourceKey(*digest), packed);
  }
  files_->Add(path, index, digest, std::move(packed));
}

// The same for a file whose bytes were not sent. False: they are needed.
bool ScanSession::RememberKnown(const std::string& path, uint32_t index,
                                const core::Digest& digest) {
  const cache::ResultRef source = services_.results.FindBytes(SourceKey(digest));
  if (!source) return false;
  files_->Add(path, index, &digest, std::string(source->encoded()));
  return true;
}

// Hands out files that wait, when all have come. Called without the lock whenever a file is done. Whether
// some of them were known.
bool ScanSession::ScanSomeWithOthers() {
  std::vector<std::pair<uint32_t, std::string>> due;
  {
    pool::Lock lock(mutex_);
    if (phase_ != Phase::kInputEnded || waiting_.empty()) return false;
    if (!others_at_hand_ && files_running_ > 0) return false;
    others_at_hand_ = true;
    while (!waiting_.empty() && files_running_ < kMostAtOnce) {
      due.push_back(std::move(waiting_.back()));
      waiting_.pop_back();
      ++files_running_;
    }
  }
  bool any_known = false;
  for (auto& [index, path] : due) {
    const std::optional<core::Digest> digest = files_->DigestOf(path);
    if (digest && services_.results.enabled()) {
      if (const cache::ResultRef known = FindLinked(path, *digest)) {
        pool::Lock lock(mutex_);
        --files_running_;
        if (phase_ == Phase::kDone) return false;
        AddKnown(index, path, known);
        FinishIfDone();
        any_known = true;
        continue;
      }
    }
    std::string bytes = files_->Source(path, services_.limits.max_file_bytes);
    pool::FileTask task{.index = index,
                        .digest = digest,
                        .digest_is_true = true,
                        .with_others = true,
                        .submitted = services_.clock.Now()};
    task.file = std::make_unique<core::SourceFile>(std::move(path), std::move(bytes));
    lane_->Submit(std::move(task));
  }
  return any_known;
}

void ScanSession::ScanWithOthers() {
  if (files_ == nullptr) return;
  // What is known takes no worker that would ask for the next ones.
  while (ScanSomeWithOthers()) {
  }
}

}  // namespace meerkat::rpc

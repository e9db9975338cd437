// The part of ScanSession for data flow that goes through several files: what may need the others
// is scanned when all of them have come.

#include <algorithm>
#include <cstring>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "service/rpc/scan_session.h"

namespace meerkat::rpc {
namespace {

// So many at a time are unpacked and wait for a worker: of files of usual size they take a megabyte
// or two.
constexpr uint32_t kMostAtOnce = 32;
// So many are looked up by one thread before it comes again.
constexpr size_t kLot = 32;
// For so many that wait one more worker looks what is known, and so many do at the most.
constexpr size_t kFilesOfHelper = 256;
constexpr size_t kMostHelpers = 8;

constexpr char kLostSource[] =
    "the source of another file of this scan is gone: it has changed, or the cache had no room for "
    "it, while the scan ran. What is reached through that file was not followed; scan again, with "
    "more room (--result-store-bytes, without a data folder --result-cache-bytes)";
constexpr char kNoRoom[] =
    "the files that it imports are too large to be followed together: what is reached through the "
    "last of them was left out";
constexpr char kLostItself[] =
    "it has changed, or the cache had no room for its source, while the scan ran; not analysed: "
    "scan again, with more room (--result-store-bytes, without a data folder --result-cache-bytes)";

// What was asked for may itself depend on what the files meant hold: then there is a next list
// under what they held. More in a row than this are not kept.
constexpr int kMaxLists = 4;

std::string Encode(const Links& links) {
  std::string text(links.meanings.AsBytes());
  const auto add = [&text](uint32_t number) {
    text.append(reinterpret_cast<const char*>(&number), sizeof(number));
  };
  add(static_cast<uint32_t>(links.files.size()));
  for (const uint32_t index : links.files) add(index);
  for (const uint32_t index : links.givers) add(index);
  return text;
}

// Nothing for bytes that Encode did not make.
std::optional<Links> DecodeLinks(std::string_view text) {
  constexpr size_t kDigestBytes = sizeof(core::Digest::bytes);
  if (text.size() < kDigestBytes) return std::nullopt;
  Links links{.meanings = core::DigestFromBytes(text.substr(0, kDigestBytes))};
  text.remove_prefix(kDigestBytes);
  std::vector<uint32_t> numbers(text.size() / sizeof(uint32_t));
  if (numbers.empty()) return std::nullopt;
  std::memcpy(numbers.data(), text.data(), numbers.size() * sizeof(uint32_t));
  if (numbers[0] >= numbers.size()) return std::nullopt;
  const auto end = numbers.begin() + 1 + numbers[0];
  links.files.assign(numbers.begin() + 1, end);
  links.givers.assign(end, numbers.end());
  return links;
}

// Whether a report may be told again though other files have moved, and is all that can be said.
bool NamesNoPlaceElsewhere(const core::FileReport& report) {
  if (!report.notices.empty()) return false;
  for (const core::Finding& finding : report.findings) {
    for (const core::FlowStep& step : finding.flow) {
      if (!step.path.empty()) return false;
    }
  }
  return true;
}

}  // namespace

// Results of files that need others hang on a chain: under the file itself stands what its analysis
// asked for; under what those imports mean, and the bytes of the files meant, its result, or, where
// other bytes made it ask for other imports, what it asked for then. So a file that changes has
// only those analysed again that came upon it, and nothing that is kept is ever changed.
//
// What imports mean is looked up by name once; as long as no file comes or goes, places in the
// manifest tell the same.
class ScanSession::Chain {
 public:
  Chain(ScanSession& session, const std::string& path, const core::Digest& digest)
      : results_(session.services_.results), files_(*session.files_) {
    step_ = session.LinkedKey(path, digest);
  }

  // Goes to where the next list or the result is. False: nobody knows what is asked for here.
  bool Next() {
    const cache::ResultKey place = cache::Mixed(files_.PathsDigest(), PlaceKeys().Of(step_));
    std::optional<Links> links;
    if (const cache::ResultRef known = results_.FindBytes(place))
      links = DecodeLinks(known->encoded());
    if (!links) {
      const cache::ResultRef asked = results_.FindBytes(AskedKeys().Of(step_));
      if (!asked) return false;
      links = files_.LinksOf(asked->encoded());
      results_.PutBytes(place, Encode(*links));
    }
    core::DigestBuilder held;
    held.Add(step_.AsBytes());
    if (!files_.AddHeld(*links, &held)) return false;
    step_ = held.Finish();
    return true;
  }

  cache::ResultRef Result() { return results_.Find(LinkedKeys().Of(step_)); }
  void PutResult(std::string_view encoded) { results_.Put(LinkedKeys().Of(step_), encoded); }
  std::optional<std::string> Asked() {
    const cache::ResultRef asked = results_.FindBytes(AskedKeys().Of(step_));
    if (!asked) return std::nullopt;
    return std::string(asked->encoded());
  }
  void PutAsked(std::string_view asked) { results_.PutBytes(AskedKeys().Of(step_), asked); }

 private:
  static const cache::KeyScope& AskedKeys() {
    static const cache::KeyScope keys("asked");
    return keys;
  }
  static const cache::KeyScope& LinkedKeys() {
    static const cache::KeyScope keys("linked");
    return keys;
  }
  static const cache::KeyScope& PlaceKeys() {
    static const cache::KeyScope keys("place");
    return keys;
  }

  cache::ResultCache& results_;
  ScanFiles& files_;
  core::Digest step_;
};

cache::ResultRef ScanSession::FindLinked(const std::string& path, const core::Digest& digest) {
  Chain chain(*this, path, digest);
  for (int i = 0; i < kMaxLists && chain.Next(); ++i) {
    // What a file gives is not known then, and counted as nothing.
    if (files_->lost_source()) return {};
    if (cache::ResultRef result = chain.Result()) return result;
  }
  const auto record = services_.linked_records.Find(LinkedKey(path, digest));
  if (record == nullptr || !StillHolds(*record, *files_) || files_->lost_source()) return {};
  KeepLinked(path, digest, record->asked, record->encoded);
  return cache::Result::Make(LinkedKey(path, digest), record->encoded);
}

core::Digest ScanSession::LinkedKey(const std::string& path, const core::Digest& digest) const {
  return core::DigestBuilder().Add(keys_->Of(path, digest).AsBytes()).Add(path).Finish();
}

void ScanSession::KeepLinked(const std::string& path, const core::Digest& digest,
                             std::string_view asked, std::string_view encoded) {
  Chain chain(*this, path, digest);
  for (int i = 0; i < kMaxLists; ++i) {
    const std::optional<std::string> known = chain.Asked();
    if (!known) chain.PutAsked(asked);
    if (!chain.Next() || files_->lost_source()) return;
    if (!known || *known == asked) {
      chain.PutResult(encoded);
      return;
    }
  }
}

// With all other files at hand.
cache::FileResult ScanSession::ScanLinked(const pool::FileTask& task,
                                          layers::FileScanner& scanner) {
  cache::FileResult result{.file_bytes = task.file->bytes().size()};
  AskedFiles asked(*files_, task.index, services_.results.enabled());
  // Where it has no unit yet its scan makes it, for those that import it, too.
  const bool is_making = files_->BeginOwnScan(task.index);
  const UnitRef own = is_making ? nullptr : files_->MadeUnit(task.index);
  layers::ScanContext context = context_;
  const std::vector<uint64_t> live = files_->TakeLive(task.index);
  context.files = {.units = &asked, .own = own.get(), .live = live.empty() ? nullptr : &live};
  {
    const absl::Cleanup end = [&] {  // others wait for it
      if (is_making) files_->EndOwnScan(task.index);
    };
    result.report = scanner.Scan(*task.file, *rule_set_, context);
  }
  if (asked.is_full()) result.report.notices.push_back({core::NoticeKind::kFlowPartial, kNoRoom});
  if (files_->lost_source()) {
    result.report.notices.push_back({core::NoticeKind::kFlowPartial, kLostSource});
  } else if (task.digest && services_.results.enabled() && cache::IsLasting(result.report)) {
    std::string encoded = cache::Encode(result);
    KeepLinked(task.file->path(), *task.digest, asked.AsText(), encoded);
    if (NamesNoPlaceElsewhere(result.report)) {
      if (auto record = MakeRecord(asked, std::move(encoded), *files_)) {
        const uint64_t bytes = record->bytes();
        services_.linked_records.Put(LinkedKey(task.file->path(), *task.digest), std::move(record),
                                     bytes);
      }
    }
  }
  return result;
}

// Hands out files that wait, when all have come. Called without the lock whenever a file is done.
// Whether there may be more to hand out: what is known takes no worker that would ask for the next
// ones.
bool ScanSession::ScanSomeWithOthers() {
  std::vector<uint32_t> due, unsorted;
  size_t helpers = 0;
  {
    pool::Lock lock(mutex_);
    if (phase_ != Phase::kInputEnded || waiting_.empty()) return false;
    if (!others_at_hand_ && files_running_ > 0) return false;
    if (!std::exchange(others_at_hand_, true)) {
      unsorted.swap(waiting_);
      ++files_running_;  // so that the scan does not end meanwhile
    }
  }
  if (!unsorted.empty()) {
    helpers = std::min(unsorted.size() / kFilesOfHelper, kMostHelpers);
    files_->SortByImports(&unsorted);
  }
  {
    pool::Lock lock(mutex_);
    if (!unsorted.empty()) {
      --files_running_;
      waiting_ = std::move(unsorted);
    }
    if (phase_ == Phase::kDone) return false;
    while (!waiting_.empty() && files_running_ < kMostAtOnce && due.size() < kLot) {
      due.push_back(waiting_.back());
      waiting_.pop_back();
      ++files_running_;
    }
  }
  // Looking up thousands of files is work for more than one thread.
  for (; helpers > 0; --helpers) lane_->Submit({.submitted = services_.clock.Now()});
  std::vector<std::pair<uint32_t, cache::ResultRef>> known;  // null: not even its source
  for (const uint32_t index : due) {
    const std::string& path = files_->PathOf(index);
    const std::optional<core::Digest> digest = files_->DigestOf(index);
    if (digest && services_.results.enabled()) {
      if (cache::ResultRef result = FindLinked(path, *digest)) {
        known.emplace_back(index, std::move(result));
        continue;
      }
    }
    std::optional<std::string> bytes = files_->Source(index);
    if (!bytes) {
      known.emplace_back(index, cache::ResultRef());
      continue;
    }
    pool::FileTask task{.index = index,
                        .digest = digest,
                        .digest_is_true = true,
                        .with_others = true,
                        .submitted = services_.clock.Now()};
    task.file = std::make_unique<core::SourceFile>(path, *std::move(bytes));
    lane_->Submit(std::move(task));
  }
  if (known.empty()) return due.size() == kLot;
  pool::Lock lock(mutex_);
  files_running_ -= static_cast<uint32_t>(known.size());
  if (phase_ == Phase::kDone) return false;
  for (auto& [index, result] : known) {
    const std::string& path = files_->PathOf(index);
    if (result) {
      AddKnown(index, path, std::move(result));
    } else {
      tally_.AddSkipped();
      AddNotice({index, path, 0, {core::NoticeKind::kUnreadable, kLostItself}});
    }
  }
  FinishIfDone();
  return true;
}

void ScanSession::ScanWithOthers() {
  if (files_ == nullptr) return;
  while (ScanSomeWithOthers()) {
  }
}

}  // namespace meerkat::rpc

// The part of ScanSession that has the bytes of a file, or need not have them.

#include <fmt/core.h>

#include <functional>
#include <optional>
#include <utility>

#include "engine/core/python_path.h"
#include "service/rpc/scan_session.h"

namespace meerkat::rpc {

using cache::Landing;

namespace {

// For a file that imports no other one: hears what it gives to those that import it.
class Listener final : public flow::UnitSource {
 public:
  Listener(ScanFiles& files, uint32_t index) : files_(files), index_(index) {}
  const flow::Unit* Find(std::string_view, std::string_view) override { return nullptr; }
  const flow::GivenNames* Given(std::string_view, std::string_view, const FindGiven&) override {
    return nullptr;
  }
  void Tell(const std::function<flow::GivenNames()>& find) override { files_.Tell(index_, find); }

 private:
  ScanFiles& files_;
  const uint32_t index_;
};

}  // namespace

// A known result of that many bytes; null if there is none. That a caller may ask by a digest,
// without the bytes, is what a manifest is for: keys are those of its tenant.
cache::ResultRef ScanSession::FindKnown(const std::string& path, const core::Digest& digest,
                                        uint64_t bytes) {
  if (!services_.results.enabled()) return {};
  cache::ResultRef known = services_.results.Find(keys_->Of(path, digest));
  return IsOf(known, bytes) ? known : cache::ResultRef();
}

bool ScanSession::IsOf(const cache::ResultRef& known, uint64_t bytes) {
  return known && known->head().file_bytes == bytes;
}

void ScanSession::RunTask(pool::FileTask task, layers::FileScanner& scanner) {
  if (task.file == nullptr) {
    ScanWithOthers();
    wake_();
    return;
  }
  if (!task.with_others) services_.metrics.OnFileWaited(services_.clock.Now() - task.submitted);
  const std::string_view bytes = task.file->bytes();
  if (cancelled_) {
    FinishTask(task, {});  // nobody asks for the result any more
  } else if (task.digest && !task.digest_is_true && services_.client == nullptr &&
             core::Sha256(bytes) != *task.digest) {
    cache::FileResult result{.file_bytes = bytes.size()};
    result.report.notices.push_back(
        {.kind = core::NoticeKind::kDigestMismatch,
         .message = "its contents are not those that the manifest declared; not analysed"});
    FinishTask(task, std::move(result));
  } else if (task.with_others) {
    FinishTask(task, ScanLinked(task, scanner));
  } else if (!services_.results.enabled()) {
    if (files_ != nullptr) {
      files_->Add(task.file->path(), task.index, task.digest ? &*task.digest : nullptr, bytes);
    }
    FinishScan(task, Scan(task, scanner));
  } else {
    if (!task.digest) task.digest = core::Sha256(bytes);
    task.digest_is_true = true;
    if (files_ != nullptr) files_->Add(task.file->path(), task.index, &*task.digest, bytes);
    Analyse(std::move(task), scanner);
  }
}

// Once for all equal files that are at hand: by this one, by another one that is at it, or not at
// all.
void ScanSession::Analyse(pool::FileTask task, layers::FileScanner& scanner) {
  const std::string& path = task.file->path();
  const uint64_t bytes = task.file->bytes().size();
  const cache::ResultKey key = keys_->Of(path, *task.digest);
  if (cache::ResultRef known = FindKnown(path, *task.digest, bytes)) {
    FinishKnown(task, known);
    return;
  }
  if (task.alone) {
    FinishScan(task, Scan(task, scanner));
    return;
  }
  const auto shared = std::make_shared<pool::FileTask>(std::move(task));
  const cache::Flights::Role role = services_.results.flights().Join(
      key, bytes,
      [self = shared_from_this(), shared](Landing landing, const cache::ResultRef& result) {
        self->OnLanding(std::move(*shared), landing, result);
      });
  switch (role) {
    case cache::Flights::kLead: Lead(*shared, key, scanner); return;
    case cache::Flights::kAlone: FinishScan(*shared, Scan(*shared, scanner)); return;
    case cache::Flights::kWait: return;
  }
}

void ScanSession::Lead(pool::FileTask& task, const cache::ResultKey& key,
                       layers::FileScanner& scanner) {
  cache::FileResult result = Scan(task, scanner);
  if (result.report.needs_time) {
    services_.results.flights().Land(key, Landing::kCancelled, {});
    FinishScan(task, std::move(result));
    return;
  }
  Landing landing = Landing::kResult;
  cache::ResultRef kept;
  if (cache::IsLasting(result.report)) {
    kept = services_.results.Put(key, cache::Encode(result));
  } else {
    const bool stopped = cancelled_ || services_.clock.Now() >= context_.deadline;
    landing = stopped ? Landing::kCancelled : Landing::kNotLasting;
  }
  // First those that wait: whoever is told of the end of this task may keep this thread.
  services_.results.flights().Land(key, landing, kept);
  FinishTask(task, std::move(result));
}

// On the leader's thread, of this scan or another one.
void ScanSession::OnLanding(pool::FileTask task, Landing landing, const cache::ResultRef& result) {
  if (landing == Landing::kResult) {
    FinishKnown(task, result);
    return;
  }
  task.alone = landing == Landing::kNotLasting;
  task.submitted = services_.clock.Now();
  lane_->Submit(std::move(task));
}

cache::FileResult ScanSession::Scan(const pool::FileTask& task, layers::FileScanner& scanner) {
  cache::FileResult result{.file_bytes = task.file->bytes().size()};
  // To Bandit, whose verdicts its profile promises, a notebook is no Python.
  const bool bandit = rule_set_->options().profile == "bandit";
  if ((task.needs_shebang && !core::HasPythonShebang(task.file->bytes())) ||
      (bandit && core::IsNotebook(task.file->path()))) {
    result.not_python = true;
  } else {
    layers::ScanContext context = context_;
    std::optional<Listener> listener;
    if (files_ != nullptr) {
      context.files = {.units = &listener.emplace(*files_, task.index), .to_come = true};
    }
    context.brief_until = task.brief_until;
    result.report = scanner.Scan(*task.file, *rule_set_, context);
    if (files_ != nullptr) {
      files_->SetSeen(task.index, &result.report);
    }
  }
  return result;
}

// What was to be brief and has not ended goes to the workers, with all of its time.
void ScanSession::FinishScan(pool::FileTask& task, cache::FileResult result) {
  if (!result.report.needs_time) {
    FinishTask(task, std::move(result));
    return;
  }
  task.brief_until = layers::Time::max();
  task.submitted = services_.clock.Now();
  lane_->Submit(std::move(task));
}

void ScanSession::FinishTask(const pool::FileTask& task, cache::FileResult result) {
  if (services_.clock.Now() >= context_.deadline) Fail(DeadlineStatus());
  {
    pool::Lock lock(mutex_);
    --files_running_;
    if (phase_ == Phase::kDone) return;
    if (result.not_python) {
      tally_.AddNotPython();
    } else {
      AddReport(task, std::move(result.report));
    }
    FinishIfDone();
  }
  ScanWithOthers();
  wake_();
}

void ScanSession::FinishKnown(const pool::FileTask& task, const cache::ResultRef& result) {
  if (services_.clock.Now() >= context_.deadline) Fail(DeadlineStatus());
  {
    pool::Lock lock(mutex_);
    --files_running_;
    if (phase_ == Phase::kDone) return;
    AddKnown(task.index, task.file->path(), result);
    FinishIfDone();
  }
  ScanWithOthers();
  wake_();
}

void ScanSession::AddReport(const pool::FileTask& task, core::FileReport report) {
  if (report.needs_files) {
    waiting_.push_back(task.index);
    return;
  }
  tally_.AddReport(report, task.file->bytes().size());
  if (report.dropped > 0) {
    report.notices.push_back(
        {.kind = core::NoticeKind::kLimit,
         .message = fmt::format("has {} findings more than are listed for one file ({})",
                                report.dropped, context_.limits.max_findings)});
  }
  const layers::Time now = services_.clock.Now();
  if (!report.findings.empty() && !found_) {
    found_ = true;
    services_.metrics.OnFirstFinding(now - start_);
  }
  events_.AddFindings(task.index, std::move(report.findings), now);
  if (rule_set_->options().parse_all && report.analysed) {
    events_.AddResult({.file = task.index,
                       .lines_of_code = report.lines_of_code,
                       .silenced = report.suppressed - report.suppressed_by_id,
                       .silenced_by_id = report.suppressed_by_id,
                       .syntax_error = report.syntax_error},
                      now);
  }
  for (core::Notice& notice : report.notices) {
    AddNotice({.file = task.index,
               .path = task.file->path(),
               .bytes = task.file->bytes().size(),
               .notice = std::move(notice)});
  }
  ParkIfFull();
}

void ScanSession::AddKnown(uint32_t index, const std::string& path, cache::ResultRef result) {
  cache::ResultReader reader(*result);
  const cache::ResultHead& head = reader.head();
  if (head.needs_files) {
    waiting_.push_back(index);
    return;
  }
  tally_.AddReused(head);
  if (head.not_python) return;
  const layers::Time now = services_.clock.Now();
  if (head.findings() != 0 && !found_) {
    found_ = true;
    services_.metrics.OnFirstFinding(now - start_);
  }
  if (rule_set_->options().parse_all && head.analysed) {
    events_.AddResult({.file = index,
                       .lines_of_code = head.lines_of_code,
                       .silenced = head.suppressed - head.suppressed_by_id,
                       .silenced_by_id = head.suppressed_by_id,
                       .syntax_error = head.syntax_error},
                      now);
  }
  core::Notice notice;
  while (reader.NextNotice(&notice)) {
    AddNotice({.file = index, .path = path, .bytes = head.file_bytes, .notice = std::move(notice)});
  }
  events_.AddKnown(index, std::move(result), head.findings(), now);
  ParkIfFull();
}

}  // namespace meerkat::rpc

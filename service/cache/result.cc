#include "service/cache/result.h"

#include <algorithm>
#include <cstring>
#include <new>

#include "absl/container/flat_hash_map.h"
#include "engine/rules/registry.h"

namespace meerkat::cache {
namespace {

// Bits of the first byte.
constexpr uint64_t kNotPython = 1, kAnalysed = 2, kParsed = 4, kSyntaxError = 8, kNeedsFiles = 16;
// No data flow has more steps.
constexpr uint64_t kMaxSteps = 1'000;

// A rule's place among all rules of the build. By name: a row that options have adapted is another
// object of the same name (rules::AdaptedRows).
uint32_t IndexOf(const core::Rule& rule) {
  static const absl::flat_hash_map<std::string_view, uint32_t> indices = [] {
    absl::flat_hash_map<std::string_view, uint32_t> map;
    uint32_t index = 0;
    for (const core::Rule* row : rules::AllRules()) map[row->name] = index++;
    return map;
  }();
  return indices.at(rule.name);
}

// Base 128, low groups first, as in protobuf.
void AddNumber(uint64_t value, std::string* out) {
  while (value >= 0x80) {
    out->push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  out->push_back(static_cast<char>(value));
}

void AddText(std::string_view text, std::string* out) {
  AddNumber(text.size(), out);
  out->append(text);
}

void AddNotice(const core::Notice& notice, std::string* out) {
  AddNumber(static_cast<uint64_t>(notice.kind), out);
  AddNumber(notice.first_line, out);
  AddNumber(notice.last_line, out);
  AddText(notice.message, out);
}

void AddFinding(const core::Finding& finding, std::string* out) {
  AddNumber(IndexOf(*finding.rule), out);
  AddNumber(
      static_cast<uint64_t>(finding.severity) << 4 | static_cast<uint64_t>(finding.confidence),
      out);
  for (const uint32_t number :
       {finding.span.begin, finding.span.end, finding.begin.line, finding.begin.column,
        finding.end.line, finding.end.column, finding.line, finding.cell, finding.file_line,
        finding.extent_begin, finding.extent_end, finding.excerpt_line}) {
    AddNumber(number, out);
  }
  out->append(reinterpret_cast<const char*>(finding.fingerprint.data()),
              finding.fingerprint.size());
  AddText(finding.message, out);
  AddText(finding.excerpt, out);
  AddNumber(finding.flow.size(), out);
  for (const core::FlowStep& step : finding.flow) {
    AddText(step.path, out);
    AddText(step.text, out);
    for (const uint32_t number :
         {step.begin.line, step.begin.column, step.end.line, step.end.column}) {
      AddNumber(number, out);
    }
  }
}

}  // namespace

bool IsLasting(const core::FileReport& report) {
  return report.dropped == 0 &&
         std::all_of(report.notices.begin(), report.notices.end(), [](const core::Notice& notice) {
           switch (notice.kind) {
             case core::NoticeKind::kFlowPartial:
             case core::NoticeKind::kTooLarge:
             case core::NoticeKind::kBinary:
             case core::NoticeKind::kEncoding:
             case core::NoticeKind::kParsePartial:
             case core::NoticeKind::kUnreadable: return true;  // a notebook that is no JSON
             default: return false;
           }
         });
}

std::string Encode(const FileResult& result) {
  const core::FileReport& report = result.report;
  std::string out;
  AddNumber((result.not_python ? kNotPython : 0) | (report.analysed ? kAnalysed : 0) |
                (report.parsed ? kParsed : 0) | (report.syntax_error ? kSyntaxError : 0) |
                (report.needs_files ? kNeedsFiles : 0),
            &out);
  AddNumber(result.file_bytes, &out);
  AddNumber(report.lines_of_code, &out);
  AddNumber(report.suppressed, &out);
  AddNumber(report.suppressed_by_id, &out);
  uint32_t high = 0, medium = 0;
  for (const core::Finding& finding : report.findings) {
    if (finding.severity == core::Severity::kHigh) ++high;
    if (finding.severity == core::Severity::kMedium) ++medium;
  }
  AddNumber(high, &out);
  AddNumber(medium, &out);
  AddNumber(report.findings.size() - high - medium, &out);
  AddNumber(report.notices.size(), &out);
  for (const core::Notice& notice : report.notices) AddNotice(notice, &out);
  for (const core::Finding& finding : report.findings) AddFinding(finding, &out);
  return out;
}

bool IsWellFormed(std::string_view encoded) {
  ResultReader reader(encoded);
  core::Finding finding;
  while (reader.ok() && reader.NextFinding(&finding)) {
  }
  return reader.ok() && reader.at_end();
}

ResultRef Result::Make(const ResultKey& key, std::string_view encoded) {
  void* memory = ::operator new(sizeof(Result) + encoded.size());
  Result* result = new (memory) Result(key, static_cast<uint32_t>(encoded.size()));
  std::memcpy(reinterpret_cast<char*>(result + 1), encoded.data(), encoded.size());
  return ResultRef(result);
}

ResultHead Result::head() const { return ResultReader(*this).head(); }

uint64_t Result::cost() const {
  constexpr uint64_t kMallocAndSlot = 16 + 16;
  return sizeof(Result) + encoded_size_ + kMallocAndSlot;
}

void ResultRef::Release() const {
  if (result_ == nullptr) return;
  if (result_->references_.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  Result* last = const_cast<Result*>(result_);
  last->~Result();
  ::operator delete(last);
}

ResultReader::ResultReader(std::string_view encoded) : rest_(encoded) {
  const uint64_t bits = Number();
  head_.not_python = bits & kNotPython;
  head_.analysed = bits & kAnalysed;
  head_.parsed = bits & kParsed;
  head_.syntax_error = bits & kSyntaxError;
  head_.needs_files = bits & kNeedsFiles;
  head_.file_bytes = Number();
  head_.lines_of_code = Number32();
  head_.suppressed = Number32();
  head_.suppressed_by_id = Number32();
  head_.high = Number32();
  head_.medium = Number32();
  head_.low = Number32();
  head_.notices = Number32();
}

bool ResultReader::NextNotice(core::Notice* notice) {
  if (!ok_ || notices_read_ == head_.notices) return false;
  ++notices_read_;
  notice->kind = static_cast<core::NoticeKind>(Number());
  if (notice->kind > core::NoticeKind::kUnreadable) ok_ = false;
  notice->first_line = Number32();
  notice->last_line = Number32();
  notice->message = Text();
  return ok_;
}

bool ResultReader::NextFinding(core::Finding* finding) {
  core::Notice skipped;
  while (NextNotice(&skipped)) {
  }
  if (!ok_ || findings_read_ == head_.findings()) return false;
  ++findings_read_;
  const uint64_t rule = Number();
  if (rule >= rules::AllRules().size()) {
    ok_ = false;
    return false;
  }
  finding->rule = rules::AllRules()[rule];
  const uint64_t grades = Number();
  finding->severity = static_cast<core::Severity>(grades >> 4 & 15);
  finding->confidence = static_cast<core::Confidence>(grades & 15);
  for (uint32_t* number : {&finding->span.begin, &finding->span.end, &finding->begin.line,
                           &finding->begin.column, &finding->end.line, &finding->end.column,
                           &finding->line, &finding->cell, &finding->file_line,
                           &finding->extent_begin, &finding->extent_end, &finding->excerpt_line}) {
    *number = Number32();
  }
  if (rest_.size() < finding->fingerprint.size()) {
    ok_ = false;
    return false;
  }
  std::memcpy(finding->fingerprint.data(), rest_.data(), finding->fingerprint.size());
  rest_.remove_prefix(finding->fingerprint.size());
  finding->message = Text();
  finding->excerpt = Text();
  const uint64_t steps = Number();
  if (steps > kMaxSteps) ok_ = false;
  finding->flow.clear();
  for (uint64_t i = 0; ok_ && i < steps; ++i) {
    core::FlowStep& step = finding->flow.emplace_back();
    step.path = Text();
    step.text = Text();
    for (uint32_t* number :
         {&step.begin.line, &step.begin.column, &step.end.line, &step.end.column}) {
      *number = Number32();
    }
  }
  return ok_;
}

uint64_t ResultReader::Number() {
  uint64_t value = 0;
  for (uint32_t shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
    const uint8_t byte = static_cast<uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    value |= static_cast<uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return value;
  }
  ok_ = false;
  return 0;
}

uint32_t ResultReader::Number32() {
  const uint64_t value = Number();
  if (value > UINT32_MAX) ok_ = false;
  return static_cast<uint32_t>(value);
}

std::string_view ResultReader::Text() {
  const uint64_t size = Number();
  if (size > rest_.size()) {
    ok_ = false;
    return {};
  }
  const std::string_view text = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return text;
}

}  // namespace meerkat::cache

#include "clients/cli/bandit/results.h"

#include <algorithm>
#include <set>

#include "clients/cli/read_file.h"
#include "engine/report/bandit_tests.h"
#include "engine/report/file_report.h"
#include "engine/text/decode.h"
#include "fmt/format.h"
#include "nlohmann/json.hpp"

namespace meerkat::bandit {
namespace {

constexpr uint64_t kMostBytes = uint64_t{16} << 20;
constexpr std::string_view kSyntaxError = "syntax error while parsing AST from file";

report::BanditTest TestOf(std::string_view id) {
  for (const report::BanditTest& test : report::BanditTests()) {
    if (test.id == id) return test;
  }
  return {};
}

// Where the function has another name than the test.
std::string FunctionOf(std::string_view id) {
  if (id == "B324") return "hashlib";
  if (id == "B508") return "snmp_insecure_version_check";
  if (id == "B509") return "snmp_crypto_check";
  if (id[1] == '3' || id[1] == '4') return "blacklist";
  return std::string(TestOf(id).name);
}

std::string BytesOf(const cli::LocalFile& local) {
  if (local.text != nullptr) return *local.text;
  std::string bytes;
  const cli::OpenedFile opened = cli::OpenRegularFile(local.path, cli::Links::kFollow);
  if (opened.error.empty()) cli::ReadUpTo(opened.file.get(), kMostBytes, bytes);
  return bytes;
}

// Lines end as Python reads a text file: "\r" and "\r\n" are "\n", and the last line has one, too.
std::shared_ptr<const FileLines> LinesOf(const cli::LocalFile& local) {
  auto lines = std::make_shared<FileLines>();
  std::string bytes = BytesOf(local);
  text::Decoded decoded = text::Decode(bytes);
  const std::string& text = decoded.converted ? decoded.utf8 : bytes;
  std::string_view rest = text;
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  lines->starts.push_back(0);
  // Standard input it shows as it came.
  const bool as_is = local.text != nullptr;
  if (as_is) {
    lines->text = rest;
    for (size_t i = 0; i < rest.size(); ++i) {
      if (rest[i] == '\n') lines->starts.push_back(static_cast<uint32_t>(i + 1));
    }
    if (!rest.empty() && rest.back() != '\n') {
      lines->starts.push_back(static_cast<uint32_t>(rest.size()));
    }
    return lines;
  }
  for (size_t i = 0; i < rest.size(); ++i) {
    const bool end = rest[i] == '\n' || rest[i] == '\r';
    if (rest[i] == '\r' && i + 1 < rest.size() && rest[i + 1] == '\n') ++i;
    lines->text += end ? '\n' : rest[i];
    if (end) lines->starts.push_back(static_cast<uint32_t>(lines->text.size()));
  }
  if (!lines->text.empty() && lines->text.back() != '\n') {
    lines->text += '\n';
    lines->starts.push_back(static_cast<uint32_t>(lines->text.size()));
  }
  return lines;
}

// Bytes before the code point at a 1-based column.
uint32_t BytesBefore(std::string_view line, uint32_t column) {
  size_t at = 0;
  for (uint32_t i = 1; i < column && at < line.size(); ++i) {
    ++at;
    while (at < line.size() && (static_cast<uint8_t>(line[at]) & 0xC0) == 0x80) ++at;
  }
  return static_cast<uint32_t>(at);
}

int PlaceOfTest(const Issue& issue) {  // Bandit runs the tests of a node in this order
  if (issue.test_name == "blacklist") return 1'000;
  std::vector<std::string_view> names;
  for (const report::BanditTest& test : report::BanditTests()) names.push_back(test.name);
  std::sort(names.begin(), names.end());
  const std::string_view name = TestOf(issue.test_id).name;
  return static_cast<int>(std::lower_bound(names.begin(), names.end(), name) - names.begin());
}

bool SameKind(const Issue& a, const Issue& b) {
  return a.test_id == b.test_id && a.severity == b.severity && a.confidence == b.confidence &&
         a.file == b.file && a.cwe == b.cwe;
}

Level LevelOf(const std::string& name) {
  if (name == "LOW") return Level::kLow;
  if (name == "MEDIUM") return Level::kMedium;
  return name == "HIGH" ? Level::kHigh : Level::kUnknown;
}

}  // namespace

std::string_view UpperName(Level level) {
  switch (level) {
    case Level::kLow: return "LOW";
    case Level::kMedium: return "MEDIUM";
    case Level::kHigh: return "HIGH";
    case Level::kUnknown: break;
  }
  return "UNDEFINED";
}

std::string_view FileLines::Line(uint32_t line) const {
  if (line == 0 || line >= starts.size()) return {};
  return std::string_view(text).substr(starts[line - 1], starts[line] - starts[line - 1]);
}

std::string Issue::CweLink() const {
  return cwe == 0 ? "" : fmt::format("https://cwe.mitre.org/data/definitions/{}.html", cwe);
}

std::string Issue::MoreInfo() const {
  std::string id = test_id;
  std::transform(id.begin(), id.end(), id.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const std::string base = "https://bandit.readthedocs.io/en/1.9.4/";
  if (test_name != "blacklist") return fmt::format("{}plugins/{}_{}.html", base, id, test_name);
  std::string name(TestOf(test_id).name);
  for (char& c : name) c = c == '_' ? '-' : static_cast<char>(std::tolower(c));
  const std::string_view kind = test_id[1] == '3' ? "calls" : "imports";
  if (test_id == "B304" || test_id == "B305") {  // one section for both
    id = "b304-b305";
    name = "ciphers-and-modes";
  } else if (test_id >= "B313" && test_id <= "B320") {
    id = "b313-b320";
  }
  return fmt::format("{}blacklists/blacklist_{}.html#{}-{}", base, kind, id, name);
}

std::string Issue::Code(int most_lines, bool tabbed) const {
  std::string code;
  if (lines == nullptr) return code;
  most_lines = std::max(most_lines, 1);
  const uint32_t first =
      static_cast<uint32_t>(std::max<int64_t>(1, int64_t{line} - most_lines / 2));
  const uint64_t end = uint64_t{first} + (last_line - first_line + 1) + most_lines - 1;
  for (uint32_t number = first; number < end; ++number) {
    const std::string_view text = lines->Line(number);
    if (text.empty()) break;
    code += fmt::format("{}{}{}", number, tabbed ? '\t' : ' ', text);
  }
  return code;
}

void FileMetrics::Add(const FileMetrics& other) {
  loc += other.loc;
  nosec += other.nosec;
  skipped_tests += other.skipped_tests;
  for (int i = 0; i < 4; ++i) {
    by_severity[i] += other.by_severity[i];
    by_confidence[i] += other.by_confidence[i];
  }
}

Results MakeResults(const cli::Report& report, const std::vector<std::string>& files) {
  Results results;
  for (const cli::FileResult& file : report.file_results) {
    FileMetrics& metrics = results.metrics[file.path];
    metrics.loc = file.lines_of_code;
    metrics.nosec = file.silenced;
    metrics.skipped_tests = file.silenced_by_id;
    if (file.syntax_error) results.skipped.emplace_back(file.path, kSyntaxError);
    metrics.counted = !file.syntax_error;
  }
  std::map<std::string, std::shared_ptr<const FileLines>> texts;
  for (const cli::Finding& finding : report.findings) {
    std::shared_ptr<const FileLines>& lines = texts[finding.path];
    const auto local = report.local_files.find(finding.path);
    if (lines == nullptr && local != report.local_files.end()) lines = LinesOf(local->second);
    const cli::RuleText& rule = report.rules[finding.rule];
    Issue& issue = results.issues.emplace_back();
    issue.file = finding.path;
    issue.test_id = rule.bandit_id;
    issue.test_name = FunctionOf(rule.bandit_id);
    issue.severity = finding.severity;
    issue.confidence = finding.confidence;
    issue.cwe = TestOf(rule.bandit_id).cwe;
    issue.text = finding.message;
    issue.line = finding.line;
    issue.first_line = finding.extent_start;
    issue.last_line = finding.extent_end;
    issue.lines = lines;
    const cli::Region& region = finding.region;
    if (issue.test_id == "B613") {  // counts characters from 1 and knows no end
      issue.column = region.start_column;
      issue.first_line = issue.last_line = issue.line;
    } else if (lines != nullptr) {
      issue.column = BytesBefore(lines->Line(region.start_line), region.start_column);
      issue.end_column = BytesBefore(lines->Line(region.end_line), region.end_column);
    }
    FileMetrics& metrics = results.metrics[finding.path];
    metrics.counted = true;
    ++metrics.by_severity[static_cast<int>(issue.severity)];
    ++metrics.by_confidence[static_cast<int>(issue.confidence)];
  }
  std::set<std::string> skipped;
  for (const auto& entry : results.skipped) skipped.insert(entry.first);
  for (const cli::Notice& notice : report.notices) {
    const bool decoding = notice.kind == "encoding" || notice.kind == "binary";
    if ((!notice.incomplete && !decoding && notice.kind != "not-python") ||
        !skipped.insert(notice.path).second) {
      continue;
    }
    std::string reason = decoding ? std::string(kSyntaxError) : notice.message;
    constexpr std::string_view kUnreadable = "cannot be read: ";
    if (reason.starts_with(kUnreadable)) reason.erase(0, kUnreadable.size());
    results.skipped.emplace_back(notice.path, std::move(reason));
    if (decoding && results.metrics.count(notice.path) == 0) {
      FileMetrics& metrics = results.metrics[notice.path];
      metrics.counted = false;
      metrics.loc = report::CountLinesOfCode(BytesOf({notice.path, {}, nullptr}));
    }
  }
  std::sort(results.skipped.begin(), results.skipped.end());
  for (const std::string& file : files) {
    if (skipped.count(file) == 0) results.files.push_back(file);
  }
  for (const auto& [file, metrics] : results.metrics) results.totals.Add(metrics);
  // Within a file the order is that of the service, which is Bandit's; of one node, that of its
  // tests.
  const auto same_node = [](const Issue& a, const Issue& b) {
    return a.file == b.file && a.line == b.line && a.column == b.column &&
           a.end_column == b.end_column && a.first_line == b.first_line &&
           a.last_line == b.last_line;
  };
  for (auto first = results.issues.begin(); first != results.issues.end();) {
    auto last = first + 1;
    while (last != results.issues.end() && same_node(*first, *last)) ++last;
    std::stable_sort(first, last, [](const Issue& a, const Issue& b) {
      return PlaceOfTest(a) < PlaceOfTest(b);
    });
    first = last;
  }
  std::stable_sort(results.issues.begin(), results.issues.end(),
                   [](const Issue& a, const Issue& b) { return a.file < b.file; });
  return results;
}

bool ReadBaseline(const std::string& json, std::vector<Issue>* issues) {
  const auto root = nlohmann::json::parse(json, nullptr, false);
  if (!root.is_object() || !root.contains("results") || !root["results"].is_array()) return false;
  for (const auto& entry : root["results"]) {
    const auto text = [&](const char* name) {
      const auto found = entry.find(name);
      return found != entry.end() && found->is_string() ? found->get<std::string>() : "";
    };
    if (!entry.is_object() || text("test_id").empty()) return false;
    Issue& issue = issues->emplace_back();
    issue.file = text("filename");
    issue.test_id = text("test_id");
    issue.test_name = text("test_name");
    issue.severity = LevelOf(text("issue_severity"));
    issue.confidence = LevelOf(text("issue_confidence"));
    issue.text = text("issue_text");
    const auto cwe = entry.find("issue_cwe");
    if (cwe != entry.end() && cwe->is_object()) issue.cwe = cwe->value("id", 0u);
    // What the report shows of the file.
    auto lines = std::make_shared<FileLines>();
    lines->text = text("code");
    issue.lines = std::move(lines);
  }
  return true;
}

std::vector<Shown> SelectIssues(const Results& results, int severity, int confidence,
                                const std::vector<Issue>* baseline) {
  std::vector<const Issue*> selected;
  for (const Issue& issue : results.issues) {
    if (static_cast<int>(issue.severity) >= severity - 1 &&
        static_cast<int>(issue.confidence) >= confidence - 1) {
      selected.push_back(&issue);
    }
  }
  std::vector<Shown> shown;
  const auto same = [](const Issue& a, const Issue& b) {
    return SameKind(a, b) && a.text == b.text;
  };
  std::map<std::pair<std::string, std::string>, std::vector<const Issue*>> known;
  if (baseline != nullptr) {
    for (const Issue& issue : *baseline) known[{issue.file, issue.test_id}].push_back(&issue);
  }
  std::map<std::pair<std::string, std::string>, std::vector<const Issue*>> all;
  if (baseline != nullptr && !baseline->empty()) {
    for (const Issue* issue : selected) all[{issue->file, issue->test_id}].push_back(issue);
  }
  for (const Issue* issue : selected) {
    if (baseline == nullptr || baseline->empty()) {
      shown.push_back({issue, {issue}});
      continue;
    }
    const auto in_baseline = [&](const Issue* old) {
      if (same(*issue, *old)) return true;
      const std::string_view line =
          issue->lines == nullptr ? std::string_view() : issue->lines->Line(issue->line);
      return SameKind(*issue, *old) && !line.empty() &&
             old->lines->text.find(line) != std::string::npos;
    };
    const auto& olds = known[{issue->file, issue->test_id}];
    if (std::any_of(olds.begin(), olds.end(), in_baseline)) continue;
    Shown& one = shown.emplace_back();
    one.issue = issue;
    for (const Issue* other : all[{issue->file, issue->test_id}]) {
      if (same(*issue, *other)) one.candidates.push_back(other);
    }
  }
  return shown;
}

}  // namespace meerkat::bandit

#include "clients/cli/bandit/formats.h"
#include "fmt/format.h"

namespace meerkat::bandit {
namespace {

// Ids and classes are those that scripts look for in Bandit's page: metrics, loc, nosec, results,
// issue-N, issue-sev-high, skipped.
constexpr char kHead[] = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bandit Report</title>
<style>
:root { color-scheme: light dark; --line: #8884; --soft: #8881; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 62rem; padding: 1.5rem; }
h1 { font-size: 1.5rem; margin: 0 0 1rem; }
.bordered-box { background: var(--soft); border: 1px solid var(--line); border-radius: .5rem;
  margin-bottom: 1rem; padding: .75rem 1rem; }
.metrics-title { font-weight: 600; }
.issue-block { border: 1px solid var(--line); border-left: .4rem solid; border-radius: .5rem;
  margin-bottom: 1rem; padding: .75rem 1rem; }
.issue-sev-high { border-left-color: #d1242f; }
.issue-sev-medium { border-left-color: #d4a72c; }
.issue-sev-low { border-left-color: #388bfd; }
.issue-sev-undefined { border-left-color: #8b949e; }
.where { font-family: ui-monospace, monospace; }
pre { background: var(--soft); border-radius: .4rem; margin: .5rem 0 0; overflow-x: auto;
  padding: .6rem; tab-size: 4; }
.candidate-issues { border-left: 1px solid var(--line); margin: .3rem 0 .3rem 1rem; padding-left: 1rem; }
</style>
</head>
)";

std::string Escaped(std::string_view text) {
  std::string escaped;
  for (char c : text) {
    switch (c) {
      case '&': escaped += "&amp;"; break;
      case '<': escaped += "&lt;"; break;
      case '>': escaped += "&gt;"; break;
      case '"': escaped += "&quot;"; break;
      case '\'': escaped += "&#x27;"; break;
      default: escaped += c;
    }
  }
  return escaped;
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = static_cast<char>(std::tolower(c));
  return lower;
}

std::string CodeOf(const Issue& issue, int lines) {
  std::string code = issue.Code(lines, true);
  while (code.ends_with('\n')) code.pop_back();
  return Escaped(code);
}

void WriteIssue(size_t number, const Shown& one, const FormatOptions& options, std::ostream& out) {
  const Issue& issue = *one.issue;
  out << fmt::format(
      "<div id=\"issue-{}\">\n<div class=\"issue-block issue-sev-{}\">\n"
      "<b>{}: </b> {}<br>\n<b>Test ID:</b> {}<br>\n<b>Severity: </b>{}<br>\n"
      "<b>Confidence: </b>{}<br>\n<b>CWE: </b><a href=\"{}\" target=\"_blank\">CWE-{}</a><br>\n"
      "<b>File: </b><a class=\"where\" href=\"{}\" target=\"_blank\">{}</a><br>\n"
      "<b>Line number: </b>{}<br>\n<b>More info: </b><a href=\"{}\" target=\"_blank\">{}</a><br>\n",
      number, Lower(UpperName(issue.severity)), issue.test_name, Escaped(issue.text), issue.test_id,
      UpperName(issue.severity), UpperName(issue.confidence), issue.CweLink(), issue.cwe,
      Escaped(issue.file), Escaped(issue.file), issue.line, Escaped(issue.MoreInfo()),
      Escaped(issue.MoreInfo()));
  if (options.baseline && one.candidates.size() > 1) {
    out << "<div class=\"candidates\">\n<b>Candidates: </b>\n";
    for (const Issue* candidate : one.candidates) {
      out << "<div class=\"candidate\"><div class=\"candidate-issues\"><pre>"
          << CodeOf(*candidate, options.code_lines) << "</pre></div></div>\n";
    }
    out << "</div>\n";
  } else {
    out << "<div class=\"code\">\n<pre>\n"
        << CodeOf(issue, options.code_lines) << "\n</pre>\n</div>\n";
  }
  out << "</div>\n</div>\n";
}

}  // namespace

void WriteHtml(const Results& results, const std::vector<Shown>& shown,
               const FormatOptions& options, std::ostream& out) {
  out << kHead << "<body>\n<h1>Bandit Report</h1>\n"
      << fmt::format(
             "<div id=\"metrics\">\n<div class=\"metrics-box bordered-box\">\n"
             "<div class=\"metrics-title\">Metrics:</div>\n"
             "Total lines of code: <span id=\"loc\">{}</span><br>\n"
             "Total lines skipped (#nosec): <span id=\"nosec\">{}</span>\n</div>\n</div>\n",
             results.totals.loc, results.totals.nosec);
  if (!results.skipped.empty()) {
    out << "<div id=\"skipped\">\n<div class=\"bordered-box\">\n<b>Skipped files:</b><br>\n";
    for (const auto& [file, reason] : results.skipped) {
      out << fmt::format("{} <b>reason:</b> {}<br>\n", Escaped(file), Escaped(reason));
    }
    out << "</div>\n</div>\n";
  }
  out << "<div id=\"results\">\n";
  for (size_t i = 0; i < shown.size(); ++i) WriteIssue(i, shown[i], options, out);
  out << "</div>\n</body>\n</html>\n";
}

}  // namespace meerkat::bandit

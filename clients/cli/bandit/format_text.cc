// txt and screen: the same lines, with colours for the screen.

#include "clients/cli/bandit/formats.h"
#include "clients/cli/terminal.h"
#include "fmt/format.h"

namespace meerkat::bandit {
namespace {

constexpr std::string_view kPlain = "\033[0m";
constexpr std::string_view kHeading = "\033[95m";

std::string_view ColorOf(Level level) {
  switch (level) {
    case Level::kHigh: return "\033[91m";
    case Level::kMedium: return "\033[93m";
    case Level::kLow: return "\033[94m";
    case Level::kUnknown: break;
  }
  return kPlain;
}

std::string_view Capitalized(Level level) {
  switch (level) {
    case Level::kHigh: return "High";
    case Level::kMedium: return "Medium";
    case Level::kLow: return "Low";
    case Level::kUnknown: break;
  }
  return "Undefined";
}

class Writer {
 public:
  Writer(const FormatOptions& options, bool color, std::ostream& out)
      : options_(options), color_(color), out_(out) {}

  void Write(const Results& results, const std::vector<Shown>& shown) {
    Heading("Run started:" + options_.started);
    if (options_.verbose) Files(results);
    Heading("\nTest results:");
    if (shown.empty()) out_ << "\tNo issues identified.\n";
    for (const Shown& one : shown) {
      if (!options_.baseline || one.candidates.size() == 1) {
        OneIssue(*one.issue, "", true);
      } else {
        OneIssue(*one.issue, "", false);
        out_ << "\n-- Candidate Issues --\n";
        for (const Issue* candidate : one.candidates) {
          OneIssue(*candidate, std::string(10, ' '), true);
          out_ << "\n\n";
        }
      }
      out_ << std::string(50, '-') << '\n';
    }
    Heading("\nCode scanned:");
    out_ << "\tTotal lines of code: " << results.totals.loc << '\n'
         << "\tTotal lines skipped (#nosec): " << results.totals.nosec << '\n'
         << "\tTotal potential issues skipped due to specifically being disabled (e.g., #nosec "
            "BXXX): "
         << results.totals.skipped_tests << '\n';
    Heading("\nRun metrics:");
    Levels("severity", results.totals.by_severity);
    Levels("confidence", results.totals.by_confidence);
    Heading(fmt::format("Files skipped ({}):", results.skipped.size()));
    for (const auto& [file, reason] : results.skipped) {
      out_ << fmt::format("\t{} ({})\n", cli::Printable(file), cli::Printable(reason));
    }
  }

 private:
  void Heading(const std::string& text) {
    if (color_) {
      out_ << kHeading << text << kPlain << '\n';
    } else {
      out_ << text << '\n';
    }
  }

  void Files(const Results& results) {
    constexpr uint64_t kScores[] = {1, 3, 5, 10};  // of an issue, by Level
    Heading(fmt::format("Files in scope ({}):", results.files.size()));
    for (const std::string& file : results.files) {
      uint64_t severity = 0, confidence = 0;
      if (const auto metrics = results.metrics.find(file); metrics != results.metrics.end()) {
        for (int level = 0; level < 4; ++level) {
          severity += metrics->second.by_severity[level] * kScores[level];
          confidence += metrics->second.by_confidence[level] * kScores[level];
        }
      }
      out_ << fmt::format("\t{} (score: {{SEVERITY: {}, CONFIDENCE: {}}})\n", cli::Printable(file),
                          severity, confidence);
    }
    Heading(fmt::format("Files excluded ({}):", results.excluded.size()));
    for (const std::string& file : results.excluded) out_ << '\t' << cli::Printable(file) << '\n';
  }

  void Levels(std::string_view what, const uint64_t (&counts)[4]) {
    out_ << "\tTotal issues (by " << what << "):\n";
    for (int level = 0; level < 4; ++level) {
      out_ << fmt::format("\t\t{}: {}\n", Capitalized(static_cast<Level>(level)), counts[level]);
    }
  }

  void OneIssue(const Issue& issue, const std::string& indent, bool whole) {
    const std::string cwe =
        issue.cwe == 0 ? "" : fmt::format("CWE-{} ({})", issue.cwe, issue.CweLink());
    out_ << indent << (color_ ? ColorOf(issue.severity) : "")
         << fmt::format(">> Issue: [{}:{}] {}\n", issue.test_id, issue.test_name,
                        cli::Printable(issue.text))
         << fmt::format("{}   Severity: {}   Confidence: {}\n", indent, Capitalized(issue.severity),
                        Capitalized(issue.confidence))
         << fmt::format("{}   CWE: {}\n{}   More Info: {}\n", indent, cwe, indent,
                        issue.MoreInfo());
    if (whole) {
      out_ << fmt::format("{}   Location: {}:{}:{}{}\n", indent, cli::Printable(issue.file),
                          issue.line, issue.column, color_ ? kPlain : "");
      Code(issue, indent);
    } else {
      out_ << fmt::format("{}   Location: {}::{}\n", indent, cli::Printable(issue.file),
                          color_ ? kPlain : "");
    }
  }

  void Code(const Issue& issue, const std::string& indent) {
    const std::string code = issue.Code(options_.code_lines, true);
    for (size_t at = 0; at <= code.size();) {
      const size_t end = std::min(code.find('\n', at), code.size());
      const size_t tab = std::min(code.find('\t', at), end);
      out_ << indent << code.substr(at, tab - at);
      if (tab < end) out_ << '\t' << cli::Printable(code.substr(tab + 1, end - tab - 1));
      out_ << '\n';
      at = end + 1;
    }
  }

  const FormatOptions& options_;
  const bool color_;
  std::ostream& out_;
};

}  // namespace

void WriteText(const Results& results, const std::vector<Shown>& shown,
               const FormatOptions& options, bool color, std::ostream& out) {
  Writer(options, color, out).Write(results, shown);
}

}  // namespace meerkat::bandit

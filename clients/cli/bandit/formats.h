#pragma once

// Bandit's report formats. What programs read (json, csv, sarif, xml, yaml) has Bandit's fields in
// its order; the texts for people have its sections and lines, which scripts search for.

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "clients/cli/bandit/log.h"
#include "clients/cli/bandit/results.h"

namespace meerkat::bandit {

struct FormatOptions {
  int code_lines = 3;
  bool by_test = false;  // -a vuln
  bool verbose = false;
  bool baseline = false;
  std::string time;     // "2026-11-24T12:00:00Z"
  std::string started;  // "2026-11-24 12:00:00.123456+00:00"
};

void WriteJson(const Results& results, const std::vector<Shown>& shown,
               const FormatOptions& options, std::ostream& out);
void WriteYaml(const Results& results, const std::vector<Shown>& shown,
               const FormatOptions& options, std::ostream& out);
void WriteSarif(const Results& results, const std::vector<Shown>& shown,
                const FormatOptions& options, std::ostream& out);
void WriteCsv(const std::vector<Shown>& shown, std::ostream& out);
void WriteXml(const std::vector<Shown>& shown, std::ostream& out);
void WriteHtml(const Results& results, const std::vector<Shown>& shown,
               const FormatOptions& options, std::ostream& out);
// `color`: "screen", else "txt".
void WriteText(const Results& results, const std::vector<Shown>& shown,
               const FormatOptions& options, bool color, std::ostream& out);

// A line for each issue by the template, whose tags take the formats of Python's str.format.
//   std::optional<LineTemplate> line = LineTemplate::Parse("{relpath:20.20s}: {line:03}", log);
class LineTemplate {
 public:
  inline static constexpr char kDefault[] =
      "{abspath}:{line}: {test_id}[bandit]: {severity}: {msg}";

  // False, with an error in the log, if it is none. Tags that do not exist stand for their own
  // name.
  static bool Parse(const std::string& text, Log& log, LineTemplate* out);
  // False, with an error in the log: a format does not fit its tag.
  bool Write(const std::vector<Shown>& shown, Log& log, std::ostream& out) const;

 private:
  struct Part {
    std::string text;  // literal, or the name of the tag
    bool tag = false;
    std::string format;
    char conversion = 0;
  };
  std::vector<Part> parts_;
};

}  // namespace meerkat::bandit

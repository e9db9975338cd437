#include "clients/cli/bandit/arguments.h"

#include <algorithm>
#include <charconv>

#include "engine/report/bandit_tests.h"
#include "fmt/format.h"

namespace meerkat::bandit {
namespace {

enum class Takes : uint8_t { kNothing, kValue, kOptionalValue };

// clang-format off
enum class Id : uint8_t {
  kHelp, kRecursive, kAggregate, kNumber, kConfig, kProfile, kTests, kSkip, kLevel,
  kSeverityLevel, kConfidence, kConfidenceLevel, kFormat, kTemplate, kOutput, kVerbose, kDebug,
  kQuiet, kIgnoreNosec, kExclude, kBaseline, kIni, kExitZero, kVersion, kServer,
};
// clang-format on

struct Option {
  Id id;
  char letter;  // 0: none
  std::string_view name;
  std::string_view other_name;  // may be empty
  Takes takes;
  std::string_view choices;  // separated by blanks; empty: any value
  std::string_view help;
};

constexpr std::string_view kFormats = "csv custom html json sarif screen txt xml yaml";
constexpr std::string_view kLevels = "all low medium high";

// clang-format off
constexpr Option kOptions[] = {
    {Id::kHelp, 'h', "--help", "", Takes::kNothing, "", "show this help and exit"},
    {Id::kRecursive, 'r', "--recursive", "", Takes::kNothing, "", "scan the files of folders and the folders in them"},
    {Id::kAggregate, 'a', "--aggregate", "", Takes::kValue, "file vuln", "order of the report: by file or by test"},
    {Id::kNumber, 'n', "--number", "", Takes::kValue, "", "most lines of code to show with an issue (default 3)"},
    {Id::kConfig, 'c', "--configfile", "", Takes::kValue, "", "configuration, YAML or a pyproject.toml"},
    {Id::kProfile, 'p', "--profile", "", Takes::kValue, "", "profile of the configuration to use"},
    {Id::kTests, 't', "--tests", "", Takes::kValue, "", "ids of the tests to run, with commas"},
    {Id::kSkip, 's', "--skip", "", Takes::kValue, "", "ids of the tests not to run, with commas"},
    {Id::kLevel, 'l', "--level", "", Takes::kNothing, "", "least severity: -l low, -ll medium, -lll high"},
    {Id::kSeverityLevel, 0, "--severity-level", "", Takes::kValue, kLevels, "least severity"},
    {Id::kConfidence, 'i', "--confidence", "", Takes::kNothing, "", "least confidence: -i low, -ii medium, -iii high"},
    {Id::kConfidenceLevel, 0, "--confidence-level", "", Takes::kValue, kLevels, "least confidence"},
    {Id::kFormat, 'f', "--format", "", Takes::kValue, kFormats, "form of the report"},
    {Id::kTemplate, 0, "--msg-template", "", Takes::kValue, "", "a line of the report, with --format custom"},
    {Id::kOutput, 'o', "--output", "", Takes::kOptionalValue, "", "write the report to this file"},
    {Id::kVerbose, 'v', "--verbose", "", Takes::kNothing, "", "list the files, too"},
    {Id::kDebug, 'd', "--debug", "", Takes::kNothing, "", "accepted; there is nothing more to say"},
    {Id::kQuiet, 'q', "--quiet", "--silent", Takes::kNothing, "", "say something only if there are issues"},
    {Id::kIgnoreNosec, 0, "--ignore-nosec", "", Takes::kNothing, "", "report what '# nosec' comments silence"},
    {Id::kExclude, 'x', "--exclude", "", Takes::kValue, "", "paths and globs to leave out, with commas"},
    {Id::kBaseline, 'b', "--baseline", "", Takes::kValue, "", "a JSON report; what it has is not reported"},
    {Id::kIni, 0, "--ini", "", Takes::kValue, "", "a .bandit file with arguments"},
    {Id::kExitZero, 0, "--exit-zero", "", Takes::kNothing, "", "exit with 0 also when there are issues"},
    {Id::kVersion, 0, "--version", "", Takes::kNothing, "", "show the version and exit"},
    {Id::kServer, 0, "--server", "", Takes::kValue, "", "a meerkat service to scan with, HOST:PORT"},
};
// clang-format on

std::string Words(std::string_view choices) {
  std::string words;
  for (char c : choices) words += c == ' ' ? std::string("', '") : std::string(1, c);
  return "'" + words + "'";
}

bool IsChoice(std::string_view value, std::string_view choices) {
  while (!choices.empty()) {
    const size_t end = std::min(choices.find(' '), choices.size());
    if (choices.substr(0, end) == value) return true;
    choices.remove_prefix(std::min(end + 1, choices.size()));
  }
  return false;
}

std::string Names(const Option& option) {
  std::string names;
  if (option.letter != 0) names = fmt::format("-{}/", option.letter);
  names += option.name;
  if (!option.other_name.empty()) names += fmt::format("/{}", option.other_name);
  return names;
}

std::string Help() {
  std::string help(Usage());
  help +=
      "\nFinds what Bandit 1.9.4 finds, and takes its arguments and configuration.\n\noptions:\n";
  for (const Option& option : kOptions) {
    std::string names = option.letter != 0 ? fmt::format("-{}, {}", option.letter, option.name)
                                           : fmt::format("    {}", option.name);
    if (option.takes == Takes::kValue) names += " VALUE";
    if (option.takes == Takes::kOptionalValue) names += " [FILE]";
    help += fmt::format("  {:<28}  {}", names, option.help);
    if (!option.choices.empty()) help += fmt::format(" ({})", option.choices);
    help += '\n';
  }
  help +=
      "\nTags of --msg-template, each with a format as in \"{line:04}\":\n"
      "  {abspath} {relpath} {line} {col} {end_col} {test_id} {severity} {confidence} {msg}\n"
      "  {range} {cwe}\n\nThe following tests were discovered and loaded:\n";
  for (const report::BanditTest& test : report::BanditTests()) {
    help += fmt::format("\t{}\t{}\n", test.id, test.name);
  }
  return help;
}

class Reader {
 public:
  Reader(const std::vector<std::string>& words, ParsedArguments* parsed)
      : words_(words), parsed_(*parsed), arguments_(parsed->arguments) {}

  void Run() {
    while (next_ < words_.size() && !parsed_.exit_code) {
      const std::string& word = words_[next_++];
      if (word == "--") {
        for (; next_ < words_.size(); ++next_) arguments_.targets.push_back(words_[next_]);
      } else if (word.starts_with("--")) {
        Long(word);
      } else if (word.size() > 1 && word[0] == '-') {
        Letters(word);
      } else {
        arguments_.targets.push_back(word);
      }
    }
  }

 private:
  void Fail(std::string text) {
    if (parsed_.exit_code) return;
    parsed_.exit_code = 2;
    parsed_.error = fmt::format("{}bandit: error: {}\n", Usage(), text);
  }

  void Long(const std::string& word) {
    const size_t equals = word.find('=');
    const std::string_view name = std::string_view(word).substr(0, equals);
    std::vector<const Option*> found;
    for (const Option& option : kOptions) {
      if (option.name == name || option.other_name == name) {
        found = {&option};
        break;
      }
      if (option.name.starts_with(name) || option.other_name.starts_with(name)) {
        found.push_back(&option);
      }
    }
    if (found.empty()) return Fail(fmt::format("unrecognized arguments: {}", word));
    if (found.size() > 1) {
      std::string names;
      for (const Option* option : found) {
        names += (names.empty() ? "" : ", ") + std::string(option->name);
      }
      return Fail(fmt::format("ambiguous option: {} could match {}", name, names));
    }
    std::optional<std::string> value;
    if (equals != std::string::npos) value = word.substr(equals + 1);
    Apply(*found[0], std::move(value));
  }

  void Letters(const std::string& word) {
    for (size_t i = 1; i < word.size() && !parsed_.exit_code; ++i) {
      const auto option = std::find_if(std::begin(kOptions), std::end(kOptions),
                                       [&](const Option& one) { return one.letter == word[i]; });
      if (option == std::end(kOptions)) return Fail("unrecognized arguments: " + word);
      if (option->takes == Takes::kNothing) {
        Apply(*option, std::nullopt);
        continue;
      }
      std::optional<std::string> value;
      if (i + 1 < word.size()) value = word.substr(word[i + 1] == '=' ? i + 2 : i + 1);
      return Apply(*option, std::move(value));
    }
  }

  void Apply(const Option& option, std::optional<std::string> value) {
    if (option.takes == Takes::kNothing && value) {
      return Fail(
          fmt::format("argument {}: ignored explicit argument '{}'", Names(option), *value));
    }
    if (option.takes != Takes::kNothing && !value) {
      const bool there =
          next_ < words_.size() && (words_[next_] == "-" || !words_[next_].starts_with('-'));
      if (there) {
        value = words_[next_++];
      } else if (option.takes == Takes::kValue) {
        return Fail(fmt::format("argument {}: expected one argument", Names(option)));
      }
    }
    if (!option.choices.empty() && !IsChoice(*value, option.choices)) {
      return Fail(fmt::format("argument {}: invalid choice: '{}' (choose from {})", Names(option),
                              *value, Words(option.choices)));
    }
    Set(option, value.value_or(""));
  }

  void Excludes(Id id, Id other, const Option& option, std::string_view other_names) {
    seen_.push_back(id);
    if (std::find(seen_.begin(), seen_.end(), other) == seen_.end()) return;
    Fail(fmt::format("argument {}: not allowed with argument {}", Names(option), other_names));
  }

  static int LevelOf(std::string_view word) {
    return word == "all" ? 1 : word == "low" ? 2 : word == "medium" ? 3 : 4;
  }

  void Set(const Option& option, std::string value) {
    Arguments& to = arguments_;
    switch (option.id) {
      case Id::kHelp:
        parsed_.exit_code = 0;
        parsed_.output = Help();
        return;
      case Id::kVersion:
        parsed_.exit_code = 0;
        parsed_.output = fmt::format("bandit 1.9.4\n  by meerkat {}\n", MEERKAT_VERSION);
        return;
      case Id::kRecursive: to.recursive = true; return;
      case Id::kAggregate: to.aggregate = std::move(value); return;
      case Id::kNumber: {
        const char* end = value.data() + value.size();
        const auto [at, error] = std::from_chars(value.data(), end, to.context_lines);
        if (error != std::errc() || at != end) {
          Fail(fmt::format("argument -n/--number: invalid int value: '{}'", value));
        }
        return;
      }
      case Id::kConfig: to.config_file = std::move(value); return;
      case Id::kProfile: to.profile = std::move(value); return;
      case Id::kTests: to.tests = std::move(value); return;
      case Id::kSkip: to.skips = std::move(value); return;
      case Id::kLevel:
        to.severity = std::min(to.severity + 1, 4);
        return Excludes(Id::kLevel, Id::kSeverityLevel, option, "--severity-level");
      case Id::kSeverityLevel:
        to.severity = LevelOf(value);
        return Excludes(Id::kSeverityLevel, Id::kLevel, option, "-l/--level");
      case Id::kConfidence:
        to.confidence = std::min(to.confidence + 1, 4);
        return Excludes(Id::kConfidence, Id::kConfidenceLevel, option, "--confidence-level");
      case Id::kConfidenceLevel:
        to.confidence = LevelOf(value);
        return Excludes(Id::kConfidenceLevel, Id::kConfidence, option, "-i/--confidence");
      case Id::kFormat: to.format = std::move(value); return;
      case Id::kTemplate: to.template_text = std::move(value); return;
      case Id::kOutput: to.output = value == "-" ? "" : std::move(value); return;
      case Id::kVerbose:
        to.verbose = true;
        return Excludes(Id::kVerbose, Id::kQuiet, option, "-q/--quiet/--silent");
      case Id::kDebug: to.debug = true; return;
      case Id::kQuiet:
        to.quiet = true;
        return Excludes(Id::kQuiet, Id::kVerbose, option, "-v/--verbose");
      case Id::kIgnoreNosec: to.ignore_nosec = true; return;
      case Id::kExclude: to.excluded_paths = std::move(value); return;
      case Id::kBaseline: to.baseline = std::move(value); return;
      case Id::kIni: to.ini_path = std::move(value); return;
      case Id::kExitZero: to.exit_zero = true; return;
      case Id::kServer: to.server = std::move(value); return;
    }
  }

  const std::vector<std::string>& words_;
  size_t next_ = 0;
  ParsedArguments& parsed_;
  Arguments& arguments_;
  std::vector<Id> seen_;
};

}  // namespace

std::string_view Usage() {
  return "usage: bandit [-h] [-r] [-a {file,vuln}] [-n CONTEXT_LINES] [-c CONFIG_FILE] [-p "
         "PROFILE]\n"
         "              [-t TESTS] [-s SKIPS] [-l | --severity-level {all,low,medium,high}]\n"
         "              [-i | --confidence-level {all,low,medium,high}]\n"
         "              [-f {csv,custom,html,json,sarif,screen,txt,xml,yaml}]\n"
         "              [--msg-template MSG_TEMPLATE] [-o [OUTPUT_FILE]] [-v] [-d] [-q]\n"
         "              [--ignore-nosec] [-x EXCLUDED_PATHS] [-b BASELINE] [--ini INI_PATH]\n"
         "              [--exit-zero] [--version] [--server HOST:PORT]\n"
         "              [targets ...]\n";
}

ParsedArguments ParseArguments(const std::vector<std::string>& words, bool terminal) {
  ParsedArguments parsed;
  parsed.arguments.format = terminal ? "screen" : "txt";
  Reader(words, &parsed).Run();
  if (!parsed.exit_code && parsed.arguments.template_text && parsed.arguments.format != "custom") {
    parsed.exit_code = 2;
    parsed.error = fmt::format(
        "{}bandit: error: --msg-template can only be used with --format=custom\n", Usage());
  }
  return parsed;
}

}  // namespace meerkat::bandit

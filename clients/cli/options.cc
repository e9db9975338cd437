#include "clients/cli/options.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <sstream>
#include <string_view>
#include <utility>

#include "CLI/CLI.hpp"
#include "clients/cli/exit_code.h"
#include "engine/scan/version.h"
#include "fmt/format.h"

namespace meerkat::cli {
namespace {

template <typename Value>
struct Choice {
  std::string_view name;
  Value value;
};

constexpr std::array kFormats = {Choice<Format>{"text", Format::kText},
                                 Choice<Format>{"json", Format::kJson},
                                 Choice<Format>{"sarif", Format::kSarif}};
constexpr std::array kTableFormats = {Choice<Format>{"text", Format::kText},
                                      Choice<Format>{"json", Format::kJson}};
constexpr std::array kLevels = {Choice<Level>{"low", Level::kLow},
                                Choice<Level>{"medium", Level::kMedium},
                                Choice<Level>{"high", Level::kHigh}};
constexpr std::array kColors = {Choice<ColorMode>{"auto", ColorMode::kAuto},
                                Choice<ColorMode>{"always", ColorMode::kAlways},
                                Choice<ColorMode>{"never", ColorMode::kNever}};

// An option with a closed set of words. The words are part of the help and of the error.
template <typename Value, size_t kCount>
void AddChoice(CLI::App& app, const std::string& flag, Value& value,
               const std::array<Choice<Value>, kCount>& choices, const std::string& help) {
  std::string words;
  for (size_t i = 0; i < kCount; ++i) {
    words += i == 0 ? "" : i + 1 == kCount ? " or " : ", ";
    words += choices[i].name;
  }
  app.add_option_function<std::string>(
         flag,
         [&value, choices, words, flag](const std::string& word) {
           for (const Choice<Value>& choice : choices) {
             if (choice.name == word) {
               value = choice.value;
               return;
             }
           }
           throw CLI::ValidationError(
               fmt::format("{}: unknown value '{}'; it is {}", flag, word, words));
         },
         fmt::format("{}: {}", help, words))
      ->type_name("WORD");
}

// A flag that may be given several times, each with one value.
CLI::Option* AddList(CLI::App& app, const std::string& flag, std::vector<std::string>& values,
                     const std::string& type, const std::string& help) {
  return app.add_option(flag, values, help)
      ->type_name(type)
      ->type_size(1)
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void AddServer(CLI::App& app, ServerOptions& options, bool workers) {
  app.add_option("--server", options.server, "Use the service there instead of one in this process")
      ->type_name("HOST:PORT")
      ->envname("MEERKAT_SERVER");
  app.add_option("--connect-timeout", options.connect_timeout_seconds,
                 "How long the service may take to answer at first (default 5)")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.01, 3600.0));
  if (!workers) return;
  app.add_option_function<uint32_t>(
         "--workers",
         [&options](const uint32_t& workers_given) { options.workers = workers_given; },
         "Threads that analyse, without --server (default: one a processor)")
      ->type_name("N")
      ->check(CLI::Range(0, 1024));
}

void AddScan(CLI::App& app, ScanCommand& scan) {
  app.footer(
      "Folders are walked without version control, caches, virtual environments and what\n"
      ".gitignore says; the summary names what was left out. A file that is named is always\n"
      "scanned. Archives (tar, tar.gz, zip, wheel, sdist) are scanned without unpacking them to\n"
      "disk; '-' reads an archive or one Python file from standard input.\n\n"
      "Exit code: 0 clean, 1 findings, 2 error, 3 incomplete (something could not be analysed),\n"
      "130 interrupted.");
  app.add_option("PATH", scan.paths, "Folders, files, archives or '-' (default: the folder here)")
      ->type_name("");
  AddServer(app, scan.server, true);
  app.add_option("--timeout", scan.timeout_seconds,
                 "Most time that the scan may take (default: the service's limit)")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.0, 86400.0));

  AddChoice(app, "--format", scan.format, kFormats, "Form of the report");
  app.add_option("-o,--output", scan.output, "Write the report there, whole or not at all")
      ->type_name("FILE");
  app.add_flag("--timings", scan.timings, "Put times and transfer sizes into the JSON report");
  AddChoice(app, "--color", scan.color, kColors, "Colours in the text");
  app.add_flag("-q,--quiet", scan.quiet, "No progress; of the text one line a finding");
  app.add_flag("-v,--verbose", scan.verbose, "List every notice");

  app.add_option("--profile", scan.profile, "Set of rules: default, bandit or all")
      ->type_name("NAME");
  AddList(app, "--include-rule", scan.include_rules, "RULE,...",
          "Add rules, by name or Bandit id; repeatable")
      ->delimiter(',');
  AddList(app, "--exclude-rule", scan.exclude_rules, "RULE,...",
          "Take rules out, by name or Bandit id; repeatable")
      ->delimiter(',');
  AddList(app, "--threat-model", scan.threat_models, "NAME,...",
          "Whose data is not trusted: remote, local, library (remote alone without it)")
      ->delimiter(',')
      ->check(CLI::IsMember({"remote", "local", "library"}));
  AddChoice(app, "--severity", scan.min_severity, kLevels, "Least severity that counts");
  AddChoice(app, "--confidence", scan.min_confidence, kLevels, "Least confidence that counts");
  app.add_flag("--ignore-nosec", scan.ignore_nosec, "Report what '# nosec' comments silence, too");
  app.add_flag("--forbid-bare-nosec", scan.forbid_bare_nosec,
               "Report '# nosec' comments that name no test");
  app.add_flag("--report-unused-nosec", scan.report_unused_nosec,
               "Report ids in '# nosec' comments that silenced nothing");
  app.add_flag("--exit-zero", scan.exit_zero, "Exit with 0 where findings alone would make it 1");

  AddList(app, "--exclude", scan.excludes, "GLOB",
          "Leave out what matches, as a line of .gitignore would; repeatable");
  app.add_flag("--no-ignore", scan.no_ignore,
               "Walk everything: no .gitignore, no default excludes");
  app.add_flag("--no-cache", scan.no_cache,
               "Read every file, and keep nothing in $XDG_CACHE_HOME/meerkat (~/.cache/meerkat)");
}

void AddRules(CLI::App& app, RulesCommand& rules) {
  app.add_option("RULE", rules.rule, "One rule, by name or Bandit id, with all its documentation")
      ->type_name("");
  app.add_option("--profile", rules.profile, "Only the rules of this profile")->type_name("NAME");
  AddChoice(app, "--format", rules.format, kTableFormats, "Form of the output");
  AddChoice(app, "--color", rules.color, kColors, "Colours in the text");
  AddServer(app, rules.server, false);
}

void AddServerInfo(CLI::App& app, ServerInfoCommand& info) {
  AddChoice(app, "--format", info.format, kTableFormats, "Form of the output");
  AddServer(app, info.server, true);
}

std::string OneLine(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

// What the command line means, in this tool's words where the library's are about itself.
std::string Explain(const CLI::ParseError& error, const CLI::App& app) {
  std::string command = "meerkat";
  for (const CLI::App* used : app.get_subcommands()) command += " " + used->get_name();
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
    const std::vector<std::string> unknown = app.remaining();
    return fmt::format("{}say what to do: scan, rules or server-info; see meerkat --help",
                       unknown.empty() ? "" : fmt::format("unknown command '{}'; ", unknown[0]));
  }
  return fmt::format("{}; see {} --help", OneLine(error.what()), command);
}

}  // namespace

ParsedCommandLine ParseCommandLine(int argc, const char* const* argv) {
  CLI::App app("Finds security weaknesses in Python code.", "meerkat");
  app.require_subcommand(1);
  app.set_help_flag("-h,--help", "Print this help and exit");
  app.set_version_flag("--version", fmt::format("meerkat {} (engine {}, {})", MEERKAT_VERSION,
                                                scan::kEngineVersion, scan::kGrammar));
  ScanCommand scan;
  RulesCommand rules;
  ServerInfoCommand info;
  CLI::App* scan_app = app.add_subcommand("scan", "Scan folders, files and archives");
  CLI::App* rules_app = app.add_subcommand("rules", "List the rules, or explain one");
  CLI::App* info_app = app.add_subcommand("server-info", "Show what a service is and takes");
  AddScan(*scan_app, scan);
  AddRules(*rules_app, rules);
  AddServerInfo(*info_app, info);

  ParsedCommandLine parsed;
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) {
    std::ostringstream text, unused;
    parsed.exit_code = app.exit(success, text, unused);
    parsed.text = text.str();
    return parsed;
  } catch (const CLI::ParseError& error) {
    parsed.exit_code = kExitError;
    parsed.text = Explain(error, app);
    return parsed;
  }
  if (scan.paths.empty()) scan.paths.emplace_back(".");
  if (scan_app->parsed()) {
    parsed.command = std::move(scan);
  } else if (rules_app->parsed()) {
    parsed.command = std::move(rules);
  } else {
    parsed.command = std::move(info);
  }
  return parsed;
}

}  // namespace meerkat::cli

#include "clients/cli/bandit/command.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include "clients/cli/bandit/arguments.h"
#include "clients/cli/bandit/config.h"
#include "clients/cli/bandit/discovery.h"
#include "clients/cli/bandit/formats.h"
#include "clients/cli/bandit/results.h"
#include "clients/cli/connection.h"
#include "clients/cli/output_file.h"
#include "clients/cli/upload.h"
#include "engine/core/glob.h"
#include "engine/report/bandit_tests.h"
#include "fmt/chrono.h"
#include "fmt/format.h"

namespace meerkat::bandit {
namespace {

constexpr int kError = 2;
constexpr uint64_t kMostBytes = uint64_t{256} << 20;  // of a baseline

bool TakesColor() {
  const char* term = std::getenv("TERM");
  return isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr &&
         (term == nullptr || std::string_view(term) != "dumb");
}

std::string Joined(const std::set<std::string>& words) {
  std::string joined;
  for (const std::string& word : words) joined += (joined.empty() ? "" : ",") + word;
  return joined.empty() ? "None" : joined;
}

int NumberOr(const std::string& text, int otherwise) {
  char* end = nullptr;
  const long number = std::strtol(text.c_str(), &end, 10);
  return end == text.c_str() || *end != '\0' || number < 0 || number > 1'000'000
             ? otherwise
             : static_cast<int>(number);
}

// What the command line leaves open, the INI file says.
void Merge(const std::map<std::string, std::string>& ini, bool terminal, Log& log,
           Arguments* arguments) {
  const Arguments defaults = ParseArguments({}, terminal).arguments;
  const auto value = [&](const char* name) -> const std::string* {
    const auto found = ini.find(name);
    return found == ini.end() || found->second.empty() ? nullptr : &found->second;
  };
  const auto text = [&](std::optional<std::string>& to, const char* name, const char* what) {
    if (to) {
      log.Info("main", fmt::format("Using command line arg for {}", what));
    } else if (const std::string* from = value(name)) {
      log.Info("main", fmt::format("Using ini file for {}", what));
      to = *from;
    }
  };
  const auto word = [&](std::string& to, const std::string& unless, const char* name) {
    if (const std::string* from = value(name); from != nullptr && to == unless) to = *from;
  };
  const auto flag = [&](bool& to, const char* name) { to = to || value(name) != nullptr; };
  const auto number = [&](int& to, int unless, const char* name) {
    if (const std::string* from = value(name); from != nullptr && to == unless) {
      to = NumberOr(*from, unless);
    }
  };
  text(arguments->config_file, "configfile", "config file");
  word(arguments->excluded_paths, defaults.excluded_paths, "exclude");
  text(arguments->skips, "skips", "skipped tests");
  text(arguments->tests, "tests", "selected tests");
  if (const std::string* targets = value("targets")) {
    if (arguments->targets.empty()) {
      log.Info("main", "Using ini file for selected targets");
      arguments->targets = SplitAtCommas(*targets);
    } else {
      log.Info("main", "Using command line arg for selected targets");
    }
  } else if (!arguments->targets.empty()) {
    log.Info("main", "Using command line arg for selected targets");
  }
  flag(arguments->recursive, "recursive");
  word(arguments->aggregate, defaults.aggregate, "aggregate");
  number(arguments->context_lines, defaults.context_lines, "number");
  text(arguments->profile, "profile", "profile");
  number(arguments->severity, defaults.severity, "level");
  number(arguments->confidence, defaults.confidence, "confidence");
  arguments->severity = std::clamp(arguments->severity, 1, 4);
  arguments->confidence = std::clamp(arguments->confidence, 1, 4);
  word(arguments->format, defaults.format, "format");
  text(arguments->template_text, "msg-template", "output message template");
  word(arguments->output, defaults.output, "output");
  flag(arguments->verbose, "verbose");
  flag(arguments->debug, "debug");
  flag(arguments->quiet, "quiet");
  flag(arguments->ignore_nosec, "ignore-nosec");
  text(arguments->baseline, "baseline", "path of a baseline report");
}

// "B001" are all tests of the import and call lists, unless some of them are named.
void ResolveLists(std::set<std::string>* ids) {
  if (ids->erase("B001") == 0) return;
  std::set<std::string> lists;
  bool named = false;
  for (const report::BanditTest& test : report::BanditTests()) {
    const bool listed = (test.id[1] == '3' && test.id != "B324") || test.id[1] == '4';
    if (!listed) continue;
    lists.emplace(test.id);
    named = named || ids->count(std::string(test.id)) > 0;
  }
  if (!named) ids->insert(lists.begin(), lists.end());
}

class Run {
 public:
  Run(Arguments arguments, cli::Interrupt& interrupt, std::ostream& out, std::ostream& errors)
      : arguments_(std::move(arguments)),
        interrupt_(interrupt),
        out_(out),
        errors_(errors),
        log_(errors) {}

  int operator()() {
    if (!ReadIniFile() || !ReadConfigFile()) return kError;
    if (arguments_.targets.empty()) {
      out_ << Usage();
      return kError;
    }
    log_.set_quiet(arguments_.quiet);
    if (!SelectTests() || !LoadBaseline() || !ParseTemplate()) return kError;
    if (arguments_.format != "json") {
      if (arguments_.config_file) log_.Info("main", "using config: " + *arguments_.config_file);
      log_.Info("main", "running on meerkat " MEERKAT_VERSION);
    }
    Discovery discovery = DiscoverFiles(arguments_.targets, arguments_.recursive, config_.include,
                                        config_.exclude_dirs, arguments_.excluded_paths, log_);
    if (tests_.empty()) {
      log_.Error("main", "No tests would be run, please check the profile.");
      return kError;
    }
    absl::StatusOr<cli::OutputFile> output = cli::OutputFile::Open(arguments_.output);
    if (!output.ok()) return Fail(output.status());
    cli::Report report;
    const absl::Status scanned = Scan(&discovery.files, &report);
    if (!scanned.ok()) return Fail(scanned);
    Results results = MakeResults(report, discovery.files);
    results.excluded = std::move(discovery.excluded);
    SkipAsserts(&results);
    const std::vector<Shown> shown = SelectIssues(
        results, arguments_.severity, arguments_.confidence, has_baseline_ ? &baseline_ : nullptr);
    if (!Write(results, shown, output->stream())) return kError;
    const absl::Status written = output->Commit();
    if (!written.ok()) return Fail(written);
    if (!output->is_standard_output()) {
      log_.Info(arguments_.format, "Output written to file: " + arguments_.output);
    }
    return shown.empty() || arguments_.exit_zero ? 0 : 1;
  }

 private:
  int Fail(const absl::Status& status) {
    if (interrupt_.signal() != 0) return 128 + interrupt_.signal();
    errors_ << "bandit: error: " << cli::Printable(std::string(status.message())) << '\n';
    return kError;
  }

  bool ReadIniFile() {
    std::string path = arguments_.ini_path.value_or("");
    if (path.empty()) {
      const std::vector<std::string> found = FindIniFiles(arguments_.targets);
      if (found.size() > 1) {
        std::string names;
        for (const std::string& name : found) names += (names.empty() ? "" : ", ") + name;
        log_.Error(
            "main",
            "Multiple .bandit files found - scan separately or choose one with --ini\n\t" + names);
        return false;
      }
      if (found.empty()) return true;
      path = found[0];
      log_.Info("main", "Found project level .bandit file: " + path);
    }
    const auto ini = ReadIni(path, log_);
    if (ini) Merge(*ini, TakesColor(), log_, &arguments_);
    return true;
  }

  bool ReadConfigFile() {
    if (!arguments_.config_file || arguments_.config_file->empty()) return true;
    const std::string problem = ReadConfig(*arguments_.config_file, log_, &config_);
    if (!problem.empty()) log_.Error("main", problem);
    return problem.empty();
  }

  // The ids to run, into tests_.
  bool SelectTests() {
    Selection selection = config_.selection;
    if (arguments_.profile) {
      const auto profile = config_.profiles.find(*arguments_.profile);
      if (profile == config_.profiles.end()) {
        log_.Error("main",
                   fmt::format("Unable to find profile ({}) in config file: {}",
                               *arguments_.profile, arguments_.config_file.value_or("None")));
        return false;
      }
      selection = profile->second;
    }
    log_.Info("main", "profile include tests: " + Joined(selection.include));
    log_.Info("main", "profile exclude tests: " + Joined(selection.exclude));
    log_.Info("main", "cli include tests: " + arguments_.tests.value_or("None"));
    log_.Info("main", "cli exclude tests: " + arguments_.skips.value_or("None"));
    for (const std::string& id : SplitAtCommas(arguments_.tests.value_or(""))) {
      selection.include.insert(id);
    }
    for (const std::string& id : SplitAtCommas(arguments_.skips.value_or(""))) {
      selection.exclude.insert(id);
    }
    std::string both;
    for (const auto* ids : {&selection.include, &selection.exclude}) {
      for (const std::string& id : *ids) {
        if (!report::IsBanditId(id)) {
          log_.Warning("extension_loader", "Unknown test found in profile: " + id);
        }
      }
    }
    for (const std::string& id : selection.include) {
      if (selection.exclude.count(id) > 0) both += (both.empty() ? "'" : ", '") + id + "'";
    }
    if (!both.empty()) {
      log_.Error("main", fmt::format("Non-exclusive include/exclude test sets: {{{}}}", both));
      return false;
    }
    ResolveLists(&selection.include);
    ResolveLists(&selection.exclude);
    for (const report::BanditTest& test : report::BanditTests()) {
      const std::string id(test.id);
      const bool wanted = selection.include.empty() || selection.include.count(id) > 0;
      if (wanted && selection.exclude.count(id) == 0) tests_.insert(id);
    }
    return true;
  }

  bool LoadBaseline() {
    if (!arguments_.baseline) return true;
    const cli::OpenedFile opened = cli::OpenRegularFile(*arguments_.baseline, cli::Links::kFollow);
    std::string json;
    if (!opened.error.empty() || cli::ReadUpTo(opened.file.get(), kMostBytes, json) != 0) {
      log_.Warning("main", "Could not open baseline report: " + *arguments_.baseline);
      return false;
    }
    if (!ReadBaseline(json, &baseline_)) {
      baseline_.clear();
      log_.Warning("manager", "Failed to load baseline data: it is no JSON report");
    }
    const std::set<std::string> formats = {"custom", "html", "json", "screen", "txt"};
    if (formats.count(arguments_.format) == 0) {
      log_.Warning("main",
                   "Baseline must be used with one of the following formats: "
                   "['custom', 'html', 'json', 'screen', 'txt']");
      return false;
    }
    has_baseline_ = !baseline_.empty();
    return true;
  }

  bool ParseTemplate() {
    return arguments_.format != "custom" ||
           LineTemplate::Parse(arguments_.template_text.value_or(LineTemplate::kDefault), log_,
                               &template_);
  }

  absl::Status Scan(std::vector<std::string>* files, cli::Report* report) {
    cli::ServerOptions server;
    server.server = arguments_.server;
    absl::StatusOr<cli::Connection> connection = cli::Connection::Open(server);
    if (!connection.ok()) return connection.status();
    cli::UploadContext context;
    cli::Progress progress(nullptr, 80);
    context.connection = &*connection;
    context.interrupt = &interrupt_;
    context.progress = &progress;
    context.report = report;
    context.options.set_profile("bandit");
    for (const report::BanditTest& test : report::BanditTests()) {
      const std::string id(test.id);
      if (tests_.count(id) == 0) context.options.add_exclude_rules(id);
    }
    context.options.set_ignore_nosec(arguments_.ignore_nosec);
    context.options.set_file_results(true);
    *context.options.mutable_bandit() = config_.options;
    // Its patterns are about the paths as they are written here.
    context.options.mutable_bandit()->clear_assert_skips();
    for (std::string& file : *files) {
      if (file != "-") continue;
      std::string bytes;
      const int error = cli::ReadUpTo(STDIN_FILENO, kMostBytes, bytes, interrupt_.fd());
      if (error == ECANCELED) return absl::CancelledError("interrupted");
      if (error != 0) return absl::UnavailableError("cannot read standard input");
      standard_input_ = std::make_shared<const std::string>(std::move(bytes));
      file = "<stdin>";
    }
    size_t next = 0;
    return cli::ScanFiles(context, [&](cli::FoundFile& found) {
      if (next == files->size()) return false;
      found = {};
      found.path = (*files)[next];
      found.display = (*files)[next];
      found.links = cli::Links::kFollow;
      if (found.path == "<stdin>") found.text = standard_input_;
      ++next;
      return true;
    });
  }

  void SkipAsserts(Results* results) {
    const auto& globs = config_.options.assert_skips();
    if (globs.empty()) return;
    const auto skipped = [&](const Issue& issue) {
      if (issue.test_id != "B101") return false;
      return std::any_of(globs.begin(), globs.end(), [&](const std::string& glob) {
        return core::GlobMatches(issue.file, glob);
      });
    };
    for (const Issue& issue : results->issues) {
      if (!skipped(issue)) continue;
      for (FileMetrics* metrics : {&results->metrics[issue.file], &results->totals}) {
        --metrics->by_severity[static_cast<int>(issue.severity)];
        --metrics->by_confidence[static_cast<int>(issue.confidence)];
      }
    }
    std::erase_if(results->issues, skipped);
  }

  bool Write(const Results& results, const std::vector<Shown>& shown, std::ostream& out) {
    const auto now = std::chrono::system_clock::now();
    const auto micros =
        std::chrono::duration_cast<std::chrono::microseconds>(now.time_since_epoch()).count();
    const std::tm utc = fmt::gmtime(std::chrono::system_clock::to_time_t(now));
    FormatOptions options;
    options.code_lines = arguments_.context_lines;
    options.by_test = arguments_.aggregate == "vuln";
    options.verbose = arguments_.verbose;
    options.baseline = has_baseline_;
    options.time = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", utc);
    options.started = fmt::format("{:%Y-%m-%d %H:%M:%S}.{:06}+00:00", utc, micros % 1'000'000);
    const std::string& format = arguments_.format;
    if (format == "json") {
      WriteJson(results, shown, options, out);
    } else if (format == "yaml") {
      WriteYaml(results, shown, options, out);
    } else if (format == "sarif") {
      WriteSarif(results, shown, options, out);
    } else if (format == "csv") {
      WriteCsv(shown, out);
    } else if (format == "xml") {
      WriteXml(shown, out);
    } else if (format == "html") {
      WriteHtml(results, shown, options, out);
    } else if (format == "custom") {
      return template_.Write(shown, log_, out);
    } else if (!arguments_.quiet || !shown.empty()) {
      // Written to a file, the screen's colours would be noise.
      WriteText(results, shown, options, format == "screen" && arguments_.output.empty(), out);
    }
    return true;
  }

  Arguments arguments_;
  cli::Interrupt& interrupt_;
  std::ostream& out_;
  std::ostream& errors_;
  Log log_;
  Config config_;
  std::set<std::string> tests_;
  bool has_baseline_ = false;
  std::vector<Issue> baseline_;
  LineTemplate template_;
  std::shared_ptr<const std::string> standard_input_;
};

}  // namespace

int RunBandit(const std::vector<std::string>& words, cli::Interrupt& interrupt, std::ostream& out,
              std::ostream& errors) {
  ParsedArguments parsed = ParseArguments(words, TakesColor());
  if (parsed.exit_code) {
    out << parsed.output;
    errors << parsed.error;
    return *parsed.exit_code;
  }
  return Run(std::move(parsed.arguments), interrupt, out, errors)();
}

}  // namespace meerkat::bandit

#include "clients/cli/bandit/config.h"

#include <algorithm>

#include "clients/cli/bandit/config_value.h"
#include "clients/cli/read_file.h"
#include "engine/report/bandit_tests.h"
#include "fmt/format.h"

namespace meerkat::bandit {
namespace {

constexpr uint64_t kMostBytes = 4 << 20;

// False: it cannot be read.
bool ReadText(const std::string& path, std::string* text) {
  const cli::OpenedFile opened = cli::OpenRegularFile(path, cli::Links::kFollow);
  if (!opened.error.empty() || opened.size > kMostBytes) return false;
  return cli::ReadUpTo(opened.file.get(), kMostBytes, *text) == 0;
}

std::string IdOf(const std::string& id_or_name) {
  const std::string_view id = report::BanditIdOfName(id_or_name);
  return id.empty() ? id_or_name : std::string(id);
}

// Reads the values of one table; the first problem is kept.
class Fields {
 public:
  Fields(const Table& table, std::string where, std::string* problem)
      : table_(table), where_(std::move(where)), problem_(*problem) {}

  const Value* Find(const std::string& name) const {
    const auto found = table_.find(name);
    return found == table_.end() || found->second.IsNull() ? nullptr : &found->second;
  }

  // A list of texts, or one text. Nothing is done where there is none.
  template <typename Add>
  void Texts(const std::string& name, Add add) {
    const Value* value = Find(name);
    if (value == nullptr) return;
    if (const std::string* text = value->AsString()) return add(*text);
    const List* list = value->AsList();
    if (list == nullptr) return Wrong(name, "a list");
    for (const Value& entry : *list) {
      const std::string* text = entry.AsString();
      if (text == nullptr) return Wrong(name, "a list of texts");
      add(*text);
    }
  }

  template <typename Set>
  void Truth(const std::string& name, Set set) {
    const Value* value = Find(name);
    if (value == nullptr) return;
    if (const bool* truth = std::get_if<bool>(&value->is)) return set(*truth);
    Wrong(name, "true or false");
  }

  template <typename Set>
  void Number(const std::string& name, Set set) {
    const Value* value = Find(name);
    if (value == nullptr) return;
    const int64_t* number = std::get_if<int64_t>(&value->is);
    if (number != nullptr && *number >= 0 && *number <= 1'000'000) {
      return set(static_cast<uint32_t>(*number));
    }
    Wrong(name, "a number from 0 to 1000000");
  }

  // The fields of a table in the table.
  template <typename Read>
  void Inner(const std::string& name, Read read) {
    const Value* value = Find(name);
    if (value == nullptr) return;
    if (const Table* table = value->AsTable()) {
      return read(Fields(*table, where_ + name + ".", &problem_));
    }
    Wrong(name, "a table");
  }

  void Wrong(const std::string& name, std::string_view wanted) {
    if (problem_.empty()) problem_ = fmt::format("'{}{}' has to be {}", where_, name, wanted);
  }

 private:
  const Table& table_;
  std::string where_;
  std::string& problem_;
};

void ReadOptions(Fields& fields, v1::BanditOptions* options) {
  fields.Inner("assert_used", [&](Fields test) {
    test.Texts("skips", [&](const std::string& glob) { options->add_assert_skips(glob); });
  });
  fields.Inner("hardcoded_tmp_directory", [&](Fields test) {
    if (test.Find("tmp_dirs") == nullptr) return;
    v1::BanditOptions::Names* names = options->mutable_tmp_dirs();
    test.Texts("tmp_dirs", [&](const std::string& name) { names->add_names(name); });
  });
  fields.Inner("shell_injection", [&](Fields test) {
    // Bandit knows no functions but those that the table names once there is one.
    v1::BanditOptions::Names* subprocess = options->mutable_subprocess_functions();
    v1::BanditOptions::Names* shell = options->mutable_shell_functions();
    v1::BanditOptions::Names* no_shell = options->mutable_no_shell_functions();
    test.Texts("subprocess", [&](const std::string& name) { subprocess->add_names(name); });
    test.Texts("shell", [&](const std::string& name) { shell->add_names(name); });
    test.Texts("no_shell", [&](const std::string& name) { no_shell->add_names(name); });
  });
  fields.Inner("try_except_pass", [&](Fields test) {
    test.Truth("check_typed_exception",
               [&](bool on) { options->set_check_typed_exception_pass(on); });
  });
  fields.Inner("try_except_continue", [&](Fields test) {
    test.Truth("check_typed_exception",
               [&](bool on) { options->set_check_typed_exception_continue(on); });
  });
  fields.Inner("ssl_with_bad_version", [&](Fields test) {
    if (test.Find("bad_protocol_versions") == nullptr) return;
    v1::BanditOptions::Names* names = options->mutable_bad_protocol_versions();
    test.Texts("bad_protocol_versions", [&](const std::string& name) { names->add_names(name); });
  });
  fields.Inner("weak_cryptographic_key", [&](Fields test) {
    v1::BanditOptions::KeySizes* sizes = options->mutable_key_sizes();
    test.Number("weak_key_size_dsa_high", [&](uint32_t size) { sizes->set_dsa_high(size); });
    test.Number("weak_key_size_dsa_medium", [&](uint32_t size) { sizes->set_dsa_medium(size); });
    test.Number("weak_key_size_rsa_high", [&](uint32_t size) { sizes->set_rsa_high(size); });
    test.Number("weak_key_size_rsa_medium", [&](uint32_t size) { sizes->set_rsa_medium(size); });
    test.Number("weak_key_size_ec_high", [&](uint32_t size) { sizes->set_ec_high(size); });
    test.Number("weak_key_size_ec_medium", [&](uint32_t size) { sizes->set_ec_medium(size); });
  });
  fields.Inner("markupsafe_xss", [&](Fields test) {
    test.Texts("extend_markup_names",
               [&](const std::string& name) { options->add_markup_names(name); });
    test.Texts("allowed_calls",
               [&](const std::string& name) { options->add_markup_allowed_calls(name); });
  });
}

void ReadProfiles(Fields& fields, const std::string& path, Log& log, Config* config) {
  if (fields.Find("profiles") == nullptr) return;
  log.Warning(
      "config",
      fmt::format("Config file '{}' contains deprecated legacy config data. Please consider "
                  "upgrading to the new config format.",
                  path));
  const Table* profiles = fields.Find("profiles")->AsTable();
  if (profiles == nullptr) return fields.Wrong("profiles", "a table");
  for (const auto& [name, value] : *profiles) {
    fields.Inner("profiles", [&](Fields all) {
      all.Inner(name, [&](Fields profile) {
        Selection& selection = config->profiles[name];
        // The tests that had no ids of their own once are all imports and calls.
        const auto add = [](std::set<std::string>& to, const std::string& test) {
          const bool old = test == "blacklist_calls" || test == "blacklist_imports" ||
                           test == "blacklist_import_func";
          to.insert(old ? "B001" : IdOf(test));
        };
        profile.Texts("include", [&](const std::string& test) { add(selection.include, test); });
        profile.Texts("exclude", [&](const std::string& test) { add(selection.exclude, test); });
      });
    });
  }
}

}  // namespace

std::string ReadConfig(const std::string& path, Log& log, Config* config) {
  std::string text;
  if (!ReadText(path, &text)) return fmt::format("{} : Could not read config file.", path);
  Value root;
  const bool toml = path.ends_with(".toml");
  const std::string trouble = toml ? ReadToml(text, &root) : ReadYaml(text, &root);
  if (!trouble.empty()) {
    log.Error("config", trouble);
    return fmt::format("{} : Error parsing file.", path);
  }
  const Table none;
  const Table* table = root.AsTable();
  if (toml) {
    // [tool.bandit]; without it there is nothing to read.
    for (const std::string& name : {std::string("tool"), std::string("bandit")}) {
      const auto found = table->find(name);
      table = found == table->end() ? &none : found->second.AsTable();
      if (table == nullptr) return fmt::format("{} : Error parsing file.", path);
    }
  }
  if (table == nullptr) return fmt::format("{} : Error parsing file.", path);
  std::string problem;
  Fields fields(*table, "", &problem);
  config->include = {"*.py"};  // with a configuration, .pyw has to be asked for
  if (fields.Find("include") != nullptr) config->include.clear();
  fields.Texts("include", [&](const std::string& glob) { config->include.push_back(glob); });
  fields.Texts("exclude_dirs",
               [&](const std::string& path) { config->exclude_dirs.push_back(path); });
  fields.Texts("tests", [&](const std::string& id) { config->selection.include.insert(id); });
  fields.Texts("skips", [&](const std::string& id) { config->selection.exclude.insert(id); });
  ReadProfiles(fields, path, log, config);
  ReadOptions(fields, &config->options);
  if (fields.Find("blacklist_calls") != nullptr || fields.Find("blacklist_imports") != nullptr) {
    log.Warning("config", "Legacy blacklist data found in config; meerkat uses the built-in lists");
  }
  if (!problem.empty()) return fmt::format("{} : {}", path, problem);
  return {};
}

std::optional<std::map<std::string, std::string>> ReadIni(const std::string& path, Log& log) {
  const auto strip = [](std::string_view text) {
    const size_t begin = text.find_first_not_of(" \t\r\f\v");
    if (begin == std::string_view::npos) return std::string();
    return std::string(text.substr(begin, text.find_last_not_of(" \t\r\f\v") - begin + 1));
  };
  std::string text;
  std::map<std::string, std::string> options;
  bool in_section = false, found = false;
  bool readable = ReadText(path, &text);
  std::string* last = nullptr;  // what an indented line goes on with
  for (size_t at = 0; readable && at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string raw = text.substr(at, end - at);
    at = end + 1;
    const std::string line = strip(raw);
    if (line.empty() || line[0] == '#' || line[0] == ';') continue;
    if (line.front() == '[' && line.find(']') != std::string::npos) {
      in_section = line.substr(1, line.find(']') - 1) == "bandit";
      found = found || in_section;
      last = nullptr;
      continue;
    }
    const bool indented = raw[0] == ' ' || raw[0] == '\t';
    if (indented && last != nullptr) {
      *last += '\n' + line;
      continue;
    }
    const size_t equals = line.find_first_of("=:");
    if (equals == std::string::npos) {
      readable = false;  // configparser takes no key without a value
      break;
    }
    if (!in_section) continue;
    std::string key = strip(line.substr(0, equals));
    std::transform(key.begin(), key.end(), key.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    last = &(options[key] = strip(line.substr(equals + 1)));
  }
  if (!readable || !found) {
    log.Warning("utils",
                fmt::format("Unable to parse config file {} or missing [bandit] section", path));
    return std::nullopt;
  }
  return options;
}

}  // namespace meerkat::bandit

#include "clients/cli/bandit/config_value.h"

#include <toml++/toml.h>
#include <yaml-cpp/yaml.h>

#include <sstream>

#include "fmt/format.h"

namespace meerkat::bandit {
namespace {

constexpr int kMostLevels = 50;

std::string FromYaml(const YAML::Node& node, int level, Value* value) {
  if (level > kMostLevels) return "is nested too deep";
  if (node.IsMap()) {
    Table& table = value->is.emplace<Table>();
    for (const auto& entry : node) {
      if (!entry.first.IsScalar()) return "has a key that is no word";
      std::string problem = FromYaml(entry.second, level + 1, &table[entry.first.Scalar()]);
      if (!problem.empty()) return problem;
    }
  } else if (node.IsSequence()) {
    List& list = value->is.emplace<List>();
    for (const YAML::Node& entry : node) {
      std::string problem = FromYaml(entry, level + 1, &list.emplace_back());
      if (!problem.empty()) return problem;
    }
  } else if (node.IsScalar()) {
    // Quoted, it is a text whatever it looks like.
    const bool plain = node.Tag() != "!";
    bool truth = false;
    int64_t whole = 0;
    double number = 0;
    if (plain && YAML::convert<bool>::decode(node, truth)) {
      value->is = truth;
    } else if (plain && YAML::convert<int64_t>::decode(node, whole)) {
      value->is = whole;
    } else if (plain && YAML::convert<double>::decode(node, number)) {
      value->is = number;
    } else {
      value->is = node.Scalar();
    }
  }
  return {};
}

std::string FromToml(const toml::node& node, int level, Value* value) {
  if (level > kMostLevels) return "is nested too deep";
  if (const toml::table* table = node.as_table()) {
    Table& to = value->is.emplace<Table>();
    for (const auto& [key, entry] : *table) {
      std::string problem = FromToml(entry, level + 1, &to[std::string(key.str())]);
      if (!problem.empty()) return problem;
    }
  } else if (const toml::array* array = node.as_array()) {
    List& to = value->is.emplace<List>();
    for (const toml::node& entry : *array) {
      std::string problem = FromToml(entry, level + 1, &to.emplace_back());
      if (!problem.empty()) return problem;
    }
  } else if (const auto text = node.value<std::string>(); text && node.is_string()) {
    value->is = *text;
  } else if (node.is_boolean()) {
    value->is = *node.value<bool>();
  } else if (node.is_integer()) {
    value->is = *node.value<int64_t>();
  } else if (node.is_floating_point()) {
    value->is = *node.value<double>();
  }
  return {};
}

}  // namespace

std::string ReadYaml(const std::string& text, Value* value) {
  try {
    return FromYaml(YAML::Load(text), 0, value);
  } catch (const YAML::Exception& error) {
    return error.what();
  }
}

std::string ReadToml(const std::string& text, Value* value) {
  try {
    return FromToml(toml::parse(text), 0, value);
  } catch (const toml::parse_error& error) {
    return fmt::format("{} (at line {}, column {})", error.description(), error.source().begin.line,
                       error.source().begin.column);
  }
}

}  // namespace meerkat::bandit

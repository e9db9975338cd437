#pragma once

// A configuration file as values, whichever language it was written in.

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace meerkat::bandit {

struct Value;
using List = std::vector<Value>;
using Table = std::map<std::string, Value>;

struct Value {
  std::variant<std::monostate, bool, int64_t, double, std::string, List, Table> is;

  bool IsNull() const { return std::holds_alternative<std::monostate>(is); }
  const List* AsList() const { return std::get_if<List>(&is); }
  const Table* AsTable() const { return std::get_if<Table>(&is); }
  const std::string* AsString() const { return std::get_if<std::string>(&is); }
};

// Empty, or why the text is not of the language. Nested deeper than 50 levels is an error.
std::string ReadYaml(const std::string& text, Value* value);
std::string ReadToml(const std::string& text, Value* value);

}  // namespace meerkat::bandit

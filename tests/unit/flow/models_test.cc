// What must hold of every row of engine/flow/models.

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "engine/flow/model.h"

namespace meerkat::flow {
namespace {

std::string Lower(std::string text) {
  for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 32 : c);
  return text;
}

// As the trigger asks: with no letter, digit or underscore on either side.
bool HoldsWhole(const std::string& text, std::string_view word) {
  const auto is_letter = [&](size_t at) {
    return at < text.size() &&
           (std::isalnum(static_cast<unsigned char>(text[at])) || text[at] == '_');
  };
  for (size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    if (!is_letter(at - 1) && !is_letter(at + word.size())) return true;
  }
  return false;
}

bool HoldsWords(const std::string& path, std::span<const std::string_view> conjunctions) {
  std::string text = path;
  // "self.GET" stands where "GET(self" does.
  if (path.starts_with("self.")) text += " " + path.substr(5) + "(self";
  // Functions that are known by the names of their parameters.
  if (path == "def.wsgi_environ") text += " environ";
  if (path == "def.scope_receive_send") text += " scope receive";
  const std::string lower = Lower(text);
  return std::any_of(conjunctions.begin(), conjunctions.end(), [&](std::string_view words) {
    while (!words.empty()) {
      const size_t end = std::min(words.find(' '), words.size());
      const std::string_view word = words.substr(0, std::min(words.find_first_of("$!"), end));
      const bool any_case =
          std::none_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
      if (!HoldsWhole(any_case ? lower : text, word)) return false;
      words.remove_prefix(std::min(end + 1, words.size()));
    }
    return true;
  });
}

std::span<const std::string_view> WordsOf(core::SourceKind kind) {
  switch (kind) {
    case core::kRemoteSource: return core::kRemoteWords;
    case core::kLocalSource: return core::kLocalWords;
    case core::kRandomSource: return core::kRandomWords;
    case core::kSecretSource: return core::kSecretWords;
    case core::kExceptionSource: return core::kExceptionWords;
    default: return core::kLibraryWords;
  }
}

// ":request.args.get()" → ":request"
std::string TypeIn(const std::string& path) { return path.substr(0, path.find_first_of(".[(", 1)); }

// Each type with the paths whose values are of it.
std::multimap<std::string, std::string> PathsOfTypes() {
  std::multimap<std::string, std::string> paths;
  for (const ModelTable* table : ModelTables()) {
    for (const TypeModel& row : table->types) {
      for (std::string& path : Alternatives(row.path)) {
        // What a base has is had by its subtypes, too.
        paths.emplace(std::string(row.type), std::move(path));
      }
    }
    for (const WhenModel& row : table->types_when) {
      for (std::string& path : Alternatives(row.path))
        paths.emplace(std::string(row.type), std::move(path));
    }
  }
  paths.emplace(":grpc_servicer", "servicer");
  return paths;
}

bool IsCovered(const std::string& path, std::span<const std::string_view> words,
               const std::multimap<std::string, std::string>& paths, std::set<std::string>* met) {
  if (HoldsWords(path, words)) return true;
  if (path.front() != ':' || !met->insert(TypeIn(path)).second) return false;
  // The words of every library that makes such a value; that of a parameter alone need not be.
  const auto [begin, end] = paths.equal_range(TypeIn(path));
  bool is_covered = false;
  for (auto entry = begin; entry != end; ++entry) {
    const bool is_name = entry->second.starts_with("in.") || entry->second.starts_with("self.");
    const bool is_circle = entry->second.front() == ':' && met->contains(TypeIn(entry->second));
    if (is_circle) continue;
    const bool covers = IsCovered(entry->second, words, paths, met);
    if (!covers && !is_name) return false;
    is_covered |= covers;
  }
  return is_covered;
}

TEST(Models, WordsOfAKindCoverEverySource) {
  const auto paths = PathsOfTypes();
  const auto check = [&](std::string_view row, core::SourceKind kind) {
    // "except" is no part of a path, and what a number is used for stands beside it.
    if (kind == core::kExceptionSource || kind == core::kRandomSource) return;
    for (const std::string& path : Alternatives(row)) {
      std::set<std::string> met;
      EXPECT_TRUE(IsCovered(path, WordsOf(kind), paths, &met)) << path;
    }
  };
  for (const ModelTable* table : ModelTables()) {
    for (const SourceModel& row : table->sources) check(row.path, row.kind);
    for (const EntryModel& row : table->entries) check(row.path, row.kind);
    for (const HandlerModel& row : table->handlers) check(row.entry.path, row.entry.kind);
  }
}

TEST(Models, EveryPathBeginsWithATypeThatSomethingHas) {
  const auto paths = PathsOfTypes();
  const auto check = [&](std::string_view row) {
    for (const std::string& path : Alternatives(row)) {
      if (path.front() != ':') continue;
      EXPECT_TRUE(paths.contains(TypeIn(path))) << path;
    }
  };
  for (const ModelTable* table : ModelTables()) {
    for (const SourceModel& row : table->sources) check(row.path);
    for (const SinkModel& row : table->sinks) check(row.path);
    for (const CleanModel& row : table->cleans) check(row.path);
    for (const CarryModel& row : table->carries) check(row.path);
    for (const GuardModel& row : table->guards) check(row.path);
    for (const EntryModel& row : table->entries) check(row.path);
    for (const HandlerModel& row : table->handlers) check(row.entry.path);
  }
}

TEST(Models, NoPathHasTwoRowsOfARole) {
  std::map<std::string, int> rows;
  const auto count = [&](const char* role, std::string_view row) {
    for (const std::string& path : Alternatives(row)) ++rows[role + (" " + path)];
  };
  for (const ModelTable* table : ModelTables()) {
    for (const TypeModel& row : table->types) count("type", row.path);
    for (const SourceModel& row : table->sources) count("source", row.path);
    for (const SinkModel& row : table->sinks) {
      count(("sink " + std::to_string(static_cast<int>(row.kind)) + " " +
             std::to_string(static_cast<int>(row.when)) + " " + std::string(row.arguments))
                .c_str(),
            row.path);
    }
    for (const CleanModel& row : table->cleans) count("clean", row.path);
    for (const CarryModel& row : table->carries) count("carry", row.path);
    for (const GuardModel& row : table->guards) count("guard", row.path);
    for (const EntryModel& row : table->entries) count("entry", row.path);
    for (const HandlerModel& row : table->handlers) count("handler", row.entry.path);
  }
  for (const auto& [row, times] : rows) EXPECT_EQ(times, 1) << row;
}

TEST(Models, ArgumentsAreWritten) {
  const auto check = [](std::string_view path, std::string_view arguments) {
    std::string rest(arguments);
    while (!rest.empty()) {
      const size_t end = std::min(rest.find(' '), rest.size());
      const std::string one = rest.substr(0, end);
      rest.erase(0, std::min(end + 1, rest.size()));
      if (one == "*" || one == "**" || one == "self") continue;
      const size_t digits = std::min(one.find_first_not_of("0123456789"), one.size());
      const std::string after = one.substr(digits);
      const bool position = digits > 0 && (after.empty() || after == "+");
      const bool keyword = after.size() > 1 && after[0] == ':';
      EXPECT_TRUE(position || keyword) << path << " " << arguments;
    }
  };
  for (const ModelTable* table : ModelTables()) {
    for (const SinkModel& row : table->sinks) check(row.path, row.arguments);
    for (const CarryModel& row : table->carries) check(row.path, row.arguments);
    for (const WhenModel& row : table->types_when) check(row.path, row.argument);
    for (const HandlerModel& row : table->handlers) check(row.entry.path, row.arguments);
  }
}

}  // namespace
}  // namespace meerkat::flow

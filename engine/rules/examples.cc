#include "engine/rules/examples.h"

#include <algorithm>

namespace meerkat::rules {
namespace {

// `x = eval(y)  # expect: eval-call` without the mark and the blanks before it.
std::string_view WithoutMark(std::string_view line) {
  line = line.substr(0, line.find("# expect"));
  const size_t last = line.find_last_not_of(" \t\r");
  return line.substr(0, last + 1);
}

bool StartsFunction(std::string_view line, std::string_view name) {
  for (std::string_view keyword : {"def ", "async def "}) {
    if (line.starts_with(keyword) && line.substr(keyword.size()).starts_with(name)) {
      const std::string_view rest = line.substr(keyword.size() + name.size());
      if (rest.starts_with("(")) return true;
    }
  }
  return false;
}

}  // namespace

std::string FunctionOfFixture(std::string_view fixture, std::string_view name) {
  std::string decorators;
  std::string function;
  while (!fixture.empty()) {
    const size_t end = std::min(fixture.find('\n'), fixture.size());
    const std::string_view line = WithoutMark(fixture.substr(0, end));
    fixture.remove_prefix(std::min(end + 1, fixture.size()));
    const bool at_top = !line.empty() && line.front() != ' ' && line.front() != ')';
    if (!function.empty() && at_top) break;
    if (function.empty() && !StartsFunction(line, name)) {
      // Decorators belong to the definition that follows them.
      if (at_top && line.front() != '@') decorators.clear();
      if (at_top && line.front() == '@') decorators.append(line).append("\n");
      continue;
    }
    function.append(line).append("\n");
  }
  if (function.empty()) return {};
  function.erase(function.find_last_not_of('\n') + 2);
  return decorators + function;
}

Example ExampleOf(const core::Rule& rule) {
  const std::span<const EmbeddedFixture> fixtures = EmbeddedFixtures();
  const auto found = std::lower_bound(
      fixtures.begin(), fixtures.end(), rule.name,
      [](const EmbeddedFixture& fixture, std::string_view name) { return fixture.rule < name; });
  if (found == fixtures.end() || found->rule != rule.name) return {};
  return {FunctionOfFixture(found->text, "bad"), FunctionOfFixture(found->text, "good")};
}

}  // namespace meerkat::rules

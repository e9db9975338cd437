#include "engine/core/finding.h"

#include <algorithm>
#include <vector>

#include "engine/core/budget.h"
#include "gtest/gtest.h"

namespace meerkat::core {
namespace {

constexpr Rule kA{.name = "a"};
constexpr Rule kB{.name = "b"};

TEST(Before, OrdersByPlaceThenRule) {
  std::vector<Finding> ordered(5);
  ordered[0] = {.rule = &kB, .span = {1, 2}};
  ordered[1] = {.rule = &kA, .span = {1, 3}};
  ordered[2] = {.rule = &kB, .span = {1, 3}, .line = 1};
  ordered[3] = {.rule = &kB, .span = {1, 3}, .line = 2};
  ordered[4] = {.rule = &kA, .span = {2, 2}};
  for (size_t i = 0; i < ordered.size(); ++i) {
    for (size_t j = 0; j < ordered.size(); ++j) {
      EXPECT_EQ(Before(ordered[i], ordered[j]), i < j) << i << " before " << j;
    }
  }
}

// A budget without a function never stops.
TEST(Budget, AsksItsFunction) {
  EXPECT_FALSE(Budget().Stopped());
  int asked = 0;
  const Budget budget{.stop = [](void* count) { return ++*static_cast<int*>(count) == 2; },
                      .context = &asked};
  EXPECT_FALSE(budget.Stopped());
  EXPECT_TRUE(budget.Stopped());
}

// WellFormed() is what keeps a table without texts from compiling.
constexpr std::string_view kNames[] = {"a.b"};
constexpr Verdict Always(const rules::Site&) { return kFires; }
constexpr Rule Row(const Match& match = OnCall{.callees = kNames}) {
  return {.name = "a-rule",
          .cwe = 1,
          .owasp_2021 = "A01:2021",
          .owasp_2025 = "A01:2025",
          .cheat_sheet = "Sheet",
          .message = "m",
          .why = "w",
          .fix = "f",
          .match = match};
}

template <typename Change>
consteval bool Accepts(Change change) {
  Rule row[] = {Row()};
  change(row[0]);
  return WellFormed(row);
}

consteval bool AcceptsMatch(const Match& match) {
  const Rule row[] = {Row(match)};
  return WellFormed(row);
}

static_assert(Accepts([](Rule&) {}));
static_assert(!Accepts([](Rule& row) { row.name = ""; }));
static_assert(!Accepts([](Rule& row) { row.name = "A-rule"; }));
static_assert(!Accepts([](Rule& row) { row.name = "a_rule"; }));
static_assert(!Accepts([](Rule& row) { row.cwe = 0; }));
static_assert(!Accepts([](Rule& row) { row.message = ""; }));
static_assert(!Accepts([](Rule& row) { row.why = ""; }));
static_assert(!Accepts([](Rule& row) { row.fix = ""; }));
static_assert(!Accepts([](Rule& row) { row.cheat_sheet = ""; }));
static_assert(!Accepts([](Rule& row) { row.owasp_2021 = ""; }));
static_assert(!Accepts([](Rule& row) { row.owasp_2025 = ""; }));
static_assert(!Accepts([](Rule& row) { row.severity = Severity::kFromRule; }));
static_assert(!Accepts([](Rule& row) { row.confidence = Confidence::kFromRule; }));
static_assert(!Accepts([](Rule& row) { row.profiles = kDefaultProfile; }));
static_assert(!AcceptsMatch(OnCall{}));
static_assert(!AcceptsMatch(OnCall{.words = kNames}));
static_assert(AcceptsMatch(OnCall{.words = kNames, .when = Always}));
static_assert(!AcceptsMatch(OnImport{}));
static_assert(!AcceptsMatch(OnString{.when = Always}));
static_assert(!AcceptsMatch(OnAssignment{.words = kNames}));
static_assert(AcceptsMatch(OnStatement{}));

}  // namespace
}  // namespace meerkat::core

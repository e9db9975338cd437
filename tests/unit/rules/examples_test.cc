#include "engine/rules/examples.h"

#include <gtest/gtest.h>

#include "engine/rules/registry.h"

namespace meerkat::rules {
namespace {

constexpr std::string_view kFixture = R"("""A fixture."""

import os


@app.route("/")
def bad(x):
    os.system(x)  # expect: shell-command

    return x


def badly(x):
    pass


@cached
def helper():
    pass


async def good(
    x,
):
    return x


x = bad(1)
)";

TEST(FunctionOfFixture, GivesTheFunctionWithItsDecoratorsAndWithoutMarks) {
  EXPECT_EQ(FunctionOfFixture(kFixture, "bad"),
            "@app.route(\"/\")\ndef bad(x):\n    os.system(x)\n\n    return x\n");
  EXPECT_EQ(FunctionOfFixture(kFixture, "good"), "async def good(\n    x,\n):\n    return x\n");
}

TEST(FunctionOfFixture, GivesNothingWhereThereIsNone) {
  EXPECT_EQ(FunctionOfFixture(kFixture, "ugly"), "");
  EXPECT_EQ(FunctionOfFixture("", "bad"), "");
}

TEST(FunctionOfFixture, TakesAFunctionAtTheVeryEnd) {
  EXPECT_EQ(FunctionOfFixture("def bad(x):\n    pass", "bad"), "def bad(x):\n    pass\n");
}

TEST(ExampleOf, IsThereForEveryRule) {
  for (const core::Rule* rule : AllRules()) {
    const Example example = ExampleOf(*rule);
    EXPECT_TRUE(example.bad.find("def bad(") != std::string::npos) << rule->name;
    EXPECT_TRUE(example.good.find("def good(") != std::string::npos) << rule->name;
    EXPECT_EQ((example.bad + example.good).find("# expect"), std::string::npos) << rule->name;
  }
}

}  // namespace
}  // namespace meerkat::rules

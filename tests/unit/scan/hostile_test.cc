// Files that are made to hurt: nested as deep as a parser takes, or one thing ten thousand times. A
// scan of them must neither crash nor need a large stack. How long they may take is bounded by how
// often the budget is asked, which a test of time could not tell from a slow machine.

#include <limits.h>
#include <pthread.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "engine/scan/scanner.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace meerkat::scan {
namespace {

constexpr size_t kTimes = 10'000;
constexpr size_t kStackBytes = 256 * 1024;

std::string Repeat(std::string_view text, size_t times = kTimes) {
  std::string repeated;
  repeated.reserve(text.size() * times);
  for (size_t i = 0; i < times; ++i) repeated += text;
  return repeated;
}

struct Work {
  const core::SourceFile* file;
  const RuleSet* rules;
  core::FileReport report;
  int asked = 0;
};

// Scans on a thread with a small stack.
core::FileReport ScanOnSmallStack(const core::SourceFile& file, const RuleSet& rules, int* asked) {
  Work work{.file = &file, .rules = &rules, .report = {}};
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  EXPECT_EQ(pthread_attr_setstacksize(&attributes, kStackBytes), 0);
  pthread_t thread;
  const auto scan = [](void* argument) -> void* {
    Work& work = *static_cast<Work*>(argument);
    const core::Budget budget{.stop = [](void* count) { return ++*static_cast<int*>(count) < 0; },
                              .context = &work.asked};
    work.report = Scanner().Scan(*work.file, *work.rules, {}, budget);
    return nullptr;
  };
  EXPECT_EQ(pthread_create(&thread, &attributes, scan, &work), 0);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
  *asked = work.asked;
  return std::move(work.report);
}

struct Hostile {
  const char* name;
  std::string code;
};

std::vector<Hostile> HostileFiles() {
  std::string blocks;  // a block a level, as far as 2 MiB of indentation reach
  for (size_t level = 0; level < 1200; ++level) {
    blocks += std::string(level, ' ') + "if eval(x):\n";
  }
  blocks += std::string(1200, ' ') + "pass\n";
  return {
      {"parentheses", Repeat("(") + "eval(x)" + Repeat(")")},
      {"brackets", Repeat("[") + Repeat("]")},
      {"dictionaries", Repeat("{1:") + "eval(x)" + Repeat("}")},
      {"attributes", "x" + Repeat(".a")},
      {"subscripts", "x" + Repeat("[eval(x)]")},
      {"calls", Repeat("eval(") + Repeat(")")},
      {"call_chain", "eval" + Repeat("(x)")},
      {"method_chain", "x" + Repeat(".a()")},
      {"binary_operators", "x = 'select a from b'" + Repeat(" + a")},
      {"powers", "x" + Repeat("**x")},
      {"unary_operators", Repeat("-") + "x"},
      {"not", Repeat("not ") + "eval(x)"},
      {"boolean_operators", "x" + Repeat(" and eval(x)")},
      {"comparisons", "x" + Repeat(" < eval(x)")},
      {"conditionals", Repeat("a if b else ") + "eval(c)"},
      {"lambdas", Repeat("lambda: eval(") + Repeat(")")},
      {"comprehensions", Repeat("[eval(x) for x in ") + "y" + Repeat("]")},
      {"assignments", Repeat("x = ") + "eval(y)"},
      {"aliases", Repeat("a = b\nb = a\n") + Repeat("a(1)\n")},
      {"star_imports", Repeat("from a import *\n") + Repeat("load(x)\n")},
      {"strings", "x = " + Repeat("'a' ")},
      {"format_strings", Repeat("f'{")},
      {"arguments", "f(" + Repeat("eval(x), ") + ")"},
      {"comments", "f(" + Repeat("eval(x),  # nosec B101\n") + ")"},
      {"decorators", Repeat("@eval(x)\n") + "def f(): pass"},
      {"one_line", Repeat("eval(x);")},
      {"blocks", blocks},
      {"open_parentheses", Repeat("(")},
      {"open_calls", Repeat("eval(")},
      {"open_blocks", Repeat("if x:")},
      {"quotes", Repeat("'")},
      {"open_imports", Repeat("from django.conf import (\n", 2000)},
      {"imports", Repeat("from django.conf import settings\nclass A(B): pass\n")},
      {"words_in_one_line", Repeat("'flask' ")},
      {"backslashes", Repeat("\\\n", 2000) + "eval(x)"},
  };
}

class HostileFile : public ::testing::TestWithParam<Hostile> {};

TEST_P(HostileFile, IsScanned) {
  const core::SourceFile file(
      "f.py", "import pickle, subprocess\nassert x\neval(x)\n" + GetParam().code + "\n");
  for (std::string_view profile : ProfileNames()) {
    int asked = 0;
    const core::FileReport report =
        ScanOnSmallStack(file, *CompileRules({.profile = std::string(profile)}).rules, &asked);
    EXPECT_TRUE(report.analysed);
    EXPECT_TRUE(report.parsed);
    EXPECT_GT(asked, 0);
    const bool found =
        std::any_of(report.findings.begin(), report.findings.end(),
                    [](const core::Finding& finding) { return finding.rule->name == "eval-call"; });
    EXPECT_TRUE(found || !report.notices.empty()) << profile;
  }
}

TEST(Memory, OfOneFileIsBounded) {
  const core::SourceFile file("f.py", "eval(x)\n" + Repeat("(", 200'000) + "\n");
  const core::SourceFile other("g.py", "eval(x)\n");
  const auto rules = CompileRules({}).rules;
  Scanner scanner;
  for (int i = 0; i < 2; ++i) {
    const core::FileReport report =
        scanner.Scan(file, *rules, {}, core::Budget{.max_memory_bytes = 1 << 20});
    ASSERT_EQ(report.notices.size(), 1u);
    EXPECT_EQ(report.notices[0].kind, core::NoticeKind::kLimit);
    EXPECT_THAT(report.notices[0].message, ::testing::HasSubstr("max_file_memory_bytes"));
    // The file after it has the whole budget again.
    EXPECT_EQ(
        scanner.Scan(other, *rules, {}, core::Budget{.max_memory_bytes = 1 << 20}).findings.size(),
        1u);
  }
}

INSTANTIATE_TEST_SUITE_P(All, HostileFile, ::testing::ValuesIn(HostileFiles()),
                         [](const ::testing::TestParamInfo<Hostile>& info) {
                           return std::string(info.param.name);
                         });

}  // namespace
}  // namespace meerkat::scan

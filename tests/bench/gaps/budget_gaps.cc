// How soon a scan notices that it should stop: the longest time between two questions to the
// budget, and after the last one, on files that are made to hurt. The service promises 50 ms.
//
//   budget_gaps            NAME  longest gap in ms  whole scan in ms; exits with 1 above the bar
//
// The time is the thread's own processor time, so that other work on the machine does not count.

#include <fmt/core.h>

#include <algorithm>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

#include "engine/scan/scanner.h"

namespace meerkat {
namespace {

constexpr double kBarMilliseconds = 50;
constexpr size_t kLargest = 2 * 1024 * 1024;  // core::Limits::max_analysed_bytes

double Now() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

struct Watch {
  double last = 0;
  double longest = 0;
  void Ask() {
    const double now = Now();
    longest = std::max(longest, now - last);
    last = now;
  }
};

std::string Repeat(std::string_view text, size_t bytes = kLargest - 64) {
  std::string repeated;
  repeated.reserve(bytes);
  while (repeated.size() + text.size() <= bytes) repeated += text;
  return repeated;
}

struct Case {
  const char* name;
  std::string code;
};

std::vector<Case> Cases() {
  std::string functions;
  for (int i = 0; i < 100'000; ++i) functions += fmt::format("def f{}(): pass\n", i);
  std::string names;
  for (int i = 0; names.size() < kLargest - 64; ++i) names += fmt::format("a{} = b{}\n", i, i / 2);
  return {
      {"plain code", Repeat("x = f(a, b)[0] + 'c'\n")},
      {"calls", Repeat("eval(x)\n")},
      {"imports", Repeat("from django.conf import settings\nclass A(B): pass\n")},
      {"nosec", Repeat("eval(x)  # nosec B307, B101\n")},
      {"asserts", Repeat("assert x\n")},
      {"functions", functions},
      {"names", names},
      {"aliases", Repeat("import a as b\nb.c(1)\n")},
      {"decorators", Repeat("@a\n") + "def f(): pass\n"},
      {"one string", "x = '" + Repeat("a") + "'\n"},
      {"one long string", "x = '''" + Repeat("a\n") + "'''\n"},
      {"strings", "x = [" + Repeat("'select a from b', ") + "]\n"},
      {"concatenation", "x = ''" + Repeat(" + 'select * from a where '")},
      {"format strings", Repeat("f'{a!r:>{b}}' + ")},
      {"comments", Repeat("# a comment\n")},
      {"one line", "x = [" + Repeat("1,") + "]\n"},
      {"attributes", "x" + Repeat(".a")},
      {"dictionary", "x = {" + Repeat("'password': 'a',\n") + "}\n"},
      {"brackets", Repeat("(", 1'000'000) + Repeat(")", 1'000'000)},
      {"open brackets", Repeat("(")},
      {"nested calls", Repeat("eval(", 60'000)},
      {"blocks in one line", Repeat("if x:")},
      {"broken lines", Repeat("a b c\n")},
      {"broken strings", Repeat("'a\n")},
      {"quotes", Repeat("'")},
      {"triple quotes", Repeat("'''a")},
      {"backslashes", Repeat("x = \\\n", 60'000) + "1 2\n"},
      {"blank lines, broken", "a b\n" + Repeat("\n")},
      {"python 2", Repeat("print 'x' % y\n")},
      {"latin-1", "# coding: latin-1\n" + Repeat("x = '\xE9'\n")},
      {"carriage returns", Repeat("x = 1\r")},
      {"wide characters", Repeat("x = '\xF0\x9F\x90\x8D'; eval(x)\n")},
  };
}

int Main() {
  bool held = true;
  fmt::print("{:<24}{:>14}{:>12}\n", "file", "longest gap", "scan");
  const std::vector<Case> cases = Cases();
  for (const std::string_view profile : scan::ProfileNames()) {
    const auto rules =
        scan::CompileRules({.profile = std::string(profile), .excerpt_lines = 3}).rules;
    for (const Case& test : cases) {
      const core::SourceFile file("f.py", "import os, pickle, subprocess\neval(0)\n" + test.code);
      scan::Scanner scanner;
      const double begin = Now();
      Watch watch{.last = begin};
      const core::Budget budget{.stop =
                                    [](void* watch) {
                                      static_cast<Watch*>(watch)->Ask();
                                      return false;
                                    },
                                .context = &watch};
      scanner.Scan(file, *rules, {.max_analysed_bytes = kLargest + 1024}, budget);
      watch.Ask();
      const bool late = watch.longest > kBarMilliseconds;
      held &= !late;
      if (profile == "default" || late) {
        fmt::print("{:<24}{:>11.1f} ms{:>9.0f} ms{}\n", test.name, watch.longest, Now() - begin,
                   late ? fmt::format("  over the bar, as {}", profile) : "");
      }
    }
  }
  return held ? 0 : 1;
}

}  // namespace
}  // namespace meerkat

int main() { return meerkat::Main(); }

#include "engine/manifest/notebook.h"

#include <string>
#include <string_view>

#include "engine/scan/scanner.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace meerkat::manifest {
namespace {

using ::testing::HasSubstr;

Notebook Read(std::string_view bytes) { return ReadNotebook(bytes, 1 << 20, {}); }

// All code, one module after the other.
std::string Code(std::string_view bytes) {
  std::string text;
  for (const NotebookCode& code : Read(bytes).codes) text += code.source + "----\n";
  return text;
}

// A notebook with one code cell of this source, as JSON.
std::string OneCell(std::string_view source) {
  std::string json = "{\"cells\": [{\"cell_type\": \"code\", \"source\": \"";
  for (char c : source) {
    if (c == '\n') {
      json += "\\n";
    } else {
      if (c == '"' || c == '\\') json += '\\';
      json += c;
    }
  }
  return json + "\"}]}";
}

constexpr std::string_view kNotebook = R"json({
 "cells": [
  {"cell_type": "markdown", "source": ["eval(1)\n"]},
  {
   "cell_type": "code",
   "execution_count": 1,
   "outputs": [{"data": {"text/plain": ["eval(2)"]}, "source": ["eval(3)"]}],
   "source": [
    "import pickle\n",
    "x = 1"
   ]
  },
  {"source": "%%bash\nrm -rf /\n", "cell_type": "code"},
  {"cell_type": "code", "metadata": {"source": "eval(4)"}, "source": [
    "%matplotlib inline\n",
    "files = !ls\n",
    "y = pickle.loads(\n",
    "    x)\n"
  ]}
 ],
 "metadata": {"kernelspec": {"language": "python"}, "language_info": {"name": "python"}},
 "nbformat": 4
})json";

TEST(ReadNotebook, GivesTheCodeOfItsCells) {
  const Notebook notebook = Read(kNotebook);
  EXPECT_EQ(notebook.problem, "");
  ASSERT_EQ(notebook.codes.size(), 1u);
  EXPECT_EQ(notebook.codes[0].source,
            "import pickle\nx = 1\npass\nfiles = None\ny = pickle.loads(\n    x)\n");
  struct Place {
    uint32_t cell, line, file_line;
  };
  const Place kPlaces[] = {{2, 1, 9}, {2, 2, 10}, {4, 1, 15}, {4, 2, 16}, {4, 3, 17}, {4, 4, 18}};
  ASSERT_EQ(notebook.codes[0].lines.size(), std::size(kPlaces));
  for (size_t i = 0; i < std::size(kPlaces); ++i) {
    EXPECT_EQ(notebook.codes[0].lines[i].cell, kPlaces[i].cell) << i;
    EXPECT_EQ(notebook.codes[0].lines[i].line, kPlaces[i].line) << i;
    EXPECT_EQ(notebook.codes[0].lines[i].file_line, kPlaces[i].file_line) << i;
  }
}

TEST(ReadNotebook, BlanksWhatOnlyIPythonReads) {
  struct Case {
    std::string_view cell, code;
  };
  for (const Case& test : {
           Case{"%time f()\ng()", "pass\ng()\n----\n"},
           Case{"%%time\nf()", "pass\nf()\n----\n"},
           Case{"%%html\n<b>", ""},
           Case{"if x:\n    !ls -l\n    f()", "if x:\n    pass\n    f()\n----\n"},
           Case{"f?\n?g\nh??", "pass\npass\npass\n----\n"},
           Case{"a, b = %sql select", "a, b = None\n----\n"},
           Case{"!pip install \\\n  x\nf()", "pass\n  \nf()\n----\n"},
           Case{"x = '''\n%not a magic\n!nor this\n'''",
                "x = '''\n%not a magic\n!nor this\n'''\n----\n"},
           Case{"x = 5 % 3\ny = not x != 4", "x = 5 % 3\ny = not x != 4\n----\n"},
           Case{"", ""},
       }) {
    EXPECT_EQ(Code(OneCell(test.cell)), test.code) << test.cell;
  }
}

TEST(ReadNotebook, KeepsBrokenCellsApart) {
  EXPECT_EQ(Code(R"({"cells": [{"cell_type": "code", "source": "a = (1"},
                               {"cell_type": "code", "source": "b"},
                               {"cell_type": "code", "source": "'''c"},
                               {"cell_type": "code", "source": "d"}]})"),
            "b\nd\n----\na = (1\n----\n'''c\n----\n");
}

TEST(ReadNotebook, ReadsFormat3) {
  EXPECT_EQ(Code(R"({"worksheets": [{"cells": [
                {"cell_type": "code", "language": "python", "input": ["a\n", "b"]},
                {"cell_type": "code", "language": "R", "input": "c"}]}]})"),
            "a\nb\n----\n");
}

TEST(ReadNotebook, LeavesOtherLanguagesAlone) {
  EXPECT_EQ(Code(R"({"metadata": {"kernelspec": {"language": "julia"}},
                     "cells": [{"cell_type": "code", "source": "a"}]})"),
            "");
  EXPECT_EQ(Code(R"({"cells": [{"cell_type": "code", "source": "a"}],
                     "metadata": {"language_info": {"name": "R"}}})"),
            "");
}

TEST(ReadNotebook, SaysWhyItIsNone) {
  struct Case {
    std::string bytes;
    std::string_view problem;
  };
  std::string deep = R"({"cells": [{"cell_type": "code", "source": "a", "x": )";
  for (int i = 0; i < 100'000; ++i) deep += '[';
  for (const Case& test : {
           Case{"", "no JSON from line 1"},
           Case{"import os\n", "no JSON from line 1"},
           Case{"{\n\"cells\": [\n", "no JSON from line 3"},
           Case{"{\"cells\": [{\"source\": \"\xFF\"}]}", "no JSON from line 1"},
           Case{"[]", "no list of cells"},
           Case{"{}", "no list of cells"},
           Case{"{\"cells\": 5}", "no list of cells"},
           Case{"{\"a\": {\"cells\": [{}]}}", "no list of cells"},
           Case{deep, "nests deeper than 512"},
       }) {
    const Notebook notebook = Read(test.bytes);
    EXPECT_THAT(notebook.problem, HasSubstr(test.problem)) << test.bytes.substr(0, 50);
    EXPECT_TRUE(notebook.codes.empty());
  }
  EXPECT_EQ(Read("{\"cells\": []}").problem, "");
}

TEST(ReadNotebook, BoundsTheCodeAndNotTheFile) {
  const std::string json = "{\"cells\": [{\"cell_type\": \"code\", \"outputs\": [\"" +
                           std::string(200'000, 'x') + "\"], \"source\": \"eval(x)\"}]}";
  EXPECT_EQ(ReadNotebook(json, 100, {}).problem, "");
  const Notebook large = ReadNotebook(OneCell(std::string(101, 'x')), 100, {});
  EXPECT_TRUE(large.too_large);
  EXPECT_THAT(large.problem, HasSubstr("max_analysed_file_bytes (100)"));
}

TEST(ScanNotebook, FindingsStandInCells) {
  const core::SourceFile file("a/b.ipynb", std::string(kNotebook));
  const auto rules = scan::CompileRules({.profile = "all", .excerpt_lines = 5}).rules;
  const core::FileReport report = scan::Scanner().Scan(file, *rules, {}, {});
  EXPECT_TRUE(report.analysed);
  EXPECT_EQ(report.lines_of_code, 6u);
  bool found = false;
  for (const core::Finding& finding : report.findings) {
    if (finding.rule->name != "pickle-load") continue;
    found = true;
    EXPECT_EQ(finding.cell, 4u);
    EXPECT_EQ(finding.line, 3u);
    EXPECT_EQ(finding.begin.line, 3u);
    EXPECT_EQ(finding.end.line, 4u);
    EXPECT_EQ(finding.file_line, 17u);
    EXPECT_EQ(finding.excerpt_line, 3u);
    EXPECT_THAT(finding.excerpt, HasSubstr("pickle.loads"));
  }
  EXPECT_TRUE(found);
}

TEST(ScanNotebook, ABrokenCellIsNamedAndStillRead) {
  const core::SourceFile file(
      "b.ipynb",
      "{\"cells\": [{\"cell_type\": \"code\", \"source\": [\"eval(a)\\n\",\n\"b = (\"]},\n"
      "{\"cell_type\": \"code\", \"source\": \"eval(c)  # nosec\\neval(d)\"}]}");
  const core::FileReport report = scan::Scanner().Scan(file, *scan::CompileRules({}).rules, {}, {});
  ASSERT_EQ(report.findings.size(), 2u);
  EXPECT_EQ(report.findings[0].cell, 1u);
  EXPECT_EQ(report.findings[1].cell, 2u);
  EXPECT_EQ(report.findings[1].line, 2u);
  EXPECT_EQ(report.suppressed, 1u);
  ASSERT_EQ(report.notices.size(), 1u);
  EXPECT_EQ(report.notices[0].kind, core::NoticeKind::kParsePartial);
  EXPECT_THAT(report.notices[0].message, HasSubstr("in cell 1 on line 2"));
}

}  // namespace
}  // namespace meerkat::manifest

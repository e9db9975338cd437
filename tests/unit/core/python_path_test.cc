#include "engine/core/python_path.h"

#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace meerkat::core {
namespace {

TEST(HasPythonSuffix, LooksAtTheLastComponent) {
  for (std::string_view path :
       {"a.py", "a/b.py", "a.PY", "a.pyw", "a.pyi", "a.b.Py", ".py", "a.ipynb"}) {
    EXPECT_TRUE(HasPythonSuffix(path)) << path;
  }
  for (std::string_view path :
       {"", "py", "a", "a.pyc", "a.py.txt", "a.pyx", "a.py/b", "a.p", "a."}) {
    EXPECT_FALSE(HasPythonSuffix(path)) << path;
  }
}

TEST(HasPythonShebang, KnowsPythonsInterpreters) {
  for (std::string_view bytes : {
           "#!/usr/bin/python\n",
           "#!/usr/bin/python3.11\nimport os\n",
           "#! /usr/bin/python -O",
           "#!/usr/bin/env python3\r\n",
           "#!/usr/bin/env -S python3 -u\n",
           "#!/usr/bin/env A=b C=d python\n",
           "#!/usr/bin/env\tpypy3\n",
           "#!/opt/python3/bin/python3-intel64\n",
           "#!python",
       }) {
    EXPECT_TRUE(HasPythonShebang(bytes)) << bytes;
  }
}

TEST(HasPythonShebang, KnowsWhatIsNone) {
  for (std::string_view bytes : {
           "",
           "#!",
           "#!   \n",
           "#!/bin/sh\n",
           "#!/bin/sh python\n",
           "#!/usr/bin/env bash\n",
           "#!/usr/bin/env\n",
           "#!/usr/bin/env env python\n",
           "#!/opt/python/bin/ruby\n",
           "# !/usr/bin/python\n",
           " #!/usr/bin/python\n",
           "#\n#!/usr/bin/python\n",
           "#!/bin/sh\n#!/usr/bin/python\n",
       }) {
    EXPECT_FALSE(HasPythonShebang(bytes)) << bytes;
  }
}

TEST(HasPythonShebang, LooksAt256BytesAtMost) {
  const std::string blanks(245, ' ');
  EXPECT_TRUE(HasPythonShebang("#!" + blanks + "python"));
  EXPECT_FALSE(HasPythonShebang("#!" + blanks + std::string(10, ' ') + "python"));
}

TEST(HasNoSuffix, LooksAtTheLastComponent) {
  EXPECT_TRUE(HasNoSuffix("manage"));
  EXPECT_TRUE(HasNoSuffix("a.b/manage"));
  EXPECT_FALSE(HasNoSuffix("a.b"));
  EXPECT_FALSE(HasNoSuffix("a/.profile"));
}

}  // namespace
}  // namespace meerkat::core

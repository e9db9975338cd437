#include "engine/flow/imports.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace meerkat::flow {
namespace {

using Modules = std::vector<std::string>;

TEST(FirstImports, AreAbsoluteNames) {
  EXPECT_EQ(FirstImports("app/views/user.py", "import os, app.db as db, app.mail\n"),
            (Modules{"app.db", "app.mail"}));
  EXPECT_EQ(
      FirstImports("app/views/user.py", "from . import forms\nfrom ..models import User as U\n"),
      (Modules{"app.views", "app.views.forms", "app.models", "app.models.User"}));
  EXPECT_EQ(FirstImports("app/views.py", "from app.tools import *\nfrom os.path import join\n"),
            (Modules{"app.tools"}));
}

TEST(FirstImports, GoOnOverLines) {
  EXPECT_EQ(FirstImports("a.py", "from b import (\n    c,\n    d as e,\n)\nimport f\n"),
            (Modules{"b", "b.c", "b.d", "f"}));
  EXPECT_EQ(FirstImports("a.py", "try:\n    import b\nexcept ImportError:\n    pass\n"),
            (Modules{"b"}));
}

TEST(FirstImports, EndWithTheFirstFunctionOrClass) {
  EXPECT_EQ(FirstImports("a.py", "import b\ndef f():\n    import c\nimport d\n"), (Modules{"b"}));
  EXPECT_EQ(FirstImports("a.py", "import b\n@c\nclass D: pass\nimport e\n"), (Modules{"b"}));
}

TEST(FirstImports, ReadWhateverStandsThere) {
  for (const char* text :
       {"from", "from ", "from .", "from . import", "import ", "import ,", "from b import (",
        "from b import (c", "from ...... import x", "import b;", "\n\n  \t"}) {
    FirstImports("a.py", text);
    FirstImports("", text);
  }
  std::string many;
  for (int i = 0; i < 10'000; ++i) many += "import m" + std::to_string(i) + "\n";
  EXPECT_EQ(FirstImports("a.py", many).size(), 256u);
}

TEST(PackageOf, GoesUpByDots) {
  EXPECT_EQ(PackageOf("app/views/user.py", 1), "app.views");
  EXPECT_EQ(PackageOf("app/views/user.py", 2), "app");
  EXPECT_EQ(PackageOf("app/views/user.py", 9), "");
}

}  // namespace
}  // namespace meerkat::flow

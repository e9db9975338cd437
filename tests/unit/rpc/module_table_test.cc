#include "service/rpc/module_table.h"

#include <gtest/gtest.h>

namespace meerkat::rpc {
namespace {

constexpr uint32_t kNoFile = ModuleTable::kNoFile;

TEST(ModuleTableTest, ByTheEndOfAPath) {
  const ModuleTable modules({"src/app/views.py", "src/app/utils.py", "src/app/__init__.py"});
  EXPECT_EQ(modules.FileOf("src/app/views.py", "app.utils"), 1u);
  EXPECT_EQ(modules.FileOf("src/app/views.py", "src.app.utils"), 1u);
  EXPECT_EQ(modules.FileOf("src/app/views.py", "app"), 2u);
  EXPECT_EQ(modules.FileOf("src/app/views.py", "app.util"), kNoFile);
  EXPECT_EQ(modules.IndexOf("src/app/utils.py"), 1u);
  EXPECT_EQ(modules.IndexOf("utils.py"), kNoFile);
}

TEST(ModuleTableTest, TheNearestOfSeveral) {
  const ModuleTable modules({"b/utils.py", "a/utils.py", "a/deep/utils.py", "a/deep/views.py"});
  EXPECT_EQ(modules.FileOf("a/deep/views.py", "utils"), 2u);
  EXPECT_EQ(modules.FileOf("b/views.py", "utils"), 0u);
  // Of equals the first by path.
  EXPECT_EQ(modules.FileOf("c/views.py", "utils"), 2u);
}

TEST(ModuleTableTest, TheRootMayBeAPackage) {
  const ModuleTable modules({"__init__.py", "reading.py", "deep/writing.py"});
  EXPECT_EQ(modules.FileOf("views.py", "shop.reading"), 1u);
  EXPECT_EQ(modules.FileOf("views.py", "shop.deep.writing"), 2u);
  EXPECT_EQ(modules.FileOf("views.py", "shop.writing"), kNoFile);
  const ModuleTable plain({"reading.py"});
  EXPECT_EQ(plain.FileOf("views.py", "shop.reading"), kNoFile);
}

TEST(ModuleTableTest, OfOnePathTheLastAndEmptyOnesNot) {
  const ModuleTable modules({"a.py", "", "a.py"});
  EXPECT_EQ(modules.IndexOf("a.py"), 2u);
  EXPECT_EQ(modules.FileOf("b.py", "a"), 2u);
  EXPECT_EQ(modules.IndexOf(""), kNoFile);
}

}  // namespace
}  // namespace meerkat::rpc

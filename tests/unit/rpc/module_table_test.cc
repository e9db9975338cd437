#include "service/rpc/module_table.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

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

// As in names: "lib-1.2" ends a name in "2". Of a module and a package of one name the nearer one
// counts.
TEST(ModuleTableTest, FoldersMayHaveDots) {
  const ModuleTable modules({"lib-1.2/app.py", "lib-1.2/app/__init__.py", "lib-1.2/app/views.py"});
  EXPECT_EQ(modules.FileOf("lib-1.2/app/views.py", "app"), 1u);
  EXPECT_EQ(modules.FileOf("main.py", "2.app.views"), 2u);
  EXPECT_EQ(modules.FileOf("main.py", "lib-1.2.app.views"), 2u);
  EXPECT_EQ(modules.FileOf("main.py", "1.app.views"), kNoFile);
}

TEST(ModuleTableTest, LongNamesAreFoundByAllOfThem) {
  const std::string deep = std::string(300, 'a') + "/" + std::string(300, 'b');
  const std::string one = deep + "/one.py";
  const std::string two = deep + "/two.py";
  const ModuleTable modules({one, two});
  std::string name = one.substr(0, one.size() - 3);
  name[300] = name[601] = '.';
  EXPECT_EQ(modules.FileOf("main.py", name), 0u);
  name.replace(name.size() - 3, 3, "two");
  EXPECT_EQ(modules.FileOf("main.py", name), 1u);
  name.replace(name.size() - 3, 3, "six");
  EXPECT_EQ(modules.FileOf("main.py", name), kNoFile);
}

// A scan may have 200,000 files.
TEST(ModuleTableTest, TakesLittleMoreThanThePaths) {
  std::vector<std::string> paths;
  uint64_t bytes = 0;
  for (int i = 0; i < 20'000; ++i) {
    paths.push_back("src/package" + std::to_string(i % 100) + "/part/module" + std::to_string(i) +
                    ".py");
    bytes += paths.back().size();
  }
  const ModuleTable modules(std::vector<std::string_view>(paths.begin(), paths.end()));
  EXPECT_LT(modules.bytes(), bytes + paths.size() * 100);
  EXPECT_GT(modules.bytes(), bytes);
  EXPECT_EQ(modules.FileOf("main.py", "package7.part.module19907"), 19'907u);
}

TEST(ModuleTableTest, OfOnePathTheLastAndEmptyOnesNot) {
  const ModuleTable modules({"a.py", "", "a.py"});
  EXPECT_EQ(modules.IndexOf("a.py"), 2u);
  EXPECT_EQ(modules.FileOf("b.py", "a"), 2u);
  EXPECT_EQ(modules.IndexOf(""), kNoFile);
}

}  // namespace
}  // namespace meerkat::rpc

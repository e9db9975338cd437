#include "engine/core/text_hash.h"

#include <string>
#include <unordered_set>

#include "gtest/gtest.h"

namespace meerkat::core {
namespace {

TEST(TextHash, TellsNamesApart) {
  std::unordered_set<size_t> hashes;
  std::unordered_set<size_t> low;
  for (int i = 0; i < 20'000; ++i) {
    const std::string name = "name_" + std::to_string(i) + (i % 2 == 0 ? "" : "_of_some_length");
    hashes.insert(TextHash()(name));
    low.insert(TextHash()(name) & 127);
  }
  EXPECT_EQ(hashes.size(), 20'000u);
  EXPECT_EQ(low.size(), 128u);
  EXPECT_NE(TextHash()(""), TextHash()(std::string(1, '\0')));
  EXPECT_EQ(TextHash()("request"), TextHash()(std::string("request")));
}

TEST(FindText, FindsFromAPlaceOn) {
  EXPECT_EQ(FindText("import a, import b", "import "), 0u);
  EXPECT_EQ(FindText("import a, import b", "import ", 1), 10u);
  EXPECT_EQ(FindText("import a", "import ", 1), std::string_view::npos);
  EXPECT_EQ(FindText("", "x"), std::string_view::npos);
  EXPECT_EQ(FindText("x", "x", 1), std::string_view::npos);
}

}  // namespace
}  // namespace meerkat::core

// The files of a scan: in which order those that import others are scanned, how one's own scan
// makes its unit, and who is asked for bytes that the scan does not hold.

#include "service/rpc/scan_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "engine/flow/bindings.h"
#include "engine/flow/lowering.h"
#include "engine/syntax/parser.h"
#include "service/rpc/asked_files.h"
#include "service/rpc/rule_set_cache.h"

namespace meerkat::rpc {
namespace {

using ::testing::ElementsAre;

class Client final : public SourceOwner {
 public:
  bool Has(const std::string& path) override { return files.contains(path); }
  std::optional<std::string> Read(const std::string& path) override {
    ++reads;
    const auto place = files.find(path);
    if (place == files.end()) return std::nullopt;
    return place->second;
  }

  std::map<std::string, std::string> files;
  int reads = 0;
};

class ScanFilesTest : public ::testing::Test {
 protected:
  void Add(uint32_t index, const std::string& path, std::vector<std::string> imports) {
    files_.Add(path, index, nullptr, "x = 1\n");
    core::FileReport report{
        .needs_files = true, .names_source = true, .imports = std::move(imports)};
    files_.SetSeen(index, &report);
  }
  // From the end, as they are scanned.
  std::vector<uint32_t> Order(std::vector<uint32_t> waiting) {
    files_.SortByImports(&waiting);
    return {waiting.rbegin(), waiting.rend()};
  }

  RuleSetCache rule_sets_;
  cache::ResultCache results_{{.max_bytes = 0}};
  cache::RecentlyUsed<flow::Unit> units_{1 << 20};
  UnitMakers unit_makers_{1};
  cache::RecentlyUsed<ModuleTable> modules_{1 << 20};
  Client client_;
  ScanFiles files_{*rule_sets_.Get({}),
                   SharedFiles{results_, units_, modules_, unit_makers_, &client_},
                   /*keeps=*/true};
};

TEST_F(ScanFilesTest, ImportedFilesComeFirst) {
  Add(0, "a.py", {"b", "nowhere"});
  Add(1, "b.py", {"pack.c", "pack"});
  Add(2, "pack/c.py", {});
  Add(3, "d.py", {"a"});
  Add(4, "pack/__init__.py", {"pack.c"});
  EXPECT_THAT(Order({3, 1, 0, 2, 4}), ElementsAre(2, 4, 1, 0, 3));
}

// An importer that asks for several names stands once in the text; the next one is told from it.
TEST_F(ScanFilesTest, WhatWasAskedForIsFoundAgainByItsText) {
  Add(0, "app/a.py", {});
  Add(1, "app/b.py", {});
  Add(2, "lib/a.py", {});
  AskedFiles asked(files_, 0);
  const auto none = [](const flow::Unit&) { return flow::GivenNames(); };
  asked.Given("app/main.py", "a", none);
  asked.Given("app/main.py", "b", none);
  asked.Find("lib/main.py", "a");
  const std::string text = asked.AsText();
  EXPECT_EQ(text, std::string_view("gapp/main.py\0a\0g\0b\0flib/main.py\0a\0", 34));
  const Links links = files_.LinksOf(text);
  EXPECT_THAT(links.givers, ElementsAre(0, 1));
  EXPECT_THAT(links.files, ElementsAre(2));
}

TEST_F(ScanFilesTest, CirclesHaveAnOrder) {
  Add(0, "a.py", {"b", "a"});
  Add(1, "b.py", {"a"});
  Add(2, "c.py", {"b"});
  EXPECT_THAT(Order({0, 1, 2}), ElementsAre(1, 0, 2));
}

TEST_F(ScanFilesTest, AnOwnScanMakesTheUnitOfAnImportedFile) {
  Add(0, "a.py", {"b"});
  Add(1, "b.py", {});
  Order({0, 1});
  EXPECT_FALSE(files_.BeginOwnScan(0));  // nobody imports it
  EXPECT_TRUE(files_.BeginOwnScan(1));
  EXPECT_FALSE(files_.BeginOwnScan(1));  // another one is at it
  const std::string text = "x = 1\n";
  syntax::Parser parser;
  syntax::Tree tree;
  parser.Parse(text, {}, &tree);
  flow::Unit unit;
  flow::Lowering().Lower(tree, "b.py", {}, &unit);
  flow::FindBindings(&unit);
  const UnitRef kept = files_.TakeUnit(1, text, &unit);
  ASSERT_NE(kept, nullptr);
  EXPECT_EQ(kept->PositionOf(4).second, 5u);
  EXPECT_EQ(files_.Find("a.py", "b"), kept);
  EXPECT_EQ(files_.TakeUnit(0, text, &unit), nullptr);
}

TEST_F(ScanFilesTest, AnOwnScanWithoutAUnitLeavesItToOthers) {
  Add(0, "a.py", {"b"});
  Add(1, "b.py", {});
  Order({0, 1});
  EXPECT_TRUE(files_.BeginOwnScan(1));
  EXPECT_EQ(files_.TakeUnit(1, {}, nullptr), nullptr);
  EXPECT_NE(files_.Find("a.py", "b"), nullptr);
}

TEST_F(ScanFilesTest, TheClientIsAskedForWhatItHas) {
  client_.files["a.py"] = "from_client = 1\n";
  files_.Add("a.py", 0, nullptr, "sent = 1\n");
  files_.Add("in_archive.py", 1, nullptr, "sent = 1\n");
  EXPECT_EQ(client_.reads, 0);
  EXPECT_EQ(files_.Source(0), "from_client = 1\n");
  EXPECT_EQ(files_.Source(1), "sent = 1\n");
  EXPECT_EQ(client_.reads, 1);
  EXPECT_FALSE(files_.lost_source());
  client_.files.clear();
  EXPECT_EQ(files_.Source(0), std::nullopt);
  EXPECT_TRUE(files_.lost_source());
}

// Of the same size, so that nothing but its bytes tells.
TEST_F(ScanFilesTest, WhatTheClientHasNowIsNotWhatItSent) {
  const core::Digest digest = core::Sha256("x = 1\n");
  client_.files["a.py"] = "x = 1\n";
  files_.Add("a.py", 0, &digest, "x = 1\n");
  EXPECT_EQ(files_.Source(0), "x = 1\n");
  client_.files["a.py"] = "x = 2\n";
  EXPECT_EQ(files_.Source(0), std::nullopt);
  EXPECT_TRUE(files_.lost_source());
}

// A first scan tells what its file gives while others still come. For ThreadSanitizer.
TEST_F(ScanFilesTest, FilesMayTellWhileOthersAreAdded) {
  constexpr uint32_t kFiles = 2'000;
  std::atomic<uint32_t> added = 0;
  std::thread teller([&] {
    for (uint32_t i = 0; i < kFiles; ++i) {
      while (added <= i) std::this_thread::yield();
      files_.Tell(i, [] { return flow::GivenNames{.names = {"a"}}; });
    }
  });
  for (uint32_t i = 0; i < kFiles; ++i) {
    files_.Add("m" + std::to_string(i) + ".py", i, nullptr, "x = 1\n");
    ++added;
  }
  teller.join();
  EXPECT_EQ(files_.GivenDigestOf(0u), files_.GivenDigestOf(kFiles - 1));
}

}  // namespace
}  // namespace meerkat::rpc

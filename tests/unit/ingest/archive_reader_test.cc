#include "service/ingest/archive_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <utility>
#include <vector>

#include "tests/unit/ingest/archive_builder.h"

namespace meerkat::ingest {
namespace {

using core::NoticeKind;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

class Chunks final : public ArchiveSource {
 public:
  Chunks(std::string_view bytes, size_t chunk) : bytes_(bytes), chunk_(chunk) {}
  std::string_view Next() override {
    const std::string_view next = bytes_.substr(0, chunk_);
    bytes_.remove_prefix(next.size());
    return next;
  }
  size_t left() const { return bytes_.size(); }

 private:
  std::string_view bytes_;
  size_t chunk_;
};

struct Found {
  std::string path;
  NoticeKind kind;
  std::string message;
};

class Collector final : public ArchiveSink {
 public:
  bool OnFile(std::string path, std::string bytes) override {
    files.emplace_back(std::move(path), std::move(bytes));
    if (on_file) on_file();
    return files.size() < stop_after;
  }
  bool OnNotPython() override {
    ++not_python;
    return true;
  }
  bool OnNotice(std::string path, uint64_t, core::Notice notice) override {
    notices.push_back({std::move(path), notice.kind, notice.message});
    return true;
  }

  std::vector<std::pair<std::string, std::string>> files;
  std::vector<Found> notices;
  int not_python = 0;
  size_t stop_after = 1'000'000;
  std::function<void()> on_file;
};

auto IsNotice(const std::string& path, NoticeKind kind, const std::string& text) {
  return AllOf(Field(&Found::path, path), Field(&Found::kind, kind),
               Field(&Found::message, HasSubstr(text)));
}

class ArchiveReaderTest : public ::testing::Test {
 protected:
  ArchiveEnd Read(const std::string& bytes, size_t chunk = 1000) {
    Chunks source(bytes, chunk);
    return ReadArchive("input.tar", limits_, source, sink_);
  }

  Limits limits_;
  Collector sink_;
};

class EveryFormat : public ::testing::TestWithParam<ArchiveBuilder::Format> {};

TEST_P(EveryFormat, GivesPythonInOrderAndCountsTheRest) {
  const std::string bytes = ArchiveBuilder(GetParam())
                                .Folder("django/")
                                .File("./django/b.py", "import b\n")
                                .File("django/README.md", "text")
                                .File("django/a.py", "import a\n")
                                .File("bin/manage", "#!/usr/bin/env python3\nrun()\n")
                                .File("bin/other", "#!/bin/sh\n")
                                .File("empty.py", "")
                                .Finish();
  for (const size_t chunk : {size_t{1}, size_t{100}, bytes.size()}) {
    Collector sink;
    Chunks source(bytes, chunk);
    EXPECT_EQ(ReadArchive("x", Limits(), source, sink), ArchiveEnd::kComplete);
    EXPECT_THAT(
        sink.files,
        ElementsAre(Pair("django/b.py", "import b\n"), Pair("django/a.py", "import a\n"),
                    Pair("bin/manage", "#!/usr/bin/env python3\nrun()\n"), Pair("empty.py", "")));
    EXPECT_EQ(sink.not_python, 2);
    EXPECT_THAT(sink.notices, IsEmpty());
  }
}

std::string FormatName(const ::testing::TestParamInfo<ArchiveBuilder::Format>& info) {
  if (info.param == ArchiveBuilder::kZip) return "Zip";
  return info.param == ArchiveBuilder::kTar ? "Tar" : "TarGz";
}

INSTANTIATE_TEST_SUITE_P(ArchiveReader, EveryFormat,
                         ::testing::Values(ArchiveBuilder::kTar, ArchiveBuilder::kTarGz,
                                           ArchiveBuilder::kZip),
                         FormatName);

TEST_F(ArchiveReaderTest, AnEntryIsThereBeforeTheRestHasCome) {
  const std::string bytes = ArchiveBuilder(ArchiveBuilder::kTar)
                                .File("a.py", "pass\n")
                                .File("large.bin", std::string(1 << 20, 'x'))
                                .Finish();
  Chunks source(bytes, 4096);
  size_t left_at_first = 0;
  sink_.on_file = [&] { left_at_first = source.left(); };
  EXPECT_EQ(ReadArchive("x", limits_, source, sink_), ArchiveEnd::kComplete);
  EXPECT_GT(left_at_first, size_t{1} << 19);
}

TEST_F(ArchiveReaderTest, NeverFollowsWhatIsUnsafe) {
  const std::string bytes = ArchiveBuilder(ArchiveBuilder::kTar)
                                .SymbolicLink("link.py", "/etc/passwd")
                                .File("a.py", "pass\n")
                                .HardLink("hard.py", "a.py")
                                .Pipe("pipe.py")
                                .File("/etc/evil.py", "pass\n")
                                .File("x/../../evil.py", "pass\n")
                                .Finish();
  EXPECT_EQ(Read(bytes), ArchiveEnd::kComplete);
  EXPECT_THAT(sink_.files, ElementsAre(Pair("a.py", "pass\n")));
  EXPECT_THAT(sink_.notices,
              ElementsAre(IsNotice("link.py", NoticeKind::kUnsafeEntry, "link"),
                          IsNotice("hard.py", NoticeKind::kUnsafeEntry, "link"),
                          IsNotice("pipe.py", NoticeKind::kUnsafeEntry, "pipe"),
                          IsNotice("/etc/evil.py", NoticeKind::kUnsafeEntry, "absolute"),
                          IsNotice("x/../../evil.py", NoticeKind::kUnsafeEntry, "..")));
}

TEST_F(ArchiveReaderTest, DoublesAndNestedArchivesAreNotices) {
  const std::string bytes = ArchiveBuilder(ArchiveBuilder::kTarGz)
                                .File("a.py", "first\n")
                                .File("./a.py", "second\n")
                                .File("vendor/lib.tar.gz", "not opened")
                                .File("b.py", "pass\n")
                                .Finish();
  EXPECT_EQ(Read(bytes), ArchiveEnd::kComplete);
  EXPECT_THAT(sink_.files, ElementsAre(Pair("a.py", "first\n"), Pair("b.py", "pass\n")));
  EXPECT_THAT(sink_.notices,
              ElementsAre(IsNotice("a.py", NoticeKind::kDuplicate, "twice"),
                          IsNotice("vendor/lib.tar.gz", NoticeKind::kNestedArchive, "not opened")));
}

TEST_F(ArchiveReaderTest, NamesThatAreNoUtf8AreMended) {
  const std::string bytes =
      ArchiveBuilder(ArchiveBuilder::kTar).File("caf\xe9.py", "pass\n").Finish();
  EXPECT_EQ(Read(bytes), ArchiveEnd::kComplete);
  EXPECT_THAT(sink_.files, ElementsAre(Pair("caf\xEF\xBF\xBD.py", "pass\n")));
}

TEST_F(ArchiveReaderTest, AnEntryOverItsLimitIsANoticeAndTheNextOneIsRead) {
  limits_.max_archive_entry_bytes = 5'000;
  limits_.max_analysed_file_bytes = 1'000;
  for (const auto format : {ArchiveBuilder::kTar, ArchiveBuilder::kZip}) {
    sink_ = Collector();
    const std::string bytes = ArchiveBuilder(format)
                                  .File("analysed.py", std::string(1'000, '#'))
                                  .File("large.py", std::string(1'001, '#'))
                                  .File("larger.py", std::string(5'001, '#'))
                                  .File("large.txt", std::string(100'000, '#'))
                                  .Finish();
    EXPECT_EQ(Read(bytes), ArchiveEnd::kComplete);
    EXPECT_EQ(sink_.files.size(), 1u);
    EXPECT_EQ(sink_.not_python, 1);
    EXPECT_THAT(sink_.notices,
                ElementsAre(IsNotice("large.py", NoticeKind::kTooLarge, "max_analysed_file_bytes"),
                            IsNotice("larger.py", NoticeKind::kTooLarge,
                                     "5001 bytes, more than max_archive_entry_bytes (5000)")));
  }
}

TEST_F(ArchiveReaderTest, LimitsOfTheWholeArchiveEndTheInput) {
  const std::string bytes = ArchiveBuilder(ArchiveBuilder::kTar)
                                .File("a.py", "pass\n")
                                .File("data.txt", std::string(40'000, 'x'))
                                .File("b.py", "pass\n")
                                .Finish();
  const struct {
    Limits limits;
    const char* entry;
    const char* text;
  } kCases[] = {
      {{.max_archive_entries = 2}, "b.py", "2 entries (max_archive_entries)"},
      {{.max_archive_unpacked_bytes = 20'000}, "data.txt", "(max_archive_unpacked_bytes)"},
      {{.max_archive_packed_bytes = 20'000}, "data.txt", "(max_archive_packed_bytes)"},
  };
  for (const auto& [limits, entry, text] : kCases) {
    limits_ = limits;
    sink_ = Collector();
    EXPECT_EQ(Read(bytes), ArchiveEnd::kLimit) << text;
    EXPECT_THAT(sink_.files, ElementsAre(Pair("a.py", "pass\n"))) << text;
    EXPECT_THAT(sink_.notices, ElementsAre(IsNotice(entry, NoticeKind::kLimit, text)));
  }
}

TEST_F(ArchiveReaderTest, ABombEndsAtTheRatioWhateverTheEntryIs) {
  for (const char* name : {"bomb.py", "bomb.bin"}) {
    for (const auto format : {ArchiveBuilder::kTarGz, ArchiveBuilder::kZip}) {
      limits_.max_analysed_file_bytes = 64 << 20;
      limits_.max_archive_entry_bytes = 64 << 20;
      sink_ = Collector();
      const std::string bytes =
          ArchiveBuilder(format).File(name, std::string(32 << 20, '\0')).Finish();
      ASSERT_LT(bytes.size(), size_t{100} << 10);
      EXPECT_EQ(Read(bytes), ArchiveEnd::kLimit);
      EXPECT_THAT(sink_.files, IsEmpty());
      EXPECT_THAT(sink_.notices,
                  ElementsAre(IsNotice(name, NoticeKind::kLimit, "(max_archive_ratio)")));
    }
  }
}

TEST_F(ArchiveReaderTest, WhatIsNoArchiveSaysSo) {
  EXPECT_EQ(Read("import os\n"), ArchiveEnd::kDamaged);
  EXPECT_THAT(sink_.notices, ElementsAre(IsNotice("input.tar", NoticeKind::kArchiveDamaged,
                                                  "cannot be read as tar, tar.gz or zip")));
  sink_ = Collector();
  EXPECT_EQ(Read(""), ArchiveEnd::kDamaged);
  EXPECT_EQ(sink_.notices.size(), 1u);
}

TEST_F(ArchiveReaderTest, ATruncatedArchiveKeepsWhatCameBefore) {
  for (const auto format : {ArchiveBuilder::kTar, ArchiveBuilder::kTarGz, ArchiveBuilder::kZip}) {
    sink_ = Collector();
    std::string noise;
    for (uint32_t i = 0, x = 1; i < 300'000; ++i, x = x * 1664525 + 1013904223) {
      noise += static_cast<char>(x >> 24);
    }
    std::string bytes =
        ArchiveBuilder(format).File("a.py", "pass\n").File("noise.py", noise).Finish();
    bytes.resize(200'000);  // gzip is unpacked 64 KiB at a time
    EXPECT_EQ(Read(bytes), ArchiveEnd::kDamaged);
    EXPECT_THAT(sink_.files, ElementsAre(Pair("a.py", "pass\n")));
    EXPECT_THAT(sink_.notices,
                ElementsAre(IsNotice("noise.py", NoticeKind::kArchiveDamaged, "after 2 entries")));
  }
}

TEST_F(ArchiveReaderTest, StopsWhenTheSinkSaysSo) {
  sink_.stop_after = 1;
  const std::string bytes =
      ArchiveBuilder(ArchiveBuilder::kTar).File("a.py", "1").File("b.py", "2").Finish();
  EXPECT_EQ(Read(bytes), ArchiveEnd::kStopped);
  EXPECT_EQ(sink_.files.size(), 1u);
}

}  // namespace
}  // namespace meerkat::ingest

#include "service/ingest/manifest_input.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/cord.h"
#include "service/ingest/errors.h"
#include "service/ingest/path_check.h"

namespace meerkat::ingest {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ManifestInputTest : public ::testing::Test {
 protected:
  absl::StatusOr<Decision> Add(const std::string& path, uint64_t size = 10,
                               const std::string& unreadable = "") {
    return input_.Add({path, digest_, size, unreadable}, "manifest.entries");
  }
  Decision::Kind Kind(const std::string& path, uint64_t size = 10) {
    absl::StatusOr<Decision> decision = Add(path, size);
    EXPECT_TRUE(decision.ok()) << decision.status();
    return decision->kind;
  }
  std::string Error(const std::string& path, uint64_t size = 10) {
    return std::string(Add(path, size).status().message());
  }
  absl::Status AddPiece(uint32_t file, uint64_t offset, std::string data) {
    complete_.reset();
    return input_.AddPiece({file, offset, std::move(data)}, "contents.pieces[2]", &complete_);
  }

  std::string digest_ = std::string(32, 'd');
  Limits limits_;
  UploadCredit credit_{64 << 20};
  ManifestInput input_{limits_, credit_};
  std::optional<CompleteFile> complete_;
};

TEST_F(ManifestInputTest, AsksForPythonAndForWhatMayBe) {
  EXPECT_EQ(Kind("app/views.py"), Decision::kWanted);
  EXPECT_EQ(Kind("app/types.PYI"), Decision::kWanted);
  EXPECT_EQ(Kind("bin/manage"), Decision::kWanted);
  EXPECT_EQ(Kind("bin/large", kMaxShebangFileBytes + 1), Decision::kNotPython);
  EXPECT_EQ(Kind("README.md"), Decision::kNotPython);
  EXPECT_EQ(Kind("app/__init__.py", 0), Decision::kEmpty);
  EXPECT_EQ(Kind("LICENSE", 0), Decision::kNotPython);
  EXPECT_FALSE(input_.needs_shebang(0));
  EXPECT_TRUE(input_.needs_shebang(2));
}

TEST_F(ManifestInputTest, LargeFilesAreNoticesThatNameTheLimit) {
  absl::StatusOr<Decision> decision = Add("a.py", (2 << 20) + 1);
  ASSERT_TRUE(decision.ok());
  EXPECT_EQ(decision->kind, Decision::kSkipped);
  EXPECT_EQ(decision->notice.kind, core::NoticeKind::kTooLarge);
  EXPECT_THAT(decision->notice.message, HasSubstr("max_analysed_file_bytes (2097152)"));
  decision = Add("b.py", (16 << 20) + 1);
  ASSERT_TRUE(decision.ok());
  EXPECT_THAT(decision->notice.message, HasSubstr("max_file_bytes (16777216)"));
}

TEST_F(ManifestInputTest, WhatTheClientCouldNotReadIsANotice) {
  absl::StatusOr<Decision> decision = Add("a.py", 10, "Permission\ndenied");
  ASSERT_TRUE(decision.ok());
  EXPECT_EQ(decision->kind, Decision::kSkipped);
  EXPECT_EQ(decision->notice.kind, core::NoticeKind::kUnreadable);
  EXPECT_EQ(decision->notice.message, "Permission denied");
}

TEST_F(ManifestInputTest, ASecondEntryOfAPathIsANotice) {
  EXPECT_EQ(Kind("a.py"), Decision::kWanted);
  absl::StatusOr<Decision> decision = Add("a.py");
  ASSERT_TRUE(decision.ok());
  EXPECT_EQ(decision->kind, Decision::kSkipped);
  EXPECT_EQ(decision->notice.kind, core::NoticeKind::kDuplicate);
  EXPECT_THAT(input_.Missing(), ElementsAre(0));
}

TEST_F(ManifestInputTest, RefusesPathsThatAreNoRelativePaths) {
  EXPECT_THAT(Error("/etc/a.py"), HasSubstr("manifest.entries[0].path: is absolute"));
  EXPECT_THAT(Error("C:/a.py"), HasSubstr("is absolute"));
  EXPECT_THAT(Error("a/../../b.py"), HasSubstr("'..'"));
  EXPECT_THAT(Error("./a.py"), HasSubstr("'.'"));
  EXPECT_THAT(Error("a//b.py"), HasSubstr("empty component"));
  EXPECT_THAT(Error(""), HasSubstr("is empty"));
  EXPECT_THAT(Error("caf\xe9.py"), HasSubstr("UTF-8"));
  EXPECT_THAT(Error(std::string("a\0.py", 5)), HasSubstr("NUL"));
  EXPECT_EQ(Add("/a.py").status().code(), absl::StatusCode::kInvalidArgument);
  const auto field = Add("/a.py").status().GetPayload(kFieldPayload);
  ASSERT_TRUE(field.has_value());
  EXPECT_EQ(std::string(*field), "manifest.entries[0].path");
}

TEST_F(ManifestInputTest, RefusesADigestOfAnotherLength) {
  digest_ = "short";
  EXPECT_THAT(Error("a.py"), HasSubstr("manifest.entries[0].sha256: has 5 bytes"));
}

TEST_F(ManifestInputTest, NamesTheLimitsOfTheWholeManifest) {
  limits_.max_manifest_files = 1;
  EXPECT_EQ(Kind("a.py"), Decision::kWanted);
  EXPECT_EQ(Add("b.py").status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(Error("b.py"), HasSubstr("max_manifest_files (1)"));
  limits_.max_manifest_files = 10;
  limits_.max_path_bytes = 3;
  EXPECT_THAT(Error("b.py"), HasSubstr("max_path_bytes (3)"));
}

TEST_F(ManifestInputTest, CountsWhatIsWantedAndNotKnown) {
  limits_.max_scan_bytes = 25;
  Kind("a.py");
  Kind("b.py");
  input_.SetKnown(1);
  EXPECT_TRUE(input_.CountWanted(0, "manifest.entries").ok());
  Kind("c.py");
  Kind("README.md");
  Kind("d.py");
  Kind("e.py");
  input_.SetKnown(4);
  const absl::Status status = input_.CountWanted(2, "manifest.entries");
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("the manifest needs 30 bytes up to manifest.entries[5]"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("max_scan_bytes (25)"));
}

TEST_F(ManifestInputTest, PutsPiecesTogether) {
  Kind("a.py", 6);
  Kind("b.py", 3);
  ASSERT_TRUE(AddPiece(0, 0, "abc").ok());
  EXPECT_FALSE(complete_);
  ASSERT_TRUE(AddPiece(1, 0, "xyz").ok());  // another file in between
  ASSERT_TRUE(complete_);
  EXPECT_EQ(complete_->index, 1u);
  EXPECT_EQ(complete_->bytes, "xyz");
  EXPECT_THAT(input_.Missing(), ElementsAre(0));
  ASSERT_TRUE(AddPiece(0, 3, "def").ok());
  ASSERT_TRUE(complete_);
  EXPECT_EQ(complete_->bytes, "abcdef");
  EXPECT_THAT(input_.Missing(), IsEmpty());
}

TEST_F(ManifestInputTest, RefusesPiecesThatDoNotFit) {
  Kind("a.py", 4);
  Kind("README.md", 4);
  EXPECT_THAT(AddPiece(9, 0, "x").message(), HasSubstr("contents.pieces[2].file: 9 is not in"));
  EXPECT_THAT(AddPiece(1, 0, "x").message(), HasSubstr("1 was not asked for"));
  EXPECT_THAT(AddPiece(0, 1, "x").message(), HasSubstr("contents.pieces[2].offset: is 1"));
  EXPECT_THAT(AddPiece(0, 0, "12345").message(), HasSubstr("whose size is 4"));
  ASSERT_TRUE(AddPiece(0, 0, "1234").ok());
  EXPECT_THAT(AddPiece(0, 4, "").message(), HasSubstr("already complete"));
}

TEST_F(ManifestInputTest, BoundsWhatHasBegunAndIsNotComplete) {
  limits_.max_file_bytes = 25;
  for (const char* path : {"a.py", "b.py", "c.py"}) Kind(path, 10);
  ASSERT_TRUE(AddPiece(0, 0, "x").ok());
  ASSERT_TRUE(AddPiece(1, 0, "x").ok());
  const absl::Status status = AddPiece(2, 0, "x");
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(status.message(), HasSubstr("max_file_bytes (25)"));
}

TEST(PathCheck, ReplacesWhatIsNoUtf8) {
  EXPECT_EQ(WithValidUtf8("caf\xc3\xa9.py"), "caf\xc3\xa9.py");
  EXPECT_EQ(WithValidUtf8("caf\xe9.py"), "caf\xEF\xBF\xBD.py");
  EXPECT_EQ(WithValidUtf8("\xed\xa0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");  // a surrogate
  EXPECT_TRUE(IsValidUtf8("\xf0\x9f\x90\xbe"));
  EXPECT_FALSE(IsValidUtf8("\xc0\xaf"));          // overlong '/'
  EXPECT_FALSE(IsValidUtf8("\xe2\x82"));          // cut
  EXPECT_FALSE(IsValidUtf8("\xf4\x90\x80\x80"));  // above U+10FFFF
}

// Files that are begun and never ended cannot add up over all scans.
TEST_F(ManifestInputTest, FilesInPiecesShareOneCredit) {
  UploadCredit credit(25);
  std::string data(4, 'x');
  {
    ManifestInput first(limits_, credit);
    ManifestInput second(limits_, credit);
    for (ManifestInput* input : {&first, &second}) {
      for (const char* path : {"a.py", "b.py", "c.py"}) {
        ASSERT_TRUE(input->Add({path, digest_, 10, ""}, "entry").ok());
      }
    }
    EXPECT_TRUE(first.AddPiece({0, 0, data}, "piece", &complete_).ok());
    EXPECT_TRUE(second.AddPiece({0, 0, data}, "piece", &complete_).ok());
    EXPECT_EQ(credit.taken(), 20u);
    const absl::Status refused = second.AddPiece({1, 0, data}, "piece", &complete_);
    EXPECT_EQ(refused.code(), absl::StatusCode::kResourceExhausted);
    EXPECT_THAT(std::string(refused.message()), HasSubstr("max_open_upload_bytes (25)"));
    EXPECT_TRUE(refused.GetPayload(kRetryPayload).has_value());
    // A file in one piece needs none of it …
    EXPECT_TRUE(first.AddPiece({1, 0, std::string(10, 'x')}, "piece", &complete_).ok());
    EXPECT_TRUE(complete_.has_value());
    // … and one that is begun can be ended.
    EXPECT_TRUE(first.AddPiece({0, 4, std::string(6, 'x')}, "piece", &complete_).ok());
    EXPECT_EQ(credit.taken(), 10u);
    EXPECT_TRUE(first.AddPiece({2, 0, data}, "piece", &complete_).ok());
    EXPECT_EQ(credit.taken(), 20u);
  }
  EXPECT_EQ(credit.taken(), 0u);
}

}  // namespace
}  // namespace meerkat::ingest

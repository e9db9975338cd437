#include "clients/cli/archive_kind.h"

#include <archive.h>
#include <archive_entry.h>

#include <string>

#include "gtest/gtest.h"

namespace meerkat::cli {
namespace {

std::string Tar(int format) {
  char buffer[20'480];
  size_t used = 0;
  archive* writer = archive_write_new();
  archive_write_set_format(writer, format);
  archive_write_open_memory(writer, buffer, sizeof(buffer), &used);
  archive_entry* entry = archive_entry_new();
  archive_entry_set_pathname(entry, "a.py");
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_size(entry, 0);
  EXPECT_EQ(archive_write_header(writer, entry), ARCHIVE_OK);
  archive_entry_free(entry);
  archive_write_free(writer);
  return std::string(buffer, used);
}

TEST(LooksLikeArchive, KnowsTarsOfEveryAge) {
  for (int format : {ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE,
                     ARCHIVE_FORMAT_TAR_GNUTAR, ARCHIVE_FORMAT_TAR}) {
    std::string tar = Tar(format);
    EXPECT_TRUE(LooksLikeArchive(std::string_view(tar).substr(0, kArchiveHeadBytes))) << format;
    tar[0] = 'b';  // its checksum is wrong now
    EXPECT_FALSE(LooksLikeArchive(std::string_view(tar).substr(0, kArchiveHeadBytes))) << format;
  }
}

TEST(LooksLikeArchive, KnowsPackedFilesByTheirMagic) {
  using std::string_view_literals::operator""sv;
  EXPECT_TRUE(LooksLikeArchive("\x1F\x8B\x08"sv));
  EXPECT_TRUE(LooksLikeArchive("PK\x03\x04..."sv));
  EXPECT_TRUE(LooksLikeArchive("PK\x05\x06"sv));
  EXPECT_TRUE(LooksLikeArchive("\xFD\x37zXZ\0\0"sv));
  EXPECT_FALSE(LooksLikeArchive("import os\n"sv));
  EXPECT_FALSE(LooksLikeArchive("PK"sv));
  EXPECT_FALSE(LooksLikeArchive(""sv));
  EXPECT_FALSE(LooksLikeArchive(std::string(kArchiveHeadBytes, '\0')));
}

TEST(HasArchiveSuffix, IgnoresCase) {
  EXPECT_TRUE(HasArchiveSuffix("dist/App-1.0.TAR.GZ"));
  EXPECT_TRUE(HasArchiveSuffix("a.whl"));
  EXPECT_FALSE(HasArchiveSuffix("a.py"));
  EXPECT_FALSE(HasArchiveSuffix("tar"));
}

}  // namespace
}  // namespace meerkat::cli

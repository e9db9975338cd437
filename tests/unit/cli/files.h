#pragma once

// A folder of its own for a test, with files in it.

#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace meerkat::cli {

class TestFolder {
 public:
  TestFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "meerkat_cli_XXXXXX").string();
    EXPECT_NE(mkdtemp(name.data()), nullptr);
    path_ = std::filesystem::canonical(name);
    // mkdtemp's 0700 would keep a test that is not root any more out of it.
    std::filesystem::permissions(path_, std::filesystem::perms(0755));
  }
  ~TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;

  std::string path() const { return path_.string(); }
  std::string Path(std::string_view name) const { return (path_ / name).string(); }

  // Makes the folders on the way, too.
  std::string Write(std::string_view name, std::string_view content = "") const {
    const std::filesystem::path file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
    return file.string();
  }
  void MakeFolder(std::string_view name) const {
    std::filesystem::create_directories(path_ / name);
  }

  std::string Read(std::string_view name) const {
    std::ifstream file(path_ / name, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
  }

 private:
  std::filesystem::path path_;
};

// Gives up root's right to read everything, for as long as it lives.
class AsNobody {
 public:
  AsNobody() : before_(geteuid()) {
    constexpr uid_t kNobody = 65534;
    EXPECT_TRUE(before_ != 0 || seteuid(kNobody) == 0);
  }
  ~AsNobody() { EXPECT_EQ(seteuid(before_), 0); }

 private:
  const uid_t before_;
};

// Changes into a folder for as long as it lives.
class InFolder {
 public:
  explicit InFolder(const std::string& path) : before_(std::filesystem::current_path()) {
    std::filesystem::current_path(path);
  }
  ~InFolder() { std::filesystem::current_path(before_); }

 private:
  std::filesystem::path before_;
};

}  // namespace meerkat::cli

#pragma once

// Walks one folder and gives its Python candidates one by one, in order of their paths. What is
// left out is counted by reason, never silent.
//
//   TreeWalk walk("src", "src", {.excludes = {"*_pb2.py"}});
//   FoundFile file;
//   while (walk.Next(file)) Use(file.path, file.display);
//   Print(walk.summary());
//
// Left out are
//   - folders that hold no source of the project: version control, byte code, package folders, tool
//     caches, virtual environments (a folder with pyvenv.cfg or conda-meta);
//   - what .gitignore says, by the files in the tree, in the folders above it up to the
//     repository's root, and .git/info/exclude; the user's global ignore file has no say, so that a report does
//     not depend on who runs the scan. Git goes on to track what was added before it was ignored;
//     the walk does not know what is tracked;
//   - what the caller excludes, in the same pattern language;
//   - symbolic links: they may lead anywhere, and their target, if it is in the tree, is met
//     anyway.
// The folder that was asked for is walked whatever the ignore files say about it.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "clients/cli/gitignore.h"
#include "clients/cli/read_file.h"

namespace meerkat::cli {

struct WalkOptions {
  // Neither ignore files nor the default excludes count.
  bool no_ignore = false;
  // Patterns as in .gitignore, one each, relative to the folder of the display paths.
  std::vector<std::string> excludes;
};

struct FoundFile {
  // To open it.
  std::string path;
  // To report it.
  std::string display;
  // Its name says nothing: it is Python if its first line says so.
  bool needs_shebang = false;
  // What is walked is not followed, what is named is.
  Links links = Links::kRefuse;
  // Its contents where it is no file: standard input. Null otherwise.
  std::shared_ptr<const std::string> text;
  // Not empty: it cannot be read and this is why. Folders are given so as well.
  std::string unreadable;
};

struct LeftOut {
  uint64_t folders = 0;
  // Only those that are Python by name: nobody misses the others.
  uint64_t files = 0;
};

struct WalkSummary {
  // By what left them out: "node_modules", ".gitignore", "--exclude", "virtual environment",
  // "symbolic link".
  std::map<std::string, LeftOut> left_out;
  // Files whose name says that they are something else.
  uint64_t not_python = 0;

  void Add(const WalkSummary& other);
};

class TreeWalk {
 public:
  // `root` is opened, `display` stands for it in reports ("." for none).
  TreeWalk(std::string root, std::string display, WalkOptions options);
  ~TreeWalk();
  TreeWalk(TreeWalk&&) noexcept;

  // False at the end.
  bool Next(FoundFile& file);

  // Complete once Next() has returned false.
  const WalkSummary& summary() const { return summary_; }

 private:
  struct Entry;
  struct Folder;

  void Enter(std::string relative);
  void LoadIgnoresAbove();
  bool LeaveOut(const std::string& relative, const Entry& entry);
  bool IgnoredByGit(const std::string& relative, bool is_folder) const;
  void Count(std::string_view reason, const Entry& entry);

  std::string root_;
  std::string display_;
  WalkOptions options_;
  IgnorePatterns excludes_;
  // Ignore files in force, outermost first: .git/info/exclude, those above the root, then one for
  // each folder on the way to where the walk is.
  struct IgnoreFile {
    IgnorePatterns patterns;
    // Set before a path relative to the root to make it relative to the ignore file's folder …
    std::string prefix;
    // … or how many bytes of it to leave out.
    size_t skip = 0;
  };
  std::vector<IgnoreFile> ignores_;
  std::vector<Folder> folders_;
  std::vector<FoundFile> unreadable_;
  WalkSummary summary_;
};

// The folders that are left out by default, by their names.
const std::vector<std::string_view>& DefaultExcludes();

}  // namespace meerkat::cli

#include "clients/cli/tree_walk.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <utility>

#include "clients/cli/display_path.h"
#include "engine/core/python_path.h"

namespace meerkat::cli {

struct TreeWalk::Entry {
  std::string name;
  bool is_folder = false;
  bool is_link = false;
};

// A folder on the way to where the walk is. Entries are taken from the back.
struct TreeWalk::Folder {
  std::string relative;
  std::vector<Entry> entries;
  bool has_ignore_file = false;
};

namespace {

// An ignore file is a few lines; what is larger is not one.
constexpr uint64_t kMaxIgnoreFileBytes = 1 << 20;

std::string ReadSmallFile(const std::string& path) {
  std::string text;
  const OpenedFile opened = OpenRegularFile(path, Links::kFollow);
  if (!opened.error.empty() || ReadUpTo(opened.file.get(), kMaxIgnoreFileBytes, text) != 0) {
    return {};
  }
  return text;
}

bool Exists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

std::string_view FirstLine(std::string_view text) { return text.substr(0, text.find('\n')); }

// Where a repository keeps info/exclude. `.git` of a worktree or submodule is a file that names it.
std::string GitFolder(const std::string& repository) {
  const std::string git = JoinPath(repository, ".git");
  const std::string pointer = ReadSmallFile(git);
  constexpr std::string_view kPrefix = "gitdir: ";
  if (!pointer.starts_with(kPrefix)) return git;
  std::string folder(FirstLine(pointer).substr(kPrefix.size()));
  if (!folder.starts_with('/')) folder = JoinPath(repository, folder);
  const std::string common(FirstLine(ReadSmallFile(JoinPath(folder, "commondir"))));
  if (common.empty()) return folder;
  return common.starts_with('/') ? common : JoinPath(folder, common);
}

constexpr char kVirtualEnvironment[] = "virtual environment";

bool IsEnvironmentMark(std::string_view name) {
  return name == "pyvenv.cfg" || name == "conda-meta";
}

bool IsVirtualEnvironment(const std::string& folder) {
  return Exists(JoinPath(folder, "pyvenv.cfg")) || Exists(JoinPath(folder, "conda-meta"));
}

// A byte of a name, to which a folder's slash belongs; -1 past the end.
int ByteAt(std::string_view name, bool is_folder, size_t at) {
  if (at < name.size()) return static_cast<unsigned char>(name[at]);
  return is_folder && at == name.size() ? '/' : -1;
}

unsigned char TypeOf(const std::string& folder, const dirent& entry) {
  if (entry.d_type != DT_UNKNOWN) return entry.d_type;
  struct stat status;
  if (lstat(JoinPath(folder, entry.d_name).c_str(), &status) != 0) return DT_UNKNOWN;
  return IFTODT(status.st_mode);
}

}  // namespace

const std::vector<std::string_view>& DefaultExcludes() {
  // Sorted. Names that a project could well give to its own source ("build", "dist", "env") are not
  // here: mostly its .gitignore names them.
  static const std::vector<std::string_view> names = {
      ".bzr",
      ".direnv",
      ".eggs",
      ".git",
      ".hg",
      ".hypothesis",
      ".ipynb_checkpoints",
      ".mypy_cache",
      ".nox",
      ".pants.d",
      ".pyre",
      ".pytest_cache",
      ".pytype",
      ".ruff_cache",
      ".svn",
      ".tox",
      "CVS",
      "__pycache__",
      "__pypackages__",
      "buck-out",
      "node_modules",
  };
  return names;
}

void WalkSummary::Add(const WalkSummary& other) {
  not_python += other.not_python;
  for (const auto& [reason, count] : other.left_out) {
    left_out[reason].folders += count.folders;
    left_out[reason].files += count.files;
  }
}

TreeWalk::TreeWalk(std::string root, std::string display, WalkOptions options)
    : root_(std::move(root)), display_(std::move(display)), options_(std::move(options)) {
  std::string lines;
  for (const std::string& exclude : options_.excludes) lines += exclude + "\n";
  excludes_ = IgnorePatterns::Parse(lines);
  if (!options_.no_ignore) LoadIgnoresAbove();
  Enter("");
}

TreeWalk::~TreeWalk() = default;
TreeWalk::TreeWalk(TreeWalk&&) noexcept = default;

// From the root up to the folder that holds .git; without one, nothing above counts.
void TreeWalk::LoadIgnoresAbove() {
  char buffer[PATH_MAX];
  if (realpath(root_.c_str(), buffer) == nullptr) return;
  const std::string root(buffer);
  std::string repository = root;
  while (!Exists(JoinPath(repository, ".git"))) {
    if (repository == "/") return;
    const size_t slash = repository.rfind('/');
    repository.resize(std::max<size_t>(slash, 1));
  }
  // "" or "a/b/": the way from the repository to the root.
  std::string way = root == repository ? "" : root.substr(JoinPath(repository, "").size()) + "/";
  ignores_.push_back(
      {IgnorePatterns::Parse(ReadSmallFile(GitFolder(repository) + "/info/exclude")), way});
  std::string above = repository;
  while (!way.empty()) {
    ignores_.push_back({IgnorePatterns::Parse(ReadSmallFile(JoinPath(above, ".gitignore"))), way});
    const size_t slash = way.find('/');
    above = JoinPath(above, way.substr(0, slash));
    way.erase(0, slash + 1);
  }
}

void TreeWalk::Enter(std::string relative) {
  const std::string path = relative.empty() ? root_ : JoinPath(root_, relative);
  DIR* opened = opendir(path.c_str());
  const bool may_be_environment = !relative.empty() && !options_.no_ignore;
  if (opened == nullptr) {
    const int error = errno;
    if (may_be_environment && IsVirtualEnvironment(path)) {
      ++summary_.left_out[kVirtualEnvironment].folders;
      return;
    }
    errno = error;
    unreadable_.push_back({.path = path, .unreadable = ErrorText(errno)});
    unreadable_.back().display = relative.empty() ? display_ : JoinPath(display_, relative);
    return;
  }
  Folder folder{.relative = std::move(relative)};
  bool is_environment = false;
  while (true) {
    errno = 0;
    const dirent* entry = readdir(opened);
    if (entry == nullptr) break;
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    const unsigned char type = TypeOf(path, *entry);
    if (type != DT_REG && type != DT_DIR && type != DT_LNK) continue;
    folder.entries.push_back({std::string(name), type == DT_DIR, type == DT_LNK});
    if (name == ".gitignore" && type == DT_REG) folder.has_ignore_file = true;
    if (IsEnvironmentMark(name)) is_environment = true;
  }
  if (is_environment && may_be_environment) {
    closedir(opened);
    ++summary_.left_out[kVirtualEnvironment].folders;
    return;
  }
  if (errno != 0) {
    unreadable_.push_back({.path = path, .unreadable = ErrorText(errno)});
    unreadable_.back().display =
        folder.relative.empty() ? display_ : JoinPath(display_, folder.relative);
  }
  closedir(opened);
  // Backwards, and folders as if their names ended with the slash that their files' paths have.
  std::sort(folder.entries.begin(), folder.entries.end(), [](const Entry& a, const Entry& b) {
    const size_t common = std::min(a.name.size(), b.name.size());
    const int order = std::memcmp(a.name.data(), b.name.data(), common);
    return order != 0 ? order > 0
                      : ByteAt(b.name, b.is_folder, common) < ByteAt(a.name, a.is_folder, common);
  });
  folder.has_ignore_file = folder.has_ignore_file && !options_.no_ignore;
  if (folder.has_ignore_file) {
    ignores_.push_back({IgnorePatterns::Parse(ReadSmallFile(JoinPath(path, ".gitignore"))), "",
                        folder.relative.empty() ? 0 : folder.relative.size() + 1});
  }
  folders_.push_back(std::move(folder));
}

bool TreeWalk::Next(FoundFile& file) {
  while (true) {
    if (!unreadable_.empty()) {
      file = std::move(unreadable_.back());
      unreadable_.pop_back();
      return true;
    }
    if (folders_.empty()) return false;
    Folder& folder = folders_.back();
    if (folder.entries.empty()) {
      if (folder.has_ignore_file) ignores_.pop_back();
      folders_.pop_back();
      continue;
    }
    const Entry entry = std::move(folder.entries.back());
    folder.entries.pop_back();
    const std::string relative = JoinPath(folder.relative, entry.name);
    const bool python_name = core::HasPythonSuffix(entry.name);
    if (!entry.is_folder && !entry.is_link && !python_name && !core::HasNoSuffix(entry.name)) {
      ++summary_.not_python;
      continue;
    }
    if (LeaveOut(relative, entry)) continue;
    if (entry.is_folder) {
      Enter(relative);  // `folder` may be gone
      continue;
    }
    file = {.path = JoinPath(root_, relative), .display = JoinPath(display_, relative)};
    file.needs_shebang = !python_name;
    return true;
  }
}

bool TreeWalk::LeaveOut(const std::string& relative, const Entry& entry) {
  if (entry.is_link) {
    // A link to a folder counts as one, a link to a file if it is Python by name.
    struct stat status;
    const bool leads_to_folder =
        stat(JoinPath(root_, relative).c_str(), &status) == 0 && S_ISDIR(status.st_mode);
    Count("symbolic link", {entry.name, leads_to_folder, true});
    return true;
  }
  const std::string shown = JoinPath(display_, relative);
  const std::string_view named =
      display_.starts_with("/") || display_.starts_with("..") ? std::string_view(relative) : shown;
  if (excludes_.Find(named, entry.is_folder) == IgnorePatterns::Match::kIgnore) {
    Count("--exclude", entry);
    return true;
  }
  if (options_.no_ignore) return false;
  if (entry.is_folder) {
    const auto& names = DefaultExcludes();
    if (std::binary_search(names.begin(), names.end(), std::string_view(entry.name))) {
      Count(entry.name, entry);
      return true;
    }
  }
  // Enter() sees whether a folder that is not ignored is a virtual environment.
  if (!IgnoredByGit(relative, entry.is_folder)) return false;
  const bool environment = entry.is_folder && IsVirtualEnvironment(JoinPath(root_, relative));
  Count(environment ? kVirtualEnvironment : ".gitignore", entry);
  return true;
}

// The innermost file that has something to say decides.
bool TreeWalk::IgnoredByGit(const std::string& relative, bool is_folder) const {
  for (size_t i = ignores_.size(); i > 0; --i) {
    const IgnoreFile& file = ignores_[i - 1];
    if (file.patterns.empty()) continue;
    const IgnorePatterns::Match match =
        file.prefix.empty()
            ? file.patterns.Find(std::string_view(relative).substr(file.skip), is_folder)
            : file.patterns.Find(file.prefix + relative, is_folder);
    if (match != IgnorePatterns::Match::kNone) return match == IgnorePatterns::Match::kIgnore;
  }
  return false;
}

void TreeWalk::Count(std::string_view reason, const Entry& entry) {
  if (entry.is_folder) {
    ++summary_.left_out[std::string(reason)].folders;
  } else if (core::HasPythonSuffix(entry.name)) {
    ++summary_.left_out[std::string(reason)].files;
  }
}

}  // namespace meerkat::cli

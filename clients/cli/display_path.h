#pragma once

// How a path is written in reports: '/'-separated, without "./" and double slashes, relative to the
// working directory when it lies there, otherwise as it was given.
//
//   WorkingDirectory here = WorkingDirectory::Current();
//   here.Display("./src//app.py");      // "src/app.py"
//   here.Display("/home/me/project");   // "." when that is the working directory
//   here.Display("../other/x.py");      // "../other/x.py"
//
// Paths are compared by their text: no link is followed but those of the working directory itself.

#include <string>
#include <string_view>
#include <vector>

namespace meerkat::cli {

class WorkingDirectory {
 public:
  // The process's, by its physical path and by $PWD, which may go through links.
  static WorkingDirectory Current();
  // `names` are absolute paths of the same folder.
  explicit WorkingDirectory(std::vector<std::string> names) : names_(std::move(names)) {}

  std::string Display(std::string_view path) const;
  // The path from the root, by its text.
  std::string Absolute(std::string_view path) const;

 private:
  std::vector<std::string> names_;
};

// "a/b" and "c" are "a/b/c"; a base of "" or "." is nothing.
std::string JoinPath(std::string_view base, std::string_view name);

// A path that a scan may carry to a server: relative, without "." and ".." components, not longer
// than 1,000 bytes (the last ones), valid UTF-8 (other bytes become U+FFFD). Not unique: "/a.py",
// "../a.py" and "a.py" are all "a.py".
std::string WirePath(std::string_view display);

// The text with everything that is no valid UTF-8 replaced by U+FFFD.
std::string ValidUtf8(std::string_view text);

}  // namespace meerkat::cli

#include "clients/cli/display_path.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <climits>
#include <cstdint>

namespace meerkat::cli {
namespace {

std::vector<std::string_view> Components(std::string_view path) {
  std::vector<std::string_view> components;
  while (!path.empty()) {
    const size_t slash = path.find('/');
    const std::string_view component = path.substr(0, slash);
    if (!component.empty() && component != ".") components.push_back(component);
    if (slash == std::string_view::npos) break;
    path.remove_prefix(slash + 1);
  }
  return components;
}

std::string Joined(const std::vector<std::string_view>& components) {
  std::string path;
  for (std::string_view component : components) {
    if (!path.empty()) path += '/';
    path += component;
  }
  return path;
}

// Bytes of the UTF-8 sequence at the front of `text`, 0 when it is none (RFC 3629: no overlong
// form, no surrogate, nothing above U+10FFFF).
size_t SequenceLength(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
  const uint8_t lead = byte(0);
  if (lead < 0x80) return 1;
  const size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
  for (size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  if (lead == 0xE0 && byte(1) < 0xA0) return 0;
  if (lead == 0xED && byte(1) > 0x9F) return 0;
  if (lead == 0xF0 && byte(1) < 0x90) return 0;
  if (lead == 0xF4 && byte(1) > 0x8F) return 0;
  return length;
}

}  // namespace

WorkingDirectory WorkingDirectory::Current() {
  std::vector<std::string> names;
  char buffer[PATH_MAX];
  if (getcwd(buffer, sizeof(buffer)) != nullptr) names.emplace_back(buffer);
  const char* logical = getenv("PWD");
  struct stat here, named;
  if (logical != nullptr && logical[0] == '/' && !names.empty() && names[0] != logical &&
      stat(".", &here) == 0 && stat(logical, &named) == 0 && here.st_ino == named.st_ino &&
      here.st_dev == named.st_dev) {
    names.emplace_back(logical);
  }
  return WorkingDirectory(std::move(names));
}

std::string WorkingDirectory::Absolute(std::string_view path) const {
  std::string full = path.starts_with('/') || names_.empty() ? std::string(path)
                                                             : names_[0] + "/" + std::string(path);
  std::vector<std::string_view> kept;
  for (std::string_view component : Components(full)) {
    if (component != "..") {
      kept.push_back(component);
    } else if (!kept.empty()) {
      kept.pop_back();
    }
  }
  return "/" + Joined(kept);
}

std::string WorkingDirectory::Display(std::string_view path) const {
  const std::string absolute = Absolute(path);
  for (const std::string& name : names_) {
    if (absolute == name) return ".";
    const std::string inside = name == "/" ? name : name + "/";
    if (absolute.starts_with(inside)) return absolute.substr(inside.size());
  }
  const std::string tidy = Joined(Components(path));
  return path.starts_with('/') ? "/" + tidy : tidy;
}

std::string JoinPath(std::string_view base, std::string_view name) {
  if (base.empty() || base == ".") return std::string(name);
  std::string path(base);
  if (!path.ends_with('/')) path += '/';
  path += name;
  return path;
}

std::string WirePath(std::string_view display) {
  std::vector<std::string_view> kept = Components(display);
  std::erase(kept, "..");
  constexpr size_t kMost = 1'000;
  std::string path = Joined(kept);
  if (path.size() > kMost) path.erase(0, path.size() - kMost / 3);  // a bad byte becomes three
  path = ValidUtf8(path);
  // What Windows takes for absolute would be refused: "c:x.py", "\\x.py".
  const bool drive = path.size() > 1 && path[1] == ':';
  if (path.empty() || path[0] == '/' || path[0] == '\\' || drive) path.insert(0, "file");
  return path;
}

std::string ValidUtf8(std::string_view text) {
  std::string valid;
  valid.reserve(text.size());
  while (!text.empty()) {
    const size_t length = SequenceLength(text);
    if (length == 0) {
      valid += "\xEF\xBF\xBD";
      text.remove_prefix(1);
    } else {
      valid += text.substr(0, length);
      text.remove_prefix(length);
    }
  }
  return valid;
}

}  // namespace meerkat::cli

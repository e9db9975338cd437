#include "clients/cli/sent_files.h"

#include <utility>

namespace meerkat::cli {

void SentFiles::Add(const std::string& wire_path, const FilePlace& file) {
  Sent sent{.file = file, .ends_in_wire_path = file.path.ends_with(wire_path)};
  if (sent.ends_in_wire_path) {
    sent.file.path.resize(file.path.size() - wire_path.size());
    sent.file.path.shrink_to_fit();
  }
  std::lock_guard<std::mutex> lock(mutex_);
  files_.insert_or_assign(wire_path, std::move(sent));
}

bool SentFiles::Has(const std::string& path) {
  std::lock_guard<std::mutex> lock(mutex_);
  return files_.contains(path);
}

std::optional<std::string> SentFiles::Read(const std::string& path) {
  FilePlace file;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    const auto place = files_.find(path);
    if (place == files_.end()) return std::nullopt;
    file = place->second.file;
    if (place->second.ends_in_wire_path) file.path += path;
  }
  std::string content;
  if (!ReadAgain(file, content).empty()) return std::nullopt;
  return content;
}

}  // namespace meerkat::cli

#include "clients/cli/sent_files.h"

#include <utility>

namespace meerkat::cli {

void SentFiles::Add(const std::string& wire_path, const LoadedFile& file) {
  LoadedFile sent;
  sent.path = file.path;
  sent.links = file.links;
  sent.text = file.text;
  sent.size = file.size;
  std::lock_guard<std::mutex> lock(mutex_);
  files_.insert_or_assign(wire_path, std::move(sent));
}

bool SentFiles::Has(const std::string& path) {
  std::lock_guard<std::mutex> lock(mutex_);
  return files_.contains(path);
}

std::optional<std::string> SentFiles::Read(const std::string& path) {
  LoadedFile file;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    const auto place = files_.find(path);
    if (place == files_.end()) return std::nullopt;
    file = place->second;
  }
  std::string content;
  if (!ReadAgain(file, content).empty()) return std::nullopt;
  return content;
}

}  // namespace meerkat::cli

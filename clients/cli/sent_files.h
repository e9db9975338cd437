#pragma once

// Files that were sent to the server of this process, which reads them from the disk again where it
// would have to hold them.
//
//   sent.Add("app/views.py", file);

#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "clients/cli/file_loader.h"
#include "service/rpc/source_owner.h"

namespace meerkat::cli {

class SentFiles final : public rpc::SourceOwner {
 public:
  // A file of the next scan takes the place of one of the same name.
  void Add(const std::string& wire_path, const FilePlace& file);
  bool Has(const std::string& path) override;
  std::optional<std::string> Read(const std::string& path) override;

 private:
  std::mutex mutex_;
  struct Sent {
    FilePlace file;
    // Most paths end in what the scan calls the file: then only what stands before it is kept.
    bool ends_in_wire_path = false;
  };
  std::unordered_map<std::string, Sent> files_;
};

}  // namespace meerkat::cli

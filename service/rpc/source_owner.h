#pragma once

// Whoever still has the files that a scan was sent, so that the scan need not hold their bytes
// until others import them: the client, where the server is a part of its process.

#include <optional>
#include <string>

namespace meerkat::rpc {

// Thread-safe.
class SourceOwner {
 public:
  virtual ~SourceOwner() = default;
  // Whether the bytes of a file of that path, as the scan has it, can be asked for.
  virtual bool Has(const std::string& path) = 0;
  // None: they have changed, or cannot be read any more.
  virtual std::optional<std::string> Read(const std::string& path) = 0;
};

}  // namespace meerkat::rpc

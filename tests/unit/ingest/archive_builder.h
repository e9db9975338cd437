#pragma once

// Archives made in memory for tests.

#include <string>
#include <string_view>

struct archive;

namespace meerkat::ingest {

class ArchiveBuilder {
 public:
  enum Format { kTar, kTarGz, kZip };
  explicit ArchiveBuilder(Format format);
  ~ArchiveBuilder();
  ArchiveBuilder(const ArchiveBuilder&) = delete;
  ArchiveBuilder& operator=(const ArchiveBuilder&) = delete;

  ArchiveBuilder& File(std::string_view path, std::string_view bytes);
  ArchiveBuilder& Folder(std::string_view path);
  ArchiveBuilder& SymbolicLink(std::string_view path, std::string_view target);
  ArchiveBuilder& HardLink(std::string_view path, std::string_view target);
  ArchiveBuilder& Pipe(std::string_view path);

  // The archive's bytes; the last call.
  std::string Finish();

 private:
  struct Entry;
  void Write(std::string_view path, unsigned type, std::string_view bytes,
             std::string_view symbolic_link, std::string_view hard_link);

  archive* archive_;
  std::string bytes_;
};

}  // namespace meerkat::ingest

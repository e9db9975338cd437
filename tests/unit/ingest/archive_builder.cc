#include "tests/unit/ingest/archive_builder.h"

#include <archive.h>
#include <archive_entry.h>

namespace meerkat::ingest {

ArchiveBuilder::ArchiveBuilder(Format format) : archive_(archive_write_new()) {
  if (format == kZip) {
    archive_write_set_format_zip(archive_);
  } else {
    archive_write_set_format_ustar(archive_);
  }
  if (format == kTarGz) archive_write_add_filter_gzip(archive_);
  archive_write_set_bytes_in_last_block(archive_, 1);
  const auto append = [](archive*, void* self, const void* data, size_t size) -> la_ssize_t {
    static_cast<ArchiveBuilder*>(self)->bytes_.append(static_cast<const char*>(data), size);
    return static_cast<la_ssize_t>(size);
  };
  archive_write_open(archive_, this, nullptr, append, nullptr);
}

ArchiveBuilder::~ArchiveBuilder() {
  if (archive_ != nullptr) archive_write_free(archive_);
}

ArchiveBuilder& ArchiveBuilder::File(std::string_view path, std::string_view bytes) {
  Write(path, AE_IFREG, bytes, "", "");
  return *this;
}

ArchiveBuilder& ArchiveBuilder::Folder(std::string_view path) {
  Write(path, AE_IFDIR, "", "", "");
  return *this;
}

ArchiveBuilder& ArchiveBuilder::SymbolicLink(std::string_view path, std::string_view target) {
  Write(path, AE_IFLNK, "", target, "");
  return *this;
}

ArchiveBuilder& ArchiveBuilder::HardLink(std::string_view path, std::string_view target) {
  Write(path, AE_IFREG, "", "", target);
  return *this;
}

ArchiveBuilder& ArchiveBuilder::Pipe(std::string_view path) {
  Write(path, AE_IFIFO, "", "", "");
  return *this;
}

std::string ArchiveBuilder::Finish() {
  archive_write_free(archive_);
  archive_ = nullptr;
  return std::move(bytes_);
}

void ArchiveBuilder::Write(std::string_view path, unsigned type, std::string_view bytes,
                           std::string_view symbolic_link, std::string_view hard_link) {
  archive_entry* entry = archive_entry_new();
  archive_entry_set_pathname(entry, std::string(path).c_str());
  archive_entry_set_filetype(entry, type);
  archive_entry_set_perm(entry, 0644);
  archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
  if (!symbolic_link.empty()) archive_entry_set_symlink(entry, std::string(symbolic_link).c_str());
  if (!hard_link.empty()) archive_entry_set_hardlink(entry, std::string(hard_link).c_str());
  archive_write_header(archive_, entry);
  archive_write_data(archive_, bytes.data(), bytes.size());
  archive_entry_free(entry);
}

}  // namespace meerkat::ingest

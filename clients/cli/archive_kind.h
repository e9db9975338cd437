#pragma once

// Whether something is an archive, by its first bytes or its name.

#include <cstddef>
#include <string_view>

namespace meerkat::cli {

// How many bytes decide: the header block of a tar.
inline constexpr size_t kArchiveHeadBytes = 512;

// tar (by its checksum, so the oldest ones too), zip and wheel, and anything packed with gzip,
// bzip2, xz or zstd. `head` is the start of the file, kArchiveHeadBytes if there are as many.
bool LooksLikeArchive(std::string_view head);

// "x.tar", "x.tgz", "x.whl" …, whatever their case.
bool HasArchiveSuffix(std::string_view path);

}  // namespace meerkat::cli

#pragma once

// The input of a scan that comes as one archive: tar, tar.gz, zip, wheel or sdist, told apart by
// their bytes. It is read as a stream, in memory and never to disk: an entry is at hand before the
// rest of the archive has arrived.
//
//   ingest::ArchiveEnd end = ingest::ReadArchive("django-5.2.tar.gz", limits, source, sink);
//
// Only Python source reaches the sink, in archive order; everything else is counted. Links,
// devices, absolute names and names with ".." are never followed: one notice each. So are second
// entries of a name, archives in the archive, and entries over their own limit. A limit of the
// whole archive ends the input with a notice that names limit, value and entry; what came before it
// stands.
//
// Blocks in its source and sink: for a thread of its own (pool::ReaderThreads).

#include <string>
#include <string_view>

#include "engine/core/notice.h"
#include "service/ingest/limits.h"

namespace meerkat::ingest {

// Where the bytes come from.
class ArchiveSource {
 public:
  virtual ~ArchiveSource() = default;
  // The next bytes, valid until the next call; empty at the end. May block.
  virtual std::string_view Next() = 0;
};

// Where the entries go. Every function returns false to stop the reading; they may block.
class ArchiveSink {
 public:
  virtual ~ArchiveSink() = default;
  // A Python file. `path` is relative, valid UTF-8, without "." components.
  virtual bool OnFile(std::string path, std::string bytes) = 0;
  // Something that is not Python: one call for each entry that is a regular file.
  virtual bool OnNotPython() = 0;
  // `bytes` is the entry's size where it is known, else 0.
  virtual bool OnNotice(std::string path, uint64_t bytes, core::Notice notice) = 0;
};

enum class ArchiveEnd {
  kComplete,  // read to its end
  kStopped,   // the sink said so
  kLimit,     // a limit of the whole archive ended it: the last notice says which
  kDamaged,   // no archive, damaged, or it ends early: the last notice says where
};

// `archive_name` stands in notices that concern no entry. The limits used are max_archive_*,
// max_analysed_file_bytes and max_path_bytes.
ArchiveEnd ReadArchive(std::string_view archive_name, const Limits& limits, ArchiveSource& source,
                       ArchiveSink& sink);

}  // namespace meerkat::ingest

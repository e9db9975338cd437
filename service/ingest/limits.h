#pragma once

// Every limit of the service, with its default. Each is a flag of meerkatd of the same name
// (max_file_bytes is --max-file-bytes), is returned by GetCapabilities and is named in the error or
// notice that it causes. Sizes are bytes.

#include <chrono>
#include <cstdint>

namespace meerkat::ingest {

struct Limits {
  // One message, either way.
  uint64_t max_message_bytes = 4 << 20;
  uint64_t max_metadata_bytes =
      8 << 10;  // the headers of a call, keys and values; gRPC's own default
  // A larger file is not analysed: one notice.
  uint64_t max_analysed_file_bytes = 2 << 20;
  // A larger file is not accepted as an upload: one notice. Also the most that files of one scan
  // may hold that have begun to arrive and are not complete.
  uint64_t max_file_bytes = 16 << 20;
  // What all scans together may hold of files that come in pieces and are not complete. Every scan
  // at its largest Python file: max_concurrent_scans times max_analysed_file_bytes.
  uint64_t max_open_upload_bytes = 128 << 20;
  // An archive as it is sent, and what comes out of it.
  uint64_t max_archive_packed_bytes = uint64_t{256} << 20;
  uint64_t max_archive_unpacked_bytes = uint64_t{1} << 30;
  uint64_t max_archive_entry_bytes = 16 << 20;
  uint32_t max_archive_entries = 200'000;
  // Unpacked to packed; looked at once more than 1 MiB came out.
  uint32_t max_archive_ratio = 100;
  uint32_t max_manifest_files = 200'000;
  // Contents of one scan.
  uint64_t max_scan_bytes = uint64_t{1} << 30;
  std::chrono::milliseconds max_file_time{2'000};
  // What parsing one file may take, for each worker. Well-formed code needs a fraction of it.
  uint64_t max_file_memory_bytes = uint64_t{256} << 20;
  std::chrono::milliseconds max_scan_time{30 * 60 * 1'000};
  uint32_t max_concurrent_scans = 64;
  uint32_t max_path_bytes = 4'096;
  // What the results of files take in memory, so that equal bytes are analysed once; 0 keeps none.
  // A file without findings takes about 130 bytes, a finding about 60 more.
  uint64_t result_cache_bytes = 64 << 20;
  // What imported files take in memory in the form in which data flow reads them, about three times
  // their sources, so that they need not be read again by every file and scan that imports them; 0
  // keeps none.
  uint64_t unit_cache_bytes = 32 << 20;
};

}  // namespace meerkat::ingest

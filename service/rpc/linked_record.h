#pragma once

// The last result of a file that depends on others, and what of those it looked at, and what they
// give: as long as that is the same, whatever else changed in them, so is the result. It is what
// spares the importers of a changed file their analysis; it is kept in memory alone.
//
//   std::shared_ptr<const LinkedRecord> record =
//       MakeRecord(asked, encoded, files);                   // null: no use
//   …
//   if (StillHolds(*record, files)) Take(record->encoded);
//
// Only of results that name no place in other files, as those may have moved.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/core/digest.h"
#include "service/rpc/asked_files.h"
#include "service/rpc/scan_files.h"

namespace meerkat::rpc {

struct LinkedRecord {
  struct Import {
    // Of all of it: where it is equal, nothing else is asked.
    core::Digest file;
    // Of the names that it gives, which decide which functions of the importer are run.
    core::Digest given;
    // What it was asked for, in order, each name ending in a zero byte, and over
    // flow::BindingDigests of that; the empty name is what it imports by a star. Empty: all of it
    // counts.
    std::string names;
    core::Digest bindings;
  };

  std::string encoded;  // the result
  std::string asked;    // AskedFiles::AsText()
  core::Digest meanings;
  // In the order of Links.
  std::vector<Import> files;
  std::vector<core::Digest> givers;

  // About what it takes.
  uint64_t bytes() const;
};

std::shared_ptr<const LinkedRecord> MakeRecord(const AskedFiles& asked, std::string encoded,
                                               ScanFiles& files);
bool StillHolds(const LinkedRecord& record, ScanFiles& files);

}  // namespace meerkat::rpc

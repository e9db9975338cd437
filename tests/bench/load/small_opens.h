#pragma once

// The open of a scan of the small file, and the same with new contents for each call.

#include <cstdint>

#include "meerkat/v1/scan.pb.h"
#include "tests/bench/load/calls.h"
#include "tests/bench/load/scan_reader.h"
#include "tests/bench/load/small_file.h"

namespace meerkat::bench {

class SmallOpens {
 public:
  explicit SmallOpens(const ScanKind& kind) : kind_(kind) {
    FillOpen(kind, v1::Open::INPUT_INLINE, &same_);
    v1::InlineFile& file = *same_.add_inline_files();
    file.set_path("shops/orders.py");
    file.set_content(SmallFile(kind.seed));
  }

  v1::Open Next(uint64_t number) const {
    v1::Open open = same_;
    if (kind_.changed > 0) {
      open.mutable_inline_files(0)->set_content(SmallFile(kind_.seed + 1 + number));
    }
    return open;
  }

 private:
  const ScanKind kind_;
  v1::Open same_;
};

}  // namespace meerkat::bench

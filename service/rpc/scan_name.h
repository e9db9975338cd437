#pragma once

// Names of scans: "scans/" and a ULID, 26 characters that sort by time and are unique without
// anybody who counts. Time and randomness are passed in.

#include <cstdint>
#include <string>

namespace meerkat::rpc {

// `milliseconds` since 1970, of which 48 bits count, and 80 random bits.
std::string ScanName(uint64_t milliseconds, uint64_t random, uint16_t more_random);

}  // namespace meerkat::rpc

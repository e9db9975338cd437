#include "service/rpc/scan_name.h"

namespace meerkat::rpc {

std::string ScanName(uint64_t milliseconds, uint64_t random, uint16_t more_random) {
  // Crockford's base 32: no I, L, O or U.
  static constexpr char kDigits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  __extension__ using Number = unsigned __int128;
  Number number = static_cast<Number>(milliseconds & 0xFFFF'FFFF'FFFF) << 80 |
                  static_cast<Number>(random) << 16 | more_random;
  std::string name = "scans/00000000000000000000000000";
  for (size_t i = name.size(); i > 6; --i) {
    name[i - 1] = kDigits[static_cast<unsigned>(number & 31)];
    number >>= 5;
  }
  return name;
}

}  // namespace meerkat::rpc

#include "service/rpc/packing.h"

#include <lz4.h>

#include <cstdint>
#include <cstring>

namespace meerkat::rpc {
namespace {

// No file that is analysed is larger.
constexpr uint32_t kMaxSourceBytes = uint32_t{16} << 20;

// A thread keeps so much to pack into.
constexpr size_t kMaxKeptRoom = 256 << 10;

}  // namespace

// The size, as memory has it, and one block of LZ4. Of real packages 39 % are left; zstd's fast
// levels, which leave as much, take half as long again, and twice as long to unpack.
std::string Pack(std::string_view bytes) {
  if (bytes.size() > kMaxSourceBytes) return {};
  const uint32_t size = static_cast<uint32_t>(bytes.size());
  thread_local std::string room;
  const size_t most = static_cast<size_t>(LZ4_compressBound(static_cast<int>(size)));
  if (room.size() < most) room.resize(most);
  const int packed_size = LZ4_compress_default(bytes.data(), room.data(), static_cast<int>(size),
                                               static_cast<int>(room.size()));
  std::string packed;
  if (packed_size > 0) {
    packed.reserve(sizeof(size) + static_cast<size_t>(packed_size));
    packed.assign(reinterpret_cast<const char*>(&size), sizeof(size));
    packed.append(room, 0, static_cast<size_t>(packed_size));
  }
  if (room.size() > kMaxKeptRoom) room = std::string();
  return packed;
}

std::optional<std::string> Unpack(std::string_view packed) {
  uint32_t size = 0;
  if (packed.size() < sizeof(size)) return std::nullopt;
  std::memcpy(&size, packed.data(), sizeof(size));
  if (size > kMaxSourceBytes) return std::nullopt;
  packed.remove_prefix(sizeof(size));
  std::string bytes(size, '\0');
  const int read = LZ4_decompress_safe(packed.data(), bytes.data(), static_cast<int>(packed.size()),
                                       static_cast<int>(size));
  if (read < 0 || static_cast<uint32_t>(read) != size) return std::nullopt;
  return bytes;
}

}  // namespace meerkat::rpc

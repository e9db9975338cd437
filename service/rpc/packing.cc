#include "service/rpc/packing.h"

#include <zstd.h>

#include <algorithm>
#include <memory>

namespace meerkat::rpc {
namespace {

// No file that is analysed is larger.
constexpr uint64_t kMaxSourceBytes = uint64_t{16} << 20;

// A thread keeps so much to pack into.
constexpr size_t kMaxKeptRoom = 256 << 10;

struct ContextDeleter {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

// Of zstd's fast levels: sources take a third of their size, at twice the speed of level -1.
constexpr int kLevel = -5;

}  // namespace

std::string Pack(std::string_view bytes) {
  // One a thread: for a file of usual size, making one takes as long as packing it.
  thread_local const std::unique_ptr<ZSTD_CCtx, ContextDeleter> context(ZSTD_createCCtx());
  thread_local std::string room;
  room.resize(std::max(room.size(), ZSTD_compressBound(bytes.size())));
  const size_t size = ZSTD_compressCCtx(context.get(), room.data(), room.size(), bytes.data(),
                                        bytes.size(), kLevel);
  std::string packed = ZSTD_isError(size) ? std::string() : room.substr(0, size);
  if (room.size() > kMaxKeptRoom) room = std::string();
  return packed;
}

// Nothing for bytes that Pack did not make.
std::optional<std::string> Unpack(std::string_view packed) {
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN ||
      size > kMaxSourceBytes) {
    return std::nullopt;
  }
  thread_local const std::unique_ptr<ZSTD_DCtx, ContextDeleter> context(ZSTD_createDCtx());
  std::string bytes(size, '\0');
  const size_t read =
      ZSTD_decompressDCtx(context.get(), bytes.data(), bytes.size(), packed.data(), packed.size());
  if (ZSTD_isError(read) || read != size) return std::nullopt;
  return bytes;
}

}  // namespace meerkat::rpc

#include "engine/syntax/parser_arena.h"

#include <tree_sitter/api.h>

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <cstring>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MEERKAT_ADDRESS_SANITIZER
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define MEERKAT_ADDRESS_SANITIZER
#endif
#ifdef MEERKAT_ADDRESS_SANITIZER
#include <sanitizer/asan_interface.h>
#endif

namespace meerkat::syntax {
namespace {

// A block's 16 bytes before it: all blocks are aligned as malloc's are.
struct Header {
  uint64_t size;   // that the block has room for
  uint64_t arena;  // 0 for the heap
};
static_assert(sizeof(Header) == 16);

constexpr size_t kFirstChunk = 256 * 1024;
constexpr size_t kLargestChunk = 8 * 1024 * 1024;

// AddressSanitizer sees an access to what tree-sitter has not allocated, as it does on the heap.
void Forbid([[maybe_unused]] void* begin, [[maybe_unused]] size_t size) {
#ifdef MEERKAT_ADDRESS_SANITIZER
  ASAN_POISON_MEMORY_REGION(begin, size);
#endif
}

void Permit([[maybe_unused]] void* begin, [[maybe_unused]] size_t size) {
#ifdef MEERKAT_ADDRESS_SANITIZER
  ASAN_UNPOISON_MEMORY_REGION(begin, size);
#endif
}

Header* HeaderOf(void* block) { return static_cast<Header*>(block) - 1; }

thread_local ParserArena* current = nullptr;

void* FromHeap(size_t size) {
  auto* header = static_cast<Header*>(std::malloc(sizeof(Header) + size));
  // tree-sitter would write through the null pointer, or leave without a word.
  if (header == nullptr) std::abort();
  *header = {.size = size, .arena = 0};
  return header + 1;
}

void* Allocate(size_t size) {
  return current != nullptr ? current->Allocate(size) : FromHeap(size);
}

void Free(void* block) {
  if (block == nullptr) return;
  if (HeaderOf(block)->arena == 0) {
    std::free(HeaderOf(block));
  } else if (current != nullptr) {
    current->Free(block);
  }
}

void* AllocateZeros(size_t count, size_t size) {
  size_t bytes = 0;
  if (__builtin_mul_overflow(count, size, &bytes)) std::abort();
  void* block = Allocate(bytes);
  std::memset(block, 0, bytes);
  return block;
}

void* Reallocate(void* block, size_t size) {
  if (block == nullptr) return Allocate(size);
  if (HeaderOf(block)->arena != 0 && current != nullptr) return current->Reallocate(block, size);
  void* moved = FromHeap(size);
  std::memcpy(moved, block, std::min<size_t>(size, HeaderOf(block)->size));
  Free(block);
  return moved;
}

}  // namespace

ParserArena::ParserArena() {
  [[maybe_unused]] static const bool once = [] {
    ts_set_allocator(syntax::Allocate, AllocateZeros, syntax::Reallocate, syntax::Free);
    return true;
  }();
}

ParserArena::~ParserArena() { End(); }

void ParserArena::Begin() {
  End();
  current = this;
}

void ParserArena::End() {
  if (current == this) current = nullptr;
  if (chunks_.empty()) return;
  for (const Chunk& chunk : chunks_) Permit(chunk.bytes.get(), chunk.size);
  // The first chunk is the smallest: enough for most files, little for a thread to keep.
  chunks_.resize(1);
  next_ = chunks_[0].bytes.get();
  end_ = next_ + chunks_[0].size;
  Forbid(next_, chunks_[0].size);
  used_bytes_ = 0;
  free_.fill(nullptr);
}

size_t ParserArena::ClassOf(size_t size) {
  if (size <= kSmall) return (size + kStep - 1) / kStep;
  return kSmall / kStep + std::bit_width(size - 1) - std::bit_width(kSmall - 1);
}

size_t ParserArena::SizeOf(size_t size_class) {
  if (size_class <= kSmall / kStep) return std::max<size_t>(size_class, 1) * kStep;
  return kSmall << (size_class - kSmall / kStep);
}

void ParserArena::Grow(size_t size) {
  size_t bytes = chunks_.empty() ? kFirstChunk : std::min(chunks_.back().size * 2, kLargestChunk);
  bytes = std::max(bytes, size);
  chunks_.push_back({std::unique_ptr<std::byte[]>(new std::byte[bytes]), bytes});
  next_ = chunks_.back().bytes.get();
  end_ = next_ + bytes;
  Forbid(next_, bytes);
}

std::byte* ParserArena::Cut(size_t size) {
  if (static_cast<size_t>(end_ - next_) < size) Grow(size);
  std::byte* const cut = next_;
  next_ += size;
  used_bytes_ += size;
  return cut;
}

void* ParserArena::Allocate(size_t size) {
  const size_t size_class = ClassOf(size);
  if (free_[size_class] != nullptr) {
    FreeBlock* const block = free_[size_class];
    Permit(block, SizeOf(size_class));
    free_[size_class] = block->next;
    return block;
  }
  const size_t room = SizeOf(size_class);
  auto* const header = reinterpret_cast<Header*>(Cut(sizeof(Header) + room));
  Permit(header, sizeof(Header) + room);
  *header = {.size = room, .arena = 1};
  return header + 1;
}

void ParserArena::Free(void* block) {
  const size_t room = HeaderOf(block)->size;
  auto* const free = static_cast<FreeBlock*>(block);
  FreeBlock*& first = free_[ClassOf(room)];
  free->next = first;
  first = free;
  Forbid(block, room);
}

void* ParserArena::Reallocate(void* block, size_t size) {
  const size_t room = HeaderOf(block)->size;
  if (size <= room) return block;
  void* const moved = Allocate(size);
  std::memcpy(moved, block, room);
  Free(block);
  return moved;
}

}  // namespace meerkat::syntax

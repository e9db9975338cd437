#pragma once

// The memory of one parse with tree-sitter's grammar. All that tree-sitter allocates between an
// arena's Begin and End comes from it, and End forgets all of it at once: the parser and its tree
// are never taken apart, which for a broken file of 2 MiB cost 50 to 200 ms in which nobody could
// stop it.
//
//   arena.Begin();
//   TSParser* parser = ts_parser_new();    // parse, read the tree …
//   arena.End();                           // neither parser nor tree exists any more
//
// Freed blocks are used again by blocks of their size: error recovery frees most of what it tries.
// What is allocated on a thread without a begun arena comes from the heap, as without this file.
// tree-sitter cannot survive a failed allocation, so what bounds it is used_bytes(): the parse is
// stopped when that passes the file's budget (core::Budget).
//
// One a thread at a time; nothing here is shared.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace meerkat::syntax {

class ParserArena {
 public:
  ParserArena();
  ~ParserArena();
  ParserArena(const ParserArena&) = delete;
  ParserArena& operator=(const ParserArena&) = delete;

  void Begin();
  // Keeps one chunk for the next file and gives the others back.
  void End();
  // Taken from chunks since Begin, freed blocks included.
  size_t used_bytes() const { return used_bytes_; }

  // For tree-sitter's hooks.
  void* Allocate(size_t size);
  void* Reallocate(void* block, size_t size);
  void Free(void* block);

 private:
  // Blocks up to 1 KiB come in steps of 16 bytes, larger ones in powers of two.
  static constexpr size_t kStep = 16;
  static constexpr size_t kSmall = 1024;
  static constexpr size_t kClasses = kSmall / kStep + 1 + 40;

  struct Chunk {
    std::unique_ptr<std::byte[]> bytes;
    size_t size;
  };
  // The list of free blocks is kept in the blocks.
  struct FreeBlock {
    FreeBlock* next;
  };

  static size_t ClassOf(size_t size);
  static size_t SizeOf(size_t size_class);
  std::byte* Cut(size_t size);
  void Grow(size_t size);

  std::vector<Chunk> chunks_;
  std::byte* next_ = nullptr;  // in the last chunk
  std::byte* end_ = nullptr;
  size_t used_bytes_ = 0;
  std::array<FreeBlock*, kClasses> free_{};
};

}  // namespace meerkat::syntax

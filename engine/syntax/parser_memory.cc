#include "engine/syntax/parser_memory.h"

#include <malloc.h>
#include <tree_sitter/api.h>

#include <cstdlib>

namespace meerkat::syntax {
namespace {

thread_local int64_t live_bytes = 0;

void* Counted(void* block) {
  // tree-sitter would write through the null pointer, or leave without a word.
  if (block == nullptr) std::abort();
  live_bytes += static_cast<int64_t>(malloc_usable_size(block));
  return block;
}

void* Allocate(size_t size) { return Counted(std::malloc(size > 0 ? size : 1)); }

void* AllocateZeros(size_t count, size_t size) {
  return Counted(std::calloc(count > 0 ? count : 1, size > 0 ? size : 1));
}

void Free(void* block) {
  if (block != nullptr) live_bytes -= static_cast<int64_t>(malloc_usable_size(block));
  std::free(block);
}

void* Reallocate(void* block, size_t size) {
  if (block != nullptr) live_bytes -= static_cast<int64_t>(malloc_usable_size(block));
  return Counted(std::realloc(block, size > 0 ? size : 1));
}

}  // namespace

void CountParserMemory() {
  [[maybe_unused]] static const bool once = [] {
    ts_set_allocator(Allocate, AllocateZeros, Reallocate, Free);
    return true;
  }();
}

int64_t ParserMemory() { return live_bytes; }

}  // namespace meerkat::syntax

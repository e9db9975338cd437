#pragma once

// How much memory tree-sitter holds, by thread. It cannot survive a failed allocation, so what bounds it
// is this count: the parse is stopped when it passes the file's budget (core::Budget).

#include <cstdint>

namespace meerkat::syntax {

// Makes tree-sitter allocate through the count. Before its first parser; the second time nothing.
void CountParserMemory();

// Bytes that tree-sitter has allocated and not freed on this thread. Only differences mean something:
// what one thread allocates another may free.
int64_t ParserMemory();

}  // namespace meerkat::syntax

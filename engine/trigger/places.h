#pragma once

// What a place in a Python text is: code, the text of a literal, or prose, which are comments and
// literals in three quotes, docstrings above all. A name that stands in prose names nothing.
//
//   trigger::Places places(text);
//   if (places.At(begin) == Place::kProse) …   // asked for in the order of the text alone
//
// Literals with replacement fields are code as a whole. No parser: a literal that is not closed
// counts as code, and in three quotes so does the rest of the text.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace meerkat::trigger {

enum class Place : uint8_t { kCode, kText, kProse };

class Places {
 public:
  explicit Places(std::string_view text) : text_(text) {}

  Place At(size_t place);

 private:
  size_t EndOfLiteral(size_t quote);

  std::string_view text_;
  size_t next_ = 0;  // what is before it has been read
  // The last stretch that was met of what is not code.
  size_t begin_ = 0;
  size_t end_ = 0;
  Place kind_ = Place::kCode;
};

// Where a Python text says `from module import name`, in one line or in brackets. Asked as Places
// is, of places in code. What stands in the second line of brackets counts where the first was
// asked for, too.
class FromImports {
 public:
  explicit FromImports(std::string_view text) : text_(text) {}

  bool Contains(size_t place);

 private:
  std::string_view text_;
  size_t end_ = 0;  // of the last import that was met
};

}  // namespace meerkat::trigger

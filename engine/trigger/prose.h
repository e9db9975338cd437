#pragma once

// Where a Python text is prose: comments, and literals in three quotes, which are docstrings or
// text for others to read. A name that stands only there names nothing.
//
//   trigger::Prose prose(text);
//   if (prose.Contains(begin)) …     // asked for places in the order of the text, none in another
//
// Fields of f""" are code, and so is what stands in single quotes, which may be a key:
// data["request"]. No parser: what is not closed counts as code, and so does the rest of the text.

#include <cstddef>
#include <string_view>

namespace meerkat::trigger {

class Prose {
 public:
  explicit Prose(std::string_view text) : text_(text) {}

  bool Contains(size_t place);

 private:
  size_t EndOfLiteral(size_t quote);

  std::string_view text_;
  size_t next_ = 0;  // what is before it has been read
  // The last stretch of prose that was met.
  size_t begin_ = 0;
  size_t end_ = 0;
};

// Where a Python text says `from module import name`, in one line or in brackets. Asked as Prose
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

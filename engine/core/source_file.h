#pragma once

// One file of a scan: its path and its bytes, moved in once. Everything later is a string_view or
// an offset into `bytes()`, valid as long as the SourceFile lives; so it is neither copied nor
// moved.
//
//   core::SourceFile file("app/views.py", std::move(bytes));
//   core::Position at = file.PositionOf(span.begin);   // line 12, column 5

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/span.h"

namespace meerkat::core {

// 1-based. A column counts Unicode code points; a malformed byte counts as one.
struct Position {
  uint32_t line = 1;
  uint32_t column = 1;
};

class SourceFile {
 public:
  SourceFile(std::string path, std::string bytes)
      : path_(std::move(path)), bytes_(std::move(bytes)) {}
  SourceFile(const SourceFile&) = delete;
  SourceFile& operator=(const SourceFile&) = delete;

  const std::string& path() const { return path_; }
  std::string_view bytes() const { return bytes_; }
  std::string_view Text(Span span) const {
    return bytes().substr(span.begin, span.end - span.begin);
  }

  // Lines end with "\n", "\r\n" or "\r", as Python reads them. The table is built at the first call
  // of any of these; a file without a finding never pays for it.
  uint32_t line_count() const;
  // 1-based line of an offset; offsets past the end are on the last line. O(log lines).
  uint32_t LineOf(uint32_t offset) const;
  // O(log lines), on a line of any length.
  Position PositionOf(uint32_t offset) const;
  // Bytes of a line without its line end; an unknown line is empty.
  Span LineSpan(uint32_t line) const;
  std::string_view Line(uint32_t line) const { return Text(LineSpan(line)); }

 private:
  const std::vector<uint32_t>& LineStarts() const;
  uint32_t CharactersBefore(uint32_t offset) const;

  std::string path_;
  std::string bytes_;
  mutable std::vector<uint32_t> line_starts_;
  mutable std::vector<uint32_t> character_counts_;  // before each kStride bytes; for long lines
};

}  // namespace meerkat::core

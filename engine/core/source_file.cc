#include "engine/core/source_file.h"

#include <algorithm>

namespace meerkat::core {
namespace {

constexpr uint32_t kStride = 512;

uint32_t CountCharacters(std::string_view bytes) {
  uint32_t count = 0;
  for (char c : bytes) {
    const bool continuation_byte = (static_cast<uint8_t>(c) & 0xC0) == 0x80;
    if (!continuation_byte) ++count;
  }
  return count;
}

}  // namespace

const std::vector<uint32_t>& SourceFile::LineStarts() const {
  if (!line_starts_.empty()) return line_starts_;
  line_starts_.push_back(0);
  const size_t size = bytes_.size();
  if (bytes_.find('\r') == std::string::npos) {
    // Nearly every file, and the library's search is fast.
    for (size_t i = bytes_.find('\n'); i != std::string::npos; i = bytes_.find('\n', i + 1)) {
      line_starts_.push_back(static_cast<uint32_t>(i + 1));
    }
    return line_starts_;
  }
  for (size_t i = 0; i < size; ++i) {
    if (bytes_[i] == '\n' || (bytes_[i] == '\r' && !(i + 1 < size && bytes_[i + 1] == '\n'))) {
      line_starts_.push_back(static_cast<uint32_t>(i + 1));
    }
  }
  return line_starts_;
}

uint32_t SourceFile::line_count() const {
  const std::vector<uint32_t>& starts = LineStarts();
  const bool ends_with_line_end = starts.back() == bytes_.size();
  return static_cast<uint32_t>(starts.size()) - (ends_with_line_end ? 1 : 0);
}

uint32_t SourceFile::LineOf(uint32_t offset) const {
  const std::vector<uint32_t>& starts = LineStarts();
  return static_cast<uint32_t>(std::upper_bound(starts.begin(), starts.end(), offset) -
                               starts.begin());
}

// A file of one long line may have a finding every few bytes: counted from the line's start each
// time, that is quadratic.
uint32_t SourceFile::CharactersBefore(uint32_t offset) const {
  if (character_counts_.empty()) {
    uint32_t count = 0;
    for (size_t at = 0; at <= bytes_.size(); at += kStride) {
      character_counts_.push_back(count);
      count += CountCharacters(bytes().substr(at, kStride));
    }
  }
  const uint32_t stride = offset / kStride;
  return character_counts_[stride] +
         CountCharacters(bytes().substr(stride * kStride, offset - stride * kStride));
}

Position SourceFile::PositionOf(uint32_t offset) const {
  const uint32_t line = LineOf(offset);
  const uint32_t begin = LineStarts()[line - 1];
  const uint32_t end = std::min<uint32_t>(offset, static_cast<uint32_t>(bytes_.size()));
  const uint32_t before = end - begin <= 2 * kStride
                              ? CountCharacters(Text({begin, end}))
                              : CharactersBefore(end) - CharactersBefore(begin);
  return {.line = line, .column = before + 1};
}

Span SourceFile::LineSpan(uint32_t line) const {
  const std::vector<uint32_t>& starts = LineStarts();
  if (line == 0 || line > starts.size()) return {};
  Span span{starts[line - 1],
            line < starts.size() ? starts[line] : static_cast<uint32_t>(bytes_.size())};
  while (span.end > span.begin && (bytes_[span.end - 1] == '\n' || bytes_[span.end - 1] == '\r')) {
    --span.end;
  }
  return span;
}

}  // namespace meerkat::core

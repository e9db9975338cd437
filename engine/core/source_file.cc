#include "engine/core/source_file.h"

#include <algorithm>

namespace meerkat::core {

const std::vector<uint32_t>& SourceFile::LineStarts() const {
  if (!line_starts_.empty()) return line_starts_;
  line_starts_.push_back(0);
  const size_t size = bytes_.size();
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

Position SourceFile::PositionOf(uint32_t offset) const {
  Position position;
  position.line = LineOf(offset);
  const uint32_t begin = LineStarts()[position.line - 1];
  const uint32_t end = std::min<uint32_t>(offset, static_cast<uint32_t>(bytes_.size()));
  for (uint32_t i = begin; i < end; ++i) {
    const bool continuation_byte = (static_cast<uint8_t>(bytes_[i]) & 0xC0) == 0x80;
    if (!continuation_byte) ++position.column;
  }
  return position;
}

Span SourceFile::LineSpan(uint32_t line) const {
  const std::vector<uint32_t>& starts = LineStarts();
  if (line == 0 || line > starts.size()) return {};
  Span span{starts[line - 1], line < starts.size() ? starts[line]
                                                   : static_cast<uint32_t>(bytes_.size())};
  while (span.end > span.begin && (bytes_[span.end - 1] == '\n' || bytes_[span.end - 1] == '\r')) {
    --span.end;
  }
  return span;
}

}  // namespace meerkat::core

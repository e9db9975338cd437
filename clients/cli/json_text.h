#pragma once

// JSON written straight into a text, for what a report has many of. A document object model costs a
// dozen allocations a finding; of 100,000 findings that was more time than their analysis.
//
//   std::string out = "{\"path\":";
//   AppendJson(out, finding.path);        // "src/app.py", escaped
//   out += ",\"line\":";
//   AppendJson(out, finding.line);
//
// The bytes are those of nlohmann's dump() without indentation, with U+FFFD for what is no UTF-8,
// so that a report may be written in both ways.

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>

namespace meerkat::cli {

void AppendJson(std::string& out, std::string_view text);
void AppendJson(std::string& out, uint64_t number);
// null for an empty text.
void AppendJsonOrNull(std::string& out, std::string_view text);

// Collects text and hands it to a stream in large pieces: a stream's own operators cost more than
// the text. Nothing is lost on the way out of scope.
class TextBuffer {
 public:
  explicit TextBuffer(std::ostream& out) : out_(out) { text_.reserve(kPiece + kPiece / 4); }
  ~TextBuffer() { Flush(); }
  TextBuffer(const TextBuffer&) = delete;
  TextBuffer& operator=(const TextBuffer&) = delete;

  // To append to. Call Pass() now and then.
  std::string& text() { return text_; }
  void Pass() {
    if (text_.size() >= kPiece) Flush();
  }
  void Flush() {
    out_.write(text_.data(), static_cast<std::streamsize>(text_.size()));
    text_.clear();
  }

 private:
  static constexpr size_t kPiece = size_t{1} << 18;
  std::ostream& out_;
  std::string text_;
};

}  // namespace meerkat::cli

#include "engine/manifest/notebook_json.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <nlohmann/json.hpp>

#include "fmt/format.h"

namespace meerkat::manifest {
namespace {

using Json = nlohmann::json;

// Deeper is no notebook: outputs of widgets reach a dozen.
constexpr size_t kMaxDepth = 512;
constexpr size_t kMaxCells = 100'000;

// Reads bytes and counts lines: the parser calls back with nothing but a value, and when it does it
// has read as far as the value's end.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, uint32_t* line) : at_(at), line_(line) {}
  const char& operator*() const { return *at_; }
  CountingIterator& operator++() {
    if (*at_ == '\n') ++*line_;
    ++at_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  uint32_t* line_;
};

// Takes what belongs to a cell out of the stream of values. Where it is, is the path of keys:
// "cells" then a cell's own keys, or "worksheets", "cells" (nbformat 3). Arrays have the empty key.
class Handler final : public nlohmann::json_sax<Json> {
 public:
  Handler(const uint32_t* line, JsonNotebook* notebook) : line_(*line), notebook_(*notebook) {}

  bool null() override { return Scalar(); }
  bool boolean(bool) override { return Scalar(); }
  bool number_integer(number_integer_t) override { return Scalar(); }
  bool number_unsigned(number_unsigned_t) override { return Scalar(); }
  bool number_float(number_float_t, const string_t&) override { return Scalar(); }
  bool binary(binary_t&) override { return Scalar(); }

  bool string(string_t& text) override {
    if (Is({"metadata", "kernelspec", "language"}) || Is({"metadata", "language_info", "name"})) {
      if (notebook_.language.empty()) notebook_.language = text;
    } else if (cell_depth_ != 0) {
      CellString(text);
    }
    return true;
  }

  bool start_object(std::size_t) override {
    if (!Push()) return false;
    const bool in_cells = Is({"cells", ""}) || Is({"worksheets", "", "cells", ""});
    if (!in_cells) return true;
    if (notebook_.cells.size() == kMaxCells) {
      notebook_.problem = fmt::format("has more than {} cells", kMaxCells);
      return false;
    }
    notebook_.has_cells = true;
    notebook_.cells.emplace_back();
    cell_depth_ = path_.size();
    return true;
  }
  bool end_object() override {
    if (path_.size() == cell_depth_) cell_depth_ = 0;
    path_.pop_back();
    return true;
  }
  bool start_array(std::size_t) override {
    if (!Push()) return false;
    if (Is({"cells"})) notebook_.has_cells = true;
    path_.back().is_array = true;
    return true;
  }
  bool end_array() override {
    path_.pop_back();
    return true;
  }
  bool key(string_t& name) override {
    path_.back().key = name.substr(0, kMaxKeyBytes);
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const Json::exception&) override {
    if (notebook_.problem.empty()) {
      notebook_.problem = fmt::format("is no JSON from line {} on", line_);
    }
    return false;
  }

 private:
  static constexpr size_t kMaxKeyBytes = 64;
  struct Level {
    bool is_array = false;
    std::string key;
  };

  bool Scalar() { return true; }

  bool Push() {
    if (path_.size() == kMaxDepth) {
      notebook_.problem = fmt::format("nests deeper than {} levels", kMaxDepth);
      return false;
    }
    path_.emplace_back();
    return true;
  }

  // Whether the keys from the root to the value at hand are these. A container's own level has no
  // key yet, so it counts for nothing.
  bool Is(std::initializer_list<std::string_view> keys) const {
    const size_t own = !path_.empty() && path_.back().key.empty() && !path_.back().is_array ? 1 : 0;
    const size_t depth = path_.size() - own;
    if (depth != keys.size()) return false;
    return std::equal(keys.begin(), keys.end(), path_.begin(),
                      [](std::string_view key, const Level& level) {
                        return level.is_array ? key.empty() : level.key == key;
                      });
  }

  void CellString(std::string& text) {
    JsonCell& cell = notebook_.cells.back();
    const size_t below = path_.size() - cell_depth_;
    const std::string& key = path_[cell_depth_ - 1].key;
    const bool value = below == 0;
    const bool item = below == 1 && path_.back().is_array;
    if (value && key == "cell_type") {
      cell.is_code = text == "code";
    } else if (value && key == "language") {
      cell.language = text;
    } else if ((value || item) && (key == "source" || key == "input")) {
      AddSource(text, &cell);
    }
  }

  // A piece is mostly one line of the source; each line that begins in it stands on this line.
  void AddSource(const std::string& text, JsonCell* cell) {
    if (text.empty()) return;
    const bool continues = !cell->source.empty() && cell->source.back() != '\n';
    size_t lines = static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
    if (text.back() != '\n') ++lines;
    if (continues && lines > 0) --lines;
    cell->file_lines.insert(cell->file_lines.end(), lines, line_);
    cell->source += text;
  }

  const uint32_t& line_;
  JsonNotebook& notebook_;
  std::vector<Level> path_;
  size_t cell_depth_ = 0;  // the size of path_ directly in a cell; 0: in none
};

}  // namespace

JsonNotebook ReadNotebookJson(std::string_view bytes) {
  JsonNotebook notebook;
  uint32_t line = 1;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  Handler handler(&line, &notebook);
  Json::sax_parse(CountingIterator(bytes.data(), &line),
                  CountingIterator(bytes.data() + bytes.size(), &line), &handler);
  return notebook;
}

}  // namespace meerkat::manifest

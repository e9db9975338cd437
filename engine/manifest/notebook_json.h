#pragma once

// The cells of a notebook's JSON, before anything is made of them.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace meerkat::manifest {

struct JsonCell {
  bool is_code = false;
  std::string language;  // of nbformat 3, where a cell may say
  std::string source;
  std::vector<uint32_t> file_lines;  // of each line of the source
};

struct JsonNotebook {
  std::string language;  // of the whole; empty: not said
  std::vector<JsonCell> cells;
  bool has_cells = false;
  std::string problem;  // "is no JSON …"
};

JsonNotebook ReadNotebookJson(std::string_view bytes);

}  // namespace meerkat::manifest

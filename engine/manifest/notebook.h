#pragma once

// Jupyter notebooks (nbformat 3 and 4): their Python code as source that the engine can scan, and
// where each of its lines came from.
//
//   manifest::Notebook notebook = manifest::ReadNotebook(bytes, max_code_bytes, budget);
//   for (const manifest::NotebookCode& code : notebook.codes) {
//     Scan(code.source);  // line N of it is code.lines[N - 1]
//   }
//
// All cells that Python can read are one module, in order, so that the import of one cell is known
// in the next. A cell that it cannot read stands alone, or an open bracket in it would swallow the
// rest. What IPython reads and Python does not, `%magic`, `!command`, `name?`, is `pass` here; a
// cell in another language (`%%bash`) is left out.
//
// A notebook is JSON from anywhere: it is read without recursion, and what is not a notebook is
// said in `problem`, never a failure.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/budget.h"

namespace meerkat::manifest {

// Where a line of code stands.
struct NotebookLine {
  uint32_t cell = 0;       // 1-based, among all cells, as Jupyter and Ruff count
  uint32_t line = 0;       // in the cell, 1-based
  uint32_t file_line = 0;  // of the JSON that holds it, 1-based
};

struct NotebookCode {
  std::string source;  // every line ends in "\n"
  std::vector<NotebookLine> lines;
};

struct Notebook {
  std::vector<NotebookCode> codes;  // none if there is no Python in it
  // Empty, or one sentence: why this is no notebook.
  std::string problem;
  bool too_large = false;  // … because it holds too much code
  bool stopped = false;
};

// Code of more than `max_code_bytes` is a problem, too; what else is in the file (pictures,
// results) does not count. When the budget says stop, the cells that were not looked at are left
// out, and `stopped` set.
Notebook ReadNotebook(std::string_view bytes, uint64_t max_code_bytes, const core::Budget& budget);

}  // namespace meerkat::manifest

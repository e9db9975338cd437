#pragma once

// Which files are Python source, by what a client can tell without parsing: name and first line.

#include <string_view>

namespace meerkat::core {

// "a/b.py", "b.pyw", "b.pyi", and the notebook "b.ipynb": upper and lower case are the same.
bool HasPythonSuffix(std::string_view path);

// "a/b.ipynb": a Jupyter notebook, whose cells are Python.
bool IsNotebook(std::string_view path);

// "#!/usr/bin/env python3", "#!/usr/bin/python -O": an interpreter whose name starts with "python"
// or "pypy" in the first line. Looks at the first 256 bytes at most.
bool HasPythonShebang(std::string_view bytes);

// Whether the last component of the path has no suffix, so that only its first line can tell.
bool HasNoSuffix(std::string_view path);

}  // namespace meerkat::core

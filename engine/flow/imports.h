#pragma once

// What a file imports, by its text alone: where that may be another file of its scan.
//
//   for (const std::string& module : flow::FirstImports("app/views.py", text)) …   // "app.utils"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace meerkat::flow {

// "app/views/user.py", 2 → "app": the package that `from .. import x` means.
std::string PackageOf(std::string_view path, uint8_t dots);

// The modules that are imported before the first function or class, as absolute names; of `from a
// import b` both a and a.b, as b may be a module. A guess, for the order in which files are read:
// one that stands in a text counts, too, and Python's own library is left out.
std::vector<std::string> FirstImports(std::string_view path, std::string_view text);

}  // namespace meerkat::flow

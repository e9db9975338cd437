#pragma once

// Python's own modules.

#include <string_view>

namespace meerkat::flow {

// Whether a top-level module of that name comes with Python: "os", "urllib".
bool IsStandardLibrary(std::string_view module);

}  // namespace meerkat::flow

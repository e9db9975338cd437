#pragma once

// Sources, packed for the time that others may ask for them: two fifths of their size. Thread-safe.
//
//   const std::string packed = Pack(bytes);               // empty: larger than any analysed file
//   std::optional<std::string> again = Unpack(packed);    // none: Pack did not make these

#include <optional>
#include <string>
#include <string_view>

namespace meerkat::rpc {

std::string Pack(std::string_view bytes);
std::optional<std::string> Unpack(std::string_view packed);

}  // namespace meerkat::rpc

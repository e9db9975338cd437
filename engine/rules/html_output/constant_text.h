#pragma once

// Whether a text that is marked as safe HTML is put together of constants alone, as far as the
// function around it tells.
//
//   title = "<b>%s</b>"
//   mark_safe(title % "Home")          constants
//   mark_safe(title % request.path)    not
//
// Follows Bandit's evaluation to the letter, because the `bandit` profile must agree with it:
// variables are looked up in the statements of the function before the call, only str.format() and
// % are understood, and where Bandit's evaluation fails it says nothing.

#include <cstdint>

#include "engine/core/source_file.h"
#include "engine/syntax/tree.h"

namespace meerkat::rules::html_output {

enum class Origin : uint8_t { kConstants, kUnknown, kFailed };

// `call` is mark_safe(…) with at least one positional argument, which is no plain string.
Origin OriginOfText(const core::SourceFile& file, syntax::Node call);

}  // namespace meerkat::rules::html_output

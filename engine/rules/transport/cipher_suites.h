#pragma once

// Lists of cipher suites as OpenSSL reads them.
//
//   context.set_ciphers("RC4-SHA:AES128-SHA")   fires
//   context.set_ciphers("HIGH:!RC4")            is silent

#include "engine/core/rule.h"
#include "engine/rules/site.h"

namespace meerkat::rules::transport {

// For calls whose first argument is the list: whether one of its suites is broken, or checks
// nobody.
core::Verdict WhenSuitesAreWeak(const Site& site);

}  // namespace meerkat::rules::transport

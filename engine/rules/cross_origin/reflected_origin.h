#pragma once

// Origins that are allowed because they ask.
//
//   core::Verdict verdict = WhenOriginIsReflected(site);

#include "engine/rules/site.h"

namespace meerkat::rules::cross_origin {

inline constexpr std::string_view kAllowOrigin[] = {"Access-Control-Allow-Origin",
                                                    "access-control-allow-origin"};
inline constexpr std::string_view kAllowCredentials[] = {"Access-Control-Allow-Credentials",
                                                         "access-control-allow-credentials"};

// For settings of kAllowOrigin: whether the request's own origin is allowed without a look at it,
// and credentials are nearby. Silent for whatever could be a check of the origin in the function.
core::Verdict WhenOriginIsReflected(const Site& site);

}  // namespace meerkat::rules::cross_origin

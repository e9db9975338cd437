#pragma once

// What a keyword of a call gets, given by name or by **options.
//
//   options = {"timeout": 5}
//   options["verify"] = False
//   requests.get(url, **options)
//
// KeywordOf(site, "verify") is the node of False.

#include <string_view>

#include "engine/rules/site.h"
#include "engine/syntax/tree.h"

namespace meerkat::rules {

// What a keyword gets, in the call or by **options where these stand in the file; the null node if
// nothing is known of it. Of options with a name the last setting before the call counts, if it
// stands in a block around the call, so that every run that comes there has passed it, and nothing
// between binds the name anew, takes the key out or may set it otherwise.
syntax::Node KeywordOf(const Site& site, std::string_view name);

}  // namespace meerkat::rules

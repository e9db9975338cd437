#pragma once

// Archives whose members are looked at before they are unpacked.
//
//   for member in archive.getmembers():
//       if not is_within(folder, member.name):
//           raise ValueError(member.name)
//   archive.extractall(folder)               // AreMembersChecked(site)

#include "engine/rules/site.h"

namespace meerkat::rules::files {

// For calls of extractall(): whether the function goes through the archive's members before, by
// their names, and may refuse there. Not in functions of more than some hundred lines.
bool AreMembersChecked(const Site& site);

}  // namespace meerkat::rules::files

#pragma once

// Secrets that stand in the source as literals: predicates of the rows B105, B106 and B107.

#include "engine/core/rule.h"
#include "engine/rules/site.h"

namespace meerkat::rules::secrets {

// password = "x", user.password: str = "x", d["password"] = "x", {"password": "x"},
// password == "x", (password := "x"), os.getenv("PASSWORD", "x")
core::Verdict WhenPassword(const Site& site);

// connect(password="x")
core::Verdict WhenArgument(const Site& site);

// server.login("ada", "x"), requests.get(url, auth=("ada", "x"))
core::Verdict WhenCredential(const Site& site);

// {"Authorization": "Bearer x"}, request.add_header("Authorization", "token x")
core::Verdict WhenAuthorization(const Site& site);

// def connect(password="x")
core::Verdict WhenDefault(const Site& site);

}  // namespace meerkat::rules::secrets

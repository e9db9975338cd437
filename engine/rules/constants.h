#pragma once

// What a name stands for, where the file binds it once and to something that stands there.
//
//   ROUNDS = 1000
//   hashlib.pbkdf2_hmac("sha256", password, salt, ROUNDS)
//
// ValueOf(site, <ROUNDS>) is the node of 1000.

#include "engine/rules/site.h"
#include "engine/syntax/tree.h"

namespace meerkat::rules {

// The node itself unless it is a plain name, or the constant of a class (self.ROUNDS). Of a name
// what the file's only assignment to it gives: an assignment at module level, for a name in
// capitals, or one that every run of the function around the site passes. The null node for all
// other names, and for one that anything else binds there: `for`, `with … as`, a tuple of targets.
syntax::Node ValueOf(const Site& site, syntax::Node node);

// Of a plain name what a `with` statement around it binds it to: the call of open() for a name
// `file` in `with open(path) as file:`. The null node for all others.
syntax::Node BoundByWith(syntax::Node name);

// What an object was made by: "requests.Session" of a name that `session = requests.Session()` or
// `with requests.Session() as session` binds, and of such a call itself; empty where that is not
// known.
std::string_view MakerOf(const Site& site, syntax::Node object);

// Text or bytes that are the same on every run: b"salt", "salt".encode(), b"\0" * 16, bytes(16),
// bytes.fromhex("00ff"). Names have to be resolved before.
bool IsFixedText(syntax::Node node);

}  // namespace meerkat::rules

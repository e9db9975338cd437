#pragma once

// Secrets among what is written: a name that says so, in whatever it is put together with.
//
//   print("password:", user.password)      ShownSecretIn(arguments) is "password"

#include <string_view>

#include "engine/rules/site.h"
#include "engine/syntax/tree.h"

namespace meerkat::rules::secrets {

// What is written by a program that keeps secrets: a part of every name that counts as one.
inline constexpr std::string_view kShownWords[] = {"ssw",
                                                   "pasw",
                                                   "pass_",
                                                   "_pass",
                                                   "passphrase",
                                                   "\"pass\"",
                                                   "'pass'",
                                                   "PASS",
                                                   "Pass",
                                                   "pwd",
                                                   "token",
                                                   "secret",
                                                   "credential",
                                                   "apikey",
                                                   "api_key",
                                                   "api-key",
                                                   "access_key",
                                                   "accesskey",
                                                   "access-key",
                                                   "private_key",
                                                   "privatekey",
                                                   "private-key",
                                                   "encryption_key",
                                                   "encryptionkey",
                                                   "signing_key",
                                                   "signingkey",
                                                   "auth_key",
                                                   "authkey",
                                                   "account_key",
                                                   "accountkey",
                                                   "ssn$",
                                                   "_ssn",
                                                   "security_number",
                                                   "creditcard",
                                                   "credit_card",
                                                   "card_number",
                                                   "cardnumber",
                                                   "bank_account",
                                                   "bankaccount",
                                                   "passport_number",
                                                   "social_security",
                                                   "socialsecurity"};

// The name of the secret that an expression shows: secret, user.password, config["password"], f"{secret}",
// "%s" % secret, "{}".format(secret), secret.encode(), {"password": secret}. Empty if there is none. What other
// calls make of a secret is unknown.
std::string_view ShownSecret(syntax::Node node);
// Of a plain name also what it stands for there: text = "password: " + password; file.write(text).
std::string_view ShownSecret(const Site& site, syntax::Node node);

// The same among the arguments of a call, or the parts of a list.
std::string_view ShownSecretIn(syntax::Node parent);

}  // namespace meerkat::rules::secrets

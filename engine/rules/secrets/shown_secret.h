#pragma once

// Secrets among what is written: a name that says so, in whatever it is put together with.
//
//   print("password:", user.password)      ShownSecretIn(arguments) is "password"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

#include "engine/rules/secret_names.h"
#include "engine/rules/site.h"
#include "engine/syntax/tree.h"

namespace meerkat::rules::secrets {

// What is nobody's business but a person's: a part of every name of such.
inline constexpr std::string_view kPrivateWords[] = {"ssn$",
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

// A part of every name that counts as one of a secret.
inline constexpr auto kShownWords = [] {
  std::array<std::string_view, std::size(kSecretWords) + std::size(kPrivateWords)> words;
  std::copy(std::begin(kPrivateWords), std::end(kPrivateWords),
            std::copy(std::begin(kSecretWords), std::end(kSecretWords), words.begin()));
  return words;
}();

// The name of the secret that an expression shows: secret, user.password, config["password"],
// f"{secret}",
// "%s" % secret, "{}".format(secret), secret.encode(), {"password": secret}. Empty if there is
// none. What other calls make of a secret is unknown.
std::string_view ShownSecret(syntax::Node node);
// Of a plain name also what it stands for there: text = "password: " + password; file.write(text).
std::string_view ShownSecret(const Site& site, syntax::Node node);

// The same among the arguments of a call, or the parts of a list.
std::string_view ShownSecretIn(syntax::Node parent);

}  // namespace meerkat::rules::secrets

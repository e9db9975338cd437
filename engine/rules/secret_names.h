#pragma once

// Names that secrets have: variables, attributes, keys, arguments.

#include <string_view>

namespace meerkat::rules {

// Bandit's list: a part between underscores is password (also passwd, pasword …), pass, passphrase,
// pwd, token, secret or secrete, in any case. "api_token", "PASS", "secret_key"; not "passwords".
bool IsPasswordName(std::string_view name);

// Ours: Bandit's, and camelCase, and keys: "apiKey", "AWS_SECRET_ACCESS_KEY", "private_key",
// "clientSecret", "credentials". Not what is about a secret and is none: "token_url",
// "password_field", "secret_name", "NextToken".
bool IsSecretName(std::string_view name);

// A part of every name that those two accept, and of the rows that ask them their words. `PASS` is
// a name, `pass` is none.
inline constexpr std::string_view kSecretWords[] = {
    "ssw",         "pasw",        "pass_",      "_pass",       "passphrase",     "\"pass\"",
    "'pass'",      "PASS",        "Pass",       "pwd",         "token",          "secret",
    "credential",  "apikey",      "api_key",    "api-key",     "access_key",     "accesskey",
    "access-key",  "private_key", "privatekey", "private-key", "encryption_key", "encryptionkey",
    "signing_key", "signingkey",  "auth_key",   "authkey",     "account_key",    "accountkey",
};

// Whether a text under a secret's name is a real secret as far as one can tell: not empty, no
// placeholder ("changeme", "<token>", "${TOKEN}", "xxxx"), no name of a thing ("password"), no
// sentence or prompt, no path, address or format.
bool MayBeSecret(std::string_view name, std::string_view text);

}  // namespace meerkat::rules

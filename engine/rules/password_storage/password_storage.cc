// How passwords are kept.

#include <algorithm>
#include <span>
#include <string>

#include "absl/strings/ascii.h"
#include "engine/core/rule.h"
#include "engine/rules/constants.h"
#include "engine/rules/mentions.h"
#include "engine/rules/secret_names.h"
#include "engine/rules/site.h"
#include "engine/rules/values.h"

namespace meerkat::rules::password_storage {
namespace {

using core::Confidence;
using core::kFires;
using core::kSilent;
using core::OnCall;
using core::Rule;
using core::Severity;
using core::Verdict;
using syntax::Field;
using syntax::Kind;
using syntax::Node;

constexpr std::string_view kHashes[] = {
    "hashlib.sha224",   "hashlib.sha256",
    "hashlib.sha384",   "hashlib.sha512",
    "hashlib.sha3_256", "hashlib.sha3_512",
    "hashlib.blake2b",  "hashlib.blake2s",
    "hashlib.new",      "cryptography.hazmat.primitives.hashes.Hash",
};
// What is hashed piece by piece; how its receiver was made is looked up.
constexpr std::string_view kHashesAndUpdates[] = {
    "hashlib.sha224",
    "hashlib.sha256",
    "hashlib.sha384",
    "hashlib.sha512",
    "hashlib.sha3_256",
    "hashlib.sha3_512",
    "hashlib.blake2b",
    "hashlib.blake2s",
    "hashlib.new",
    "Crypto.Hash.SHA256.new",
    "Crypto.Hash.SHA512.new",
    "Cryptodome.Hash.SHA256.new",
    "Cryptodome.Hash.SHA512.new",
    "*.update",
};
constexpr std::string_view kHashWords[] = {"hashlib", "Crypto", "cryptography"};
constexpr std::string_view kPasswordWords[] = {"passw", "passphrase", "pwd"};

// The name of what is hashed: password, user.password, password.encode("utf-8"), salt + password,
// f"{salt}{password}"
std::string_view PasswordIn(Node node, int depth = 0) {
  // Each round goes one level down.
  for (; node && depth < 8; ++depth) {
    switch (node.kind()) {
      case Kind::kIdentifier:
      case Kind::kAttribute: {
        const std::string_view name = syntax::LastName(node);
        const bool is_password = ContainsIgnoringCase(name, "passw") ||
                                 ContainsIgnoringCase(name, "passphrase") ||
                                 EqualsIgnoringCase(name, "pwd");
        return is_password && IsSecretName(name) ? name : std::string_view();
      }
      case Kind::kCall: {  // password.encode(), bytes(password, "utf-8")
        const Node function = node.Child(Field::kFunction);
        const bool encodes =
            function.kind() == Kind::kAttribute &&
            (syntax::LastName(function) == "encode" || syntax::LastName(function) == "strip");
        node = encodes ? function.Child(Field::kObject)
               : function.text() == "bytes" || function.text() == "str"
                   ? syntax::Call(node).Positional(0)
                   : Node();
        break;
      }
      case Kind::kBinaryOperator: {
        const std::string_view left = PasswordIn(node.Child(Field::kLeft), depth + 1);
        if (!left.empty()) return left;
        node = node.Child(Field::kRight);
        break;
      }
      default: return {};
    }
  }
  return {};
}

bool IsGivenToSlowHash(const Site& site, std::string_view name) {
  constexpr int kMaxClimb = 8;
  int seen = 0;
  names::Occurrences& occurrences = site.occurrences();
  for (Node place = occurrences.First(name); place; place = occurrences.Next(place)) {
    if (++seen > kMaxMentions) return false;
    Node around = place.parent();
    for (int climbed = 0; around && climbed < kMaxClimb; ++climbed, around = around.parent()) {
      if (around.kind() != Kind::kCall) continue;
      const std::string_view callee = syntax::LastName(syntax::Call(around).Function());
      if (callee == "hashpw" || callee == "checkpw") return true;
    }
  }
  return false;
}

// bcrypt.hashpw(base64.b64encode(hashlib.sha256(password).digest()), salt): a long password is made
// short for a function that is slow.
bool IsHashedAgain(const Site& site) {
  constexpr int kMaxClimb = 12;
  Node around = site.node().parent();
  for (int climbed = 0; around && climbed < kMaxClimb; ++climbed, around = around.parent()) {
    if (around.kind() == Kind::kCall) {
      const std::string_view callee = syntax::LastName(syntax::Call(around).Function());
      if (callee == "hashpw" || callee == "checkpw") return true;
    }
    // digest = hashlib.sha256(password).digest(); bcrypt.hashpw(digest, salt)
    if (around.kind() == Kind::kAssignment) {
      const Node target = around.Child(Field::kLeft);
      return target.kind() == Kind::kIdentifier && IsGivenToSlowHash(site, target.text());
    }
  }
  return false;
}

// hashlib.sha256(password.encode()); what is derived from it in rounds is another function.
Verdict WhenPassword(const Site& site) {
  // digest = hashlib.sha256(); digest.update(password)
  if (LastComponent(site.callee()) == "update") {
    const Node made = ValueOf(site, site.call().Function().Child(Field::kObject));
    if (made.kind() != Kind::kCall) return kSilent;
    const std::string_view maker = site.QualifiedName(syntax::Call(made).Function());
    if (std::find(std::begin(kHashes), std::end(kHashes), maker) == std::end(kHashes)) {
      return kSilent;
    }
  }
  // hashlib.new("sha256", password); what is broken altogether, weak-hash tells of.
  const bool by_name = site.callee() == "hashlib.new";
  if (by_name) {
    const Node function = ValueOf(site, site.call().Argument(0, "name"));
    std::string hash = function && IsText(function) ? TextOf(function) : std::string();
    absl::AsciiStrToLower(&hash);
    if (!hash.starts_with("sha2") && !hash.starts_with("sha3") && !hash.starts_with("sha5") &&
        !hash.starts_with("blake2")) {
      return kSilent;
    }
  }
  const std::string_view name = PasswordIn(site.call().Argument(by_name ? 1 : 0, "data"));
  if (!name.empty() && IsHashedAgain(site)) return kSilent;
  return name.empty() ? kSilent : Verdict{.fires = true, .detail = name};
}

// A function that derives a key from a password, or makes what says how: where its salt and the
// number of its rounds stand, and how many are enough.
struct Derivation {
  std::string_view callee;
  int salt;  // position, or kByName
  int rounds;
  std::string_view salt_name;
  std::string_view rounds_name;
  uint64_t enough;
};
constexpr int kByName = 1000;
constexpr uint64_t kEnoughOfPbkdf2 = 100'000;
constexpr uint64_t kEnoughOfScrypt = 1 << 14;
// Two to the power of this.
constexpr uint64_t kEnoughOfBcrypt = 10;
// Rounds as they are: its own documentation warns below this.
constexpr uint64_t kEnoughOfBcryptKdf = 50;

constexpr Derivation kDerivations[] = {
    {"hashlib.pbkdf2_hmac", 2, 3, "salt", "iterations", kEnoughOfPbkdf2},
    {"hashlib.scrypt", kByName, kByName, "salt", "n", kEnoughOfScrypt},
    {"cryptography.hazmat.primitives.kdf.pbkdf2.PBKDF2HMAC", 2, 3, "salt", "iterations",
     kEnoughOfPbkdf2},
    {"cryptography.hazmat.primitives.kdf.scrypt.Scrypt", 0, 2, "salt", "n", kEnoughOfScrypt},
    {"Crypto.Protocol.KDF.PBKDF2", 1, 3, "salt", "count", kEnoughOfPbkdf2},
    {"Cryptodome.Protocol.KDF.PBKDF2", 1, 3, "salt", "count", kEnoughOfPbkdf2},
    {"Crypto.Protocol.KDF.scrypt", 1, 3, "salt", "N", kEnoughOfScrypt},
    {"Cryptodome.Protocol.KDF.scrypt", 1, 3, "salt", "N", kEnoughOfScrypt},
    {"bcrypt.hashpw", 1, kByName, "salt", {}, kEnoughOfBcrypt},
    {"bcrypt.kdf", 1, 3, "salt", "rounds", kEnoughOfBcryptKdf},
    {"argon2.low_level.hash_secret", 1, kByName, "salt", {}, 0},
    {"argon2.low_level.hash_secret_raw", 1, kByName, "salt", {}, 0},
    {"django.contrib.auth.hashers.make_password", 1, kByName, "salt", {}, 0},
    {"bcrypt.gensalt", kByName, 0, {}, "rounds", kEnoughOfBcrypt},
    {"flask_bcrypt.generate_password_hash", kByName, 1, {}, "rounds", kEnoughOfBcrypt},
};
constexpr std::string_view kSalted[] = {
    "hashlib.pbkdf2_hmac",
    "hashlib.scrypt",
    "cryptography.hazmat.primitives.kdf.pbkdf2.PBKDF2HMAC",
    "cryptography.hazmat.primitives.kdf.scrypt.Scrypt",
    "Crypto.Protocol.KDF.PBKDF2",
    "Cryptodome.Protocol.KDF.PBKDF2",
    "Crypto.Protocol.KDF.scrypt",
    "Cryptodome.Protocol.KDF.scrypt",
    "bcrypt.hashpw",
    "bcrypt.kdf",
    "argon2.low_level.hash_secret",
    "argon2.low_level.hash_secret_raw",
    "django.contrib.auth.hashers.make_password",
};
constexpr std::string_view kInRounds[] = {
    "hashlib.pbkdf2_hmac",
    "hashlib.scrypt",
    "cryptography.hazmat.primitives.kdf.pbkdf2.PBKDF2HMAC",
    "cryptography.hazmat.primitives.kdf.scrypt.Scrypt",
    "Crypto.Protocol.KDF.PBKDF2",
    "Cryptodome.Protocol.KDF.PBKDF2",
    "Crypto.Protocol.KDF.scrypt",
    "Cryptodome.Protocol.KDF.scrypt",
    "bcrypt.gensalt",
    "bcrypt.kdf",
    "flask_bcrypt.generate_password_hash",
    "werkzeug.security.generate_password_hash",
    "passlib.hash.bcrypt.hash",
    "passlib.hash.bcrypt.using",
    "passlib.hash.bcrypt_sha256.hash",
    "passlib.hash.bcrypt_sha256.using",
    "passlib.hash.pbkdf2_sha1.hash",
    "passlib.hash.pbkdf2_sha1.using",
    "passlib.hash.pbkdf2_sha256.hash",
    "passlib.hash.pbkdf2_sha256.using",
    "passlib.hash.pbkdf2_sha512.hash",
    "passlib.hash.pbkdf2_sha512.using",
};

const Derivation* FindDerivation(std::string_view callee) {
  for (const Derivation& derivation : kDerivations) {
    if (derivation.callee == callee) return &derivation;
  }
  return nullptr;
}

// b"$2b$12$" and 22 characters; a whole hash has 60, and stands in for that of nobody.
bool IsSaltOfBcrypt(Node salt) {
  constexpr size_t kLength = 29;
  if (salt.kind() == Kind::kCall) {  // "…".encode()
    salt = syntax::Call(salt).Function().Child(Field::kObject);
  }
  if (salt.kind() != Kind::kString) return false;
  const syntax::LiteralPrefix prefix = syntax::PrefixOf(salt.text());
  const size_t around = prefix.prefix_length + size_t{2} * prefix.quote_length;
  return salt.text().size() == kLength + around;
}

// hashlib.pbkdf2_hmac("sha256", password, b"salt", 600_000)
Verdict WhenSaltIsConstant(const Site& site) {
  const Derivation* derivation = FindDerivation(site.callee());
  if (!derivation) return kSilent;
  const Node salt = ValueOf(site, site.call().Argument(derivation->salt, derivation->salt_name));
  if (derivation->callee == "bcrypt.hashpw" && !IsSaltOfBcrypt(salt)) return kSilent;
  return IsFixedText(salt) ? kFires : kSilent;
}

// The rounds of "pbkdf2:sha256:1000", Werkzeug's way to say them; none where they are left to it.
std::optional<uint64_t> RoundsOfMethod(std::string_view method) {
  constexpr std::string_view kPbkdf2 = "pbkdf2:";
  const size_t colon = method.rfind(':');
  if (!method.starts_with(kPbkdf2) || colon < kPbkdf2.size()) return std::nullopt;
  uint64_t rounds = 0;
  for (char digit : method.substr(colon + 1)) {
    if (digit < '0' || digit > '9' || rounds > kEnoughOfPbkdf2) return std::nullopt;
    rounds = rounds * 10 + (digit - '0');
  }
  return rounds;
}

// 1000, 2**10, 1 << 10
std::optional<uint64_t> RoundsIn(Node node) {
  if (!node || node.kind() != Kind::kBinaryOperator) {
    return node ? IntegerValue(node) : std::nullopt;
  }
  constexpr uint64_t kMostBits = 40;
  const std::optional<uint64_t> base = IntegerValue(node.Child(Field::kLeft));
  const std::optional<uint64_t> bits = IntegerValue(node.Child(Field::kRight));
  if (!base || !bits || *bits > kMostBits) return std::nullopt;
  const bool is_power = node.op() == syntax::Operator::kPower && *base == 2;
  const bool is_shift = node.op() == syntax::Operator::kLeftShift && *base == 1;
  return is_power || is_shift ? std::optional<uint64_t>(uint64_t{1} << *bits) : std::nullopt;
}

// hashlib.pbkdf2_hmac("sha256", password, salt, 1000), bcrypt.gensalt(4)
Verdict WhenRoundsAreFew(const Site& site) {
  const syntax::Call call = site.call();
  if (site.callee() == "werkzeug.security.generate_password_hash") {
    const Node method = call.Argument(1, "method");
    const bool few = IsText(method) &&
                     RoundsOfMethod(TextOf(method)).value_or(kEnoughOfPbkdf2) < kEnoughOfPbkdf2;
    return few ? kFires : kSilent;
  }
  const Derivation* derivation = FindDerivation(site.callee());
  const bool is_bcrypt = site.callee().find("bcrypt") != std::string_view::npos;
  const uint64_t enough = derivation  ? derivation->enough
                          : is_bcrypt ? kEnoughOfBcrypt
                                      : kEnoughOfPbkdf2;
  const Node given = derivation ? call.Argument(derivation->rounds, derivation->rounds_name)
                                : call.Keyword("rounds");
  if (given) return RoundsIn(ValueOf(site, given)).value_or(enough) < enough ? kFires : kSilent;
  // Without a number PBKDF2 of PyCryptodome takes a thousand rounds.
  const bool by_default = LastComponent(site.callee()) == "PBKDF2" && call.PositionalCount() > 0 &&
                          call.Positional(0).kind() != Kind::kListSplat &&
                          !call.HasDictionarySplat();
  return by_default ? kFires : kSilent;
}

constexpr std::string_view kSchemeMakers[] = {"*.hash",
                                              "*.encrypt",
                                              "*.using",
                                              "passlib.context.CryptContext",
                                              "passlib.context.LazyCryptContext",
                                              "django.contrib.auth.hashers.make_password",
                                              "werkzeug.security.generate_password_hash"};
constexpr std::string_view kSchemeWords[] = {"passlib", "werkzeug", "django"};
// passlib.hash: what is computed in no time, or says the password itself.
constexpr std::string_view kWeakSchemes[] = {"apr_md5_crypt",
                                             "bigcrypt",
                                             "bsdi_crypt",
                                             "cisco_asa",
                                             "cisco_pix",
                                             "cisco_type7",
                                             "crypt16",
                                             "des_crypt",
                                             "django_des_crypt",
                                             "django_salted_md5",
                                             "django_salted_sha1",
                                             "hex_md4",
                                             "hex_md5",
                                             "hex_sha1",
                                             "hex_sha256",
                                             "hex_sha512",
                                             "ldap_des_crypt",
                                             "ldap_hex_md5",
                                             "ldap_hex_sha1",
                                             "ldap_md5",
                                             "ldap_md5_crypt",
                                             "ldap_plaintext",
                                             "ldap_salted_md5",
                                             "ldap_salted_sha1",
                                             "ldap_sha1",
                                             "lmhash",
                                             "md5_crypt",
                                             "msdcc",
                                             "mssql2000",
                                             "mssql2005",
                                             "mysql323",
                                             "mysql41",
                                             "nthash",
                                             "oracle10",
                                             "oracle11",
                                             "plaintext",
                                             "postgres_md5",
                                             "roundup_plaintext",
                                             "sun_md5_crypt"};

bool IsWeakScheme(std::string_view name) {
  return std::find(std::begin(kWeakSchemes), std::end(kWeakSchemes), name) !=
         std::end(kWeakSchemes);
}

// The scheme of new hashes in CryptContext(schemes=["argon2", "md5_crypt"]): the first one, unless
// another is named.
Node SchemeOfContext(const Site& site) {
  if (const Node named = site.call().Keyword("default")) return named;
  const Node schemes = ValueOf(site, site.call().Argument(0, "schemes"));
  const bool listed = schemes && (schemes.kind() == Kind::kList || schemes.kind() == Kind::kTuple);
  return listed ? schemes.first_child() : Node();
}

// md5_crypt.hash(password), generate_password_hash(password, method="plain")
Verdict WhenSchemeIsWeak(const Site& site) {
  const std::string_view callee = site.callee();
  const std::string_view function = LastComponent(callee);
  if (function == "generate_password_hash") {
    const Node method = site.call().Argument(1, "method");
    if (!method || !IsText(method)) return kSilent;
    const std::string name = TextOf(method);
    const bool slow = name.starts_with("pbkdf2") || name.starts_with("scrypt");
    return slow ? kSilent : Verdict{.fires = true, .detail = method.text()};
  }
  if (function == "make_password") {
    const Node hasher = ValueOf(site, site.call().Argument(2, "hasher"));
    const bool weak =
        hasher && IsText(hasher) &&
        (ContainsIgnoringCase(TextOf(hasher), "md5") || TextOf(hasher) == "unsalted_sha1" ||
         TextOf(hasher) == "sha1" || TextOf(hasher) == "crypt");
    return weak ? Verdict{.fires = true, .detail = hasher.text()} : kSilent;
  }
  if (function == "CryptContext" || function == "LazyCryptContext") {
    const Node scheme = SchemeOfContext(site);
    const bool weak = scheme && IsText(scheme) && IsWeakScheme(TextOf(scheme));
    return weak ? Verdict{.fires = true, .detail = scheme.text()} : kSilent;
  }
  constexpr std::string_view kSchemes = "passlib.hash.";
  if (!callee.starts_with(kSchemes)) return kSilent;
  const std::string_view scheme = FirstComponent(callee.substr(kSchemes.size()));
  return IsWeakScheme(scheme) ? Verdict{.fires = true, .detail = scheme} : kSilent;
}

constexpr Rule kRules[] = {
    {
        .name = "fast-password-hash",
        .cwe = 916,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Password_Storage",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "\"{}\" is hashed with a function that is made to be fast",
        .why = "Whoever has the hashes tries billions of passwords a second until one fits.",
        .fix = "argon2.PasswordHasher().hash(password)  # or bcrypt, hashlib.scrypt",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kHashesAndUpdates,
                        .words = kHashWords,
                        .near = kPasswordWords,
                        .when = WhenPassword},
        .quiet = IsInTests,
    },
    {
        .name = "weak-password-scheme",
        .cwe = 916,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Password_Storage",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "{} is no hash for passwords any more",
        .why = "Whoever has the hashes tries billions of passwords a second, or reads them as they "
               "stand.",
        .fix = "passlib.hash.argon2.hash(password)  # old hashes: CryptContext([\"argon2\", "
               "\"md5_crypt\"], "
               "deprecated=\"auto\")",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kSchemeMakers, .words = kSchemeWords, .when = WhenSchemeIsWeak},
        .quiet = IsInTests,
    },
    {
        .name = "few-hash-rounds",
        .cwe = 916,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Password_Storage",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "the password is hashed in too few rounds",
        .why = "Whoever has the hash or what the key encrypts tries as many times more passwords a "
               "second.",
        .fix = "hashlib.pbkdf2_hmac(\"sha256\", password, salt, 600_000)  # scrypt: n=2**17; "
               "bcrypt: 12 rounds",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kInRounds, .when = WhenRoundsAreFew},
        .quiet = IsInTests,
    },
    {
        .name = "constant-salt",
        .cwe = 760,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Password_Storage",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "the salt is the same for every password",
        .why = "One table of hashed passwords, made once, is good for all of them, and equal "
               "passwords show.",
        .fix = "salt = os.urandom(16)  # kept with the hash",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kSalted, .when = WhenSaltIsConstant},
        .quiet = IsInTests,
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::password_storage

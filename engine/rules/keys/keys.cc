// Keys that everybody knows, and signatures that nobody checks.

#include <span>

#include "engine/core/rule.h"
#include "engine/rules/constants.h"
#include "engine/rules/mentions.h"
#include "engine/rules/options.h"
#include "engine/rules/site.h"
#include "engine/rules/values.h"

namespace meerkat::rules::keys {
namespace {

using core::Confidence;
using core::kFires;
using core::kSilent;
using core::OnCall;
using core::OnFlow;
using core::Rule;
using core::Severity;
using core::SinkKind;
using core::Verdict;
using syntax::Kind;
using syntax::Node;

constexpr std::string_view kDecode[] = {"*.decode",
                                        "*.decode_complete",
                                        "jwt.PyJWT",
                                        "python_jwt.process_jwt",
                                        "authlib.jose.JsonWebToken",
                                        "jwt.decode",
                                        "jwt.decode_complete",
                                        "jwt.PyJWT.decode",
                                        "jwt.api_jwt.decode",
                                        "authlib.jose.JsonWebToken.decode",
                                        "jose.jwt.decode",
                                        "jose.jws.verify",
                                        "jose.jwt.get_unverified_claims",
                                        "jose.jws.get_unverified_claims"};
constexpr std::string_view kTokenWords[] = {"jwt", "jose"};
constexpr std::string_view kEncode[] = {"jwt.encode", "jose.jwt.encode", "authlib.jose.jwt.encode",
                                        "*.encode"};
constexpr std::string_view kRsa[] = {
    "cryptography.hazmat.primitives.asymmetric.rsa.generate_private_key",
    "Crypto.PublicKey.RSA.generate", "Cryptodome.PublicKey.RSA.generate"};

bool IsNone(Node algorithm) {
  return IsText(algorithm) && EqualsIgnoringCase(TextOf(algorithm), "none");
}

// algorithms="none", algorithms=["HS256", "none"]
bool AllowsNone(Node algorithms) {
  if (!algorithms) return false;
  if (IsNone(algorithms)) return true;
  if (algorithms.kind() != Kind::kList && algorithms.kind() != Kind::kTuple &&
      algorithms.kind() != Kind::kSet) {
    return false;
  }
  for (Node algorithm : algorithms.children()) {
    if (IsNone(algorithm)) return true;
  }
  return false;
}

// options={"verify_signature": False}, options=dict(verify_signature=False)
bool SwitchesOff(Node options) {
  if (!options) return false;
  if (options.kind() == Kind::kCall && syntax::Call(options).Function().text() == "dict") {
    const Node checked = syntax::Call(options).Keyword("verify_signature");
    return checked && !MaySwitchOn(checked);
  }
  if (options.kind() != Kind::kDictionary) return false;
  for (Node pair : options.children()) {
    if (pair.kind() != Kind::kPair) continue;
    const Node key = pair.Child(syntax::Field::kKey);
    const Node value = pair.Child(syntax::Field::kValue);
    if (IsText(key) && TextOf(key) == "verify_signature" && !MaySwitchOn(value)) return true;
  }
  return false;
}

// Whether the function compares the name, or the entry of it, somewhere: `if alg != "RS256":
// raise`, `if header["alg"] not in ALLOWED: raise`.
bool IsCompared(const Site& site, Node written) {
  const bool is_entry = written.kind() == Kind::kSubscript;
  const Node named = is_entry ? written.Child(syntax::Field::kValue) : written;
  if (named.kind() != Kind::kIdentifier) return false;
  names::Occurrences& occurrences = site.occurrences();
  const Node function = syntax::EnclosingFunction(site.node());
  int seen = 0;
  for (Node name = occurrences.First(named.text()); name; name = occurrences.Next(name)) {
    // A file may say the name without end.
    if (++seen > kMaxMentions) return true;
    const Node again = is_entry ? name.parent() : name;
    if (again.parent().kind() == Kind::kComparison && again.text() == written.text() &&
        syntax::EnclosingFunction(name) == function) {
      return true;
    }
  }
  return false;
}

// algorithms=[jwt.get_unverified_header(token)["alg"]], algorithms=header["alg"]
bool AsksTheToken(const Site& site, Node algorithms) {
  constexpr std::string_view kHeaders[] = {"get_unverified_header", "get_unverified_headers"};
  if (algorithms.kind() == Kind::kList || algorithms.kind() == Kind::kTuple) {
    for (Node algorithm : algorithms.children()) {
      if (algorithm.kind() == Kind::kSubscript && AsksTheToken(site, algorithm)) return true;
    }
    return false;
  }
  if (algorithms.kind() != Kind::kSubscript) return false;
  const Node key = algorithms.Child(syntax::Field::kSubscript);
  if (!IsText(key) || TextOf(key) != "alg" || IsCompared(site, algorithms)) return false;
  const Node header = ValueOf(site, algorithms.Child(syntax::Field::kValue));
  if (!header || header.kind() != Kind::kCall) return false;
  const std::string_view reads = syntax::LastName(syntax::Call(header).Function());
  return reads == kHeaders[0] || reads == kHeaders[1];
}

// Whether the function around the site decodes something, too: what is read without a check before
// that says which key it needs.
bool IsDecodedAround(const Site& site) {
  const Node function = syntax::EnclosingFunction(site.node());
  names::Occurrences& occurrences = site.occurrences();
  for (std::string_view decodes : {"decode", "verify", "verify_jwt"}) {
    for (Node name = occurrences.First(decodes); name; name = occurrences.Next(name)) {
      if (syntax::EnclosingFunction(name) == function) return true;
    }
  }
  return false;
}

// Whether a method's object is one that reads and writes tokens: PyJWT().decode(token)
bool IsOfTokens(const Site& site) {
  const std::string_view library = FirstComponent(site.callee());
  if (library == "jwt" || library == "jose" || library == "authlib" || library == "python_jwt") {
    return true;
  }
  const Node function = site.call().Function();
  if (function.kind() != Kind::kAttribute) return false;
  const std::string_view maker = MakerOf(site, function.Child(syntax::Field::kObject));
  return maker == "jwt.PyJWT" || maker == "jwt.api_jwt.PyJWT" || maker == "jwt.PyJWS" ||
         maker == "authlib.jose.JsonWebToken";
}

// jwt.decode(token, verify=False), jwt.get_unverified_claims(token)
Verdict WhenUnverified(const Site& site) {
  const std::string_view name = LastComponent(site.callee());
  if (name == "get_unverified_claims" || name == "process_jwt") {
    return IsDecodedAround(site) ? kSilent : kFires;
  }
  if (name == "PyJWT")
    return SwitchesOff(ValueOf(site, site.call().Argument(0, "options"))) ? kFires : kSilent;
  if (name == "JsonWebToken")
    return AllowsNone(site.call().Argument(0, "algorithms")) ? kFires : kSilent;
  if (!IsOfTokens(site)) return kSilent;
  const Node verify = KeywordOf(site, "verify");
  const Node algorithms = site.call().Argument(2, "algorithms");
  // The third was `verify` once.
  if (algorithms.kind() == Kind::kFalse) return kFires;
  const Node key = ValueOf(site, site.call().Argument(1, "key"));
  if (IsText(key) && TextOf(key).empty() && (algorithms || site.call().Keyword("key")))
    return kFires;
  const bool unverified =
      (verify && !MaySwitchOn(verify)) ||
      SwitchesOff(ValueOf(site, site.call().Argument(3, "options"))) ||
      SwitchesOff(KeywordOf(site, "options")) || AllowsNone(algorithms) ||
      (AsksTheToken(site, ValueOf(site, algorithms)) && !IsCompared(site, algorithms));
  return unverified ? kFires : kSilent;
}

// jwt.encode({"alg": "none"}, claims, key), as authlib has it
bool SaysNone(Node header) {
  if (!header || header.kind() != Kind::kDictionary) return false;
  for (Node pair : header.children()) {
    if (pair.kind() != Kind::kPair) continue;
    const Node name = pair.Child(syntax::Field::kKey);
    if (IsText(name) && TextOf(name) == "alg" && IsNone(pair.Child(syntax::Field::kValue))) {
      return true;
    }
  }
  return false;
}

// jwt.encode(claims, None, algorithm="none"); None says the same, and an empty key is everybody's.
Verdict WhenUnsigned(const Site& site) {
  if (!IsOfTokens(site)) return kSilent;
  if (FirstComponent(site.callee()) == "authlib" ||
      MakerOf(site, site.call().Function().Child(syntax::Field::kObject)) ==
          "authlib.jose.JsonWebToken") {
    const Node secret = ValueOf(site, site.call().Argument(2, "key"));
    if (IsText(secret) && TextOf(secret).empty()) return kFires;
    return SaysNone(ValueOf(site, site.call().Argument(0, "header"))) ? kFires : kSilent;
  }
  const Node algorithm = ValueOf(site, site.call().Argument(2, "algorithm"));
  const Node key = ValueOf(site, site.call().Argument(1, "key"));
  if (IsText(key) && TextOf(key).empty()) return kFires;
  return algorithm && (algorithm.kind() == Kind::kNone || IsNone(algorithm)) ? kFires : kSilent;
}

// rsa.generate_private_key(public_exponent=3, key_size=3072), RSA.generate(3072, e=3)
Verdict WhenExponentIsSmall(const Site& site) {
  const bool pyca = FirstComponent(site.callee()) == "cryptography";
  const Node given =
      pyca ? site.call().Argument(0, "public_exponent") : site.call().Argument(2, "e");
  const Node exponent = ValueOf(site, given);
  if (!exponent || IntegerValue(exponent).value_or(65537) >= 65537) return kSilent;
  return {.fires = true, .detail = exponent.text()};
}

constexpr std::string_view kCiphers[] = {"Crypto.Cipher.AES.new",
                                         "Cryptodome.Cipher.AES.new",
                                         "Crypto.Cipher.DES3.new",
                                         "Crypto.Cipher.Blowfish.new",
                                         "cryptography.hazmat.primitives.ciphers.algorithms.AES",
                                         "cryptography.hazmat.primitives.ciphers.aead.AESGCM",
                                         "cryptography.fernet.Fernet"};

// AES.new(b"", AES.MODE_GCM)
Verdict WhenKeyIsEmpty(const Site& site) {
  std::string_view key = site.call().Argument(0, "key").text();
  while (key.starts_with('b') || key.starts_with('r')) key.remove_prefix(1);
  return key == "\"\"" || key == "''" ? kFires : kSilent;
}

constexpr std::string_view kHashids[] = {"hashids.Hashids"};

// Hashids(salt=settings.SECRET_KEY), Hashids(app.config["SECRET_KEY"])
Verdict WhenSaltIsSecretKey(const Site& site) {
  const Node salt = ValueOf(site, site.call().Argument(0, "salt"));
  const Node key = salt.kind() == Kind::kSubscript ? salt.Child(syntax::Field::kSubscript) : salt;
  const bool is_key =
      IsText(key) ? TextOf(key) == "SECRET_KEY"
                  : syntax::LastName(key) == "SECRET_KEY" || syntax::LastName(key) == "secret_key";
  return is_key ? kFires : kSilent;
}

// jwt.encode({"user": user, "password": password}, key)
Verdict WhenTokenHoldsPassword(const Site& site) {
  if (!IsOfTokens(site)) return kSilent;
  const bool is_second = FirstComponent(site.callee()) == "authlib";
  const Node claims = ValueOf(site, site.call().Argument(is_second ? 1 : 0, "payload"));
  if (!claims || claims.kind() != Kind::kDictionary) return kSilent;
  for (Node pair : claims.children()) {
    if (pair.kind() != Kind::kPair || !IsText(pair.Child(syntax::Field::kKey))) continue;
    const std::string name = TextOf(pair.Child(syntax::Field::kKey));
    for (std::string_view word : {"password", "passwd", "pwd", "secret"}) {
      if (EqualsIgnoringCase(name, word)) return {.fires = true, .shown_at = pair.index()};
    }
  }
  return kSilent;
}

constexpr Rule kRules[] = {
    {
        .name = "hard-coded-cryptographic-key",
        .cwe = 321,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Key_Management",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "the key stands in the source",
        .why = "Whoever reads the source, a package of it or its history decrypts and signs with "
               "the key, "
               "and it cannot be changed without a release.",
        .fix = "key = os.environ[\"TOKEN_KEY\"]  # or a service for secrets",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match =
            OnFlow{
                .from = core::kHardCodedSource, .to = SinkKind::kCryptoKey, .quiet_in_tests = true},
    },
    {
        .name = "static-initialization-vector",
        .cwe = 329,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Cryptographic_Storage",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "every message is encrypted with the same nonce or initialization vector",
        .why = "Equal beginnings of messages show, and in the modes that make a stream (GCM, CTR, "
               "ChaCha20) "
               "two messages give away each other and the key of their signature.",
        .fix = "nonce = os.urandom(12)  # kept with the message",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match =
            OnFlow{.from = core::kHardCodedSource, .to = SinkKind::kNonce, .quiet_in_tests = true},
    },
    {
        .name = "token-not-verified",
        .cwe = 347,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "JSON_Web_Token_for_Java",
        .severity = Severity::kHigh,
        .confidence = Confidence::kMedium,
        .message = "the token is read without checking its signature",
        .why = "Anybody writes a token that says who he is and what he may do.",
        .fix = "claims = jwt.decode(token, key, algorithms=[\"HS256\"])",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kDecode, .words = kTokenWords, .when = WhenUnverified},
        .quiet = IsInTests,
    },
    {
        .name = "unsigned-token",
        .cwe = 347,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "JSON_Web_Token_for_Java",
        .severity = Severity::kHigh,
        .confidence = Confidence::kMedium,
        .message = "the token is made without a signature",
        .why = "Who takes such tokens takes those of anybody, who writes in them who he is and "
               "what he may do.",
        .fix = "token = jwt.encode(claims, key, algorithm=\"HS256\")",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kEncode, .words = kTokenWords, .when = WhenUnsigned},
        .quiet = IsInTests,
    },
    {
        .name = "small-public-exponent",
        .cwe = 326,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Cryptographic_Storage",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "{} is too small as the public exponent of an RSA key",
        .why = "A short text that is encrypted to it, or one text to several such keys, is read by "
               "taking a "
               "root, and careless checks of signatures are passed by forged ones.",
        .fix = "rsa.generate_private_key(public_exponent=65537, key_size=3072)",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kRsa, .when = WhenExponentIsSmall},
        .quiet = IsInTests,
    },
    {
        .name = "empty-cipher-key",
        .cwe = 321,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Cryptographic_Storage",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "the key of the cipher is empty",
        .why = "Everybody has it: what it encrypts can be read by all.",
        .fix = "AES.new(os.urandom(32), AES.MODE_GCM)  # kept where secrets are",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kCiphers, .when = WhenKeyIsEmpty},
        .quiet = IsInTests,
    },
    {
        .name = "password-in-token",
        .cwe = 522,
        .owasp_2021 = "A04:2021",
        .owasp_2025 = "A06:2025",
        .cheat_sheet = "JSON_Web_Token_for_Java",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "the token has a password in it: it is signed, and not encrypted",
        .why = "Whoever sees the token, in a browser, a log or on the way, reads the password.",
        .fix = "token = jwt.encode({\"sub\": user.id}, key, algorithm=\"HS256\")",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kEncode, .words = kTokenWords, .when = WhenTokenHoldsPassword},
        .quiet = IsInTests,
    },
    {
        .name = "secret-key-in-hashids",
        .cwe = 200,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Key_Management",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "Hashids give their salt away, and here it is the application's secret key",
        .why = "From a few of them an attacker computes the key, and with it signs sessions and "
               "tokens.",
        .fix = "Hashids(salt=os.environ[\"HASHIDS_SALT\"])  # used for nothing else",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kHashids, .when = WhenSaltIsSecretKey},
        .quiet = IsInTests,
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::keys

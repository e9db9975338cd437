// Hashes, ciphers, keys and random numbers.

#include <optional>
#include <string>

#include "engine/core/rule.h"
#include "engine/rules/constants.h"
#include "engine/rules/cryptography/padding.h"
#include "engine/rules/cryptography/small_key.h"
#include "engine/rules/secret_names.h"
#include "engine/rules/site.h"
#include "engine/rules/values.h"

namespace meerkat::rules::cryptography {
namespace {

using core::Confidence;
using core::kFires;
using core::kSilent;
using core::OnCall;
using core::OnFlow;
using core::OnImport;
using core::Rule;
using core::Severity;
using core::SinkKind;
using core::Verdict;
using syntax::Call;
using syntax::Field;
using syntax::Kind;
using syntax::Node;

constexpr std::string_view kHashFunctions[] = {"*.md4", "*.md5",   "*.sha",    "*.sha1",
                                               "*.new", "*.crypt", "*.mksalt", "*.file_digest"};
constexpr std::string_view kHashModules[] = {"hashlib", "crypt"};
constexpr std::string_view kHashClasses[] = {"Crypto.Hash.MD2.new",
                                             "Crypto.Hash.MD4.new",
                                             "Crypto.Hash.MD5.new",
                                             "Crypto.Hash.SHA.new",
                                             "Crypto.Hash.SHA1.new",
                                             "Cryptodome.Hash.MD2.new",
                                             "Cryptodome.Hash.MD4.new",
                                             "Cryptodome.Hash.MD5.new",
                                             "Cryptodome.Hash.SHA.new",
                                             "Cryptodome.Hash.SHA1.new",
                                             "cryptography.hazmat.primitives.hashes.MD5",
                                             "cryptography.hazmat.primitives.hashes.SHA1"};
constexpr std::string_view kCiphers[] = {
    "Crypto.Cipher.ARC2.new",
    "Crypto.Cipher.ARC4.new",
    "Crypto.Cipher.Blowfish.new",
    "Crypto.Cipher.CAST.new",
    "Crypto.Cipher.DES.new",
    "Crypto.Cipher.DES3.new",
    "Crypto.Cipher.XOR.new",
    "Cryptodome.Cipher.ARC2.new",
    "Cryptodome.Cipher.ARC4.new",
    "Cryptodome.Cipher.Blowfish.new",
    "Cryptodome.Cipher.CAST.new",
    "Cryptodome.Cipher.DES.new",
    "Cryptodome.Cipher.DES3.new",
    "Cryptodome.Cipher.XOR.new",
    "cryptography.hazmat.primitives.ciphers.algorithms.ARC4",
    "cryptography.hazmat.primitives.ciphers.algorithms.Blowfish",
    "cryptography.hazmat.primitives.ciphers.algorithms.CAST5",
    "cryptography.hazmat.primitives.ciphers.algorithms.IDEA",
    "cryptography.hazmat.primitives.ciphers.algorithms.SEED",
    "cryptography.hazmat.primitives.ciphers.algorithms.TripleDES",
    "cryptography.hazmat.decrepit.ciphers.algorithms.ARC4",
    "cryptography.hazmat.decrepit.ciphers.algorithms.Blowfish",
    "cryptography.hazmat.decrepit.ciphers.algorithms.CAST5",
    "cryptography.hazmat.decrepit.ciphers.algorithms.IDEA",
    "cryptography.hazmat.decrepit.ciphers.algorithms.RC2",
    "cryptography.hazmat.decrepit.ciphers.algorithms.SEED",
    "cryptography.hazmat.decrepit.ciphers.algorithms.TripleDES"};
constexpr std::string_view kEcb[] = {"cryptography.hazmat.primitives.ciphers.modes.ECB", "*.new",
                                     "pyaes.AESModeOfOperationECB"};
constexpr std::string_view kEcbWords[] = {"ciphers", "Crypto", "pyaes"};
// What Bandit's lists of hashes and ciphers leave out.
constexpr std::string_view kNotOfBandit[] = {"SHA1", "CAST", "DES3"};
constexpr std::string_view kRandom[] = {
    "random.Random",    "random.random",  "random.randrange",   "random.randint",
    "random.choice",    "random.choices", "random.uniform",     "random.triangular",
    "random.randbytes", "random.sample",  "random.getrandbits",
};
constexpr std::string_view kPyCrypto[] = {
    "Crypto.Cipher",    "Crypto.Hash",   "Crypto.IO",        "Crypto.Protocol",
    "Crypto.PublicKey", "Crypto.Random", "Crypto.Signature", "Crypto.Util",
};

bool IsWeakHash(std::string_view name) {
  return EqualsIgnoringCase(name, "md4") || EqualsIgnoringCase(name, "md5") ||
         EqualsIgnoringCase(name, "sha") || EqualsIgnoringCase(name, "sha1");
}

// What NameIn gives as a view into the file, for messages.
std::string_view NameView(Node argument) {
  std::string_view text = IsText(argument) ? argument.text() : syntax::LastName(argument);
  while (text.starts_with('"') || text.starts_with('\'')) text.remove_prefix(1);
  while (text.ends_with('"') || text.ends_with('\'')) text.remove_suffix(1);
  return text;
}

// hashlib.md5(data), hashlib.new("md5", data); not with usedforsecurity=False
Verdict HashlibCall(const Site& site, std::string_view function) {
  const Call call = site.call();
  const Node for_security = call.Keyword("usedforsecurity");
  if (for_security && !ReadsAs(for_security, "True")) return kSilent;
  // hashlib.file_digest(file, "md5")
  if (function == "file_digest") {
    const Node digest = site.as_bandit() ? Node() : call.Argument(1, "digest");
    const Node name = ValueOf(site, digest);
    return IsWeakHash(NameIn(name)) ? Verdict{.fires = true, .detail = NameView(name)} : kSilent;
  }
  if (function != "new") {
    return IsWeakHash(function) ? Verdict{.fires = true, .detail = function} : kSilent;
  }
  const Node given = call.PositionalCount() > 0 ? call.Positional(0) : call.Keyword("name");
  const Node name = site.as_bandit() ? given : ValueOf(site, given);
  return IsWeakHash(NameIn(name)) ? Verdict{.fires = true, .detail = NameView(name)} : kSilent;
}

// crypt.crypt(word, crypt.METHOD_MD5), crypt.mksalt(crypt.METHOD_CRYPT)
Verdict CryptCall(const Site& site, std::string_view function) {
  const Call call = site.call();
  const bool salt = function == "mksalt";
  const uint32_t position = salt ? 0 : 1;
  const Node method = call.PositionalCount() > position ? call.Positional(position)
                                                        : call.Keyword(salt ? "method" : "salt");
  const std::string name = NameIn(method);
  if (name != "METHOD_CRYPT" && name != "METHOD_MD5" && name != "METHOD_BLOWFISH") return kSilent;
  return {.fires = true, .severity = Severity::kMedium, .detail = NameView(method)};
}

Verdict WhenWeakHash(const Site& site) {
  const std::string_view function = LastComponent(site.callee());
  if (HasComponent(site.callee(), "hashlib")) return HashlibCall(site, function);
  const bool crypt = function == "crypt" || function == "mksalt";
  return crypt && HasComponent(site.callee(), "crypt") ? CryptCall(site, function) : kSilent;
}

Verdict SayLast(const Site& site) {
  const std::string_view last = LastComponent(site.callee());
  if (site.as_bandit() && HasComponent(site.callee(), "decrepit")) return kSilent;
  if (last != "new") return {.fires = true, .detail = last};
  const std::string_view owner =
      LastComponent(site.callee().substr(0, site.callee().size() - last.size() - 1));
  for (std::string_view unknown : kNotOfBandit) {
    if (site.as_bandit() && owner == unknown) return kSilent;
  }
  return {.fires = true, .detail = owner};
}

// modes.ECB(), AES.new(key, AES.MODE_ECB); pyCrypto takes this mode where none is given.
Verdict WhenEcb(const Site& site) {
  if (LastComponent(site.callee()) == "ECB") return kFires;
  // What Bandit does not know.
  if (FirstComponent(site.callee()) == "pyaes") return site.as_bandit() ? kSilent : kFires;
  if (site.as_bandit() || !HasComponent(site.callee(), "Cipher")) return kSilent;
  const Call call = site.call();
  // MODE = AES.MODE_ECB
  const Node given = call.Argument(1, "mode");
  Node mode = given ? ValueOf(site, given) : given;
  if (!mode) mode = given;  // of an import
  const bool is_block_cipher =
      LastComponent(site.callee()) == "new" && !HasComponent(site.callee(), "ARC4");
  if (mode) {
    const bool is_ecb = ReadsAs(mode, "MODE_ECB") || IntegerValue(mode) == 1u;
    return is_block_cipher && is_ecb ? kFires : kSilent;
  }
  // ARC4 has no modes.
  const bool by_default = site.callee() == "Crypto.Cipher.AES.new" && call.PositionalCount() == 1 &&
                          call.Positional(0).kind() != Kind::kListSplat &&
                          !call.HasDictionarySplat();
  return by_default ? kFires : kSilent;
}

Verdict WhenRandom(const Site& site) {
  return {.fires = true, .even_if_known = true, .detail = site.callee()};
}

// A random number is a matter of security where what gets it says so: token = random.choice(…)
bool IsForSecret(std::string_view name) {
  if (IsSecretName(name)) return true;
  for (std::string_view part : {"token", "secret", "passw", "otp", "nonce", "salt", "session",
                                "csrf", "captcha", "verification", "key"}) {
    if (ContainsIgnoringCase(name, part)) return true;
  }
  return false;
}

// How far around the call a telling name is looked for.
constexpr int kMaxClimb = 64;

bool IsRandomForNothing(const Site& site) {
  if (IsInTests(site)) return true;
  int climbed = 0;
  for (Node node = site.node(); node && ++climbed < kMaxClimb; node = node.parent()) {
    switch (node.kind()) {
      case Kind::kAssignment:
        if (IsForSecret(node.Child(Field::kLeft).text())) return false;
        break;
      case Kind::kKeywordArgument:
      case Kind::kFunction:
        if (IsForSecret(node.Child(Field::kName).text())) return false;
        break;
      default: break;
    }
  }
  return true;
}

constexpr Rule kRules[] = {
    {
        .name = "weak-hash",
        .bandit_id = "B324",
        .cwe = 327,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Cryptographic_Storage",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "{} is broken as a hash for security",
        .why =
            "Two inputs with one hash can be made: a signature or checksum of one is good for the "
            "other. For passwords it is far too fast.",
        .fix = "hashlib.sha256(data)  # for a cache key: hashlib.md5(data, usedforsecurity=False); "
               "for passwords: bcrypt, scrypt, argon2",
        .match = OnCall{.callees = kHashFunctions, .words = kHashModules, .when = WhenWeakHash},
        .quiet = IsInTests,
    },
    {
        .name = "weak-hash-class",
        .bandit_id = "B303",
        .cwe = 327,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Cryptographic_Storage",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "{} is broken as a hash for security",
        .why =
            "Two inputs with one hash can be made: a signature or checksum of one is good for the "
            "other. For passwords it is far too fast.",
        .fix = "hashes.Hash(hashes.SHA256())",
        .match = OnCall{.callees = kHashClasses, .when = SayLast},
        .quiet = IsInTests,
    },
    {
        .name = "weak-cipher",
        .bandit_id = "B304",
        .cwe = 327,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Cryptographic_Storage",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "{} is broken, or too small, as a cipher",
        .why = "Whoever has enough of the encrypted data gets at the text or the key.",
        .fix = "cryptography.fernet.Fernet(key).encrypt(data)  # or AESGCM",
        .match = OnCall{.callees = kCiphers, .when = SayLast},
    },
    {
        .name = "ecb-mode",
        .bandit_id = "B305",
        .cwe = 327,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Cryptographic_Storage",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "ECB encrypts equal blocks to equal blocks",
        .why = "The pattern of the text shows in what is encrypted, and blocks can be moved and "
               "repeated unseen.",
        .fix = "AESGCM(key).encrypt(os.urandom(12), data, None)",
        .match = OnCall{.callees = kEcb, .words = kEcbWords, .when = WhenEcb},
    },
    {
        .name = "predictable-random",
        .bandit_id = "B311",
        .cwe = 330,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Cryptographic_Storage",
        .severity = Severity::kLow,
        .confidence = Confidence::kHigh,
        .message = "{}() can be predicted",
        .why = "Who has seen some of its numbers knows the next ones: tokens, passwords and keys "
               "that are made of them can be guessed.",
        .fix = "secrets.token_urlsafe(32)  # or secrets.choice(alphabet)",
        .match = OnCall{.callees = kRandom, .when = WhenRandom},
        .quiet = IsRandomForNothing,
        .decided_by = core::Bit(SinkKind::kToken),
    },
    {
        .name = "pycrypto-import",
        .bandit_id = "B413",
        .cwe = 327,
        .owasp_2021 = "A06:2021",
        .owasp_2025 = "A03:2025",
        .cheat_sheet = "Cryptographic_Storage",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "{} of pyCrypto, which nobody maintains",
        .why = "Its known holes, such as CVE-2013-7459, stay open.",
        .fix = "from cryptography.fernet import Fernet  # or pycryptodomex, as Cryptodome",
        .profiles = core::kBanditProfile | core::kAllProfile,
        .match = OnImport{.modules = kPyCrypto},
    },
    {
        .name = "small-key",
        .bandit_id = "B505",
        .cwe = 326,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Cryptographic_Storage",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "the {} key is too small",
        .why = "A key of this size can be computed from the public one: signatures are forged, and "
               "what was encrypted is read.",
        .fix = "rsa.generate_private_key(public_exponent=65537, key_size=3072)",
        .match = OnCall{.callees = kKeys, .when = WhenKeyIsSmall},
    },
    {
        .name = "old-encryption-padding",
        .cwe = 780,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Cryptographic_Storage",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "RSA encrypts with the padding of PKCS #1 v1.5",
        .why = "Whoever can tell, by an error or by the time, whether what he sends is filled up "
               "well, decrypts other messages with some thousand tries.",
        .fix = "key.encrypt(text, padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), "
               "None))",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kEncryptions, .words = kOldPaddings, .when = WhenPaddingIsOld},
        .quiet = IsInTests,
    },
    {
        .name = "predictable-token",
        .cwe = 338,
        .owasp_2021 = "A02:2021",
        .owasp_2025 = "A04:2025",
        .cheat_sheet = "Cryptographic_Storage",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "a token is made from numbers that can be predicted: {}",
        .why = "Who has seen a few numbers of the generator, or guesses its seed, knows "
               "the next ones, and with them the token.",
        .fix = "token = secrets.token_urlsafe(32)",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kRandomSource, .to = SinkKind::kToken},
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::cryptography

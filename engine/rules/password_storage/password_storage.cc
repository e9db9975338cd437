// How passwords are kept.

#include <span>

#include "engine/core/rule.h"
#include "engine/rules/secret_names.h"
#include "engine/rules/site.h"
#include "engine/rules/values.h"

namespace meerkat::rules::password_storage {
namespace {

using core::Confidence;
using core::kSilent;
using core::OnCall;
using core::Rule;
using core::Severity;
using core::Verdict;
using syntax::Field;
using syntax::Kind;
using syntax::Node;

constexpr std::string_view kHashes[] = {
    "hashlib.sha224",   "hashlib.sha256",   "hashlib.sha384",  "hashlib.sha512",
    "hashlib.sha3_256", "hashlib.sha3_512", "hashlib.blake2b", "hashlib.blake2s",
};
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
        const bool encodes = function.kind() == Kind::kAttribute &&
                             (syntax::LastName(function) == "encode" ||
                              syntax::LastName(function) == "strip");
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

// hashlib.sha256(password.encode()); what is derived from it in rounds is another function.
Verdict WhenPassword(const Site& site) {
  const std::string_view name = PasswordIn(site.call().Argument(0, "data"));
  return name.empty() ? kSilent : Verdict{.fires = true, .detail = name};
}

bool IsInTests(const Site& site) { return IsTestPath(site.file().path()); }

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
        .match = OnCall{.callees = kHashes, .near = kPasswordWords, .when = WhenPassword},
        .quiet = IsInTests,
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::password_storage

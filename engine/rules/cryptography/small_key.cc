#include "engine/rules/cryptography/small_key.h"

#include <optional>
#include <string>

#include "engine/rules/constants.h"
#include "engine/rules/values.h"

namespace meerkat::rules::cryptography {

using core::kSilent;
using core::Severity;
using core::Verdict;
using syntax::Call;
using syntax::Kind;
using syntax::Node;

namespace {

// "", b"", [], (), {}
bool IsEmpty(Node argument) {
  switch (argument.kind()) {
    case Kind::kTuple: return !argument.first_child();
    case Kind::kString:
    case Kind::kConcatenatedString:
    case Kind::kList:
    case Kind::kDictionary: return !MaySwitchOn(argument);
    default: return false;
  }
}

constexpr uint32_t kByName = 1000;

// The size that the first readable argument says that is neither zero nor empty; 0: nothing that
// could be compared with a number.
double KeySize(const Site& site, std::string_view keyword, uint32_t position) {
  constexpr double kUsual = 2048;
  for (Node given : {site.call().Keyword(keyword), site.call().Positional(position)}) {
    const Node argument = site.as_bandit() ? given : ValueOf(site, given);
    if (const std::optional<double> size = NumberValue(argument)) {
      if (*size != 0) return *size;
    } else if (IsReadable(argument) && !IsEmpty(argument)) {
      return 0;
    }
  }
  return kUsual;
}

struct Curve {
  std::string_view name;
  uint32_t bits;
};

// cryptography.hazmat.primitives.asymmetric.ec; SECT571R1 has 570 bits of key.
constexpr Curve kCurves[] = {
    {"SECT571K1", 571},       {"SECT571R1", 570},       {"SECP521R1", 521},
    {"BrainpoolP512R1", 512}, {"SECT409K1", 409},       {"SECT409R1", 409},
    {"SECP384R1", 384},       {"BrainpoolP384R1", 384}, {"SECT283K1", 283},
    {"SECT283R1", 283},       {"SECP256K1", 256},       {"SECP256R1", 256},
    {"BrainpoolP256R1", 256}, {"SECT233K1", 233},       {"SECT233R1", 233},
    {"SECP224R1", 224},       {"SECP192R1", 192},       {"SECT163K1", 163},
    {"SECT163R2", 163},       {"P-192", 192},           {"p192", 192},
    {"NIST P-192", 192},      {"prime192v1", 192},      {"secp192r1", 192},
    {"NIST192p", 192},        {"BRAINPOOLP160r1", 160},
};

// ec.SECP192R1, ec.SECP192R1(); a curve that is not known counts as the smallest good one.
uint64_t CurveSize(const Site& site) {
  Node curve = site.call().Argument(0, "curve");
  // What is imported has no value here, but a name.
  const auto known = [&site](Node node) {
    const Node value = site.as_bandit() || !node ? node : ValueOf(site, node);
    return value ? value : node;
  };
  curve = known(curve);
  if (!site.as_bandit() && curve && curve.kind() == Kind::kCall) {
    curve = known(Call(curve).Function());  // CURVE = ec.SECT163K1; CURVE()
  }
  const std::string name = NameIn(curve);
  for (const Curve& known : kCurves) {
    if (known.name == name) return known.bits;
  }
  return 224;
}

// key.generate_key(crypto.TYPE_RSA, 1024) of pyOpenSSL
bool IsOpenSslKey(const Site& site) {
  const std::string_view type = syntax::LastName(site.call().Argument(0, "type"));
  return LastComponent(site.callee()) == "generate_key" && !site.as_bandit() &&
         site.ImportsLike("OpenSSL") && (type == "TYPE_RSA" || type == "TYPE_DSA");
}

// What Bandit does not ask about.
bool IsOfOthers(std::string_view library) {
  return library == "paramiko" || library == "rsa" || library == "OpenSSL" || library == "ecdsa" ||
         library == "jwcrypto" || library == "authlib" || library == "M2Crypto";
}

}  // namespace

// rsa.generate_private_key(65537, 1024), RSA.generate(1024)
Verdict WhenKeyIsSmall(const Site& site) {
  const core::RuleOptions& options = site.options();
  const std::string_view library = FirstComponent(site.callee());
  const bool open_ssl = library != "authlib" && LastComponent(site.callee()) == "generate_key";
  if (open_ssl && !IsOpenSslKey(site)) return kSilent;
  const bool curve =
      HasComponent(site.callee(), "ec") || HasComponent(site.callee(), "ECC") || library == "ecdsa";
  // JWK.generate(kty="RSA", size=1024); other kinds have sizes of their own.
  if (library == "jwcrypto" && !ReadsAs(site.call().Keyword("kty"), "RSA")) return kSilent;
  const bool parameters = LastComponent(site.callee()) == "generate_parameters";
  const bool diffie_hellman = HasComponent(site.callee(), "dh");
  if (site.as_bandit() &&
      (parameters || IsOfOthers(library) || HasComponent(site.callee(), "ECC"))) {
    return kSilent;
  }
  const bool pyca = library == "cryptography";
  const bool rsa = open_ssl
                       ? syntax::LastName(site.call().Argument(0, "type")) == "TYPE_RSA"
                       : HasComponent(site.callee(), "rsa") || HasComponent(site.callee(), "RSA") ||
                             HasComponent(site.callee(), "RSAKey") || library == "jwcrypto";
  const double size = curve      ? static_cast<double>(CurveSize(site))
                      : pyca     ? KeySize(site, "key_size", rsa || diffie_hellman ? 1 : 0)
                      : open_ssl ? KeySize(site, "bits", 1)
                      : library == "jwcrypto" ? KeySize(site, "size", kByName)
                      : library == "authlib"
                          ? KeySize(site, "key_size", 0)
                          : KeySize(site, library == "rsa" ? "nbits" : "bits", 0);
  const uint32_t high = curve ? options.ec_high : rsa ? options.rsa_high : options.dsa_high;
  const uint32_t medium = curve ? options.ec_medium : rsa ? options.rsa_medium : options.dsa_medium;
  if (size == 0 || (size >= medium && size >= high)) return kSilent;
  return {.fires = true,
          .severity = size < high ? Severity::kHigh : Severity::kMedium,
          .detail = curve            ? "elliptic curve"
                    : rsa            ? "RSA"
                    : diffie_hellman ? "Diffie-Hellman"
                                     : "DSA"};
}

}  // namespace meerkat::rules::cryptography

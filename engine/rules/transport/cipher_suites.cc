#include "engine/rules/transport/cipher_suites.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "engine/rules/constants.h"
#include "engine/rules/values.h"
#include "engine/syntax/string_literal.h"
#include "engine/syntax/views.h"

namespace meerkat::rules::transport {
namespace {

// Parts of the names of OpenSSL's cipher suites: what encrypts with something broken or not at all,
// or does not ask who the server is.
constexpr std::string_view kWeakSuites[] = {"RC4",
                                            "RC2",
                                            "DES",
                                            "3DES",
                                            "NULL",
                                            "eNULL",
                                            "aNULL",
                                            "ADH",
                                            "AECDH",
                                            "EXPORT",
                                            "EXP",
                                            "EXPORT40",
                                            "EXPORT56",
                                            "LOW",
                                            "MD5",
                                            "IDEA",
                                            "COMPLEMENTOFALL"};

bool IsWeakPart(std::string_view part) {
  return std::find(std::begin(kWeakSuites), std::end(kWeakSuites), part) != std::end(kWeakSuites);
}

// Whether "ECDHE-RSA-RC4-SHA" or "kRSA+RC4" has a part that is weak.
bool IsWeakSuite(std::string_view suite) {
  while (!suite.empty()) {
    const size_t end = suite.find_first_of("-+");
    if (IsWeakPart(suite.substr(0, end))) return true;
    if (end == std::string_view::npos) return false;
    suite.remove_prefix(end + 1);
  }
  return false;
}

// Whether the list "ALL:!RC4" takes a suite away for good.
bool IsBanned(std::string_view list, std::string_view suite) {
  const size_t at = list.find("!" + std::string(suite));
  if (at == std::string_view::npos) return false;
  const size_t end = at + 1 + suite.size();
  return end == list.size() || list[end] == ':' || list[end] == ',' || list[end] == ' ';
}

// b"RC4": pyOpenSSL takes bytes. No suite's name has to be escaped.
std::string_view InsideOfBytes(syntax::Node argument) {
  if (argument.kind() != syntax::Kind::kString || !syntax::IsBytes(argument)) return {};
  std::string_view literal = argument.text();
  const syntax::LiteralPrefix prefix = syntax::PrefixOf(literal);
  const size_t around = size_t{prefix.prefix_length} + size_t{2} * prefix.quote_length;
  if (literal.size() < around) return {};
  literal.remove_prefix(prefix.prefix_length + prefix.quote_length);
  literal.remove_suffix(prefix.quote_length);
  return literal;
}

}  // namespace

// context.set_ciphers("RC4-SHA:AES128-SHA"); not "HIGH:!RC4", "HIGH:-RC4", and "+RC4", which only
// sorts
core::Verdict WhenSuitesAreWeak(const Site& site) {
  const syntax::Node argument = ValueOf(site, site.call().Argument(0, "ciphers"));
  if (!argument) return core::kSilent;
  const std::string text = TextOf(argument);
  const std::string_view list = text.empty() ? InsideOfBytes(argument) : text;
  if (list.find("@SECLEVEL=0") != std::string_view::npos) return core::kFires;
  for (size_t start = 0; start < list.size();) {
    const size_t end = std::min(list.find_first_of(":, ", start), list.size());
    const std::string_view suite = list.substr(start, end - start);
    start = end + 1;
    if (suite.empty() || suite[0] == '!' || suite[0] == '-' || suite[0] == '+') continue;
    if (IsWeakSuite(suite) && !IsBanned(list, suite)) return core::kFires;
  }
  return core::kSilent;
}

}  // namespace meerkat::rules::transport

// Secrets that are known by what they look like: services give their keys a beginning by which they
// are found, whatever the name that they are kept under.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/core/rule.h"
#include "engine/rules/site.h"
#include "engine/rules/values.h"

namespace meerkat::rules::secret_formats {
namespace {

using core::Confidence;
using core::kSilent;
using core::OnString;
using core::Rule;
using core::Severity;
using core::Verdict;

// What stands behind the beginning.
enum class Alphabet : uint8_t {
  kBase32,        // A to Z and 2 to 7
  kAlphanumeric,  // letters and digits
  kWord,          // also "-" and "_"
};

// A beginning, and how many characters of the alphabet follow at least; `exact`: and no more.
struct Format {
  std::string_view begin;
  Alphabet alphabet;
  size_t least;
  bool exact;
  std::string_view whose;
};

constexpr Format kFormats[] = {
    {"AKIA", Alphabet::kBase32, 16, true, "Amazon Web Services"},
    {"ASIA", Alphabet::kBase32, 16, true, "Amazon Web Services"},
    {"AIza", Alphabet::kWord, 35, true, "Google"},
    {"ghp_", Alphabet::kAlphanumeric, 36, false, "GitHub"},
    {"gho_", Alphabet::kAlphanumeric, 36, false, "GitHub"},
    {"ghs_", Alphabet::kAlphanumeric, 36, false, "GitHub"},
    {"ghu_", Alphabet::kAlphanumeric, 36, false, "GitHub"},
    {"ghr_", Alphabet::kAlphanumeric, 36, false, "GitHub"},
    {"github_pat_", Alphabet::kWord, 60, false, "GitHub"},
    {"glpat-", Alphabet::kWord, 20, false, "GitLab"},
    {"xoxb-", Alphabet::kWord, 40, false, "Slack"},
    {"xoxp-", Alphabet::kWord, 40, false, "Slack"},
    {"sk_live_", Alphabet::kAlphanumeric, 20, false, "Stripe"},
    {"rk_live_", Alphabet::kAlphanumeric, 20, false, "Stripe"},
    {"pypi-AgEIcHlwaS5vcmc", Alphabet::kWord, 50, false, "PyPI"},
    {"npm_", Alphabet::kAlphanumeric, 36, true, "npm"},
    {"hf_", Alphabet::kAlphanumeric, 34, true, "Hugging Face"},
    {"dckr_pat_", Alphabet::kWord, 24, false, "Docker"},
    {"shpat_", Alphabet::kAlphanumeric, 32, true, "Shopify"},
    {"sk-ant-", Alphabet::kWord, 80, false, "Anthropic"},
};

// A trigger word in lower case stands for any case.
constexpr std::string_view kWords[] = {
    "AKIA", "ASIA",        "AIza",      "ghp_",   "gho_",   "ghs_",     "ghu_",
    "ghr_", "github_pat_", "glpat-",    "xoxb-",  "xoxp-",  "sk_live_", "rk_live_",
    "npm_", "hf_",         "dckr_pat_", "shpat_", "sk-ant", "pypi-age",
};

bool IsWordCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

bool IsOf(Alphabet alphabet, char c) {
  switch (alphabet) {
    case Alphabet::kBase32: return (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7');
    case Alphabet::kAlphanumeric: return IsWordCharacter(c) && c != '_' && c != '-';
    case Alphabet::kWord: return IsWordCharacter(c);
  }
  return false;
}

// "AKIAIOSFODNN7EXAMPLE", "ghp_xxxxxxxx…", "AKIA0000000000000000": of a manual, or of a form. A
// real one is random: a third of its characters, or ten of a long one's, are different ones, and
// digits and letters are mixed.
bool IsMadeUp(std::string_view key) {
  if (ContainsIgnoringCase(key, "example") || ContainsIgnoringCase(key, "xxxx")) return true;
  if (ContainsIgnoringCase(key, "123456") || ContainsIgnoringCase(key, "abcdef")) return true;
  size_t different = 0;
  bool has_digit = false;
  bool has_letter = false;
  for (size_t i = 0; i < key.size(); ++i) {
    if (key.find(key[i]) == i) ++different;
    (key[i] >= '0' && key[i] <= '9' ? has_digit : has_letter) = true;
  }
  const size_t enough = key.size() < 30 ? key.size() / 3 : 10;
  return different < enough || !has_letter || !has_digit;
}

// TOKEN = "ghp_…", f(key="AKIA…"), and also within a longer text
Verdict WhenSecretFormat(const Site& site) {
  const std::string_view text = site.text();
  for (const Format& format : kFormats) {
    for (size_t at = text.find(format.begin); at != std::string_view::npos;
         at = text.find(format.begin, at + 1)) {
      if (at > 0 && IsWordCharacter(text[at - 1])) continue;
      const size_t begin = at + format.begin.size();
      size_t end = begin;
      while (end < text.size() && IsOf(format.alphabet, text[end])) ++end;
      if (end < text.size() && IsWordCharacter(text[end])) continue;
      const size_t length = end - begin;
      if (length < format.least || (format.exact && length != format.least)) continue;
      if (IsMadeUp(text.substr(begin, length))) continue;
      return {.fires = true, .detail = format.whose};
    }
  }
  return kSilent;
}

constexpr Rule kRules[] = {
    {
        .name = "secret-by-format",
        .cwe = 798,
        .owasp_2021 = "A07:2021",
        .owasp_2025 = "A07:2025",
        .cheat_sheet = "Secrets_Management",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "the text is a key or token of {}",
        .why = "Whoever reads the source, a package of it or its history acts with the rights of "
               "the account that it belongs to; keys of these forms are searched for within "
               "minutes.",
        .fix = "token = os.environ[\"SERVICE_TOKEN\"]  # and revoke the one that was here",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnString{.words = kWords, .when = WhenSecretFormat},
        .quiet = IsInTests,
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::secret_formats

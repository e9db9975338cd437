// What is fetched while the program runs, without a check that it is the right one.

#include <algorithm>
#include <cctype>
#include <string>

#include "engine/core/rule.h"
#include "engine/rules/site.h"
#include "engine/rules/values.h"

namespace meerkat::rules::supply_chain {
namespace {

using core::Confidence;
using core::kFires;
using core::kSilent;
using core::OnCall;
using core::OnSetting;
using core::Rule;
using core::Severity;
using core::Verdict;
using syntax::Call;
using syntax::Node;

constexpr std::string_view kHubCalls[] = {"*.from_pretrained", "*.load_dataset",
                                          "*.hf_hub_download", "*.snapshot_download",
                                          "*.repository_id"};
constexpr std::string_view kHubWords[] = {"transformers", "datasets", "huggingface_hub"};

// The library that such a call has to belong to.
std::string_view LibraryOf(std::string_view function) {
  if (function == "from_pretrained") return "transformers";
  if (function == "load_dataset") return "datasets";
  return "huggingface_hub";
}

// What an argument says, as Bandit reads it: a text, or the name of what stands for one.
std::string NameIn(Node argument) {
  return IsText(argument) ? TextOf(argument) : std::string(syntax::LastName(argument));
}

bool IsGiven(Node argument) { return argument && MaySwitchOn(argument); }

// "a3f5c21": a commit, which cannot be moved; "main" and "v1.0" can.
bool IsCommit(Node revision) {
  const std::string text = NameIn(revision);
  std::string_view digits = text;
  while (digits.starts_with('"') || digits.starts_with('\'')) digits.remove_prefix(1);
  while (digits.ends_with('"') || digits.ends_with('\'')) digits.remove_suffix(1);
  return digits.size() >= 7 && std::all_of(digits.begin(), digits.end(),
                                           [](unsigned char c) { return std::isxdigit(c); });
}

// AutoModel.from_pretrained("org/model"), load_dataset("org/data", revision="main")
Verdict WhenNotPinned(const Site& site) {
  const bool imported = site.ImportsLike("transformers") || site.ImportsLike("datasets") ||
                        site.ImportsLike("huggingface_hub");
  const std::string_view function = LastComponent(site.callee());
  if (!imported || !HasComponent(site.callee(), LibraryOf(function))) return kSilent;
  const Call call = site.call();
  const Node revision = call.Keyword("revision");
  const Node commit = call.Keyword("commit_id");
  // What has to be computed may be a commit.
  for (Node given : {revision, commit}) {
    if (given && !syntax::IsConstant(given)) return kSilent;
  }
  // So may what **options hold.
  if (!site.as_bandit() && !revision && !commit && call.HasDictionarySplat()) return kSilent;
  if (IsCommit(IsGiven(revision) ? revision : commit)) return kSilent;
  // from_pretrained("./model") reads a folder.
  const std::string first = NameIn(call.Positional(0));
  if (first.starts_with("./") || first.starts_with("/") || first.starts_with("../")) return kSilent;
  return {.fires = true, .detail = function};
}

constexpr std::string_view kRemoteCode[] = {"trust_remote_code", "trust_repo"};

// from_pretrained("org/model", trust_remote_code=True); what a caller decides is his.
Verdict WhenRemoteCodeIsTrusted(const Site& site) {
  const bool is_given = site.node().kind() == syntax::Kind::kKeywordArgument ||
                        site.node().kind() == syntax::Kind::kPair;
  return is_given && site.value().kind() == syntax::Kind::kTrue ? kFires : kSilent;
}

constexpr Rule kRules[] = {
    {
        .name = "unpinned-model-download",
        .bandit_id = "B615",
        .cwe = 494,
        .owasp_2021 = "A08:2021",
        .owasp_2025 = "A08:2025",
        .cheat_sheet = "Vulnerable_Dependency_Management",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "{}() takes whatever the repository holds today",
        .why = "Whoever gets at the repository swaps the model or the data, and what is loaded may "
               "run code.",
        .fix = "AutoModel.from_pretrained(\"org/model\", revision=\"5d34f2a9c1e8b7d6\")",
        .match = OnCall{.callees = kHubCalls, .words = kHubWords, .when = WhenNotPinned},
    },
    {
        .name = "remote-code-trusted",
        .cwe = 94,
        .owasp_2021 = "A08:2021",
        .owasp_2025 = "A08:2025",
        .cheat_sheet = "Vulnerable_Dependency_Management",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "the code that comes with the model is run",
        .why =
            "Whoever gets at the repository, or has another one named, runs code with the rights "
            "of this process.",
        .fix = "AutoModel.from_pretrained(\"org/model\", revision=\"5d34f2a9c1e8b7d6\")",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnSetting{.names = kRemoteCode, .when = WhenRemoteCodeIsTrusted},
        .quiet = IsInTests,
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::supply_chain

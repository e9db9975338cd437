// Browsers that are sent where somebody else says.

#include <span>

#include "engine/core/rule.h"

namespace meerkat::rules::redirects {
namespace {

using core::Confidence;
using core::OnFlow;
using core::Rule;
using core::Severity;
using core::SinkKind;

constexpr Rule kRules[] = {
    {
        .name = "open-redirect",
        .cwe = 601,
        .owasp_2021 = "A01:2021",
        .owasp_2025 = "A01:2025",
        .cheat_sheet = "Unvalidated_Redirects_and_Forwards",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "text from outside decides where the browser is sent: {}",
        .why = "A link to this site leads to the page of an attacker, who asks for the "
               "password there, or takes tokens that the address carries.",
        .fix = "if not url_has_allowed_host_and_scheme(url, "
               "allowed_hosts={request.get_host()}): url = \"/\"",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match =
            OnFlow{.from = core::kRemoteSource | core::kLibrarySource, .to = SinkKind::kRedirect},
    },
    {
        .name = "host-header-in-mail",
        .cwe = 640,
        .owasp_2021 = "A07:2021",
        .owasp_2025 = "A07:2025",
        .cheat_sheet = "Forgot_Password",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "a link in a mail leads to the host that a request names: {}",
        .why = "Whoever asks for a new password in another's name, with a host of his own in the "
               "request, gets the token when the link is followed.",
        .fix = "link = f\"{settings.BASE_ADDRESS}/reset/{token}\"",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kRemoteSource, .to = SinkKind::kMailText},
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::redirects

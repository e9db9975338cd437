// Requests that this machine sends, to where somebody else says.

#include <span>

#include "engine/core/rule.h"

namespace meerkat::rules::server_requests {
namespace {

using core::Confidence;
using core::OnFlow;
using core::Rule;
using core::Severity;
using core::SinkKind;

constexpr Rule kRules[] = {
    {
        .name = "server-side-request-forgery",
        .cwe = 918,
        .owasp_2021 = "A10:2021",
        .owasp_2025 = "A01:2025",
        .cheat_sheet = "Server_Side_Request_Forgery_Prevention",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "text from outside decides which server is asked: {}",
        .why = "Requests of this machine reach what strangers do not: services of the "
               "inner network, or the address of a cloud that tells its credentials.",
        .fix = "if urlsplit(url).hostname not in ALLOWED_HOSTS: raise ValueError(url)",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kOutside, .to = SinkKind::kUrl},
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::server_requests

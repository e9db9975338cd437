// Text whose line breaks end a line that was meant to hold it.

#include <span>

#include "engine/core/rule.h"

namespace meerkat::rules::line_breaks {
namespace {

using core::Confidence;
using core::OnFlow;
using core::Rule;
using core::Severity;
using core::SinkKind;

constexpr Rule kRules[] = {
    {
        .name = "header-injection",
        .cwe = 113,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "Injection_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "text from outside is put into a header of the response: {}",
        .why = "A line break in the text starts another header, or a page of its own: "
               "cookies are set and caches poisoned.",
        .fix = "response.headers[\"X-Name\"] = name.replace(\"\\r\", \"\").replace(\"\\n\", \"\")",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match =
            OnFlow{.from = core::kRemoteSource | core::kLibrarySource, .to = SinkKind::kHeader},
    },
    {
        .name = "log-injection",
        .cwe = 117,
        .owasp_2021 = "A09:2021",
        .owasp_2025 = "A09:2025",
        .cheat_sheet = "Logging",
        .severity = Severity::kLow,
        .confidence = Confidence::kHigh,
        .message = "text from outside is logged with its line breaks: {}",
        .why = "A line break in the text forges entries: attacks are hidden, or blamed on others.",
        .fix = "logger.info(\"login of %r\", name)  # %r shows line breaks as \\n",
        .profiles = core::kAllProfile,
        .match = OnFlow{.from = core::kOutside, .to = SinkKind::kLog},
    },
    {
        .name = "mail-header-injection",
        .cwe = 93,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "Injection_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "text from outside becomes part of an e-mail's envelope or headers: {}",
        .why = "A line break in the text adds recipients and contents: this server sends "
               "spam and phishing in its own name.",
        .fix = "message = EmailMessage(); message[\"To\"] = address  # refuses line breaks",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kOutside, .to = SinkKind::kMail},
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::line_breaks

// Queries in other languages than SQL that are put together as text.

#include <span>

#include "engine/core/rule.h"

namespace meerkat::rules::query_languages {
namespace {

using core::Confidence;
using core::OnFlow;
using core::Rule;
using core::Severity;
using core::SinkKind;

constexpr Rule kRules[] = {
    {
        .name = "ldap-injection",
        .cwe = 90,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "LDAP_Injection_Prevention",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "text from outside becomes part of an LDAP search: {}",
        .why = "A value such as \"*)(uid=*\" changes the filter: it passes logins and "
               "reads entries of others.",
        .fix = "connection.search(BASE, f\"(uid={escape_filter_chars(name)})\")",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kOutside, .to = SinkKind::kLdap},
    },
    {
        .name = "xpath-injection",
        .cwe = 643,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "Injection_Prevention",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "text from outside becomes part of an XPath expression: {}",
        .why = "A value such as \"' or '1'='1\" changes what is selected: it passes "
               "logins and reads the whole document.",
        .fix = "tree.xpath(\"//user[name=$name]\", name=name)",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kOutside, .to = SinkKind::kXpath},
    },
    {
        .name = "nosql-injection",
        .cwe = 943,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "Injection_Prevention",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "data from outside becomes part of a database query: {}",
        .why = "A value such as {\"$ne\": null} instead of a text matches every document: "
               "it passes logins and reads what belongs to others.",
        .fix = "users.find_one({\"name\": str(name)})  # a text can be no operator",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kOutside, .to = SinkKind::kNoSql},
    },
    {
        .name = "xslt-injection",
        .cwe = 91,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "Injection_Prevention",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "text from outside is used as a stylesheet: {}",
        .why = "A stylesheet is a program: it reads files of this machine and the whole document, "
               "asks other servers, and keeps a processor busy for ever.",
        .fix = "transform = etree.XSLT(etree.parse(\"/srv/app/orders.xsl\"))  # one of our own",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kOutside, .to = SinkKind::kXslt},
    },
    {
        .name = "xml-injection",
        .cwe = 91,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "Injection_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message =
            "text from outside becomes part of a document that another service acts upon: {}",
        .why = "A value such as \"</Say><Dial>…\" adds instructions of an attacker's own, at the "
               "cost of who sends the document.",
        .fix = "twiml = VoiceResponse(); twiml.say(name)  # or xml.sax.saxutils.escape(name)",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kOutside, .to = SinkKind::kMarkup},
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::query_languages

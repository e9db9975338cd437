// XML parsers that expand what a document declares.

#include <algorithm>

#include "engine/core/rule.h"
#include "engine/rules/site.h"
#include "engine/rules/values.h"

namespace meerkat::rules::xml_parsing {
namespace {

using core::Confidence;
using core::kSilent;
using core::OnCall;
using core::OnFlow;
using core::OnImport;
using core::Rule;
using core::Severity;
using core::SinkKind;
using core::Verdict;

constexpr std::string_view kCElementTree[] = {
    "xml.etree.cElementTree.parse",
    "xml.etree.cElementTree.iterparse",
    "xml.etree.cElementTree.fromstring",
    "xml.etree.cElementTree.XMLParser",
    "xml.etree.cElementTree.XML",
    "xml.etree.cElementTree.XMLID",
    "xml.etree.cElementTree.fromstringlist",
    "xml.etree.cElementTree.ElementTree",
};
constexpr std::string_view kElementTree[] = {
    "xml.etree.ElementTree.parse",         "xml.etree.ElementTree.iterparse",
    "xml.etree.ElementTree.fromstring",    "xml.etree.ElementTree.XMLParser",
    "xml.etree.ElementTree.XML",           "xml.etree.ElementTree.XMLID",
    "xml.etree.ElementTree.XMLPullParser", "xml.etree.ElementTree.fromstringlist",
    "xml.etree.ElementTree.ElementTree",
};
// Of all entrances those that Bandit knows, by their last part.
constexpr std::string_view kKnownToBandit[] = {
    "parse", "iterparse", "fromstring", "XMLParser", "create_parser", "parseString", "make_parser"};
constexpr std::string_view kExpatReader[] = {"xml.sax.expatreader.create_parser",
                                             "xml.sax.expatreader.ExpatParser"};
constexpr std::string_view kExpatBuilder[] = {
    "xml.dom.expatbuilder.parse", "xml.dom.expatbuilder.parseString",
    "xml.dom.expatbuilder.ExpatBuilder", "xml.dom.expatbuilder.ExpatBuilderNS"};
constexpr std::string_view kSax[] = {"xml.sax.parse", "xml.sax.parseString", "xml.sax.make_parser"};
constexpr std::string_view kMinidom[] = {"xml.dom.minidom.parse", "xml.dom.minidom.parseString"};
constexpr std::string_view kPulldom[] = {"xml.dom.pulldom.parse", "xml.dom.pulldom.parseString"};
constexpr std::string_view kElementTreeModules[] = {"xml.etree.cElementTree",
                                                    "xml.etree.ElementTree"};
constexpr std::string_view kSaxModule[] = {"xml.sax"};
// Puts quotes and brackets into text and parses nothing.
constexpr std::string_view kSaxUtils[] = {"xml.sax.saxutils"};
constexpr std::string_view kExpatModule[] = {"xml.dom.expatbuilder"};
constexpr std::string_view kMinidomModule[] = {"xml.dom.minidom"};
constexpr std::string_view kPulldomModule[] = {"xml.dom.pulldom"};
constexpr std::string_view kXmlRpcModule[] = {"xmlrpc"};

constexpr core::SinkSet kExpansion = core::Bit(SinkKind::kXml) | core::Bit(SinkKind::kXmlBomb);

Verdict SayParser(const Site& site) {
  const std::string_view function = LastComponent(site.callee());
  if (site.as_bandit() && std::find(std::begin(kKnownToBandit), std::end(kKnownToBandit),
                                    function) == std::end(kKnownToBandit)) {
    return kSilent;
  }
  // ElementTree(root) holds what is there; ElementTree(file=path) reads.
  if (function == "ElementTree" && !site.call().Argument(1, "file")) return kSilent;
  return {.fires = true, .detail = site.callee()};
}

constexpr Rule kRules[] = {
    {
        .name = "xml-c-element-tree-call",
        .bandit_id = "B313",
        .cwe = 20,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "XML_External_Entity_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "{}() expands the entities that a document declares",
        .why = "A document of a few lines whose entities refer to each other takes all memory "
               "(billion laughs); with some parsers it also reads local files.",
        .fix = "defusedxml.ElementTree.parse(file)",
        .match = OnCall{.callees = kCElementTree, .when = SayParser, .handed_on = true},
        .quiet = IsInTests,
        .decided_by = kExpansion,
    },
    {
        .name = "xml-element-tree-call",
        .bandit_id = "B314",
        .cwe = 20,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "XML_External_Entity_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "{}() expands the entities that a document declares",
        .why = "A document of a few lines whose entities refer to each other takes all memory "
               "(billion laughs); with some parsers it also reads local files.",
        .fix = "defusedxml.ElementTree.parse(file)",
        .match = OnCall{.callees = kElementTree, .when = SayParser, .handed_on = true},
        .quiet = IsInTests,
        .decided_by = kExpansion,
    },
    {
        .name = "xml-expat-reader-call",
        .bandit_id = "B315",
        .cwe = 20,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "XML_External_Entity_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "{}() expands the entities that a document declares",
        .why = "A document of a few lines whose entities refer to each other takes all memory "
               "(billion laughs); with some parsers it also reads local files.",
        .fix = "defusedxml.expatreader.create_parser()",
        .match = OnCall{.callees = kExpatReader, .when = SayParser, .handed_on = true},
        .quiet = IsInTests,
        .decided_by = kExpansion,
    },
    {
        .name = "xml-expat-builder-call",
        .bandit_id = "B316",
        .cwe = 20,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "XML_External_Entity_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "{}() expands the entities that a document declares",
        .why = "A document of a few lines whose entities refer to each other takes all memory "
               "(billion laughs); with some parsers it also reads local files.",
        .fix = "defusedxml.expatbuilder.parse(file)",
        .match = OnCall{.callees = kExpatBuilder, .when = SayParser, .handed_on = true},
        .quiet = IsInTests,
        .decided_by = kExpansion,
    },
    {
        .name = "xml-sax-call",
        .bandit_id = "B317",
        .cwe = 20,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "XML_External_Entity_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "{}() expands the entities that a document declares",
        .why = "A document of a few lines whose entities refer to each other takes all memory "
               "(billion laughs); with some parsers it also reads local files.",
        .fix = "defusedxml.sax.parse(file, handler)",
        .match = OnCall{.callees = kSax, .when = SayParser, .handed_on = true},
        .quiet = IsInTests,
        .decided_by = kExpansion,
    },
    {
        .name = "xml-minidom-call",
        .bandit_id = "B318",
        .cwe = 20,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "XML_External_Entity_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "{}() expands the entities that a document declares",
        .why = "A document of a few lines whose entities refer to each other takes all memory "
               "(billion laughs); with some parsers it also reads local files.",
        .fix = "defusedxml.minidom.parse(file)",
        .match = OnCall{.callees = kMinidom, .when = SayParser, .handed_on = true},
        .quiet = IsInTests,
        .decided_by = kExpansion,
    },
    {
        .name = "xml-pulldom-call",
        .bandit_id = "B319",
        .cwe = 20,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "XML_External_Entity_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "{}() expands the entities that a document declares",
        .why = "A document of a few lines whose entities refer to each other takes all memory "
               "(billion laughs); with some parsers it also reads local files.",
        .fix = "defusedxml.pulldom.parse(file)",
        .match = OnCall{.callees = kPulldom, .when = SayParser, .handed_on = true},
        .quiet = IsInTests,
        .decided_by = kExpansion,
    },
    {
        .name = "xml-element-tree-import",
        .bandit_id = "B405",
        .cwe = 20,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "XML_External_Entity_Prevention",
        .severity = Severity::kLow,
        .confidence = Confidence::kHigh,
        .message = "{} is imported: its parsers expand the entities that a document declares",
        .why = "A document of a few lines whose entities refer to each other takes all memory "
               "(billion laughs); with some parsers it also reads local files.",
        .fix = "import defusedxml.ElementTree",
        .profiles = core::kBanditProfile | core::kAllProfile,
        .match = OnImport{.modules = kElementTreeModules},
    },
    {
        .name = "xml-sax-import",
        .bandit_id = "B406",
        .cwe = 20,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "XML_External_Entity_Prevention",
        .severity = Severity::kLow,
        .confidence = Confidence::kHigh,
        .message = "{} is imported: its parsers expand the entities that a document declares",
        .why = "A document of a few lines whose entities refer to each other takes all memory "
               "(billion laughs); with some parsers it also reads local files.",
        .fix = "import defusedxml.sax",
        .profiles = core::kBanditProfile | core::kAllProfile,
        .match = OnImport{.modules = kSaxModule, .harmless = kSaxUtils},
    },
    {
        .name = "xml-expat-builder-import",
        .bandit_id = "B407",
        .cwe = 20,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "XML_External_Entity_Prevention",
        .severity = Severity::kLow,
        .confidence = Confidence::kHigh,
        .message = "{} is imported: its parsers expand the entities that a document declares",
        .why = "A document of a few lines whose entities refer to each other takes all memory "
               "(billion laughs); with some parsers it also reads local files.",
        .fix = "import defusedxml.expatbuilder",
        .profiles = core::kBanditProfile | core::kAllProfile,
        .match = OnImport{.modules = kExpatModule},
    },
    {
        .name = "xml-minidom-import",
        .bandit_id = "B408",
        .cwe = 20,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "XML_External_Entity_Prevention",
        .severity = Severity::kLow,
        .confidence = Confidence::kHigh,
        .message = "{} is imported: its parsers expand the entities that a document declares",
        .why = "A document of a few lines whose entities refer to each other takes all memory "
               "(billion laughs); with some parsers it also reads local files.",
        .fix = "import defusedxml.minidom",
        .profiles = core::kBanditProfile | core::kAllProfile,
        .match = OnImport{.modules = kMinidomModule},
    },
    {
        .name = "xml-pulldom-import",
        .bandit_id = "B409",
        .cwe = 20,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "XML_External_Entity_Prevention",
        .severity = Severity::kLow,
        .confidence = Confidence::kHigh,
        .message = "{} is imported: its parsers expand the entities that a document declares",
        .why = "A document of a few lines whose entities refer to each other takes all memory "
               "(billion laughs); with some parsers it also reads local files.",
        .fix = "import defusedxml.pulldom",
        .profiles = core::kBanditProfile | core::kAllProfile,
        .match = OnImport{.modules = kPulldomModule},
    },
    {
        .name = "xml-rpc-import",
        .bandit_id = "B411",
        .cwe = 20,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "XML_External_Entity_Prevention",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "{} is imported: its parsers expand the entities that a document declares",
        .why = "A document of a few lines whose entities refer to each other takes all memory "
               "(billion laughs); with some parsers it also reads local files.",
        .fix = "defusedxml.xmlrpc.monkey_patch()",
        .profiles = core::kBanditProfile | core::kAllProfile,
        .match = OnImport{.modules = kXmlRpcModule},
    },
    {
        .name = "xml-external-entity",
        .cwe = 611,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "XML_External_Entity_Prevention",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "a document from outside is read with its external entities: {}",
        .why = "An entity such as SYSTEM \"file:///etc/passwd\" puts local files, or "
               "answers of inner servers, into the document.",
        .fix = "lxml.etree.fromstring(text, lxml.etree.XMLParser(resolve_entities=False))",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kOutside, .to = SinkKind::kXml},
    },
    {
        .name = "xml-entity-expansion",
        .cwe = 776,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "XML_External_Entity_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "a document from outside may declare entities that grow without bound: {}",
        .why = "A document of a few lines whose entities refer to each other takes all "
               "memory (billion laughs).",
        .fix = "defusedxml.ElementTree.fromstring(text)",
        // Expat expands no bomb any more from 2.4.1 on, which every supported CPython has ("XML
        // vulnerabilities" in its documentation): only old installations are concerned.
        .profiles = core::kAllProfile,
        .match = OnFlow{.from = core::kOutside, .to = SinkKind::kXmlBomb},
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::xml_parsing

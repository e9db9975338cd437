// Text that becomes HTML without being escaped.

#include <algorithm>

#include "engine/core/rule.h"
#include "engine/rules/constants.h"
#include "engine/rules/html_output/constant_text.h"
#include "engine/rules/site.h"
#include "engine/rules/values.h"

namespace meerkat::rules::html_output {
namespace {

using core::Confidence;
using core::kFires;
using core::kSilent;
using core::OnCall;
using core::OnFlow;
using core::Rule;
using core::Severity;
using core::SinkKind;
using core::Verdict;
using syntax::Call;
using syntax::Field;
using syntax::Kind;
using syntax::Node;

constexpr std::string_view kMarkSafe[] = {"django.utils.safestring.mark_safe"};
constexpr std::string_view kSafeTexts[] = {
    "*.mark_safe", "mark_safe",    "*.SafeText", "SafeText",    "*.SafeUnicode",
    "SafeUnicode", "*.SafeString", "SafeString", "*.SafeBytes", "SafeBytes",
};
constexpr std::string_view kSafestringWord[] = {"safestring"};
constexpr std::string_view kEnvironment[] = {"*.Environment"};
constexpr std::string_view kJinjaWord[] = {"jinja2"};
constexpr std::string_view kTemplate[] = {"*.Template"};
constexpr std::string_view kMakoWord[] = {"mako"};
constexpr std::string_view kMarkup[] = {"markupsafe.Markup", "flask.Markup"};

// mark_safe("<b>" + name + "</b>")
Verdict WhenSafeText(const Site& site) {
  if (!site.ImportsLike("django.utils.safestring")) return kSilent;
  const Node text = site.call().Positional(0);
  if (!text || IsText(text)) return kSilent;
  return OriginOfText(site.file(), site.node()) == Origin::kUnknown ? kFires : kSilent;
}

// A longer call is looked into so far.
constexpr uint32_t kMaxNodes = 2048;

uint32_t DepthBelow(Node call, Node node) {
  uint32_t depth = 0;
  for (; !(node == call); node = node.parent()) ++depth;
  return depth;
}

// The argument `autoescape`, or one of that name anywhere inside, the outermost first:
// Environment(**dict(autoescape=True)).
Node AutoescapeBelow(Node call) {
  if (const Node direct = Call(call).Keyword("autoescape")) return direct;
  Node outermost;
  const uint32_t end = std::min(call.after(), call.index() + kMaxNodes);
  for (uint32_t i = call.index(); i < end; ++i) {
    const Node node = call.tree().node(i);
    if (node.kind() != Kind::kKeywordArgument) continue;
    if (node.Child(Field::kName).text() != "autoescape") continue;
    if (!outermost || DepthBelow(call, node) < DepthBelow(call, outermost)) outermost = node;
  }
  return outermost.Child(Field::kValue);
}

// jinja2.Environment(loader=loader)
Verdict WhenNotEscaped(const Site& site) {
  if (!HasComponent(site.callee(), "jinja2")) return kSilent;
  const Node autoescape = AutoescapeBelow(site.node());
  if (autoescape.kind() == Kind::kTrue) return kSilent;
  if (!autoescape) {
    const bool unknown = !site.as_bandit() && site.call().HasDictionarySplat();
    return unknown ? kSilent : kFires;
  }
  if (autoescape.kind() == Kind::kFalse) return kFires;
  if (autoescape.kind() == Kind::kCall) {
    const Node function = Call(autoescape).Function();
    if (syntax::LastName(function) == "select_autoescape") return kSilent;
  }
  return {.fires = true, .confidence = Confidence::kMedium};
}

// mako.template.Template(text)
Verdict WhenMako(const Site& site) {
  if (!HasComponent(site.callee(), "mako")) return kSilent;
  // Template(text, default_filters=["h"]) escapes.
  return !site.as_bandit() && site.call().Keyword("default_filters") ? kSilent : kFires;
}

// Markup(f"<b>{name}</b>"); Markup("<b>%s</b>") % name escapes.
Verdict WhenMarkup(const Site& site) {
  const Node text = site.call().Positional(0);
  if (!text || syntax::IsConstant(text)) return kSilent;
  const std::vector<std::string>& allowed = site.options().markup_allowed_calls;
  if (!allowed.empty() && text.kind() == Kind::kCall) {
    const std::string_view name = site.QualifiedName(Call(text).Function());
    if (std::find(allowed.begin(), allowed.end(), name) != allowed.end()) return kSilent;
  }
  return kFires;
}

constexpr std::string_view kFormatHtml[] = {"django.utils.html.format_html"};

// Whether a part of "<b>" + name or "<b>%s" % name is no constant.
// `left`: so many nodes are looked at, as a name may stand twice in what another one stands for.
bool HasVariable(const Site& site, Node text, int* left) {
  const Node value = ValueOf(site, text);
  if (!value || --*left < 0) return true;
  if (value.kind() != Kind::kBinaryOperator) return !syntax::IsConstant(value);
  return HasVariable(site, value.Child(Field::kLeft), left) ||
         HasVariable(site, value.Child(Field::kRight), left);
}

// format_html(f"<b>{name}</b>"), format_html("<b>" + name): what is put in is not escaped any more.
Verdict WhenFormatIsBuilt(const Site& site) {
  const Node format = ValueOf(site, site.call().Argument(0, "format_string"));
  if (!format || syntax::IsConstant(format)) return kSilent;
  if (syntax::IsFormatString(format)) return kFires;
  int left = 100;
  if (format.kind() == Kind::kBinaryOperator)
    return HasVariable(site, format, &left) ? kFires : kSilent;
  if (format.kind() != Kind::kCall) return kSilent;
  const Node function = Call(format).Function();
  return syntax::LastName(function) == "format" && IsText(function.Child(Field::kObject)) ? kFires
                                                                                          : kSilent;
}

constexpr std::string_view kRenderings[] = {"flask.render_template",
                                            "django.shortcuts.render",
                                            "django.template.loader.render_to_string",
                                            "*.render",
                                            "*.render_template",
                                            "*.TemplateResponse"};
constexpr std::string_view kNamespaceWords[] = {"locals", "globals"};

// render(request, "page.html", locals()), render_template("page.html", **globals())
Verdict WhenAllVariables(const Site& site) {
  for (Node argument : site.call().Arguments().children()) {
    Node value = argument;
    if (value.kind() == Kind::kKeywordArgument) value = value.Child(Field::kValue);
    if (value.kind() == Kind::kDictionarySplat) value = value.first_child();
    if (value.kind() != Kind::kCall || Call(value).Arguments().first_child()) continue;
    const std::string_view name = Call(value).Function().text();
    if (name == "locals" || name == "globals") return {.fires = true, .detail = name};
  }
  return kSilent;
}

constexpr Rule kRules[] = {
    {
        .name = "mark-safe-call",
        .bandit_id = "B308",
        .cwe = 79,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "Cross_Site_Scripting_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "mark_safe() switches escaping off for the text",
        .why = "Text from outside becomes part of the page as it is: a script in it runs in the "
               "browser of whoever looks, with his login.",
        .fix = "format_html(\"<b>{}</b>\", name)",
        .profiles = core::kBanditProfile | core::kAllProfile,
        .match = OnCall{.callees = kMarkSafe},
    },
    {
        .name = "unsafe-safe-text",
        .bandit_id = "B703",
        .cwe = 79,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "Cross_Site_Scripting_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "a text that is no constant is marked as safe HTML",
        .why = "Text from outside becomes part of the page as it is: a script in it runs in the "
               "browser of whoever looks, with his login.",
        .fix = "format_html(\"<b>{}</b>\", name)",
        .match = OnCall{.callees = kSafeTexts, .words = kSafestringWord, .when = WhenSafeText},
        .decided_by = core::Bit(SinkKind::kHtml),
    },
    {
        .name = "jinja-without-autoescape",
        .bandit_id = "B701",
        .cwe = 79,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "Cross_Site_Scripting_Prevention",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "the templates do not escape what is put into them",
        .why = "Text from outside becomes part of the page as it is: a script in it runs in the "
               "browser of whoever looks, with his login.",
        .fix = "jinja2.Environment(loader=loader, autoescape=jinja2.select_autoescape())",
        .match = OnCall{.callees = kEnvironment, .words = kJinjaWord, .when = WhenNotEscaped},
    },
    {
        .name = "mako-template",
        .bandit_id = "B702",
        .cwe = 79,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "Cross_Site_Scripting_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "Mako templates do not escape what is put into them",
        .why = "Text from outside becomes part of the page as it is: a script in it runs in the "
               "browser of whoever looks, with his login.",
        .fix = "Template(text, default_filters=[\"h\"])  # or ${name | h} in the template",
        .match = OnCall{.callees = kTemplate, .words = kMakoWord, .when = WhenMako},
    },
    {
        .name = "markup-of-variable",
        .bandit_id = "B704",
        .cwe = 79,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "Cross_Site_Scripting_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "a text that is no constant is taken for safe HTML",
        .why = "Text from outside becomes part of the page as it is: a script in it runs in the "
               "browser of whoever looks, with his login.",
        .fix = "Markup(\"<b>{}</b>\").format(name)  # escapes name",
        .match = OnCall{.callees = kMarkup, .when = WhenMarkup},
        .decided_by = core::Bit(SinkKind::kHtml),
    },
    {
        .name = "format-html-of-built-text",
        .cwe = 79,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "Cross_Site_Scripting_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "format_html() escapes its arguments, not the text that it is given as a form",
        .why = "Text from outside becomes part of the page as it is: a script in it runs in the "
               "browser of whoever looks, with his login.",
        .fix = "format_html(\"<b>{}</b>\", name)",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kFormatHtml, .when = WhenFormatIsBuilt},
        .told_by = core::Bit(SinkKind::kHtml),
    },
    {
        .name = "all-variables-in-template",
        .cwe = 200,
        .owasp_2021 = "A01:2021",
        .owasp_2025 = "A01:2025",
        .cheat_sheet = "Django_Security",
        .severity = Severity::kLow,
        .confidence = Confidence::kMedium,
        .message = "the template gets whatever {}() holds",
        .why =
            "Who may change the template, or its name, reads every variable: passwords, keys and "
            "objects that lead to settings.",
        .fix = "return render(request, \"page.html\", {\"name\": name})",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kRenderings, .words = kNamespaceWords, .when = WhenAllVariables},
    },
    {
        .name = "cross-site-scripting",
        .cwe = 79,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "Cross_Site_Scripting_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "text from outside is put into a page without being escaped: {}",
        .why = "A script in the text runs in the browser of whoever opens the link, with "
               "his login.",
        .fix = "return f\"<p>{html.escape(name)}</p>\"  # or a template that escapes",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kOutside, .to = SinkKind::kHtml},
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::html_output

// Cells that are formulas to the program that opens them.

#include <span>

#include "engine/core/rule.h"

namespace meerkat::rules::spreadsheets {
namespace {

using core::Confidence;
using core::OnFlow;
using core::Rule;
using core::Severity;
using core::SinkKind;

constexpr Rule kRules[] = {
    {
        .name = "spreadsheet-formula-injection",
        .cwe = 1236,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "Injection_Prevention",
        .severity = Severity::kLow,
        .confidence = Confidence::kHigh,
        .message = "text from outside is a cell of a table: {}",
        .why =
            "A cell that starts with \"=\" is a formula to spreadsheet programs: it sends what the "
            "sheet holds elsewhere, or runs commands.",
        .fix = "writer.writerow([\"'\" + cell if cell[:1] in \"=+-@\\t\\r\" else cell for cell in "
               "row])",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kOutside, .to = SinkKind::kSpreadsheet},
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::spreadsheets

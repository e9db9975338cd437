#pragma once

// The report as SARIF 2.1.0 (OASIS), as code hosts and editors read it. One run:
//
//   - tool.driver.rules: every rule with findings, with help as text and as Markdown, its tags
//     (CWE, OWASP, Bandit's id) and `security-severity` (8.0 high, 5.5 medium, 3.0 low: the middle
//     of the bands that GitHub code scanning makes of it);
//   - taxonomies: the CWE numbers in use, which rules point to;
//   - results: level error (high), warning (medium) or note (low); regions in code points; paths
//     percent-encoded, relative to %SRCROOT% where they lie in the working directory;
//     partialFingerprints "meerkatFingerprint/v1", which outlive moves of the code;
//   - invocations[0]: exit code, and one notification for each notice. It is not successful when
//     something that should have been analysed was not.
//
// Equal input gives equal bytes: no time and no name of the machine is in it.

#include <ostream>

#include "clients/cli/report.h"

namespace meerkat::cli {

void WriteSarifReport(const Report& report, int exit_code, std::ostream& out);

}  // namespace meerkat::cli

#pragma once

#include "clients/cli/bandit/results.h"
#include "nlohmann/json_fwd.hpp"

namespace meerkat::bandit {

// {"_totals": {"loc": …, "nosec": …, "SEVERITY.HIGH": …}, "./a.py": {…}}
nlohmann::json MetricsAsJson(const Results& results);

}  // namespace meerkat::bandit

#pragma once

// Commands that are put together as text and handed to what runs them later.

#include "engine/core/rule.h"
#include "engine/rules/site.h"

namespace meerkat::rules::command {

// BashOperator(bash_command=f"ls {path}"); what Airflow fills in itself stands in a plain text: "ls
// {{ ds }}"
core::Verdict WhenBashIsFormatted(const Site& site);

}  // namespace meerkat::rules::command

// The list of all tables: one line a file of this folder.

#include "engine/flow/models/models.h"

namespace meerkat::flow {

std::span<const ModelTable* const> ModelTables() {
  static constexpr const ModelTable* kTables[] = {
      &models::kPython,         &models::kText,         &models::kFiles,    &models::kProcesses,
      &models::kSqlTable,       &models::kNoSqlTable,   &models::kFlask,    &models::kDjango,
      &models::kAsgi,           &models::kWsgi,         &models::kEvents,   &models::kXmlTable,
      &models::kTemplates,      &models::kCryptography, &models::kNetwork,  &models::kEndings,
      &models::kLanguageModels, &models::kSpreadsheets, &models::kBusiness,
  };
  return kTables;
}

}  // namespace meerkat::flow

#include "engine/rules/adapted_rows.h"

namespace meerkat::rules {

using core::OnCall;
using core::OnStatement;
using core::OnString;
using core::Rule;

AdaptedRows::Views* AdaptedRows::Names(
    std::initializer_list<const std::vector<std::string>*> lists) {
  Views& views = lists_.emplace_back();
  for (const auto* list : lists) views.insert(views.end(), list->begin(), list->end());
  return &views;
}

const Rule* AdaptedRows::Adapt(const Rule* original) {
  if (const auto* flow = std::get_if<core::OnFlow>(&original->match)) {
    const auto from = static_cast<uint16_t>(flow->from & (~core::kOutside | threat_models_));
    if (from == flow->from || from == 0) return from == 0 ? nullptr : original;
    Rule& row = rows_.emplace_back(*original);
    std::get<core::OnFlow>(row.match).from = from;
    return &row;
  }
  const std::string_view id = original->bandit_id;
  const auto& subprocess = options_.subprocess_functions;
  const auto& shell = options_.shell_functions;
  const auto& no_shell = options_.no_shell_functions;
  const bool functions = subprocess.given || shell.given || no_shell.given;
  Views* names = nullptr;
  if (id == "B108" && options_.temporary_folders.given) {
    names = Names({&options_.temporary_folders.names});
  } else if ((id == "B502" || id == "B503") && options_.old_protocols.given) {
    names = Names({&options_.old_protocols.names});
  } else if (functions && (id == "B602" || id == "B603")) {
    names = Names({&subprocess.names});
  } else if (functions && id == "B605") {
    names = Names({&shell.names});
  } else if (functions && id == "B606") {
    names = Names({&no_shell.names});
  } else if (functions && id == "B607") {
    names = Names({&subprocess.names, &shell.names, &no_shell.names});
  } else if (functions && id == "B609") {
    names = Names({&subprocess.names, &shell.names});
  } else if (id == "B704" && !options_.markup_names.empty()) {
    names = Names({&options_.markup_names});
    const auto& usual = std::get<OnCall>(original->match).callees;
    names->insert(names->end(), usual.begin(), usual.end());
  } else {
    return original;
  }
  if (names->empty()) return nullptr;
  Rule& row = rows_.emplace_back(*original);
  if (auto* call = std::get_if<OnCall>(&row.match)) {
    (id == "B502" ? call->near : call->callees) = *names;
  } else if (auto* string = std::get_if<OnString>(&row.match)) {
    string->words = *names;
  } else if (auto* statement = std::get_if<OnStatement>(&row.match)) {
    statement->words = *names;
  }
  return &row;
}

}  // namespace meerkat::rules

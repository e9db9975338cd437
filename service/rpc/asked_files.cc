#include "service/rpc/asked_files.h"

#include <utility>

namespace meerkat::rpc {

const flow::Unit* AskedFiles::Find(std::string_view importer, std::string_view dotted) {
  if (notes_) asked_[{std::string(importer), std::string(dotted)}] = true;
  UnitRef unit = files_.Find(importer, dotted);
  if (unit == nullptr) return nullptr;
  if (unit_bytes_ + unit->bytes() > kMaxUnitBytes) {
    is_full_ = true;
    return nullptr;
  }
  unit_bytes_ += unit->bytes();
  return units_.emplace_back(std::move(unit)).get();
}

const flow::Unit* AskedFiles::Take(flow::Unit* unit, std::string_view text) {
  UnitRef kept = files_.TakeUnit(index_, text, unit);
  return kept == nullptr ? unit : units_.emplace_back(std::move(kept)).get();
}

const flow::GivenNames* AskedFiles::Given(std::string_view importer, std::string_view dotted,
                                          const FindGiven& find) {
  if (notes_) asked_.try_emplace({std::string(importer), std::string(dotted)}, false);
  return files_.Given(importer, dotted, find);
}

void AskedFiles::OnLookedUp(const flow::Unit& unit,
                            const std::optional<std::vector<std::string>>& names) {
  LookedUp& looked_up = looked_up_[unit.path];
  looked_up.unit = &unit;
  if (names) looked_up.names.insert(names->begin(), names->end());
  looked_up.is_all |= !names;
}

const AskedFiles::LookedUp* AskedFiles::LookedUpIn(const std::string& path) const {
  const auto place = looked_up_.find(path);
  return place == looked_up_.end() || place->second.is_all ? nullptr : &place->second;
}

std::string AskedFiles::AsText() const {
  std::string text;
  std::string_view importer;
  for (const auto& [names, is_all] : asked_) {
    text.push_back(is_all ? 'f' : 'g');
    if (names.first != importer) text.append(names.first);
    text.push_back('\0');
    text.append(names.second).push_back('\0');
    importer = names.first;
  }
  text.shrink_to_fit();
  return text;
}

}  // namespace meerkat::rpc

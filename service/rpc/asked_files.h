#pragma once

// Notes what one analysis asked for, so that its result can be kept with what it depended on, and
// holds the units until it is done.
//
//   AskedFiles asked(files, 7);
//   report = scanner.Scan(file, rule_set, {.files = {.units = &asked}});
//   Keep(asked.AsText(), report);
//
// For one analysis, on one thread.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/flow/interpreter.h"
#include "service/rpc/scan_files.h"

namespace meerkat::rpc {

class AskedFiles final : public flow::UnitSource {
 public:
  // Of what is beyond, imports stay unknown, as those of a library are.
  static constexpr size_t kMaxUnitBytes = size_t{192} << 20;

  // For the analysis of the file at that place of the scan. `notes`: somebody keeps its result;
  // else it only holds units.
  AskedFiles(ScanFiles& files, uint32_t index, bool notes = true)
      : files_(files), index_(index), notes_(notes) {}
  const flow::Unit* Find(std::string_view importer, std::string_view dotted) override;
  const flow::GivenNames* Given(std::string_view importer, std::string_view dotted,
                                const FindGiven& find) override;
  const flow::Unit* Take(flow::Unit* unit, std::string_view text) override;
  void Tell(const std::function<flow::GivenNames()>& find) override { files_.Tell(index_, find); }
  bool WantsLookedUp() const override { return notes_; }
  void OnLookedUp(const flow::Unit& unit,
                  const std::optional<std::vector<std::string>>& names) override;

  // What the analysis looked up in the file of a path; null: any part of it.
  struct LookedUp {
    const flow::Unit* unit = nullptr;
    std::set<std::string> names;
    bool is_all = false;
  };
  const LookedUp* LookedUpIn(const std::string& path) const;
  // Whether something was left out because units had no room. It depends on nothing but what was
  // asked for.
  bool is_full() const { return is_full_; }
  // Importers and names in their order, each ending in a zero byte, which no path has; an importer
  // that is the one before is left out. Before each pair "f" where the file itself was asked for
  // and "g" where only what it gives was.
  std::string AsText() const;

 private:
  ScanFiles& files_;
  const uint32_t index_;
  const bool notes_;
  bool is_full_ = false;
  size_t unit_bytes_ = 0;
  std::vector<UnitRef> units_;
  std::map<std::pair<std::string, std::string>, bool> asked_;
  std::map<std::string, LookedUp, std::less<>> looked_up_;
};

}  // namespace meerkat::rpc

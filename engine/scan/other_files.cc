#include "engine/scan/other_files.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/digest.h"
#include "engine/flow/bindings.h"
#include "engine/text/decode.h"

namespace meerkat::scan {
namespace {

// Of all that flow::UnitNames are made of: the file's whole text would do, and is several times as
// long.
core::Digest HashOfNames(const flow::Unit& unit) {
  std::vector<uint64_t> places;
  places.reserve(unit.names.size() + unit.bindings.size());
  for (const core::Span& name : unit.names) places.push_back(uint64_t{name.begin} << 32 | name.end);
  for (const auto& [name, statement] : unit.bindings) {
    places.push_back(uint64_t{name} << 32 | statement);
  }
  const std::string_view bytes(reinterpret_cast<const char*>(places.data()),
                               places.size() * sizeof(places[0]));
  return core::DigestBuilder().Add(uint64_t{unit.names.size()}).Add(unit.text).Add(bytes).Finish();
}

}  // namespace

bool UnitMaker::Make(std::string_view path, std::string_view bytes, const core::Budget& budget,
                     bool with_digests, flow::Unit* unit) {
  const text::Decoded decoded = text::Decode(bytes);
  const std::string text(decoded.converted ? std::string_view(decoded.utf8) : bytes);
  if (!parser_.Parse(text, budget, &tree_)) return false;
  if (!lowering_.Lower(tree_, path, budget, unit)) return false;
  flow::FindBindings(unit);
  Complete(text, with_digests, unit);
  return true;
}

void UnitMaker::Complete(std::string_view text, bool with_digests, flow::Unit* unit) {
  if (with_digests) flow::DigestStatements(text, unit);
  unit->hash = HashOfNames(*unit);
  unit->lines.push_back(0);
  for (size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
    unit->lines.push_back(static_cast<uint32_t>(at + 1));
  }
  unit->Shrink();
}

flow::GivenNames UnitMaker::Given(const flow::Unit& unit, const flow::FlowOptions& options) {
  if (interpreter_ == nullptr || interpreter_->IsFull()) {
    interpreter_ = std::make_unique<flow::Interpreter>();
  }
  return interpreter_->Given(unit, options);
}

}  // namespace meerkat::scan

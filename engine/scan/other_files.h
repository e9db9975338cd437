#pragma once

// The other files of the same scan, where data flow goes through them: which of a file's imports is
// which file, and how a file becomes a unit.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/budget.h"
#include "engine/flow/interpreter.h"
#include "engine/flow/lowering.h"
#include "engine/flow/unit.h"
#include "engine/syntax/parser.h"
#include "engine/syntax/tree.h"

namespace meerkat::scan {

// What a scan of one file knows of the others.
struct OtherFiles {
  // Null: none.
  flow::UnitSource* units = nullptr;
  // The unit of the file itself, where somebody who imports it has had it made.
  const flow::Unit* own = nullptr;
  // More are still to come: a file whose flow may need them says so (FileReport::needs_files).
  bool to_come = false;
  // FileReport::live of the file's first scan. Null: not known.
  const std::vector<uint64_t>* live = nullptr;
};

// Makes units of files' bytes, with the memory that it reuses. Not thread-safe.
class UnitMaker {
 public:
  // False: not readable within the budget. `with_digests`: of its statements, for results that are
  // kept.
  bool Make(std::string_view path, std::string_view bytes, const core::Budget& budget,
            bool with_digests, flow::Unit* unit);
  // What a unit with bindings lacks of one that others import.
  static void Complete(std::string_view text, bool with_digests, flow::Unit* unit);
  // What such a unit gives to those that import it.
  flow::GivenNames Given(const flow::Unit& unit, const flow::FlowOptions& options);

 private:
  syntax::Parser parser_;
  syntax::Tree tree_;
  flow::Lowering lowering_;
  std::unique_ptr<flow::Interpreter> interpreter_;  // made at the first use
};

}  // namespace meerkat::scan

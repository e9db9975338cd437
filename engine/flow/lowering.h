#pragma once

// From a syntax tree to a flow::Unit.
//
//   flow::Lowering lowering;              // one a thread
//   lowering.Lower(tree, path, budget, &unit);
//
// Nothing recurses deeper than kMaxDepth: what is nested deeper is an unknown value.

#include <initializer_list>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/container/inlined_vector.h"
#include "engine/core/budget.h"
#include "engine/core/text_hash.h"
#include "engine/flow/unit.h"
#include "engine/syntax/tree.h"

namespace meerkat::flow {

class Lowering {
 public:
  static constexpr int kMaxDepth = 60;

  // False when the budget said stop; the unit is then not to be used.
  bool Lower(const syntax::Tree& tree, std::string_view path, const core::Budget& budget,
             Unit* unit);

 private:
  using Node = syntax::Node;
  using Items = absl::InlinedVector<uint32_t, 8>;  // of a list under way
  // The function whose statements are lowered; index kNone: the module.
  struct Scope {
    uint32_t function = kNone;
    absl::flat_hash_map<uint32_t, uint32_t> slots;  // by name
    std::vector<uint32_t> names;                    // by slot
    uint32_t parameter_count = 0;
    std::vector<bool> is_rebound;         // by parameter
    absl::flat_hash_set<uint32_t> outer;  // nonlocal names
    // Slots of expressions that conditions are about, by their text: "request.args[x".
    absl::flat_hash_map<uint32_t, uint32_t> places;
  };

  uint32_t Name(std::string_view text);
  uint32_t List(std::span<const uint32_t> items);
  uint32_t List(std::initializer_list<uint32_t> items) {
    return List(std::span<const uint32_t>(items.begin(), items.size()));
  }
  uint32_t Add(Code code);
  core::Span LiteralText(std::string_view text);
  uint32_t AddConstant(Constant constant, core::Span span);
  uint32_t SlotOf(uint32_t name) const;
  uint32_t PlaceSlot(Node node, bool is_new);
  bool IsPlaceObject(Node node) const;
  uint32_t Condition(Node node);
  uint32_t Callee(Node node);

  // Statements.
  uint32_t Block(Node block);
  void Statement(Node node, Items* out);
  uint32_t Simple(CodeKind kind, Node node, uint32_t a = kNone, uint32_t b = kNone,
                  uint32_t c = kNone, uint8_t flags = 0);
  void NotePlaces(Node statement);
  void Assignment(Node node, Items* out);
  uint32_t If(Node node);
  uint32_t IfRest(Node first);
  uint32_t For(Node node);
  uint32_t Try(Node node);
  uint32_t With(Node node);
  uint32_t Match(Node node);
  void Import(Node node, Items* out);
  uint32_t ImportFrom(Node node);
  uint32_t FunctionDefinition(Node node, uint32_t decorators, core::Span whole);
  uint32_t ClassDefinition(Node node, uint32_t decorators);
  uint32_t Decorators(Node decorated);

  // Functions.
  uint32_t AddFunction(Node node, uint32_t decorators);
  void Parameters(Node parameters, Function* function);
  void CollectBound(Node node, Scope* scope);
  void CollectPattern(Node pattern, Scope* scope);
  void Bind(uint32_t name, Scope* scope);

  // Expressions.
  uint32_t Expression(Node node);
  uint32_t Atom(Node node);
  uint32_t Literal(Node node);
  uint32_t String(Node node);
  void StringParts(Node node, Items* parts);
  uint32_t Number(Node node);
  uint32_t Call(Node node);
  uint32_t Subscript(Node node);
  uint32_t SliceOf(Node node);
  uint32_t Comparison(Node node);
  uint32_t Comprehension(Node node);
  uint32_t Dictionary(Node node);
  uint32_t Sequence(CodeKind kind, Node node);
  uint32_t Unknown(Node node);
  uint32_t DottedName(Node node);

  // Patterns: lowering_pattern.cc.
  uint32_t Pattern(Node node);
  uint32_t PatternOf(Node node);
  uint32_t MappingPattern(Node node);
  uint32_t ClassPattern(Node node);
  uint32_t MakePattern(PatternKind kind, Node node, uint32_t a = kNone, uint32_t b = kNone,
                       uint32_t c = kNone);
  uint32_t Target(Node node);

  const syntax::Tree* tree_ = nullptr;
  const core::Budget* budget_ = nullptr;
  Unit* unit_ = nullptr;
  // Views into the source or texts_.
  absl::flat_hash_map<std::string_view, uint32_t, core::TextHash> names_;
  std::vector<std::unique_ptr<std::string>> texts_;
  std::vector<Scope> scopes_;
  uint32_t class_ = kNone;
  int conditions_ = 0;  // that are being lowered
  int depth_ = 0;
  uint32_t steps_ = 0;
  bool stopped_ = false;
};

}  // namespace meerkat::flow

#include "engine/flow/lowering.h"

#include <algorithm>
#include <memory>
#include <string>

#include "engine/syntax/string_literal.h"
#include "engine/syntax/views.h"

namespace meerkat::flow {

using syntax::Field;
using syntax::Kind;

std::pair<uint32_t, uint32_t> Unit::PositionOf(uint32_t offset) const {
  if (lines.empty()) return {1, 1};
  const auto next = std::upper_bound(lines.begin(), lines.end(), offset);
  const uint32_t line = static_cast<uint32_t>(next - lines.begin());
  return {line, offset - lines[line - 1] + 1};
}

size_t Unit::bytes() const {
  const auto bytes_of = [](const auto&... vectors) {
    return (... + (vectors.capacity() * sizeof(vectors[0])));
  };
  return sizeof(*this) + bytes_of(path, lines, codes, lists, constants, parameters, functions,
                                  classes, text, names, literals, bindings, statement_digests);
}

void Unit::Shrink() {
  const auto shrink = [](auto&... vectors) { (vectors.shrink_to_fit(), ...); };
  shrink(path, lines, codes, lists, constants, parameters, functions, classes, text, names,
         literals, bindings, statement_digests);
}

void Unit::Clear() {
  path.clear();
  lines.clear();
  codes.clear();
  lists.clear();
  constants.clear();
  parameters.clear();
  functions.clear();
  classes.clear();
  module_body = kNone;
  text.clear();
  names.clear();
  literals.clear();
  bindings.clear();
  hash = {};
  statement_digests.clear();
}

bool Lowering::Lower(const syntax::Tree& tree, std::string_view path, const core::Budget& budget,
                     Unit* unit) {
  tree_ = &tree;
  budget_ = &budget;
  unit_ = unit;
  names_.clear();
  names_.reserve(tree.size() / 16);
  texts_.clear();
  scopes_.clear();
  scopes_.emplace_back();
  class_ = kNone;
  depth_ = 0;
  conditions_ = 0;
  stopped_ = false;
  unit->Clear();
  unit->path = path;
  Items body;
  for (Node statement : tree.root().children()) Statement(statement, &body);
  unit->module_body = List(body);
  return !stopped_;
}

uint32_t Lowering::Name(std::string_view text) {
  const uint32_t name = static_cast<uint32_t>(unit_->names.size());
  // The key must not move: `text` may be a temporary's, unlike the source's own.
  const std::string_view source = tree_->source();
  const bool in_source =
      text.data() >= source.data() && text.data() + text.size() <= source.data() + source.size();
  if (!in_source) {
    const auto place = names_.find(text);
    if (place != names_.end()) return place->second;
    texts_.push_back(std::make_unique<std::string>(text));
    text = *texts_.back();
  }
  const auto [place, is_new] = names_.try_emplace(text, name);
  if (!is_new) return place->second;
  const uint32_t begin = static_cast<uint32_t>(unit_->text.size());
  unit_->text.append(text);
  unit_->names.push_back({begin, static_cast<uint32_t>(unit_->text.size())});
  return name;
}

uint32_t Lowering::List(std::span<const uint32_t> items) {
  if (items.empty()) return kNone;
  const uint32_t list = static_cast<uint32_t>(unit_->lists.size());
  unit_->lists.push_back(static_cast<uint32_t>(items.size()));
  unit_->lists.insert(unit_->lists.end(), items.begin(), items.end());
  return list;
}

uint32_t Lowering::Add(Code code) {
  if ((++steps_ & 1023) == 0 && budget_->Stopped()) stopped_ = true;
  unit_->codes.push_back(code);
  return static_cast<uint32_t>(unit_->codes.size() - 1);
}

core::Span Lowering::LiteralText(std::string_view text) {
  const uint32_t begin = static_cast<uint32_t>(unit_->literals.size());
  unit_->literals.append(text);
  return {begin, static_cast<uint32_t>(unit_->literals.size())};
}

uint32_t Lowering::AddConstant(Constant constant, core::Span span) {
  unit_->constants.push_back(constant);
  return Add({.kind = CodeKind::kConstant,
              .a = static_cast<uint32_t>(unit_->constants.size() - 1),
              .span = span});
}

// The slot that a name has in the function under way; kNone where another scope owns it.
uint32_t Lowering::SlotOf(uint32_t name) const {
  const Scope& scope = scopes_.back();
  const auto place = scope.slots.find(name);
  return place == scope.slots.end() ? kNone : place->second;
}

// --- functions -----------------------------------------------------------------------------------

void Lowering::Bind(uint32_t name, Scope* scope) {
  const uint32_t slot = static_cast<uint32_t>(scope->names.size());
  const auto [place, is_new] = scope->slots.try_emplace(name, slot);
  if (is_new) {
    scope->names.push_back(name);
  } else if (place->second < scope->is_rebound.size()) {
    scope->is_rebound[place->second] = true;
  }
}

// A place of which conditions can say something that holds when it is read again:
// request.args["x"], request.args.get("x"), form.name.data. Its slot in the function under way;
// kNone if it is none, or if no condition has been about it so far. Textually the same is the same
// place.
uint32_t Lowering::PlaceSlot(Node node, bool is_new) {
  constexpr size_t kLongest = 120;
  Scope& scope = scopes_.back();
  if (scope.function == kNone || class_ != kNone || (!is_new && scope.places.empty())) return kNone;
  if (node.end() - node.begin() > kLongest) return kNone;
  std::string text;
  Node object = node.Child(Field::kObject);
  Node key;
  if (node.kind() == Kind::kSubscript) {
    if (node.child_count() != 2) return kNone;
    object = node.ChildAt(0);
    key = node.ChildAt(1);
  } else if (node.kind() == Kind::kCall) {
    const Node function = node.Child(Field::kFunction);
    const Node arguments = node.Child(Field::kArguments);
    if (function.kind() != Kind::kAttribute || function.Child(Field::kAttribute).text() != "get")
      return kNone;
    if (arguments.kind() == Kind::kGenerator || arguments.child_count() == 0 ||
        arguments.child_count() > 2) {
      return kNone;
    }
    if (arguments.child_count() == 2 && !syntax::IsConstant(arguments.ChildAt(1))) return kNone;
    object = function.Child(Field::kObject);
    key = arguments.ChildAt(0);
  } else if (node.kind() == Kind::kAttribute) {
    text = node.text();
  } else {
    return kNone;
  }
  if (!IsPlaceObject(object)) return kNone;
  if (key) {
    const bool is_string = key.kind() == Kind::kString && syntax::ConstantString(key, &text);
    if (!is_string && key.kind() != Kind::kInteger) return kNone;
    text = std::string(object.text()) + (is_string ? "['" : "[") +
           (is_string ? text : std::string(key.text()));
  }
  const uint32_t name = Name(text);
  const auto place = scope.places.find(name);
  if (place != scope.places.end()) return place->second;
  if (!is_new) return kNone;
  const uint32_t slot = static_cast<uint32_t>(scope.names.size());
  scope.names.push_back(name);
  scope.places.emplace(name, slot);
  return slot;
}

// A variable, or attributes of one.
bool Lowering::IsPlaceObject(Node node) const {
  int depth = 0;
  while (node && node.kind() == Kind::kAttribute && ++depth < 8) node = node.Child(Field::kObject);
  return node && (node.kind() == Kind::kIdentifier);
}

uint32_t Lowering::AddFunction(Node node, uint32_t decorators) {
  const bool is_lambda = node.kind() == Kind::kLambda;
  const uint32_t index = static_cast<uint32_t>(unit_->functions.size());
  unit_->functions.emplace_back();
  Function function;
  function.name = is_lambda ? Name("lambda") : Name(node.Child(Field::kName).text());
  function.head = is_lambda ? node.span() : node.Child(Field::kName).span();
  function.span = node.span();
  function.outer = scopes_.back().function;
  function.of_class = is_lambda ? kNone : class_;
  function.decorators = decorators;
  function.is_async = node.marked();
  // Defaults and annotations belong to the scope outside.
  Parameters(node.Child(Field::kParameters), &function);

  Scope scope;
  scope.function = index;
  for (uint32_t i = 0; i < function.parameter_count; ++i) {
    // A tuple in a parameter list of Python 2 has a slot without a name.
    Bind(unit_->parameters[function.first_parameter + i].name, &scope);
  }
  scope.is_rebound.assign(scope.names.size(), false);
  const Node body = node.Child(Field::kBody);
  CollectBound(body, &scope);
  for (uint32_t i = 0; i < scope.is_rebound.size() && i < function.parameter_count; ++i) {
    unit_->parameters[function.first_parameter + i].is_rebound = scope.is_rebound[i];
  }
  for (Node inner : tree_->Subtree(body)) {
    if (inner.kind() == Kind::kYield) function.is_generator = true;
  }
  function.first_code = static_cast<uint32_t>(unit_->codes.size());
  scopes_.push_back(std::move(scope));
  const uint32_t outer_class = std::exchange(class_, kNone);
  const int conditions = std::exchange(conditions_, 0);
  if (is_lambda) {
    function.value = Expression(body);
  } else {
    function.body = Block(body);
  }
  class_ = outer_class;
  conditions_ = conditions;
  function.end_code = static_cast<uint32_t>(unit_->codes.size());
  function.slots = List(scopes_.back().names);
  scopes_.pop_back();
  unit_->functions[index] = function;
  return index;
}

void Lowering::Parameters(Node parameters, Function* function) {
  std::vector<Parameter> found;
  bool keyword_only = false;
  for (Node child : parameters.children()) {
    Parameter parameter;
    parameter.span = child.span();
    Node name = child;
    switch (child.kind()) {
      case Kind::kKeywordSeparator: keyword_only = true; continue;
      case Kind::kPositionalSeparator: continue;
      case Kind::kDefaultParameter:
      case Kind::kTypedDefaultParameter:
        name = child.Child(Field::kName);
        parameter.default_value = Expression(child.Child(Field::kValue));
        break;
      case Kind::kTypedParameter: name = child.first_child(); break;
      default: break;
    }
    if (Node type = child.Child(Field::kType)) parameter.annotation = Expression(type);
    if (name.kind() == Kind::kListSplatPattern || name.kind() == Kind::kListSplat) {
      parameter.kind = ParameterKind::kStar;
      keyword_only = true;
      name = name.first_child();
    } else if (name.kind() == Kind::kDictionarySplatPattern ||
               name.kind() == Kind::kDictionarySplat) {
      parameter.kind = ParameterKind::kDoubleStar;
      name = name.first_child();
    } else if (keyword_only) {
      parameter.kind = ParameterKind::kKeywordOnly;
    }
    parameter.name = name.kind() == Kind::kIdentifier ? Name(name.text()) : Name("");
    found.push_back(parameter);
  }
  function->first_parameter = static_cast<uint32_t>(unit_->parameters.size());
  function->parameter_count = static_cast<uint32_t>(found.size());
  unit_->parameters.insert(unit_->parameters.end(), found.begin(), found.end());
}

// The names that a function's own statements bind. Those of a comprehension count, too: nothing
// outside of it can see them in a program that runs.
void Lowering::CollectBound(Node body, Scope* scope) {
  if (!body) return;
  Items outer;
  for (uint32_t i = body.index(); i < body.after();) {
    const Node node = tree_->node(i);
    uint32_t next = i + 1;
    switch (node.kind()) {
      case Kind::kFunction:
      case Kind::kClass:
        Bind(Name(node.Child(Field::kName).text()), scope);
        next = node.after();
        break;
      case Kind::kLambda: next = node.after(); break;
      case Kind::kGlobal:
      case Kind::kNonlocal:
        for (Node name : node.children()) {
          outer.push_back(Name(name.text()));
          if (node.kind() == Kind::kNonlocal) scope->outer.insert(outer.back());
        }
        break;
      case Kind::kAssignment:
      case Kind::kAugmentedAssignment:
      case Kind::kFor:
      case Kind::kForInClause: CollectPattern(node.Child(Field::kLeft), scope); break;
      case Kind::kNamedExpression: CollectPattern(node.Child(Field::kName), scope); break;
      case Kind::kAsPattern:
        if (node.Child(Field::kAlias)) {
          CollectPattern(node.Child(Field::kAlias), scope);
        } else if (node.child_count() == 2) {  // of a case
          CollectPattern(node.ChildAt(1), scope);
        }
        break;
      case Kind::kExcept:  // except A, e
        if (node.child_count() == 3) CollectPattern(node.ChildAt(1), scope);
        break;
      case Kind::kDottedName:  // a capture
        if ((node.parent().kind() == Kind::kCasePattern ||
             node.parent().kind() == Kind::kUnionPattern ||
             node.parent().kind() == Kind::kKeywordPattern) &&
            node.text().find('.') == std::string::npos) {
          Bind(Name(node.text()), scope);
        }
        break;
      case Kind::kSplatPattern: CollectPattern(node.first_child(), scope); break;
      case Kind::kImport:
      case Kind::kImportFrom:
        for (Node name : node.children()) {
          if (name.field() != Field::kName) continue;
          if (name.kind() == Kind::kAliasedImport) {
            Bind(Name(name.Child(Field::kAlias).text()), scope);
          } else {
            Bind(Name(name.text().substr(0, name.text().find('.'))), scope);
          }
        }
        next = node.after();
        break;
      default: break;
    }
    i = next;
  }
  for (uint32_t name : outer) scope->slots.erase(name);
}

void Lowering::CollectPattern(Node pattern, Scope* scope) {
  if (pattern.kind() == Kind::kIdentifier) {
    Bind(Name(pattern.text()), scope);
    return;
  }
  switch (pattern.kind()) {
    case Kind::kTuple:
    case Kind::kList:
    case Kind::kExpressionList:
    case Kind::kPatternList:
    case Kind::kTuplePattern:
    case Kind::kListPattern:
    case Kind::kListSplatPattern:
    case Kind::kListSplat: break;
    default: return;
  }
  if (++depth_ < kMaxDepth) {
    for (Node child : pattern.children()) CollectPattern(child, scope);
  }
  --depth_;
}

}  // namespace meerkat::flow

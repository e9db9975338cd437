#include "engine/rules/html_output/constant_text.h"

#include <string_view>
#include <vector>

#include "engine/rules/values.h"
#include "engine/syntax/views.h"

namespace meerkat::rules::html_output {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

namespace {

// Names that refer to each other in circles, and bodies that no person wrote.
constexpr int kMaxDepth = 64;
constexpr int kMaxSteps = 1'000;

bool IsPlainFunction(Node node) { return node.kind() == Kind::kFunction && !node.marked(); }

// What one statement assigns to a name. A compound statement gives a list, a plain one a single
// node: the two are judged differently.
struct Assigned {
  std::vector<Node> nodes;
  bool is_list = false;
};

// The function or module whose statements are looked at.
Node ScopeAround(Node node) {
  for (Node from = node, at = node.parent(); at; from = at, at = at.parent()) {
    if (at.kind() == Kind::kModule || IsPlainFunction(at)) return at;
    if (at.kind() == Kind::kDecorated && from.kind() == Kind::kDecorator &&
        IsPlainFunction(at.Child(Field::kDefinition))) {
      return at.Child(Field::kDefinition);
    }
  }
  return {};
}

std::string_view PlainParameterName(Node parameter) {
  switch (parameter.kind()) {
    case Kind::kIdentifier: return parameter.text();
    case Kind::kDefaultParameter:
    case Kind::kTypedDefaultParameter: return parameter.Child(Field::kName).text();
    case Kind::kTypedParameter:
      return parameter.first_child().kind() == Kind::kIdentifier ? parameter.first_child().text()
                                                                 : std::string_view();
    default: return {};
  }
}

// Parameters between a `/` and a `*`.
bool IsParameter(Node function, std::string_view name) {
  bool found = false;
  for (Node parameter : function.Child(Field::kParameters).children()) {
    if (parameter.kind() == Kind::kPositionalSeparator) {
      found = false;
    } else if (const std::string_view own = PlainParameterName(parameter); own.empty()) {
      break;
    } else {
      found = found || own == name;
    }
  }
  return found;
}

class Evaluation {
 public:
  Evaluation(const core::SourceFile& file, Node scope) : file_(file), scope_(scope) {}

  bool failed() const { return failed_; }
  Node scope() const { return scope_; }
  uint32_t LineOf(Node node) const { return file_.LineOf(node.begin()); }

  // Whether the variable holds constants at `until_line`.
  bool IsConstantVariable(Node variable, uint32_t until_line, int depth);
  // "…".format(a, b)
  bool IsConstantCall(Node call, int depth);
  // The arguments of a format, whose place is on `line`.
  bool AreConstants(std::vector<Node> arguments, uint32_t line, int depth);

 private:
  Assigned AssignedBy(Node statement, std::string_view name);
  Node AssignedByPlain(Node statement, std::string_view name);
  Node FromTuple(Node targets, Node values, std::string_view name);
  void AppendAssignedIn(Node block, std::string_view name, std::vector<Node>* nodes);
  bool IsConstantList(const Assigned& assigned, uint32_t line, int depth);
  bool Step(int depth) {
    failed_ = failed_ || depth > kMaxDepth || ++steps_ > kMaxSteps;
    return !failed_;
  }

  const core::SourceFile& file_;
  Node scope_;
  bool failed_ = false;
  int steps_ = 0;
};

// a, b = "x", y: Bandit fails on targets that are no names before the one it looks for.
Node Evaluation::FromTuple(Node targets, Node values, std::string_view name) {
  Node value = values.first_child();
  for (Node target : targets.children()) {
    if (target.kind() != Kind::kIdentifier) {
      failed_ = true;
      return {};
    }
    if (target.text() == name) {
      failed_ = failed_ || !value;
      return value;
    }
    value = value.next_sibling();
  }
  return {};
}

Node Evaluation::AssignedByPlain(Node statement, std::string_view name) {
  const Node node = statement.first_child();
  const bool augmented = node.kind() == Kind::kAugmentedAssignment;
  if (!augmented && node.kind() != Kind::kAssignment) return {};
  const Node target = node.Child(Field::kLeft);
  if (target.kind() == Kind::kIdentifier && target.text() != name) return {};
  Node value = node.Child(Field::kRight);
  if (augmented) return target.kind() == Kind::kIdentifier ? value : Node();
  if (node.Child(Field::kType)) return {};
  for (int links = 0; value.kind() == Kind::kAssignment && links < kMaxDepth; ++links) {
    value = value.Child(Field::kRight);
  }
  if (target.kind() == Kind::kIdentifier) return value;
  const bool tuples =
      (target.kind() == Kind::kPatternList || target.kind() == Kind::kTuplePattern) &&
      (value.kind() == Kind::kExpressionList || value.kind() == Kind::kTuple);
  return tuples ? FromTuple(target, value, name) : Node();
}

void Evaluation::AppendAssignedIn(Node block, std::string_view name, std::vector<Node>* nodes) {
  for (Node statement : block.children()) {
    const Assigned assigned = AssignedBy(statement, name);
    nodes->insert(nodes->end(), assigned.nodes.begin(), assigned.nodes.end());
  }
}

Assigned Evaluation::AssignedBy(Node statement, std::string_view name) {
  if (!Step(0)) return {};
  Assigned assigned;
  switch (statement.kind()) {
    case Kind::kExpressionStatement:
      if (const Node value = AssignedByPlain(statement, name)) return {{value}};
      return {};
    case Kind::kDecorated: return AssignedBy(statement.Child(Field::kDefinition), name);
    case Kind::kTry:
      for (Node part : statement.children()) {
        if (part.kind() == Kind::kExcept && part.marked()) return {};
      }
      break;
    case Kind::kWith:
    case Kind::kFunction:
    case Kind::kFor:
      if (statement.marked()) return {};
      break;
    case Kind::kIf:
    case Kind::kWhile:
    case Kind::kElif:
    case Kind::kElse:
    case Kind::kExcept:
    case Kind::kFinally: break;
    default: return {};
  }
  assigned.is_list = true;
  for (Node part : statement.children()) {
    switch (part.kind()) {
      case Kind::kBlock: AppendAssignedIn(part, name, &assigned.nodes); break;
      case Kind::kElif:
      case Kind::kElse:
      case Kind::kExcept:
      case Kind::kFinally: {
        const Assigned inner = AssignedBy(part, name);
        assigned.nodes.insert(assigned.nodes.end(), inner.nodes.begin(), inner.nodes.end());
        break;
      }
      case Kind::kWithItem: {
        // with open(x) as name: the last item decides.
        const bool last = part.next_sibling().kind() == Kind::kBlock;
        const Node alias = part.first_child().Child(Field::kAlias);
        if (last && alias.kind() == Kind::kIdentifier && alias.text() == name) return {{statement}};
        break;
      }
      default: break;
    }
  }
  return assigned;
}

bool Evaluation::IsConstantList(const Assigned& assigned, uint32_t line, int depth) {
  for (Node node : assigned.nodes) {
    const bool constant = IsText(node) || (node.kind() == Kind::kIdentifier &&
                                           IsConstantVariable(node, line, depth + 1));
    if (!constant) return false;
  }
  return true;
}

bool Evaluation::IsConstantVariable(Node variable, uint32_t until_line, int depth) {
  const std::string_view name = variable.text();
  if (!Step(depth)) return false;
  if (IsPlainFunction(scope_) && IsParameter(scope_, name)) return false;
  bool constant = false;
  const uint32_t until = file_.LineSpan(until_line).begin;
  const Node body = scope_.kind() == Kind::kModule ? scope_ : scope_.Child(Field::kBody);
  for (Node statement : body.children()) {
    const Node definition = statement.Child(Field::kDefinition);
    const Node code = definition ? definition : statement;
    if (code.begin() >= until || failed_) break;
    const Assigned assigned = AssignedBy(statement, name);
    if (assigned.nodes.empty()) continue;
    if (assigned.is_list) {
      constant = IsConstantList(assigned, LineOf(code), depth);
      if (!constant) break;
      continue;
    }
    const Node value = assigned.nodes.front();
    if (IsText(value)) {
      constant = true;
    } else if (value.kind() == Kind::kIdentifier) {
      constant = IsConstantVariable(value, LineOf(value), depth + 1);
    } else if (value.kind() == Kind::kCall) {
      constant = IsConstantCall(value, depth + 1);
    } else {
      constant = false;
      break;
    }
  }
  return constant;
}

bool Evaluation::IsConstantCall(Node call, int depth) {
  const Node function = call.Child(Field::kFunction);
  if (!Step(depth) || function.kind() != Kind::kAttribute) return false;
  if (!syntax::IsConstant(function.Child(Field::kObject)) ||
      function.Child(Field::kAttribute).text() != "format") {
    return false;
  }
  std::vector<Node> arguments;
  const Node list = call.Child(Field::kArguments);
  if (list.kind() != Kind::kArgumentList) return false;
  for (Node argument : list.children()) {
    const bool keyword =
        argument.kind() == Kind::kKeywordArgument || argument.kind() == Kind::kDictionarySplat;
    if (keyword) return false;
    arguments.push_back(argument);
  }
  return AreConstants(std::move(arguments), LineOf(call), depth);
}

bool Evaluation::AreConstants(std::vector<Node> arguments, uint32_t line, int depth) {
  for (size_t i = 0; i < arguments.size(); ++i) {
    const Node argument = arguments[i];
    bool constant = IsText(argument);
    if (argument.kind() == Kind::kIdentifier) {
      constant = IsConstantVariable(argument, line, depth + 1);
    } else if (argument.kind() == Kind::kCall) {
      constant = IsConstantCall(argument, depth + 1);
    } else if (argument.kind() == Kind::kListSplat) {
      // *["a", b]: its elements are arguments, too.
      const Node list = argument.first_child();
      constant = list.kind() == Kind::kList || list.kind() == Kind::kTuple;
      for (Node element : list.children()) {
        if (constant) arguments.push_back(element);
      }
    }
    if (!constant) return false;
  }
  return true;
}

}  // namespace

Origin OriginOfText(const core::SourceFile& file, Node call) {
  const Node text = syntax::Call(call).Positional(0);
  Evaluation evaluation(file, ScopeAround(call));
  bool constant = false;
  if (text.kind() == Kind::kIdentifier) {
    constant = evaluation.IsConstantVariable(text, evaluation.LineOf(call), 0);
  } else if (text.kind() == Kind::kCall) {
    constant = evaluation.IsConstantCall(text, 0);
  } else if (text.kind() == Kind::kBinaryOperator && text.op() == syntax::Operator::kModulo &&
             IsText(text.Child(Field::kLeft))) {
    const Node right = text.Child(Field::kRight);
    std::vector<Node> arguments;
    if (right.kind() == Kind::kTuple) {
      for (Node element : right.children()) arguments.push_back(element);
    } else {
      arguments.push_back(right);
    }
    constant = evaluation.AreConstants(std::move(arguments), evaluation.LineOf(text), 0);
  }
  if (evaluation.failed()) return Origin::kFailed;
  return constant ? Origin::kConstants : Origin::kUnknown;
}

}  // namespace meerkat::rules::html_output

// The part of Lowering that reads statements.

#include "engine/flow/lowering.h"
#include "engine/syntax/views.h"

namespace meerkat::flow {

using syntax::Field;
using syntax::Kind;

uint32_t Lowering::Block(Node block) {
  Items statements;
  if (depth_ >= kMaxDepth) return kNone;
  ++depth_;
  for (Node statement : block.children()) Statement(statement, &statements);
  --depth_;
  return List(statements);
}

void Lowering::Statement(Node node, Items* out) {
  if (stopped_) return;
  switch (node.kind()) {
    case Kind::kExpressionStatement:
      for (Node child : node.children()) Statement(child, out);
      return;
    case Kind::kAssignment: Assignment(node, out); return;
    case Kind::kAugmentedAssignment: {
      const uint32_t value = Expression(node.Child(Field::kRight));
      out->push_back(
          Simple(CodeKind::kAugmented, node, Expression(node.Child(Field::kLeft)), value));
      return;
    }
    case Kind::kReturn:
      out->push_back(Simple(CodeKind::kReturn, node, Expression(node.first_child())));
      return;
    case Kind::kRaise:
      out->push_back(Simple(CodeKind::kRaise, node, Expression(node.first_child())));
      return;
    case Kind::kAssert:
      out->push_back(Simple(CodeKind::kAssert, node, Condition(node.first_child())));
      return;
    case Kind::kDelete: {
      Items targets;
      for (Node child : node.children()) targets.push_back(Expression(child));
      out->push_back(Simple(CodeKind::kDelete, node, List(targets)));
      return;
    }
    case Kind::kIf: out->push_back(If(node)); return;
    case Kind::kWhile: {
      const uint32_t condition = Condition(node.Child(Field::kCondition));
      const uint32_t body = Block(node.Child(Field::kBody));
      const uint32_t rest = Block(node.Child(Field::kAlternative).Child(Field::kBody));
      out->push_back(Simple(CodeKind::kWhile, node, condition, body, rest));
      return;
    }
    case Kind::kFor: out->push_back(For(node)); return;
    case Kind::kTry: out->push_back(Try(node)); return;
    case Kind::kWith: out->push_back(With(node)); return;
    case Kind::kMatch: out->push_back(Match(node)); return;
    case Kind::kImport: Import(node, out); return;
    case Kind::kImportFrom: out->push_back(ImportFrom(node)); return;
    case Kind::kFunction: out->push_back(FunctionDefinition(node, kNone, node.span())); return;
    case Kind::kClass: out->push_back(ClassDefinition(node, kNone)); return;
    case Kind::kDecorated: {
      const uint32_t decorators = Decorators(node);
      const Node definition = node.Child(Field::kDefinition);
      out->push_back(definition.kind() == Kind::kClass
                         ? ClassDefinition(definition, decorators)
                         : FunctionDefinition(definition, decorators, node.span()));
      return;
    }
    case Kind::kBreak: out->push_back(Simple(CodeKind::kBreak, node)); return;
    case Kind::kContinue: out->push_back(Simple(CodeKind::kContinue, node)); return;
    case Kind::kPass:
    case Kind::kGlobal:
    case Kind::kNonlocal:
    case Kind::kFutureImport:
    case Kind::kTypeAlias: return;
    case Kind::kBlock:
      for (Node child : node.children()) Statement(child, out);
      return;
    case Kind::kError:  // what stands in a broken stretch is read as far as it goes
      for (Node child : node.children()) {
        if (++depth_ < kMaxDepth) Statement(child, out);
        --depth_;
      }
      return;
    case Kind::kExec: {
      // exec "x" in y, of Python 2, is a call.
      Items arguments = {Simple(CodeKind::kArgument, node, Expression(node.Child(Field::kCode)))};
      const uint32_t name = Name("exec");
      const uint32_t function = Simple(CodeKind::kName, node, name, kNone);
      const uint32_t call = Simple(CodeKind::kCall, node, function, List(arguments));
      out->push_back(Simple(CodeKind::kExpression, node, call));
      return;
    }
    case Kind::kString:  // what it documents does nothing, unless it is f"{…}"
      if (node.child_count() == 0) return;
      [[fallthrough]];
    default:
      NotePlaces(node);
      out->push_back(Simple(CodeKind::kExpression, node, Expression(node)));
  }
}

// check_name(item.name): what the call says of it by coming back holds when it is read again.
void Lowering::NotePlaces(Node statement) {
  const Node call = statement.kind() == Kind::kAwait ? statement.first_child() : statement;
  if (call.kind() != Kind::kCall) return;
  const Node arguments = call.Child(Field::kArguments);
  if (arguments.kind() == Kind::kGenerator) return;
  for (Node argument : arguments.children()) {
    const Node value =
        argument.kind() == Kind::kKeywordArgument ? argument.Child(Field::kValue) : argument;
    if (value.kind() == Kind::kAttribute || value.kind() == Kind::kSubscript)
      PlaceSlot(value, true);
  }
}

void Lowering::Assignment(Node node, Items* out) {
  if (node.Child(Field::kType)) {
    const uint32_t value = Expression(node.Child(Field::kRight));
    const uint32_t target = Expression(node.Child(Field::kLeft));
    out->push_back(
        Simple(CodeKind::kAnnotated, node, target, value, Expression(node.Child(Field::kType))));
    return;
  }
  Items targets;  // x = y = z
  Node last = node;
  while (last.Child(Field::kRight).kind() == Kind::kAssignment) {
    targets.push_back(Expression(last.Child(Field::kLeft)));
    last = last.Child(Field::kRight);
  }
  const Node target = last.Child(Field::kLeft);
  if (target.kind() == Kind::kSubscript) PlaceSlot(target, true);
  targets.push_back(Expression(target));
  // Broken code, x = y: int, has none.
  const Node right = last.Child(Field::kRight);
  const uint32_t value = right ? Expression(right) : Simple(CodeKind::kUnknown, node, kNone);
  out->push_back(Simple(CodeKind::kAssign, node, List(targets), value));
}

uint32_t Lowering::If(Node node) {
  const uint32_t condition = Condition(node.Child(Field::kCondition));
  const uint32_t body = Block(node.Child(Field::kConsequence));
  Node alternative;
  for (Node child : node.children()) {
    if (child.field() == Field::kAlternative) {
      alternative = child;
      break;
    }
  }
  return Simple(CodeKind::kIf, node, condition, body, IfRest(alternative));
}

// A chain of elifs is a chain of ifs, each the whole else of the one before. Built from its end, so
// that nothing recurses along it.
uint32_t Lowering::IfRest(Node first) {
  std::vector<Node> chain;
  for (Node node = first; node; node = node.next_sibling()) chain.push_back(node);
  uint32_t rest = kNone;
  for (size_t i = chain.size(); i > 0; --i) {
    const Node node = chain[i - 1];
    if (node.kind() == Kind::kElse) {
      rest = Block(node.Child(Field::kBody));
      continue;
    }
    const uint32_t condition = Condition(node.Child(Field::kCondition));
    const uint32_t body = Block(node.Child(Field::kConsequence));
    rest = List({Simple(CodeKind::kIf, node, condition, body, rest)});
  }
  return rest;
}

uint32_t Lowering::For(Node node) {
  const uint32_t iterable = Expression(node.Child(Field::kRight));
  const uint32_t target = Expression(node.Child(Field::kLeft));
  const uint32_t body = Block(node.Child(Field::kBody));
  const uint32_t rest = Block(node.Child(Field::kAlternative).Child(Field::kBody));
  return Simple(CodeKind::kFor, node, List({target, iterable}), body, rest);
}

uint32_t Lowering::Try(Node node) {
  const uint32_t body = Block(node.Child(Field::kBody));
  Items handlers;
  uint32_t otherwise = kNone;
  uint32_t finally = kNone;
  for (Node child : node.children()) {
    if (child.kind() == Kind::kElse) {
      otherwise = Block(child.Child(Field::kBody));
    } else if (child.kind() == Kind::kFinally) {
      finally = Block(child.first_child());
    } else if (child.kind() == Kind::kExcept) {
      uint32_t type = kNone;
      uint32_t target = kNone;
      Node block;
      for (Node part : child.children()) {
        if (part.kind() == Kind::kBlock) {
          block = part;
        } else if (part.kind() == Kind::kAsPattern) {
          type = Expression(part.first_child());
          target = Expression(part.Child(Field::kAlias));
        } else if (type == kNone) {
          type = Expression(part);
        } else {
          target = Expression(part);  // except A, e
        }
      }
      handlers.push_back(Simple(CodeKind::kHandler, child, type, target, Block(block)));
    }
  }
  const uint32_t handler_list = List(handlers);
  return Simple(CodeKind::kTry, node, body, handler_list, List({otherwise, finally}));
}

uint32_t Lowering::With(Node node) {
  Items items;
  for (Node child : node.children()) {
    if (child.kind() != Kind::kWithItem) continue;
    const Node value = child.Child(Field::kValue);
    if (value.kind() == Kind::kAsPattern) {
      const uint32_t code = Expression(value.first_child());
      items.push_back(
          Simple(CodeKind::kWithItem, child, code, Expression(value.Child(Field::kAlias))));
    } else {
      items.push_back(Simple(CodeKind::kWithItem, child, Expression(value)));
    }
  }
  const uint32_t list = List(items);
  return Simple(CodeKind::kWith, node, list, Block(node.Child(Field::kBody)));
}

void Lowering::Import(Node node, Items* out) {
  for (Node name : node.children()) {
    if (name.field() != Field::kName) continue;
    const bool aliased = name.kind() == Kind::kAliasedImport;
    const std::string_view module = aliased ? name.Child(Field::kName).text() : name.text();
    const std::string_view bound =
        aliased ? name.Child(Field::kAlias).text() : module.substr(0, module.find('.'));
    const uint32_t bound_name = Name(bound);
    out->push_back(Simple(CodeKind::kImport, name, Name(module), bound_name, SlotOf(bound_name),
                          aliased ? kWhole : 0));
  }
}

uint32_t Lowering::ImportFrom(Node node) {
  const Node module = node.Child(Field::kModuleName);
  std::string_view text = module.text();
  uint8_t dots = 0;
  std::string written;
  for (char c : text) {  // `from . a import b` may have blanks
    if (c == '.' && written.empty() && module.kind() == Kind::kRelativeImport) {
      if (dots < 255) ++dots;
    } else if (c != ' ' && c != '\t' && c != '\\' && c != '\r' && c != '\n') {
      written += c;
    }
  }
  const uint32_t module_name = Name(written);
  Items names;
  for (Node name : node.children()) {
    if (name.kind() == Kind::kWildcardImport) {
      return Simple(CodeKind::kImportStar, node, module_name, kNone, kNone, dots);
    }
    if (name.field() != Field::kName) continue;
    const bool aliased = name.kind() == Kind::kAliasedImport;
    const std::string_view imported = aliased ? name.Child(Field::kName).text() : name.text();
    const uint32_t bound = Name(aliased ? name.Child(Field::kAlias).text() : imported);
    names.push_back(Name(imported));
    names.push_back(bound);
    names.push_back(SlotOf(bound));
  }
  return Simple(CodeKind::kImportFrom, node, module_name, List(names), kNone, dots);
}

uint32_t Lowering::Decorators(Node decorated) {
  Items decorators;
  for (Node child : decorated.children()) {
    if (child.kind() == Kind::kDecorator) decorators.push_back(Expression(child.first_child()));
  }
  return List(decorators);
}

uint32_t Lowering::FunctionDefinition(Node node, uint32_t decorators, core::Span whole) {
  const uint32_t name = Name(node.Child(Field::kName).text());
  const uint32_t slot = class_ == kNone ? SlotOf(name) : kNone;
  const uint32_t function = AddFunction(node, decorators);
  return Add({.kind = CodeKind::kDefine, .a = function, .b = decorators, .c = slot, .span = whole});
}

uint32_t Lowering::ClassDefinition(Node node, uint32_t decorators) {
  const uint32_t name = Name(node.Child(Field::kName).text());
  const uint32_t slot = class_ == kNone ? SlotOf(name) : kNone;
  Class made;
  made.name = name;
  made.outer = scopes_.back().function;
  made.decorators = decorators;
  made.span = node.span();
  Items bases;
  for (Node base : node.Child(Field::kSuperclasses).children()) {
    if (base.kind() != Kind::kKeywordArgument) bases.push_back(Expression(base));
  }
  made.bases = List(bases);
  const uint32_t index = static_cast<uint32_t>(unit_->classes.size());
  unit_->classes.push_back(made);
  // The names of the body are the class's own: no slot of the function around it.
  const uint32_t outer_class = std::exchange(class_, index);
  Scope body_scope;
  body_scope.function = scopes_.back().function;
  scopes_.push_back(std::move(body_scope));
  unit_->classes[index].body = Block(node.Child(Field::kBody));
  scopes_.pop_back();
  class_ = outer_class;
  return Add({.kind = CodeKind::kClass, .a = index, .c = slot, .span = node.span()});
}

}  // namespace meerkat::flow

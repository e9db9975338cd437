#include "engine/rules/sql/built_text.h"

#include <cctype>
#include <vector>

#include "engine/rules/values.h"

namespace meerkat::rules::sql {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

namespace {

// A chain of more operands is no text that anybody wrote.
constexpr uint32_t kMaxOperands = 1024;

char Lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

bool IsSpace(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || (c >= '\x1c' && c <= '\x1f');
}

// The bytes of the blank there, 0 if there is none: what Python's \s takes.
size_t SpaceAt(std::string_view text, size_t at) {
  if (at >= text.size()) return 0;
  if (IsSpace(text[at])) return 1;
  static constexpr std::string_view kSpaces[] = {
      "\xC2\x85",     "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\xA8",
      "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80",
  };
  text.remove_prefix(at);
  for (std::string_view space : kSpaces) {
    if (text.starts_with(space)) return space.size();
  }
  // U+2000 to U+200A
  const bool quad =
      text.size() >= 3 && text.starts_with("\xE2\x80") && static_cast<uint8_t>(text[2]) <= 0x8A;
  return quad ? 3 : 0;
}

size_t FindWord(std::string_view text, std::string_view word, size_t from) {
  for (size_t i = from; i + word.size() <= text.size(); ++i) {
    size_t n = 0;
    while (n < word.size() && Lower(text[i + n]) == word[n]) ++n;
    if (n == word.size()) return i;
  }
  return std::string_view::npos;
}

// The end of `word` and the blank behind it, at or after `from`; npos if there is none.
size_t AfterWord(std::string_view text, std::string_view word, size_t from,
                 bool or_bracket = false) {
  for (size_t at = FindWord(text, word, from); at != std::string_view::npos;
       at = FindWord(text, word, at + 1)) {
    const size_t end = at + word.size();
    if (or_bracket && end < text.size() && text[end] == '(') return end + 1;
    if (const size_t space = SpaceAt(text, end)) return end + space;
  }
  return std::string_view::npos;
}

// `first`, blanks, `second`, one blank: where that ends.
size_t AfterTwoWords(std::string_view text, std::string_view first, std::string_view second) {
  for (size_t at = AfterWord(text, first, 0); at != std::string_view::npos;
       at = AfterWord(text, first, at)) {
    size_t next = at;
    while (const size_t space = SpaceAt(text, next)) next += space;
    if (FindWord(text.substr(next, second.size()), second, 0) != 0) continue;
    if (const size_t space = SpaceAt(text, next + second.size())) {
      return next + second.size() + space;
    }
  }
  return std::string_view::npos;
}

// The node around it that Python's own tree has.
Node Around(Node node) {
  const Node parent = node.parent();
  return parent.kind() == Kind::kArgumentList ? parent.parent() : parent;
}

// Null for a chain of more operators than anybody writes.
Node OutermostOperator(Node node) {
  uint32_t climbed = 0;
  for (; node.parent().kind() == Kind::kBinaryOperator; node = node.parent()) {
    if (++climbed == kMaxOperands) return {};
  }
  return node;
}

// Operands of a chain of operators from left to right; below `skip` none is looked at.
void AppendOperands(Node root, Node skip, std::vector<Node>* operands) {
  std::vector<Node> open = {root};
  while (!open.empty() && operands->size() < kMaxOperands) {
    const Node node = open.back();
    open.pop_back();
    if (skip && node == skip) continue;
    if (node.kind() != Kind::kBinaryOperator) {
      operands->push_back(node);
      continue;
    }
    open.push_back(node.Child(Field::kRight));
    open.push_back(node.Child(Field::kLeft));
  }
}

// "…".format(x), "…".replace("{}", x): the method's name, if the string is what it is called on.
std::string_view Method(Node string) {
  const Node attribute = string.parent();
  if (attribute.kind() != Kind::kAttribute || string.field() != Field::kObject) return {};
  const std::string_view name = attribute.Child(Field::kAttribute).text();
  return name == "format" || name == "replace" ? name : std::string_view();
}

// What cannot carry text from outside: constants, CONSTANTS, int(x), len(x). Deeper expressions
// than `depth` are not looked into.
bool IsFixedPart(Node node, int depth = 16) {
  if (depth == 0) return false;
  if (syntax::IsConstant(node)) return true;
  switch (node.kind()) {
    case Kind::kIdentifier:
    case Kind::kAttribute: {
      const std::string_view name = syntax::LastName(node);
      for (char c : name) {
        if (Lower(c) == c && c != '_' && !(c >= '0' && c <= '9')) return false;
      }
      return !name.empty();
    }
    case Kind::kCall: {
      const std::string_view name = node.Child(Field::kFunction).text();
      return name == "int" || name == "float" || name == "len" || name == "bool";
    }
    case Kind::kTuple:
    case Kind::kList:
      for (Node element : node.children()) {
        if (!IsFixedPart(element, depth - 1)) return false;
      }
      return true;
    case Kind::kBinaryOperator:
      return IsFixedPart(node.Child(Field::kLeft), depth - 1) &&
             IsFixedPart(node.Child(Field::kRight), depth - 1);
    case Kind::kConditional:
      // "a" if x else "b": condition aside, both ends.
      return IsFixedPart(node.ChildAt(0), depth - 1) && IsFixedPart(node.ChildAt(2), depth - 1);
    default: return false;
  }
}

// The constants of a string or f-string in order, a "?" for each value in it.
void AppendText(Node string, BuiltText* built) {
  if (syntax::IsFormatString(string)) {
    for (Node node : string.tree().Subtree(string)) {
      if (node.kind() != Kind::kInterpolation) continue;
      if (!IsFixedPart(node.first_child())) built->has_variable_part = true;
    }
  }
  std::vector<std::string> constants;
  syntax::AppendConstants(string, &constants);
  for (size_t i = 0; i < constants.size(); ++i) {
    if (i > 0) built->text += " ? ";
    built->text += constants[i];
  }
}

}  // namespace

bool HasSql(std::string_view text) {
  constexpr size_t kNone = std::string_view::npos;
  size_t at = AfterWord(text, "select", 0);
  if (at != kNone && AfterWord(text, "from", at) != kNone) return true;
  if (AfterTwoWords(text, "delete", "from") != kNone) return true;
  at = AfterTwoWords(text, "insert", "into");
  if (at != kNone && AfterWord(text, "values", at, /*or_bracket=*/true) != kNone) return true;
  at = AfterWord(text, "update", 0);
  return at != kNone && AfterWord(text, "set", at) != kNone;
}

bool IsSqlStatement(std::string_view text) {
  while (!text.empty() && (IsSpace(text.front()) || text.front() == '(')) text.remove_prefix(1);
  for (std::string_view verb : {"select", "insert", "update", "delete", "with"}) {
    if (!EqualsIgnoringCase(text.substr(0, verb.size()), verb)) continue;
    // "Select" starts a sentence.
    const bool sentence = Lower(text[0]) != text[0] && Lower(text[1]) == text[1];
    return !sentence && HasSql(text);
  }
  return false;
}

BuiltText BuiltAsBandit(const Site& site) {
  BuiltText built;
  const Node node = site.node();
  if (node.kind() == Kind::kFormatSpecifier) {
    if (!site.is_leading_text()) return built;
    built.whole = node;
    std::vector<std::string> constants;
    syntax::AppendConstants(node, &constants);
    for (const std::string& constant : constants) built.text += constant;
  } else if (syntax::IsFormatString(node)) {
    if (!site.is_leading_text()) return built;
    built.whole = node;
    syntax::ConstantParts(node, &built.text);
  } else if (node.parent().kind() == Kind::kBinaryOperator) {
    built.whole = OutermostOperator(node);
    if (!built.whole) return {};
    built.text = site.text();
    std::vector<Node> operands;
    AppendOperands(built.whole, node.parent(), &operands);
    for (Node operand : operands) {
      if (!IsText(operand)) continue;
      built.text += ' ';
      syntax::ConstantString(operand, &built.text);
    }
  } else if (const std::string_view method = Method(node); !method.empty()) {
    built.whole = Around(node.parent());
    built.text = site.text();
    built.by_replace = method == "replace";
  }
  return built;
}

BuiltText Built(const Site& site) {
  BuiltText built;
  const Node node = site.node();
  if (!site.is_leading_text()) return built;
  if (node.parent().kind() == Kind::kBinaryOperator) {
    built.whole = OutermostOperator(node);
    if (!built.whole) return {};
    std::vector<Node> operands;
    AppendOperands(built.whole, {}, &operands);
    bool first = true;
    for (Node operand : operands) {
      if (syntax::IsString(operand)) {
        // Seen from a later constant, it has been seen already.
        if (first && operand != node) return {};
        first = false;
        AppendText(operand, &built);
      } else {
        built.has_variable_part = built.has_variable_part || !IsFixedPart(operand);
        built.text += " ? ";
      }
    }
  } else if (syntax::IsFormatString(node)) {
    built.whole = node;
    AppendText(node, &built);
  } else if (const std::string_view method = Method(node); !method.empty()) {
    built.whole = Around(node.parent());
    built.text = site.text();
    built.by_replace = method == "replace";
    for (Node argument : syntax::Call(built.whole).Arguments().children()) {
      const Node value =
          argument.kind() == Kind::kKeywordArgument ? argument.Child(Field::kValue) : argument;
      built.has_variable_part = built.has_variable_part || !IsFixedPart(value);
    }
  }
  return built;
}

bool IsExecuted(Node expression) {
  const Node call = Around(expression);
  if (call.kind() != Kind::kCall) return false;
  const std::string_view name = syntax::LastName(call.Child(Field::kFunction));
  return name == "execute" || name == "executemany";
}

}  // namespace meerkat::rules::sql

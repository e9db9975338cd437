#pragma once

// Recursive descent over the tokens of well-formed Python, straight into the records of a
// syntax::Tree. Behind syntax/parser.h, which tries it first and falls back to the grammar with
// error recovery when it gives up. The two build the same tree for the same bytes; a test compares
// them on real projects.
//
//   Descent descent;
//   if (lexer.Run(bytes) && descent.Parse(bytes, lexer)) descent.MoveInto(&records);
//
// Nodes are written when they are complete, children before parents, so that the left operand of a
// chain is never moved; a last pass turns their order round. The depth of recursion is bounded, and
// what is nested deeper is given up.

#include <cstdint>
#include <vector>

#include "engine/syntax/kind.h"
#include "engine/syntax/lexer.h"
#include "engine/syntax/token.h"
#include "engine/syntax/tree.h"

namespace meerkat::syntax {

class Descent {
 public:
  // False: this is for the other parser. `source` is what the lexer read.
  bool Parse(std::string_view source, const Lexer& lexer, const core::Budget& budget = {});
  // Whether it was the budget that made it give up.
  bool stopped() const { return stopped_; }
  // Whether what it gave up on may be well-formed all the same: deep nesting, `print >> file`.
  bool unsure() const { return unsure_; }
  // The records in the order of a tree, parents before children.
  void MoveInto(std::vector<Tree::Record>* records);

 private:
  // A node whose children, `size` - 1 nodes in all, stand directly before it.
  struct Complete {
    uint32_t begin;
    uint32_t end;
    uint32_t size;
    Kind kind;
    Field field;
    Operator op;
    uint8_t flags;
  };
  // Parentheses stood around it. They are no node, but forbid some roles.
  static constexpr uint8_t kParenthesized = 0x80;

  // Where a node begins: its first token, and the nodes that there were before.
  struct Start {
    uint32_t begin;
    uint32_t mark;
  };

  class Deeper;

  // --- tokens ---
  TokenKind kind() const { return at_->kind; }
  TokenKind next_kind() const { return at_[at_->kind == TokenKind::kEnd ? 0 : 1].kind; }
  bool Is(TokenKind kind) const { return at_->kind == kind; }
  std::string_view TextOf(const Token& token) const {
    return source_.substr(token.begin, token.end - token.begin);
  }
  bool IsWord(std::string_view word) const { return Is(TokenKind::kName) && TextOf(*at_) == word; }
  // Goes on to the next token, but never past the end: what was looked at may have been given up.
  void Take() { at_ += at_->kind == TokenKind::kEnd ? 0 : 1; }
  bool TakeIf(TokenKind kind) {
    if (at_->kind != kind) return false;
    Take();
    return true;
  }
  void Expect(TokenKind kind) {
    if (at_->kind == kind && kind != TokenKind::kEnd) {
      Take();
    } else {
      GiveUp();
    }
  }
  // From here on every token is kEnd, which nothing takes.
  void GiveUp();
  uint32_t end() const { return at_[-1].end; }
  // Whether to stop, now and then: asking costs a clock read. In every loop over what a file may
  // have any number of.
  void Ask() {
    if (++steps_ % 4096 == 0 && budget_.Stopped()) {
      stopped_ = true;
      GiveUp();
    }
  }

  // --- nodes ---
  Start Begin() const { return {at_->begin, static_cast<uint32_t>(nodes_.size())}; }
  void Leaf(Kind kind, const Token& token) {
    nodes_.push_back({token.begin, token.end, 1, kind, Field::kNone, Operator::kNone, 0});
  }
  void TakeLeaf(Kind kind) {
    Leaf(kind, *at_);
    Take();
  }
  void Node(Kind kind, Start start, Operator op = Operator::kNone, uint8_t flags = 0) {
    nodes_.push_back({start.begin, end(), static_cast<uint32_t>(nodes_.size()) - start.mark + 1,
                      kind, Field::kNone, op, flags});
  }
  // The role of the node that was completed last.
  void Role(Field field) {
    if (!nodes_.empty()) nodes_.back().field = field;
  }
  Complete& last() { return nodes_.back(); }
  void Name(Field field);

  // --- statements ---
  void Statement();
  void SimpleStatements();
  void SimpleStatement();
  void Suite(Field field);
  void ExpressionStatement();
  void Annotated(Start statement);
  void Assignments(Start statement);
  void Augmented(Start statement);
  void Value();
  void Import();
  void ImportFrom();
  void ImportNames();
  void DottedName();
  void Raise();
  void Assert();
  void Names(Kind kind);
  void TypeAlias();
  void If(Kind kind);
  void Else();
  void For(Start start, uint8_t flags);
  void While();
  void Try();
  void With(Start start, uint8_t flags);
  void WithItem();
  bool WithItemsInParentheses();
  void Decorated();
  void Async();
  void Function(Start start, uint8_t flags);
  void Class();

  // --- match ---
  bool IsMatch() const;
  void Match();
  void Case();
  void CasePattern(bool keyword_allowed);
  void CasePatterns(TokenKind close, bool keyword_allowed);
  void UnionPattern();
  void SimplePattern();
  void NumberPattern();
  void DictPattern();

  // --- types ---
  void Type();
  void TypeParameters();

  // --- parameters and targets ---
  void Parameters(TokenKind close, bool typed);
  void Parameter(bool typed);
  // Makes the node that was completed last, an expression, a target of an assignment.
  void MakeTarget() { MakeTarget(nodes_.size() - 1); }
  void MakeTarget(size_t index);
  void Targets();  // of for, up to `in`

  // --- expressions ---
  void Expression();
  void Disjunction() { Binary(1); }
  void Binary(int least);
  void Comparison(Start start);
  void Unary(int least);
  void Primary();
  void Atom();
  void Trailers(Start start);
  void Arguments();
  void Argument();
  void Subscripts();
  void Slice();
  void Strings();
  void FormatString();
  void FormatExpression(Kind kind);
  void Lambda();
  void Yield();
  void Parenthesized();
  void ListDisplay();
  void BraceDisplay();
  void DictionaryItems(Start start);
  void Comprehension();
  void StarredOrExpression();
  // A list of expressions, as one node kExpressionList if there is a comma.
  void Expressions();
  // The same without the node; says how many, and counts a final comma as one more.
  int ExpressionItems();
  bool StartsExpression() const;

  std::string_view source_;
  const Token* at_ = nullptr;
  bool gave_up_ = false;
  bool stopped_ = false;
  bool unsure_ = false;
  uint32_t steps_ = 0;
  core::Budget budget_;
  int depth_ = 0;
  Token nothing_[2] = {};
  std::vector<Complete> nodes_;
  std::vector<Start> starts_;  // of a chain of assignments
  struct Open {
    uint32_t index;
    uint32_t next_end;
  };
  std::vector<Open> open_;
};

// Bounds the recursion: one for each level of an expression, one for each of blocks.
class Descent::Deeper {
 public:
  static constexpr int kMost = 100;
  explicit Deeper(Descent* descent) : descent_(*descent) {
    if (++descent_.depth_ <= kMost) return;
    descent_.unsure_ = true;
    descent_.GiveUp();
  }
  ~Deeper() { --descent_.depth_; }

 private:
  Descent& descent_;
};

}  // namespace meerkat::syntax

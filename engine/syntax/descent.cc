#include "engine/syntax/descent.h"

#include <algorithm>

namespace meerkat::syntax {

bool Descent::Parse(std::string_view source, const Lexer& lexer, const core::Budget& budget) {
  source_ = source;
  at_ = lexer.tokens().data();
  gave_up_ = false;
  stopped_ = false;
  unsure_ = false;
  steps_ = 0;
  budget_ = budget;
  depth_ = 0;
  nodes_.clear();
  nodes_.reserve(lexer.tokens().size());  // about as many; growing would copy them
  // A module begins with its first token or comment.
  Start start = Begin();
  if (!lexer.comments().empty()) start.begin = std::min(start.begin, lexer.comments()[0].begin);
  while (!Is(TokenKind::kEnd)) Statement();
  if (gave_up_) return false;
  nodes_.push_back({start.begin, static_cast<uint32_t>(source.size()),
                    static_cast<uint32_t>(nodes_.size()) + 1, Kind::kModule, Field::kNone,
                    Operator::kNone, 0});
  return true;
}

void Descent::GiveUp() {
  gave_up_ = true;
  nothing_[0] = nothing_[1] = {0, 0, TokenKind::kEnd};
  at_ = nothing_ + 1;
}

// Children before parents, read backwards, is parents before children with the last child first: a
// node's last child ends where the node ends, and the one before it where that one begins.
void Descent::MoveInto(std::vector<Tree::Record>* records) {
  const uint32_t count = static_cast<uint32_t>(nodes_.size());
  records->resize(count);
  open_.clear();
  uint32_t parent = kNull;
  uint32_t next_end = count;
  for (uint32_t i = count; i-- > 0;) {
    const Complete& node = nodes_[i];
    const uint32_t index = next_end - node.size;
    (*records)[index] = {
        .begin = node.begin,
        .end = node.end,
        .parent = parent,
        .after = next_end,
        .kind = node.kind,
        .field = node.field,
        .op = node.op,
        .flags = static_cast<uint8_t>(node.flags & ~kParenthesized),
    };
    if (node.size > 1) {
      open_.push_back({parent, index});
      parent = index;
      // next_end stays: the last child ends where its parent does.
    } else {
      next_end = index;
      while (!open_.empty() && next_end == parent + 1) {
        next_end = open_.back().next_end;
        parent = open_.back().index;
        open_.pop_back();
      }
    }
  }
}

void Descent::Name(Field field) {
  if (!Is(TokenKind::kName)) return GiveUp();
  TakeLeaf(Kind::kIdentifier);
  Role(field);
}

}  // namespace meerkat::syntax

#include "engine/syntax/parser.h"

#include <tree_sitter/api.h>

#include <algorithm>

#include "engine/syntax/descent.h"
#include "engine/syntax/lexer.h"
#include "engine/syntax/tree_builder.h"

extern "C" const TSLanguage* tree_sitter_python(void);

namespace meerkat::syntax {
namespace {

// Some 5 ms of the slowest token (a blank line).
constexpr size_t kPieceBytes = 64 * 1024;

// Statements that the grammar reads and Python 3 does not.
bool HasPython2(const Tree& tree) {
  for (uint32_t i = 0; i < tree.size(); ++i) {
    const Kind kind = tree.node(i).kind();
    if (kind == Kind::kPrint || kind == Kind::kExec) return true;
  }
  return false;
}

// The place of the first "\r" from `at` on that no "\n" follows.
size_t FindLoneReturn(std::string_view bytes, size_t at) {
  for (at = bytes.find('\r', at); at != std::string_view::npos; at = bytes.find('\r', at + 1)) {
    if (at + 1 == bytes.size() || bytes[at + 1] != '\n') return at;
  }
  return std::string_view::npos;
}

}  // namespace

// The parser for well-formed code, and the memory that it keeps.
struct Parser::WellFormed {
  Lexer lexer;
  Descent descent;
};

Parser::Parser(With with)
    : well_formed_(with == With::kGrammar ? nullptr : std::make_unique<WellFormed>()) {}

Parser::~Parser() = default;

// To neither parser "\r" alone is a line end: a comment would hide all that Python runs after it.
// They read a copy in which it is "\n"; every offset stays.
std::string_view Parser::Normalized(std::string_view bytes) {
  size_t at = FindLoneReturn(bytes, 0);
  if (at == std::string_view::npos) return bytes;
  normalized_ = bytes;
  for (; at != std::string_view::npos; at = FindLoneReturn(bytes, at + 1)) normalized_[at] = '\n';
  return normalized_;
}

bool Parser::Parse(std::string_view bytes, const core::Budget& budget, Tree* tree,
                   const Outline& outline) {
  skipped_ = false;
  TreeBuilder(bytes, tree).Clear();
  const std::string_view text = Normalized(bytes);
  if (well_formed_ != nullptr) {
    if (budget.Stopped()) return false;
    bool stopped = false;
    is_well_formed_ = ParseWellFormed(text, budget, outline, tree, &stopped);
    if (is_well_formed_) return true;
    if (stopped) return false;
  }
  if (!ParseWithGrammar(text, budget, tree)) return false;
  is_well_formed_ = unsure_ && tree->errors().empty() && !HasPython2(*tree);
  return true;
}

bool Parser::ParseWellFormed(std::string_view text, const core::Budget& budget,
                             const Outline& outline, Tree* tree, bool* stopped) {
  Lexer& lexer = well_formed_->lexer;
  Descent& descent = well_formed_->descent;
  unsure_ = true;
  if (!lexer.Run(text, budget, outline)) {
    *stopped = lexer.stopped();
    unsure_ = !lexer.broken();
    return false;
  }
  if (!descent.Parse(text, lexer, budget)) {
    unsure_ = descent.unsure();
    *stopped = descent.stopped();
    return false;
  }
  TreeBuilder(tree->source(), tree).Take(descent, lexer.comments());
  skipped_ = lexer.skipped();
  return true;
}

bool Parser::ParseWithGrammar(std::string_view text, const core::Budget& budget, Tree* tree) {
  struct Watch {
    std::string_view text;
    const core::Budget& budget;
    const ParserArena& arena;
    bool out_of_memory = false;
    bool stopped = false;
    bool Stopped() {
      out_of_memory = out_of_memory || arena.used_bytes() > budget.max_memory_bytes;
      stopped = stopped || out_of_memory || budget.Stopped();
      return stopped;
    }
  };
  Watch watch{text, budget, arena_};
  // A piece at a time: a token may be as long as the file, and only between two pieces can its
  // reading be cut short. A character that is cut by a piece's end is asked for again.
  const TSInput input{
      .payload = &watch,
      .read = [](void* payload, uint32_t offset, TSPoint, uint32_t* size) -> const char* {
        Watch& watch = *static_cast<Watch*>(payload);
        *size = 0;
        if (offset >= watch.text.size() || watch.Stopped()) return "";
        *size = static_cast<uint32_t>(std::min(kPieceBytes, watch.text.size() - offset));
        return watch.text.data() + offset;
      },
      .encoding = TSInputEncodingUTF8,
      .decode = nullptr,
  };
  const TSParseOptions options{
      .payload = &watch,
      .progress_callback =
          [](TSParseState* state) { return static_cast<Watch*>(state->payload)->Stopped(); },
  };
  arena_.Begin();
  TSParser* parser = ts_parser_new();
  ts_parser_set_language(parser, tree_sitter_python());
  const TSTree* parsed = ts_parser_parse_with_options(parser, nullptr, input, options);
  // A tree may be of the pieces before the stop.
  const bool stopped = parsed == nullptr || watch.stopped;
  ran_out_of_memory_ = watch.out_of_memory;
  const bool complete = !stopped && TreeBuilder(tree->source(), tree).Build(parsed, budget);
  arena_.End();
  return complete;
}

}  // namespace meerkat::syntax

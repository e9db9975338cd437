#include "engine/syntax/parser.h"

#include <tree_sitter/api.h>

#include "engine/syntax/descent.h"
#include "engine/syntax/lexer.h"
#include "engine/syntax/parser_memory.h"
#include "engine/syntax/tree_builder.h"

extern "C" const TSLanguage* tree_sitter_python(void);

namespace meerkat::syntax {
namespace {

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
    : parser_((CountParserMemory(), ts_parser_new())),
      well_formed_(with == With::kGrammar ? nullptr : std::make_unique<WellFormed>()) {
  ts_parser_set_language(static_cast<TSParser*>(parser_), tree_sitter_python());
}

Parser::~Parser() { ts_parser_delete(static_cast<TSParser*>(parser_)); }

// To neither parser "\r" alone is a line end: a comment would hide all that Python runs after it. They
// read a copy in which it is "\n"; every offset stays.
std::string_view Parser::Normalized(std::string_view bytes) {
  size_t at = FindLoneReturn(bytes, 0);
  if (at == std::string_view::npos) return bytes;
  normalized_ = bytes;
  for (; at != std::string_view::npos; at = FindLoneReturn(bytes, at + 1)) normalized_[at] = '\n';
  return normalized_;
}

bool Parser::Parse(std::string_view bytes, const core::Budget& budget, Tree* tree) {
  TreeBuilder(bytes, tree).Clear();
  const std::string_view text = Normalized(bytes);
  if (well_formed_ != nullptr) {
    if (budget.Stopped()) return false;
    bool stopped = false;
    if (ParseWellFormed(text, budget, tree, &stopped)) return true;
    if (stopped) return false;
  }
  return ParseWithGrammar(text, budget, tree);
}

bool Parser::ParseWellFormed(std::string_view text, const core::Budget& budget, Tree* tree,
                             bool* stopped) {
  Lexer& lexer = well_formed_->lexer;
  Descent& descent = well_formed_->descent;
  if (!lexer.Run(text, budget)) {
    *stopped = lexer.stopped();
    return false;
  }
  if (!descent.Parse(text, lexer, budget)) {
    *stopped = descent.stopped();
    return false;
  }
  TreeBuilder(tree->source(), tree).Take(descent, lexer.comments());
  return true;
}

bool Parser::ParseWithGrammar(std::string_view text, const core::Budget& budget, Tree* tree) {
  TSParser* parser = static_cast<TSParser*>(parser_);
  // The whole file is one chunk; past its end there is nothing.
  const TSInput input{
      .payload = &text,
      .read = [](void* payload, uint32_t offset, TSPoint, uint32_t* size) -> const char* {
        const std::string_view& text = *static_cast<std::string_view*>(payload);
        *size = offset < text.size() ? static_cast<uint32_t>(text.size()) - offset : 0;
        return *size == 0 ? "" : text.data() + offset;
      },
      .encoding = TSInputEncodingUTF8,
      .decode = nullptr,
  };
  struct Watch {
    const core::Budget& budget;
    int64_t max_live_bytes;
    bool out_of_memory = false;
  };
  Watch watch{budget, ParserMemory() + static_cast<int64_t>(budget.max_memory_bytes)};
  const TSParseOptions options{
      .payload = &watch,
      .progress_callback =
          [](TSParseState* state) {
            Watch& watch = *static_cast<Watch*>(state->payload);
            watch.out_of_memory = ParserMemory() > watch.max_live_bytes;
            return watch.out_of_memory || watch.budget.Stopped();
          },
  };
  TSTree* parsed = ts_parser_parse_with_options(parser, nullptr, input, options);
  ran_out_of_memory_ = watch.out_of_memory;
  if (parsed == nullptr) {
    ts_parser_reset(parser);
    return false;
  }
  const bool complete = TreeBuilder(tree->source(), tree).Build(parsed, budget);
  ts_tree_delete(parsed);
  return complete;
}

}  // namespace meerkat::syntax

#include "engine/syntax/parser.h"

#include <tree_sitter/api.h>

#include "engine/syntax/tree_builder.h"

extern "C" const TSLanguage* tree_sitter_python(void);

namespace meerkat::syntax {

Parser::Parser() : parser_(ts_parser_new()) {
  ts_parser_set_language(static_cast<TSParser*>(parser_), tree_sitter_python());
}

Parser::~Parser() { ts_parser_delete(static_cast<TSParser*>(parser_)); }

bool Parser::Parse(std::string_view bytes, const core::Budget& budget, Tree* tree) {
  TSParser* parser = static_cast<TSParser*>(parser_);
  // The whole file is one chunk; past its end there is nothing.
  const TSInput input{
      .payload = &bytes,
      .read =
          [](void* payload, uint32_t offset, TSPoint, uint32_t* size) -> const char* {
        const std::string_view& text = *static_cast<std::string_view*>(payload);
        *size = offset < text.size() ? static_cast<uint32_t>(text.size()) - offset : 0;
        return *size == 0 ? "" : text.data() + offset;
      },
      .encoding = TSInputEncodingUTF8,
      .decode = nullptr,
  };
  const TSParseOptions options{
      .payload = const_cast<core::Budget*>(&budget),
      .progress_callback = [](TSParseState* state) {
        return static_cast<const core::Budget*>(state->payload)->Stopped();
      },
  };
  TSTree* parsed = ts_parser_parse_with_options(parser, nullptr, input, options);
  if (parsed == nullptr) {
    ts_parser_reset(parser);
    TreeBuilder(bytes, tree).Clear();
    return false;
  }
  const bool complete = TreeBuilder(bytes, tree).Build(parsed, budget);
  ts_tree_delete(parsed);
  return complete;
}

}  // namespace meerkat::syntax

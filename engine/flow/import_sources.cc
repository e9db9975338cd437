// The part of Interpreter that tells from the imports of a text whether a source may come by them.

#include <algorithm>
#include <string_view>

#include "absl/container/flat_hash_set.h"
#include "engine/flow/interpreter.h"
#include "engine/flow/standard_library.h"

namespace meerkat::flow {
namespace {

bool IsPart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Reads names, and passes over blanks, brackets, commas and comments.
class Names {
 public:
  explicit Names(std::string_view text) : text_(text) {}

  // The next one; empty: there is none. With dots, as that of a module has them.
  std::string_view Next(bool with_dots = false) {
    const auto is_part = [with_dots](char c) { return IsPart(c) || (with_dots && c == '.'); };
    while (!text_.empty() && !is_part(text_.front())) {
      const bool is_comment = text_.front() == '#';
      text_.remove_prefix(is_comment ? std::min(text_.find('\n'), text_.size()) : 1);
    }
    const size_t end =
        static_cast<size_t>(std::find_if_not(text_.begin(), text_.end(), is_part) - text_.begin());
    const std::string_view name = text_.substr(0, end);
    text_.remove_prefix(end);
    return name;
  }

 private:
  std::string_view text_;
};

// The statement that begins with this line: to the end of its brackets, if it has some. Empty: they
// do not end.
std::string_view Statement(std::string_view text) {
  int depth = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '#') {
      i = std::min(text.find('\n', i), text.size()) - 1;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')') {
      --depth;
    } else if (c == '\n' && depth <= 0) {
      return text.substr(0, i);
    }
  }
  return depth > 0 ? std::string_view() : text;
}

// def handler(event, context), def on_order(self, req): what parameters are called that frameworks
// hand in, and that no word of a source stands for.
bool IsHandler(std::string_view line) {
  const bool is_async = line.starts_with("async ");
  if (!line.substr(is_async ? 6 : 0).starts_with("def ")) return false;
  Names names(line);
  for (std::string_view name = names.Next(); !name.empty(); name = names.Next()) {
    if (name == "req" || name == "event" || name == "info") return true;
  }
  return false;
}

}  // namespace

bool Interpreter::MayImportSources(std::string_view text, const FlowOptions& options,
                                   uint16_t kinds) {
  options_ = options;
  FindSourceWords();
  absl::flat_hash_set<std::string_view> of_files;  // names of what may be in other files
  const auto is_word = [this](std::string_view name) {
    const Symbol symbol = symbols_.Of(name);
    return symbol < is_source_word_.size() && is_source_word_[symbol];
  };
  const auto may_be_file = [this](std::string_view module) {
    const std::string_view root = module.substr(0, module.find('.'));
    return root.empty() || (!IsStandardLibrary(root) && !paths_.IsLibrary(root));
  };
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const size_t first = std::min(text.find_first_not_of(" \t", at), end);
    const std::string_view line = text.substr(first, end - first);
    at = end + 1;
    if (IsHandler(line)) return true;
    const bool is_from = line.starts_with("from ");
    if (!is_from && !line.starts_with("import ") && !line.starts_with("class ")) continue;
    const std::string_view statement = Statement(text.substr(first));
    if (statement.empty()) return true;
    at = first + statement.size() + 1;
    Names names(statement.substr(is_from ? 5 : 6));
    if (line.starts_with("class ")) {
      names.Next();
      std::string_view base = names.Next();
      for (; !base.empty(); base = names.Next()) {
        if (of_files.contains(base)) return true;
      }
      continue;
    }
    const std::string_view module = names.Next(/*with_dots=*/true);
    if (!is_from) {
      // import a.b as c, d
      for (std::string_view name = module; !name.empty(); name = names.Next(true)) {
        if (may_be_file(name)) of_files.insert(name.substr(0, name.find('.')));
      }
      continue;
    }
    names.Next();  // import
    const std::string_view root = module.substr(0, module.find('.'));
    if (may_be_file(module)) {
      Names all(module);
      for (std::string_view name = all.Next(); !name.empty(); name = all.Next()) {
        if (is_word(name)) return true;
      }
      std::string_view name = names.Next();
      if (name.empty()) return true;  // all that it has
      for (; !name.empty(); name = names.Next()) {
        if (is_word(name)) return true;
        of_files.insert(name);
      }
      continue;
    }
    if (is_word(root) && paths_.Module(root)->leads_to == 0) return true;
    const Path* path = paths_.Module(module);
    std::string_view name = names.Next();
    if (name.empty() && (path->leads_to & kinds)) return true;
    for (; !name.empty(); name = names.Next()) {
      if (paths_.Child(path, symbols_.Of(name))->leads_to & kinds) return true;
    }
  }
  return false;
}

}  // namespace meerkat::flow

// Reads every Python file below the given folders with both parsers and compares their trees, node
// by node. Exits with 1 if they differ where the grammar is not known to misread Python
// (docs/syntax.md).
//
//   parsers_agree ~/projects /usr/lib/python3
//
// A difference is looked for in each top-level statement, so that one does not hide the others.

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/python_path.h"
#include "engine/core/source_file.h"
#include "engine/syntax/descent.h"
#include "engine/syntax/lexer.h"
#include "engine/syntax/parser.h"
#include "engine/text/decode.h"

namespace meerkat {
namespace {

using syntax::Kind;
using syntax::Tree;

struct Totals {
  size_t files = 0;
  size_t bytes = 0;
  size_t given_up = 0;        // by the descent, so that only the grammar reads them
  size_t broken = 0;          // … of which the grammar finds errors in
  size_t grammar_errors = 0;  // read by the descent, an error to the grammar
  size_t same = 0;
  size_t misread = 0;  // differ only where the grammar misreads
  size_t different = 0;
};

bool Equal(const Tree::Record& a, const Tree::Record& b) {
  return a.begin == b.begin && a.end == b.end && a.kind == b.kind && a.field == b.field &&
         a.op == b.op && a.flags == b.flags;
}

// The first node of two statements that differs, as an index into the second; kNull if none does.
uint32_t FirstDifference(const Tree& mine, syntax::Node a, const Tree& other, syntax::Node b) {
  const uint32_t size = std::min(a.after() - a.index(), b.after() - b.index());
  for (uint32_t i = 0; i < size; ++i) {
    if (!Equal(mine.record(a.index() + i), other.record(b.index() + i))) return b.index() + i;
  }
  return a.after() - a.index() == b.after() - b.index() ? syntax::kNull : b.index();
}

// Whether the grammar's node is one of its known misreadings.
bool IsMisreading(const Tree& grammar, uint32_t index) {
  const syntax::Node node = grammar.node(index);
  const std::string_view text = node.text();
  switch (node.kind()) {
    case Kind::kTuplePattern: return node.child_count() == 1 && text.find(',') == text.npos;
    case Kind::kTypeAlias: return text.starts_with("type(");
    case Kind::kAwait: return text.find("**") != text.npos;
    default: break;
  }
  if (node.op() == syntax::Operator::kBitAnd || node.op() == syntax::Operator::kBitXor) {
    return text.find('^') != text.npos && text.find('&') != text.npos;
  }
  return text.starts_with('*') || text.ends_with('\r');
}

class Comparison {
 public:
  void File(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    if (bytes.size() > core::Limits{}.max_analysed_bytes || bytes.find('\0') != bytes.npos) return;
    text::Decoded decoded = text::Decode(bytes);
    if (decoded.converted) bytes = std::move(decoded.utf8);
    ++totals_.files;
    totals_.bytes += bytes.size();
    grammar_.Parse(bytes, {}, &by_grammar_);
    const bool broken = !by_grammar_.errors().empty();
    const bool read = lexer_.Run(bytes) && descent_.Parse(bytes, lexer_);
    if (!read) {
      ++totals_.given_up;
      totals_.broken += broken;
    } else if (broken) {
      ++totals_.grammar_errors;
    } else {
      both_.Parse(bytes, {}, &by_both_);
      Compare(path);
    }
  }

  const Totals& totals() const { return totals_; }

 private:
  void Compare(const std::filesystem::path& path) {
    bool misread = false;
    bool different = by_both_.comments().size() != by_grammar_.comments().size();
    syntax::Node mine = by_both_.root().first_child();
    syntax::Node other = by_grammar_.root().first_child();
    for (; mine && other; mine = mine.next_sibling(), other = other.next_sibling()) {
      const uint32_t at = FirstDifference(by_both_, mine, by_grammar_, other);
      if (at == syntax::kNull) continue;
      if (IsMisreading(by_grammar_, at)) {
        misread = true;
        continue;
      }
      different = true;
      const core::SourceFile file("", std::string(by_grammar_.source()));
      fmt::print("{}:{}: the trees differ\n", path.string(),
                 file.LineOf(by_grammar_.node(at).begin()));
    }
    different |= static_cast<bool>(mine) != static_cast<bool>(other);
    if (different) {
      ++totals_.different;
    } else if (misread) {
      ++totals_.misread;
    } else {
      ++totals_.same;
    }
  }

  syntax::Lexer lexer_;
  syntax::Descent descent_;
  syntax::Parser both_;
  syntax::Parser grammar_{syntax::Parser::With::kGrammar};
  Tree by_both_;
  Tree by_grammar_;
  Totals totals_;
};

int Main(int argc, char** argv) {
  namespace fs = std::filesystem;
  Comparison comparison;
  for (int i = 1; i < argc; ++i) {
    const auto options = fs::directory_options::skip_permission_denied;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(argv[i], options)) {
      const std::string path = entry.path().string();
      if (entry.is_regular_file() && core::HasPythonSuffix(path) && !core::IsNotebook(path)) {
        comparison.File(entry.path());
      }
    }
  }
  const Totals& totals = comparison.totals();
  fmt::print(
      "{} files, {:.1f} MB: {} the same, {} but for known misreadings, {} different, {} that only "
      "the "
      "descent can read, {} that only the grammar reads ({} of them broken)\n",
      totals.files, static_cast<double>(totals.bytes) / 1e6, totals.same, totals.misread,
      totals.different, totals.grammar_errors, totals.given_up, totals.broken);
  return totals.different == 0 && totals.files > 0 ? 0 : 1;
}

}  // namespace
}  // namespace meerkat

int main(int argc, char** argv) { return meerkat::Main(argc, argv); }

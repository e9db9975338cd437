#pragma once

// Texts that are put together from pieces, and whether they read as SQL.
//
//   "SELECT a FROM t WHERE b = " + x      "… %s" % x      "… {}".format(x)      f"… {x}"

#include <string>
#include <string_view>

#include "engine/rules/site.h"
#include "engine/syntax/tree.h"

namespace meerkat::rules::sql {

// select … from, delete from, insert into … values, update … set, anywhere in the text and in any
// case, as Bandit looks for it.
bool HasSql(std::string_view text);

// Whether a text is a statement for a reader: it starts with one of these words, written as SQL is
// written and not as a sentence ("Select a file from the list").
bool IsSqlStatement(std::string_view text);

// A text that is built, seen from one of its string constants.
struct BuiltText {
  std::string text;
  // The whole expression: the outermost operator, the call of format(), the f-string.
  syntax::Node whole;
  // What is put in besides constants; false where it all stands in the source.
  bool has_variable_part = false;
  bool by_replace = false;
};

// As Bandit puts it together: for a chain of operators the constant, then all other constants but
// its own neighbour. An empty text where nothing is built.
BuiltText BuiltAsBandit(const Site& site);

// For a reader: the whole text in order, a "?" for each variable part; seen from its first constant
// only.
BuiltText Built(const Site& site);

// Whether the expression is an argument of cursor.execute() or executemany().
bool IsExecuted(syntax::Node expression);

}  // namespace meerkat::rules::sql

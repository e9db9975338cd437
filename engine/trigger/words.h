#pragma once

// The words without which a rule cannot fire, derived from its row. Nobody writes them by hand, so
// nobody forgets one.
//
//   "yaml.load"                        in the file yaml ∧ load; near the call load
//   OnCall{"*.run", words {"flask"}}   in the file run ∧ flask; near the call run
//   OnStatement{kAssert}               assert, in both

#include <string_view>
#include <vector>

#include "engine/core/rule.h"

namespace meerkat::trigger {

struct Word {
  // What stands around it.
  enum class Edge : uint8_t {
    kAny,    // whatever
    kWhole,  // no letter, digit or underscore on either side
    kBare,   // as kWhole, and no dot before it: not os.environ
    kBlank,  // behind it a blank, as text in a literal may have it: also an escape, the end of the
             // literal, a replacement field, or what is not ASCII
    kBinds,  // of `except`: a name for what it catches, `except Error as error:`
  };
  std::string_view text;
  Edge edge = Edge::kAny;
  bool any_case = false;
  // Where it has to stand in code (Needs::in_code): what stands in the text of a literal counts,
  // too.
  bool in_text = true;

  friend bool operator==(const Word&, const Word&) = default;
};

using Conjunction = std::vector<Word>;
using Disjunction = std::vector<Conjunction>;

struct Needs {
  // Each must hold somewhere in the file. Never empty: a rule that any file could fire would make
  // the trigger useless, and WellFormed() refuses its row.
  std::vector<Disjunction> in_file;
  // Each must hold within the outermost function around the match, or else the match lies outside
  // of all functions. Empty: nothing is known about the place, and the whole file has to be read.
  std::vector<Disjunction> near;
  // Those in the file must stand in code: in comments and docstrings they do not count, and in
  // other literals where the word says so.
  bool in_code = false;
};
Needs NeedsOf(const core::Match& match);

// The literals of one entry of core::Words: "pass$", "select~ from~".
Conjunction LiteralsOf(std::string_view entry);

}  // namespace meerkat::trigger

#pragma once

// A rule is one row of a family's table: what it is called, what it says, and what it matches. The
// row is data; the walker (engine/rules/walker.h) drives the match, and the trigger
// (engine/trigger) derives from it the words without which the rule cannot fire in a file.
//
//   constexpr std::string_view kMktemp[] = {"tempfile.mktemp"};
//   constexpr Rule kRules[] = {{
//       .name = "insecure-temporary-file",
//       .bandit_id = "B306",
//       .cwe = 377,
//       …
//       .match = OnCall{.callees = kMktemp},
//   }};
//   static_assert(WellFormed(kRules));

#include <cstdint>
#include <span>
#include <string_view>
#include <variant>

#include "engine/core/flow_kind.h"
#include "engine/core/span.h"

namespace meerkat::rules {
class Site;  // what a predicate may ask about the place that matched: engine/rules/site.h
}

namespace meerkat::core {

// Harm if true, and chance of being true. kFromRule in a Verdict means the row's own.
enum class Severity : uint8_t { kFromRule = 0, kLow = 1, kMedium = 2, kHigh = 3 };
enum class Confidence : uint8_t { kFromRule = 0, kLow = 1, kMedium = 2, kHigh = 3 };

// Where a rule is on. A set of bits.
enum Profiles : uint8_t {
  kBanditProfile = 1,   // Bandit's rules with its exact verdicts
  kDefaultProfile = 2,  // what a reviewer would act on
  kAllProfile = 4,      // everything; every row has it
};
constexpr uint8_t kEverywhere = kBanditProfile | kDefaultProfile | kAllProfile;

constexpr uint32_t kNoNode = 0xFFFFFFFF;

// A predicate's answer.
struct Verdict {
  bool fires = false;
  Severity severity = Severity::kFromRule;
  Confidence confidence = Confidence::kFromRule;
  // Index of the syntax node at whose line the finding is shown; kNoNode: the matched node.
  uint32_t shown_at = kNoNode;
  // The stretch that the finding is about, where it is no syntax node; empty: the matched node.
  Span span = {};
  // Index of the node whose value decides, for a row with `decided_by`; kNoNode: the matched node.
  // Of a call its arguments decide.
  uint32_t judged = kNoNode;
  // For a row with `decided_by`: that what arrives is known is no excuse, as where the name of a
  // file is known and its contents are not. Only a finding of data flow that begins or ends there
  // takes its place.
  bool even_if_known = false;
  // Stands for the "{}" of the row's message. Static text or a view into the file; never a secret.
  std::string_view detail = {};

  constexpr explicit operator bool() const { return fires; }
};

constexpr Verdict kSilent{};
constexpr Verdict kFires{.fires = true};

using Predicate = Verdict (*)(const rules::Site&);
using Condition = bool (*)(const rules::Site&);

// Literals that must stand in a file for a match to be possible. Each entry is a conjunction, its
// literals separated by one space: {"select from", "delete from"} is (select and from) or (delete
// and from). A literal has at least two characters; one in lower case stands for any case, one with
// an upper-case letter for itself alone. Behind it may stand `$`: no letter, digit or underscore is
// on either side of it; or `~`: it is text before a blank, so behind it comes whitespace, an
// escape, a quote, a brace or what is not ASCII. `select~` is in "select *" and not in `select(` or
// "selected".
//
// Those of strings, assignments and statements have to stand within the outermost function that
// holds the match, if there is one: functions without them are not read.
using Words = std::span<const std::string_view>;

// A call of one of `callees`. A callee is
//   "pickle.loads"  this qualified name, however the file imported it;
//   "*.load"        any dotted name that ends so.
// Without callees: every call; `words` or `near` are then required.
struct OnCall {
  std::span<const std::string_view> callees = {};
  // Anywhere in the file: the module that has to be imported.
  Words words = {};
  // In the outermost function around the call, as the last part of a callee always is. Without
  // callees and these nothing is known about the place, and the whole file is read: so for a
  // predicate that asks for the callee, which may have another name there.
  Words near = {};
  Predicate when = nullptr;
  // Whether the function counts, too, where it is handed to one that calls it: map(eval, texts),
  // Thread(target=os.system). `when` is not asked then. Never in the profile `bandit`.
  bool handed_on = false;
};

// An import of one of `modules` or of anything whose full name starts with one of them; a call of
// __import__ or importlib.import_module with such a name counts. Imports for type checkers alone,
// under `if TYPE_CHECKING:`, do not, nor does what lies in `harmless`; but in the profile `bandit`
// they do, and a call only with exactly one of the names.
struct OnImport {
  std::span<const std::string_view> modules = {};
  std::span<const std::string_view> harmless = {};
};

// A string constant that is no statement of its own (a docstring), and each constant text in an
// f-string. Adjacent literals are one constant. Never bytes.
struct OnString {
  Words words = {};
  Predicate when = nullptr;
};

// An assignment `target = value`, also annotated and augmented; each target of a chain and each
// element of a tuple with a matching value is one site.
struct OnAssignment {
  Words words = {};
  Predicate when = nullptr;
};

// A setting of one of `names` that gets a value, in whatever way: NAME = value, x.NAME = value,
// x["NAME"] = value, f(NAME=value), {"NAME": value}, x.setdefault("NAME", value),
// x.set_header("NAME", value); of a name with a hyphen also x.add("NAME", value).
struct OnSetting {
  std::span<const std::string_view> names = {};
  Words words = {};
  Predicate when = nullptr;
};

enum class Statement : uint8_t { kAssert, kExceptHandler, kFunction };

// A statement of one kind.
struct OnStatement {
  Statement statement = Statement::kAssert;
  Words words = {};
  Predicate when = nullptr;
};

// The file as a whole, once.
struct OnFile {
  Words words = {};
  Predicate when = nullptr;
};

// A `# nosec` comment with a fault. Not the walker finds it but engine/report, which alone knows
// what a comment silenced.
struct OnNosec {
  enum class Fault : uint8_t { kWithoutId, kUnused };
  Fault fault = Fault::kWithoutId;
};

// A value of one of the source kinds that reaches a sink without having been made safe for it. Not
// the walker finds it but engine/flow.
struct OnFlow {
  uint16_t from = kRemoteSource;  // bits of SourceKind
  SinkKind to = SinkKind::kSql;
  // Whether every profile but `bandit` and `all` stays silent in tests.
  bool quiet_in_tests = false;
};

using Match = std::variant<OnCall, OnImport, OnString, OnAssignment, OnSetting, OnStatement, OnFile,
                           OnNosec, OnFlow>;

struct Rule {
  // Lasts for ever, kebab-case.
  std::string_view name;
  // Empty where Bandit has no such test.
  std::string_view bandit_id = {};
  uint16_t cwe = 0;
  // "A03:2021", "A05:2025".
  std::string_view owasp_2021;
  std::string_view owasp_2025;
  // OWASP Cheat Sheet Series, by its file name: "SQL_Injection_Prevention".
  std::string_view cheat_sheet;
  Severity severity = Severity::kMedium;
  Confidence confidence = Confidence::kMedium;
  // One line, what happens; "{}" is replaced by the verdict's detail.
  std::string_view message;
  // What an attacker gains.
  std::string_view why;
  // The safe alternative, in code.
  std::string_view fix;
  uint8_t profiles = kEverywhere;
  Match match;
  // Places where every profile but `bandit` and `all` stays silent although the row matches,
  // because a reviewer would not act on them.
  Condition quiet = nullptr;
  // Sinks for which data flow decides: where it knows what reaches the place, the profile `default`
  // says what flow says, and this row only what flow cannot tell.
  SinkSet decided_by = 0;
  // Sinks for which a finding of data flow that begins or ends at the place says more: the profile
  // `default` has it alone.
  SinkSet told_by = 0;
  // Whether the rule has to see the whole file where it is live, and not only the functions that
  // its words stand in.
  bool whole_file = false;
};

// What a table must hold for the build to accept it.
consteval bool WellFormed(std::span<const Rule> rules) {
  for (const Rule& rule : rules) {
    if (rule.name.empty() || rule.cwe == 0 || rule.message.empty() || rule.why.empty() ||
        rule.fix.empty() || rule.cheat_sheet.empty() || rule.owasp_2021.empty() ||
        rule.owasp_2025.empty() || rule.severity == Severity::kFromRule ||
        rule.confidence == Confidence::kFromRule || !(rule.profiles & kAllProfile)) {
      return false;
    }
    for (char c : rule.name) {
      if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-') return false;
    }
    if (const OnCall* call = std::get_if<OnCall>(&rule.match)) {
      const bool has_words = !call->words.empty() || !call->near.empty();
      if (call->callees.empty() && (!has_words || call->when == nullptr)) return false;
    } else if (const OnImport* import = std::get_if<OnImport>(&rule.match)) {
      if (import->modules.empty()) return false;
    } else if (const OnString* string = std::get_if<OnString>(&rule.match)) {
      if (string->words.empty() || string->when == nullptr) return false;
    } else if (const OnAssignment* assignment = std::get_if<OnAssignment>(&rule.match)) {
      if (assignment->words.empty() || assignment->when == nullptr) return false;
    } else if (const OnSetting* setting = std::get_if<OnSetting>(&rule.match)) {
      if (setting->names.empty()) return false;
    } else if (const OnFile* file = std::get_if<OnFile>(&rule.match)) {
      if (file->words.empty() || file->when == nullptr) return false;
    }
  }
  return true;
}

}  // namespace meerkat::core

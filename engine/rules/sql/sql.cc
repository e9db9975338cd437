// SQL statements that are put together as text.

#include "engine/core/rule.h"
#include "engine/rules/site.h"
#include "engine/rules/sql/built_text.h"
#include "engine/rules/values.h"

namespace meerkat::rules::sql {
namespace {

using core::Confidence;
using core::kFires;
using core::kSilent;
using core::OnCall;
using core::OnFlow;
using core::OnString;
using core::Rule;
using core::Severity;
using core::SinkKind;
using core::Verdict;
using syntax::Call;
using syntax::Field;
using syntax::Kind;
using syntax::Node;

constexpr std::string_view kSqlWords[] = {"select~ from~", "delete~ from~", "insert~ into~ values",
                                          "update~ set~"};
constexpr std::string_view kExtra[] = {"*.extra", "extra"};
constexpr std::string_view kRawSql[] = {"*.RawSQL", "RawSQL"};
constexpr std::string_view kDjangoModels[] = {"django models"};

// f"SELECT * FROM users WHERE id = {user_id}"
Verdict WhenSqlIsBuilt(const Site& site) {
  const BuiltText built = site.as_bandit() ? BuiltAsBandit(site) : Built(site);
  if (!built.whole) return kSilent;
  const bool executed = IsExecuted(built.whole) && !built.by_replace;
  if (site.as_bandit()) {
    if (!HasSql(built.text)) return kSilent;
    return {.fires = true, .confidence = executed ? Confidence::kMedium : Confidence::kLow};
  }
  if (!built.has_variable_part || !IsSqlStatement(built.text)) return kSilent;
  return {.fires = true,
          .confidence = executed ? Confidence::kHigh : Confidence::kMedium,
          .judged = built.whole.index()};
}

bool IsListOfTexts(Node node) {
  if (node.kind() != Kind::kList) return false;
  for (Node element : node.children()) {
    if (!IsText(element)) return false;
  }
  return true;
}

bool IsDictionaryOfTexts(Node node) {
  if (node.kind() != Kind::kDictionary) return false;
  for (Node pair : node.children()) {
    if (!IsText(pair.Child(Field::kKey)) || !IsText(pair.Child(Field::kValue))) return false;
  }
  return true;
}

// The argument by position before the one by name, as Bandit has it.
Node ExtraArgument(Call call, uint32_t position, std::string_view name) {
  const Node positional = call.Positional(position);
  return positional ? positional : call.Keyword(name);
}

// Entry.objects.extra(where=[f"headline = '{headline}'"])
Verdict WhenExtra(const Site& site) {
  const Call call = site.call();
  const Node select = ExtraArgument(call, 0, "select");
  const Node where = ExtraArgument(call, 1, "where");
  const Node tables = ExtraArgument(call, 3, "tables");
  // Another library's extra(…) has other arguments.
  if (!site.as_bandit() && call.Positional(0) && call.Positional(0).kind() != Kind::kDictionary) {
    return kSilent;
  }
  const bool fixed = (!where || IsListOfTexts(where)) && (!tables || IsListOfTexts(tables)) &&
                     (!select || IsDictionaryOfTexts(select));
  return fixed ? kSilent : kFires;
}

// RawSQL("select col from t where other = '%s'" % value, [])
Verdict WhenRawSql(const Site& site) {
  if (!site.ImportsLike("django.db.models")) return kSilent;
  const Node sql =
      site.call().PositionalCount() > 0 ? site.call().Positional(0) : site.call().Keyword("sql");
  return !sql || IsText(sql) ? kSilent : kFires;
}

constexpr Rule kRules[] = {
    {
        .name = "sql-text",
        .bandit_id = "B608",
        .cwe = 89,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "SQL_Injection_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "an SQL statement is put together as text",
        .why = "Whoever controls the value changes the statement: reads other tables, changes or "
               "deletes rows, passes a login.",
        .fix = "cursor.execute(\"SELECT * FROM users WHERE id = %s\", (user_id,))",
        .match = OnString{.words = kSqlWords, .when = WhenSqlIsBuilt},
        .quiet = IsInTests,
        .decided_by = core::Bit(SinkKind::kSql),
    },
    {
        .name = "django-extra",
        .bandit_id = "B610",
        .cwe = 89,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "SQL_Injection_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "extra() puts its arguments into the SQL statement as they are",
        .why = "Whoever controls the value changes the statement: reads other tables, changes or "
               "deletes rows, passes a login.",
        .fix = "Entry.objects.filter(headline=headline)  # or extra(where=[\"headline = %s\"], "
               "params=[headline])",
        .match = OnCall{.callees = kExtra, .when = WhenExtra},
        .decided_by = core::Bit(SinkKind::kSql),
    },
    {
        .name = "django-raw-sql",
        .bandit_id = "B611",
        .cwe = 89,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "SQL_Injection_Prevention",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "RawSQL() gets a text that is put together",
        .why = "Whoever controls the value changes the statement: reads other tables, changes or "
               "deletes rows, passes a login.",
        .fix = "RawSQL(\"select col from t where other = %s\", [value])",
        .match = OnCall{.callees = kRawSql, .words = kDjangoModels, .when = WhenRawSql},
        .decided_by = core::Bit(SinkKind::kSql),
    },
    {
        .name = "sql-injection",
        .cwe = 89,
        .owasp_2021 = "A03:2021",
        .owasp_2025 = "A05:2025",
        .cheat_sheet = "SQL_Injection_Prevention",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "text from outside becomes part of an SQL statement: {}",
        .why = "Whoever sends the text changes the statement: reads other tables, changes "
               "or deletes rows, passes a login.",
        .fix = "cursor.execute(\"SELECT * FROM users WHERE id = %s\", (user_id,))",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kOutside, .to = SinkKind::kSql},
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::sql

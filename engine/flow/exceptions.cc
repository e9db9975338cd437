// The part of Interpreter that knows what a caught exception tells.

#include <algorithm>
#include <string>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

// except E as e
V Interpreter::CaughtException(const Code& handler, V caught) {
  if (!(options_.sources & core::kExceptionSource) || !TellsInside(caught)) return Unknown();
  const Source* source =
      SourceAt(core::kExceptionSource, handler.span, "an exception is caught", kNone, true);
  // It says nothing that any other sink would mind.
  const core::SinkSet cleared = ~core::Bit(core::SinkKind::kResponseError);
  return Unknown(MakeTaint(Mark{.source = source, .cleared = cleared}));
}

// Whether an exception of that class, or of one in a tuple, may tell what nobody has written for a
// user: those of the language and the system, of databases and of clients. An application's own
// exceptions, and those of validators, are raised to be told.
bool Interpreter::TellsInside(V caught) const {
  if (caught == nullptr) return true;
  if (const Contents* contents = ContentsOf(caught)) {
    // except (TypeError, ValueError): what a conversion says of the value that it was given
    const auto is_builtin = [this](V one, std::string_view name) {
      return one->kind == ValueKind::kExternal && one->path->parent == known_->builtins_module &&
             symbols_.Text(one->path->step) == name;
    };
    const bool converts = std::any_of(contents->items, contents->items + contents->count,
                                      [&](V one) { return is_builtin(one, "ValueError"); });
    if (converts) {
      return std::any_of(contents->items, contents->items + contents->count,
                         [&](V one) { return !is_builtin(one, "TypeError") && TellsInside(one); });
    }
    return std::any_of(contents->items, contents->items + contents->count,
                       [this](V one) { return TellsInside(one); });
  }
  if (caught->kind == ValueKind::kUnion) {
    return std::any_of(caught->items, caught->items + caught->count,
                       [this](V one) { return TellsInside(one); });
  }
  if (caught->kind != ValueKind::kExternal) return false;
  const std::string path = paths_.Text(caught->path);
  const std::string_view name = symbols_.Text(caught->path->step);
  if (path.starts_with("builtins.")) {
    static constexpr std::string_view kTold[] = {
        "ValueError",    "KeyError",           "IndexError",         "LookupError",
        "UnicodeError",  "UnicodeDecodeError", "UnicodeEncodeError", "NotImplementedError",
        "StopIteration", "KeyboardInterrupt",  "SystemExit",         "AssertionError"};
    return std::find(std::begin(kTold), std::end(kTold), name) == std::end(kTold);
  }
  // What is asked for is not there, or something else still needs it; the text of a template is
  // wrong.
  static constexpr std::string_view kOfData[] = {
      "ProtectedError",   "RestrictedError",      "ObjectDoesNotExist",      "DoesNotExist",
      "NoResultFound",    "MultipleResultsFound", "MultipleObjectsReturned", "TemplateSyntaxError",
      "TemplateNotFound", "TemplateDoesNotExist", "SecurityError",           "UndefinedError"};
  if (std::find(std::begin(kOfData), std::end(kOfData), name) != std::end(kOfData)) return false;
  static constexpr std::string_view kInside[] = {
      "sqlalchemy.",    "psycopg",        "sqlite3.",   "MySQLdb.",    "pymysql.", "mysql.",
      "django.db.",     "asyncpg.",       "cx_Oracle.", "oracledb.",   "pyodbc.",  "pymongo.",
      "redis.",         "elasticsearch.", "ldap",       "requests.",   "httpx.",   "urllib",
      "aiohttp.Client", "botocore.",      "boto3.",     "subprocess.", "socket.",  "ssl.",
      "paramiko.",      "smtplib.",       "jinja2.",    "pickle.",     "os.",      "shutil.",
      "docker.",        "kubernetes.",    "grpc."};
  return std::any_of(std::begin(kInside), std::end(kInside),
                     [&](std::string_view begin) { return path.starts_with(begin); });
}

// Whether all that a `try` does is to read or to check what a client has sent: what goes wrong
// there is what is wrong with that. body = await request.json(), order = Order(**body),
// form.full_clean()
bool Interpreter::ReadsData(uint32_t list, int depth) const {
  const std::span<const uint32_t> body = unit().List(list);
  bool reads = false;
  for (const uint32_t index : body) {
    const Code& statement = unit().codes[index];
    uint32_t value = kNone;
    if (statement.kind == CodeKind::kAssign || statement.kind == CodeKind::kAnnotated)
      value = statement.b;
    if (statement.kind == CodeKind::kExpression || statement.kind == CodeKind::kReturn)
      value = statement.a;
    if (statement.kind == CodeKind::kIf && depth < 2 && statement.c == kNone) {
      if (!ReadsData(statement.b, depth + 1)) return false;
      reads = true;
    } else if (value == kNone) {
      if (statement.kind != CodeKind::kReturn) return false;
    } else {
      if (!ReadsDataBy(value)) return false;
      reads = true;
    }
  }
  return reads && body.size() <= 2;
}

bool Interpreter::ReadsDataBy(uint32_t value) const {
  if (unit().codes[value].kind == CodeKind::kAwait) value = unit().codes[value].a;
  const Code& call = unit().codes[value];
  if (call.kind != CodeKind::kCall) return false;
  const std::string_view name = LastName(call.a);
  static constexpr std::string_view kNames[] = {"json",
                                                "get_json",
                                                "loads",
                                                "json_decode",
                                                "parse_obj",
                                                "parse_raw",
                                                "model_validate",
                                                "model_validate_json",
                                                "validate_python",
                                                "validate_json",
                                                "full_clean",
                                                "is_valid"};
  if (std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames)) return true;
  const std::span<const uint32_t> arguments = unit().List(call.b);
  const bool is_class =
      !name.empty() && ((name[0] >= 'A' && name[0] <= 'Z') || name.ends_with("_class") ||
                        name.ends_with("_model") || name.ends_with("_schema"));
  return is_class && arguments.size() == 1 && (unit().codes[arguments[0]].flags & kDoubleStar) != 0;
}

// What `except E as e` binds: what is known of any exception, and of those that the body raised the
// ones that are an E.
V Interpreter::Caught(V any, V type, V raised) {
  if (raised == nullptr) return any;
  V joined = any->taint == nullptr ? nullptr : any;
  const bool is_union = raised->kind == ValueKind::kUnion;
  const std::span<const V> values =
      is_union ? std::span<const V>(raised->items, raised->count) : std::span<const V>(&raised, 1);
  for (const V value : values) {
    const Contents* contents = ContentsOf(value);
    const ClassValue* of_class = contents == nullptr ? nullptr : contents->of_class;
    if (of_class != nullptr && type != nullptr && type->kind == ValueKind::kClass) {
      const bool fits =
          std::any_of(of_class->order, of_class->order + of_class->order_count, [&](V one) {
            return one->kind == ValueKind::kClass && one->class_value == type->class_value;
          });
      if (!fits) continue;
    }
    // except ValidationError, around what a database's error came out of: that is another class.
    const bool is_caught_before =
        value->kind == ValueKind::kUnknown && value->taint != nullptr &&
        std::all_of(value->taint->marks, value->taint->marks + value->taint->count,
                    [](const Mark& mark) { return mark.source->kind == core::kExceptionSource; });
    if (is_caught_before && type != nullptr && !TellsInside(type)) continue;
    joined = JoinValues(joined, value);
  }
  return joined == nullptr ? any : joined;
}

}  // namespace meerkat::flow

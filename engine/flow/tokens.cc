// The part of Interpreter for values that must be secret: what they are called, how they are
// compared, and whether they can be guessed.

#include <algorithm>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {
namespace {

bool ComesFrom(const Taint* taint, core::SourceKind kind) {
  if (taint == nullptr) return false;
  return std::any_of(taint->marks, taint->marks + taint->count,
                     [kind](const Mark& mark) { return mark.source->kind == kind; });
}

// select(users).where(users.c.token == token), and_(…): a condition that a database checks.
bool StandsInQuery(const Unit& unit, core::Span span) {
  static constexpr std::string_view kMethods[] = {"filter", "where", "having",     "get",
                                                  "exists", "join",  "on",         "outerjoin",
                                                  "any_",   "has",   "get_or_none"};
  static constexpr std::string_view kFunctions[] = {"and_", "or_", "not_", "exists"};
  const auto is_one_of = [](std::string_view name, std::span<const std::string_view> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  for (const Code& code : unit.codes) {
    if (code.kind != CodeKind::kCall || code.span.begin > span.begin || code.span.end < span.end)
      continue;
    const Code& function = unit.codes[code.a];
    const bool is_method =
        function.kind == CodeKind::kAttribute && is_one_of(unit.Name(function.b), kMethods);
    const bool is_function =
        function.kind == CodeKind::kName && is_one_of(unit.Name(function.a), kFunctions);
    // What a method is called on stands in front of its arguments.
    if ((is_method || is_function) && function.span.end <= span.begin) return true;
  }
  return false;
}

}  // namespace

using core::SinkKind;

// What an expression is called: a variable, an attribute, os.environ["API_KEY"],
// config.get("token").
std::string_view Interpreter::NameOfPart(uint32_t index) const {
  const Code& code = unit().codes[index];
  const auto text_of = [this](uint32_t constant) -> std::string_view {
    const Code& key = unit().codes[constant];
    if (key.kind != CodeKind::kConstant) return {};
    const Constant& value = unit().constants[key.a];
    return value.kind == ConstantKind::kString ? unit().TextOf(value) : std::string_view();
  };
  switch (code.kind) {
    case CodeKind::kName: return unit().Name(code.a);
    case CodeKind::kAttribute: return unit().Name(code.b);
    case CodeKind::kSubscript: return text_of(code.b);
    case CodeKind::kCall: {
      const std::span<const uint32_t> arguments = unit().List(code.b);
      const Code& function = unit().codes[code.a];
      const bool looks_up =
          function.kind == CodeKind::kAttribute &&
          (unit().Name(function.b) == "get" || unit().Name(function.b) == "getenv");
      return looks_up && !arguments.empty() ? text_of(unit().codes[arguments[0]].a)
                                            : std::string_view();
    }
    default: return {};
  }
}

// request.headers["X-Token"] == settings.API_TOKEN: the time that it takes tells how much of it was
// right.
void Interpreter::CheckTiming(uint32_t secret_code, V secret, V given, core::Span span) {
  if (given->is_number || !ComesFrom(DeepTaint(given), core::kRemoteSource)) return;
  if (secret->kind == ValueKind::kConstant || ComesFrom(DeepTaint(secret), core::kRemoteSource))
    return;
  std::string name(NameOfPart(secret_code));
  // query.filter(Login.token == token): a column, and a database compares. Config.TOKEN is a value.
  const Code& code = unit().codes[secret_code];
  const bool is_capital =
      std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (code.kind == CodeKind::kAttribute || code.kind == CodeKind::kSubscript) {
    const std::string_view owner = NameOfPart(code.a);
    const bool is_of_class = !owner.empty() && owner[0] >= 'A' && owner[0] <= 'Z';
    if (code.kind == CodeKind::kAttribute && !is_capital && is_of_class) return;
    if (owner == "c" || owner == "columns" || owner == "cls" || owner == "model") return;
  }
  for (char& c : name) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 32 : c);
  static constexpr std::string_view kOther[] = {"page",  "next", "type", "name", "count",
                                                "field", "_url", "_id",  "hint", "length"};
  const auto has = [&name](std::string_view word) { return name.find(word) != std::string::npos; };
  if (std::any_of(std::begin(kOther), std::end(kOther), has)) return;
  static constexpr std::string_view kWords[] = {"password", "passwd",     "secret",
                                                "token",    "api_key",    "apikey",
                                                "auth_key", "access_key", "signature"};
  if (std::any_of(std::begin(kWords), std::end(kWords), has) && !StandsInQuery(unit(), span)) {
    Check(SinkKind::kTiming, given, span, name);
  }
}

// A value that is compared with what a request brings is a token, whatever its name.
void Interpreter::CheckToken(V value, V given, core::Span span) {
  if (!ComesFrom(DeepTaint(value), core::kRandomSource)) return;
  if (!ComesFrom(DeepTaint(given), core::kRemoteSource)) return;
  Check(SinkKind::kToken, value, span, "==");
}

// What is put into a variable, an attribute or under a key of that name: predictable numbers must
// not be tokens. nonce = str(random()); nonce_bytes = nonce.encode(): one value is told of at the
// first name that says what it is for.
void Interpreter::CheckNamedToken(V value, core::Span span, const std::string& name) {
  for (const Mark& mark : value->taint->all()) {
    if (mark.source->kind != core::kRandomSource) continue;
    const auto [place, is_new] = named_tokens_.try_emplace(mark.source, span.begin);
    if (is_new || place->second == span.begin) Check(SinkKind::kToken, value, span, name);
    return;
  }
}

// def make_password(): return "".join(random.choice(LETTERS) for _ in range(8)). What models of
// language read and write are tokens, too: of those only what a function makes counts.
void Interpreter::CheckReturnedToken(V value, core::Span span) {
  if (frame_->function == kNone || !ComesFrom(value->taint, core::kRandomSource)) return;
  const uint32_t name = unit().functions[frame_->function].name;
  if (name == kNone) return;
  const std::string_view text = unit().Name(name);
  const auto begins = [text](std::string_view word) { return text.starts_with(word); };
  const auto has = [text](std::string_view word) { return text.find(word) != text.npos; };
  const auto ends = [text](std::string_view word) { return text.ends_with(word); };
  static constexpr std::string_view kChooses[] = {"pick", "choose", "shuffle", "select", "fake"};
  static constexpr std::string_view kThings[] = {
      "token",   "password", "passwd",     "secret",     "nonce",  "otp",
      "api_key", "apikey",   "session_id", "reset_code", "cookie", "verification_code"};
  static constexpr std::string_view kMakes[] = {"generate", "gen_", "make",
                                                "create",   "new_", "random"};
  if (std::any_of(std::begin(kChooses), std::end(kChooses), begins) ||
      std::none_of(std::begin(kThings), std::end(kThings), ends) ||
      (has("token") && std::none_of(std::begin(kMakes), std::end(kMakes), has))) {
    return;
  }
  CheckName(NameOf(name), value, span);
}

void Interpreter::CheckName(Symbol name, V value, core::Span span) {
  if (!ComesFrom(value->taint, core::kRandomSource)) return;
  static constexpr std::string_view kWords[] = {
      "token",   "password", "passwd",     "secret",     "nonce",
      "salt",    "csrf",     "session_id", "sessionid",  "otp",
      "api_key", "apikey",   "cookie",     "reset_code", "verification_code"};
  std::string lower(symbols_.Text(name));
  for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 32 : c);
  // Of a token's name or length nobody cares.
  for (const std::string_view end : {"_suffix", "_prefix", "_name", "_length"}) {
    if (lower.ends_with(end)) return;
  }
  for (const std::string_view word : kWords) {
    if (lower.find(word) == std::string::npos) continue;
    CheckNamedToken(value, span, lower);
    return;
  }
}

}  // namespace meerkat::flow

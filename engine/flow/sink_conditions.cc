// The part of Interpreter that decides whether a sink counts for a value, by the other arguments of
// its call: SinkWhen of model.h.

#include <algorithm>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"
#include "engine/flow/words.h"

namespace meerkat::flow {
namespace {

// What a text that is sent to a database begins with, if anything is known of it.
bool MayBeSql(std::string_view prefix) {
  const size_t begin = prefix.find_first_not_of(" \t\r\n(");
  if (begin == std::string_view::npos) return true;
  const std::string_view word =
      prefix.substr(begin, prefix.find_first_of(" \t\r\n(*;", begin) - begin);
  static constexpr std::string_view kWords[] = {
      "select",  "insert",   "update",  "delete", "with",     "create",  "drop",
      "alter",   "replace",  "merge",   "call",   "exec",     "execute", "grant",
      "revoke",  "truncate", "explain", "show",   "describe", "pragma",  "set",
      "use",     "copy",     "lock",    "vacuum", "declare",  "begin",   "attach",
      "analyze", "load",     "match",   "--",     "/*"};
  return std::any_of(std::begin(kWords), std::end(kWords),
                     [&](std::string_view known) { return EqualsIgnoringCase(word, known); });
}

// Whether what is kept in a session under that name is trusted for who somebody is, what he may, or
// where he is sent.
bool SaysWho(std::string_view key) {
  std::string lower(key);
  for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 32 : c);
  static constexpr std::string_view kWords[] = {
      "user",   "uid",   "login",    "logged", "account", "mail",  "role",     "admin",
      "auth",   "perm",  "right",    "group",  "tenant",  "owner", "member",   "staff",
      "access", "verif", "customer", "client", "name",    "next",  "redirect", "url",
      "refer",  "token", "secret",   "key",    "sso",     "saml",  "ident",    "level",
      "scope",  "priv",  "trust",    "host",   "domain",  "path",  "file",     "balance"};
  if (lower == "id" || lower.ends_with("_id")) return true;
  return std::any_of(std::begin(kWords), std::end(kWords),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

}  // namespace

namespace {

// An object of a class of the files that has no base of elsewhere: neither text nor an expression
// that a library has made.
bool IsPlainObject(const Contents* contents) {
  if (contents == nullptr || contents->kind != ContentsKind::kObject ||
      contents->of_class == nullptr) {
    return false;
  }
  const ClassValue& of_class = *contents->of_class;
  return of_class.index != kNone && of_class.order_count > 0 &&
         std::all_of(of_class.order, of_class.order + of_class.order_count,
                     [](V one) { return one->kind == ValueKind::kClass; });
}

}  // namespace

bool Interpreter::Applies(const Sink& sink, V value, const Arguments& arguments) const {
  const V shell = Find(arguments, -1, true, known_->shell);
  const bool by_shell = shell != nullptr && TruthOf(shell) != Truth::kFalse;
  const Contents* contents = ContentsOf(value);
  const bool is_list = contents != nullptr && contents->kind != ContentsKind::kObject;
  switch (sink.when) {
    case SinkWhen::kAlways: return true;
    case SinkWhen::kShell: return by_shell;
    case SinkWhen::kNoShell: return !by_shell;
    case SinkWhen::kList: return is_list;
    case SinkWhen::kNotList: return !is_list;
    case SinkWhen::kWrittenSql:
    case SinkWhen::kPartOfSql:
    case SinkWhen::kLooksLikeSql:
      if (is_list || IsPlainObject(contents)) return false;
      if (sink.when != SinkWhen::kLooksLikeSql && value->kind != ValueKind::kText &&
          !value->IsString() && value->taint != nullptr &&
          std::all_of(value->taint->marks, value->taint->marks + value->taint->count,
                      [](const Mark& mark) { return mark.weak; })) {
        return false;
      }
      if (value->kind == ValueKind::kExternal && (paths_.IsType(value->path, ":request") ||
                                                  paths_.IsType(value->path, ":flask_request"))) {
        return false;  // handler.execute(request)
      }
      if (sink.when == SinkWhen::kPartOfSql) return true;
      return value->kind == ValueKind::kText || value->IsString() ? MayBeSql(value->text) : true;
    case SinkWhen::kNotParsed: {
      const V loader = Find(arguments, 1, true, known_->loader);
      if (loader == nullptr) return true;
      const auto may_make_objects = [this](V one) {
        if (one->kind != ValueKind::kExternal) return false;
        const std::string_view name = symbols_.Text(one->path->step);
        return name.find("Safe") == std::string_view::npos &&
               name.find("Base") == std::string_view::npos;
      };
      // try: from yaml import CLoader as Loader; except ImportError: from yaml import Loader
      if (loader->kind == ValueKind::kUnion)
        return std::any_of(loader->items, loader->items + loader->count, may_make_objects);
      return may_make_objects(loader);
    }
    case SinkWhen::kExpands: {
      for (const Argument& argument : arguments) {
        if (argument.value->kind == ValueKind::kExternal &&
            paths_.IsType(argument.value->path, ":unsafe_xml_parser")) {
          return true;
        }
      }
      return false;
    }
    case SinkWhen::kInstructions: return true;
    case SinkWhen::kShellInput: {
      const V command = Find(arguments, 0, true, known_->arguments);
      return command != nullptr && ReadsScript(command);
    }
    case SinkWhen::kProgram:
    case SinkWhen::kArguments: return !by_shell;
    case SinkWhen::kHtmlType: return IsHtml(arguments, true);
    case SinkWhen::kSaysHtml: return IsHtml(arguments, false);
    case SinkWhen::kAllowsHtml:
      return std::any_of(arguments.begin(), arguments.end(), [&](const Argument& argument) {
        return argument.has_keyword && symbols_.Text(argument.keyword).ends_with("allow_html") &&
               TruthOf(argument.value) != Truth::kFalse;
      });
    case SinkWhen::kCurlUrl: {
      const V option = Find(arguments, 0, false, 0);
      return option->kind == ValueKind::kExternal && symbols_.Text(option->path->step) == "URL";
    }
    case SinkWhen::kPickled: {
      const V allowed = Find(arguments, -1, true, known_->allow_pickle);
      return allowed != nullptr && TruthOf(allowed) != Truth::kFalse &&
             !IsUsually(ConstantKind::kFalse, allowed, known_->allow_pickle, arguments);
    }
    case SinkWhen::kLxml: {
      const V resolves = Find(arguments, -1, true, known_->resolve_entities);
      if (resolves != nullptr && TruthOf(resolves) == Truth::kFalse) return false;
      const V parser = Find(arguments, 1, true, known_->parser);
      if (parser == nullptr || parser->kind != ValueKind::kExternal) return parser == nullptr;
      return paths_.IsType(parser->path, ":unsafe_xml_parser");
    }
    case SinkWhen::kUnfiltered: {
      const V filter = Find(arguments, -1, true, known_->filter);
      if (filter == nullptr) return true;
      std::string_view name = filter->IsString() ? filter->text : std::string_view();
      if (filter->kind == ValueKind::kExternal) name = symbols_.Text(filter->path->step);
      return !name.starts_with("data") && !name.starts_with("tar");
    }
    case SinkWhen::kAllWeights: {
      const V only = Find(arguments, -1, true, known_->weights_only);
      return only == nullptr ||
             (TruthOf(only) != Truth::kTrue &&
              !IsUsually(ConstantKind::kTrue, only, known_->weights_only, arguments));
    }
    case SinkWhen::kTrustedKey: {
      const V key = Find(arguments, 0, false, 0);
      if (key == nullptr || (!key->IsString() && key->kind != ValueKind::kText)) return true;
      // f"search_{number}" says as much as a whole name.
      return (key->kind == ValueKind::kText && key->text.empty()) || SaysWho(key->text);
    }
    case SinkWhen::kNoForm: {
      const Taint* taint = value->taint;
      if (taint == nullptr || taint->count == 0) return true;
      return std::any_of(taint->marks, taint->marks + taint->count, [](const Mark& mark) {
        return !mark.source->text.ends_with("cleaned_data") &&
               !mark.source->text.ends_with("Field().data");
      });
    }
    case SinkWhen::kOpenKey: {
      const auto is_open = [](V one) { return one->kind != ValueKind::kText || one->text.empty(); };
      if (value->kind != ValueKind::kUnion) return is_open(value);
      return std::any_of(value->items, value->items + value->count,
                         [&](V one) { return one->taint != nullptr && is_open(one); });
    }
    case SinkWhen::kSure: {
      const Taint* taint = value->taint;
      return taint == nullptr || std::any_of(taint->marks, taint->marks + taint->count,
                                             [](const Mark& mark) { return !mark.weak; });
    }
    case SinkWhen::kUnescaped: return IsShownUnescaped(value, arguments);
    case SinkWhen::kUntimed:
      return std::none_of(arguments.begin(), arguments.end(), [this](const Argument& argument) {
        return argument.has_keyword && symbols_.Text(argument.keyword) == "timeout" &&
               !argument.value->IsConstant(ConstantKind::kNone);
      });
    case SinkWhen::kUnlimited: return arguments.size() == (sink.arguments[0].receiver ? 0 : 1);
    case SinkWhen::kNotDictionary:
      return contents == nullptr || contents->kind != ContentsKind::kDictionary;
    case SinkWhen::kMongo:
      return contents != nullptr && contents->kind == ContentsKind::kDictionary;
  }
  return true;
}

}  // namespace meerkat::flow

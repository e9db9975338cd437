// The part of Interpreter that looks at what arrives at sinks.

#include <algorithm>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

using core::Bit;
using core::SinkKind;

V Interpreter::Find(const Arguments& arguments, int position, bool has_keyword, Symbol keyword) {
  int at = 0;
  for (const Argument& argument : arguments) {
    if (argument.has_keyword) {
      if (has_keyword && argument.keyword == keyword) return argument.value;
      continue;
    }
    if (argument.double_star) continue;
    if (argument.star) return position >= at ? argument.value : nullptr;
    if (at++ == position) return argument.value;
  }
  return nullptr;
}

const Taint* Interpreter::TaintOfAll(V receiver, const Arguments& arguments) {
  const Taint* taint = receiver == nullptr ? nullptr : receiver->taint;
  for (const Argument& argument : arguments) {
    const Taint* given = DeepTaint(argument.value);
    // settings_of(user), checked(serializer, data): of an object, and of data whose names are
    // declared, a function gives no names that a stranger has chosen.
    if (given != nullptr && given->count > 0) {
      const V value = argument.value;
      const bool is_declared =
          value->kind == ValueKind::kExternal && paths_.IsType(value->path, ":checked_fields");
      if (is_declared || (value->taint == nullptr && IsContainer(value, ContentsKind::kObject))) {
        given = Cleared(given, core::Bit(SinkKind::kAttributeName) | core::Bit(SinkKind::kImport));
      }
    }
    taint = JoinTaints(taint, given);
  }
  return taint;
}

const Taint* Interpreter::TaintOf(const std::vector<ArgumentSpec>& specs, V receiver,
                                  const Arguments& arguments) {
  const Taint* taint = nullptr;
  for (const ArgumentSpec& spec : specs) {
    if (spec.receiver) {
      if (receiver != nullptr) taint = JoinTaints(taint, DeepTaint(receiver));
    } else if (spec.all) {
      taint = JoinTaints(taint, TaintOfAll(nullptr, arguments));
    } else if (spec.unpacked) {
      for (const Argument& argument : arguments) {
        if (argument.double_star) taint = JoinTaints(taint, DeepTaint(argument.value));
      }
    } else if (spec.and_after) {
      int at = 0;
      for (const Argument& argument : arguments) {
        if (!argument.has_keyword && at++ >= spec.position) {
          taint = JoinTaints(taint, DeepTaint(argument.value));
        }
      }
    } else if (const V value = Find(arguments, spec.position, spec.has_keyword, spec.keyword)) {
      taint = JoinTaints(taint, DeepTaint(value));
    }
  }
  return taint;
}

void Interpreter::CheckSinks(const Path* path, V receiver, const Arguments& arguments,
                             uint32_t code) {
  if (code == kNone) return;
  for (const Sink& sink : path->said->sinks) {
    // super().__init__(file) of an unpickler whose find_class says what is built
    if (sink.kind == SinkKind::kDeserialize && path->step == known_->init &&
        frame_->of_class != nullptr && FindInClass(frame_->of_class, known_->find_class)) {
      continue;
    }
    const auto check = [&](V value) {
      if (value == nullptr || !Applies(sink, value, arguments)) return;
      if (sink.kind == SinkKind::kSlowPattern &&
          (!IsDeepTainted(value) || !IsSlowPattern(path, receiver, arguments))) {
        return;
      }
      value = PartOf(sink, value);
      if (value == nullptr) return;
      if (sink.kind == SinkKind::kPath && IsMemberRead(path, value, arguments)) return;
      if (sink.kind == SinkKind::kCryptoKey || sink.kind == SinkKind::kNonce) {
        CheckHardCoded(sink.kind, value, code, path);
      }
      if (IsDeepTainted(value)) Check(sink.kind, value, SpanOf(code), paths_.Text(path));
    };
    for (const ArgumentSpec& spec : sink.arguments) {
      if (spec.receiver) {
        check(receiver);
      } else if (spec.unpacked) {
        for (const Argument& argument : arguments) {
          if (argument.double_star && !HasDeclaredNames(argument.value))
            check(NamesIn(argument.value));
        }
      } else if (spec.and_after && IsAboutPrograms(sink)) {
        check(ListFrom(arguments, spec.position));
      } else if (spec.all || spec.and_after) {
        int at = 0;
        for (const Argument& argument : arguments) {
          const bool counts = spec.all || (!argument.has_keyword && at >= spec.position);
          if (!argument.has_keyword) ++at;
          if (counts) check(argument.value);
        }
      } else {
        check(Find(arguments, spec.position, spec.has_keyword, spec.keyword));
      }
    }
  }
}

// form.cleaned_data, serializer.validated_data, Schema().load(…): the names are those of the fields
// that its class declares, whoever sent the values.
bool Interpreter::HasDeclaredNames(V value) const {
  if (value->kind == ValueKind::kUnion) {
    return std::all_of(value->items, value->items + value->count,
                       [this](V one) { return HasDeclaredNames(one); });
  }
  if (value->kind != ValueKind::kExternal) return false;
  return paths_.IsType(value->path, ":checked_fields") ||
         paths_.IsType(value->path, ":checked_part") ||
         paths_.IsType(value->path, ":checked_leaf") || IsChecked(*value->path);
}

// Of what is unpacked behind ** the names; of what is no dictionary that is known, all.
V Interpreter::NamesIn(V value) {
  if (value->kind == ValueKind::kUnion) {
    V joined = nullptr;
    for (uint32_t i = 0; i < value->count; ++i) {
      if (value->items[i]->IsConstant(ConstantKind::kNone)) continue;
      joined = JoinValues(joined, NamesIn(value->items[i]));
    }
    return joined == nullptr ? value : joined;
  }
  const Contents* contents = ContentsOf(value);
  if (contents == nullptr || contents->kind != ContentsKind::kDictionary) return value;
  std::vector<V> names(contents->keys, contents->keys + contents->count);
  return MakeList(ContentsKind::kList, names, contents->rest_key);
}

namespace {

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](char x, char y) { return (x | 32) == (y | 32); });
}

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

}  // namespace

namespace {

std::string_view NameOfProgram(V value) {
  return value->text.substr(value->text.find_last_of("/\\") + 1);
}

template <size_t kCount>
bool IsAmong(const std::string_view (&names)[kCount], std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

constexpr std::string_view kPosixShells[] = {"sh", "bash", "zsh", "dash", "ksh"};

// sh -c: what follows is a program.
bool IsShell(V value) {
  static constexpr std::string_view kOthers[] = {"csh",        "fish",           "cmd", "cmd.exe",
                                                 "powershell", "powershell.exe", "pwsh"};
  if (!value->IsString()) return false;
  const std::string_view name = NameOfProgram(value);
  return IsAmong(kPosixShells, name) || IsAmong(kOthers, name);
}

// ["sh", "-c", script, "sh", name]: what follows the script is "$1" to it, and no part of it,
// unless it runs that.
V ScriptIn(const Contents& command, V value) {
  if (!IsAmong(kPosixShells, NameOfProgram(command.items[0]))) return value;
  for (uint32_t i = 1; i + 1 < command.count; ++i) {
    const V option = command.items[i];
    if (!option->IsString() || !option->text.starts_with('-')) return value;
    if (!option->text.ends_with('c') || option->text.starts_with("--")) continue;
    const V script = command.items[i + 1];
    if (script->text.find("eval") != std::string_view::npos) return value;
    const std::string_view first =
        script->text.substr(std::min(script->text.find_first_not_of(" \"'"), script->text.size()));
    return first.starts_with('$') ? value : script;
  }
  return value;
}

}  // namespace

bool Interpreter::IsAboutPrograms(const Sink& sink) {
  return sink.when == SinkWhen::kProgram || sink.when == SinkWhen::kArguments;
}

// execl(path, "ls", *names): the arguments from a position on, as the list that they would be
// elsewhere.
V Interpreter::ListFrom(const Arguments& arguments, int position) {
  std::vector<V> items;
  V rest = nullptr;
  int at = 0;
  for (const Argument& argument : arguments) {
    if (argument.has_keyword || argument.double_star) continue;
    const Contents* unpacked = argument.star ? ContentsOf(argument.value) : nullptr;
    if (argument.star && (unpacked == nullptr || unpacked->rest != nullptr ||
                          unpacked->kind == ContentsKind::kObject)) {
      rest = JoinValues(rest, Element(argument.value, kNone));
      continue;
    }
    const V* values = argument.star ? unpacked->items : &argument.value;
    const uint32_t count = argument.star ? unpacked->count : 1;
    for (uint32_t i = 0; i < count; ++i) {
      if (at++ < position) continue;
      if (rest == nullptr) {
        items.push_back(values[i]);
      } else {
        rest = JoinValues(rest, values[i]);
      }
    }
  }
  return MakeList(ContentsKind::kList, items, rest);
}

// What of an argument the sink is about; null: nothing.
// "sh", ["bash", "-s"]: a shell that runs what it reads.
bool Interpreter::ReadsScript(V command) const {
  const Contents* contents = ContentsOf(command);
  if (contents == nullptr) return command->IsString() && IsShell(command);
  if (contents->count == 0 || contents->rest != nullptr || !IsShell(contents->items[0]))
    return false;
  return std::all_of(contents->items + 1, contents->items + contents->count, [](V option) {
    return option->IsString() && option->text.starts_with('-') && !option->text.ends_with('c');
  });
}

V Interpreter::PartOf(const Sink& sink, V value) {
  if (sink.when == SinkWhen::kInstructions) return InstructionsIn(value);
  if (!IsAboutPrograms(sink)) return value;
  const Contents* contents = ContentsOf(value);
  const bool is_list = contents != nullptr && contents->kind != ContentsKind::kObject;
  const bool program = sink.when == SinkWhen::kProgram;
  if (!is_list) return program ? value : nullptr;
  // text.split(), [*names]: any of them may come first, which is worse than being an option.
  if (contents->count == 0) return program ? contents->rest : nullptr;
  if (IsShell(contents->items[0])) return program ? ScriptIn(*contents, value) : nullptr;
  if (program) return contents->items[0];
  V rest = contents->rest;
  for (uint32_t i = 1; i < contents->count; ++i) {
    // Behind "--" nothing is an option.
    if (contents->items[i]->IsString() && contents->items[i]->text == "--") break;
    rest = JoinValues(rest, contents->items[i]);
  }
  return rest;
}

namespace {

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

// def load(file, allow_pickle=False): … numpy.load(file, allow_pickle=allow_pickle), or
// self.allow_pickle: who wants it otherwise has to say so.
bool Interpreter::IsUsually(ConstantKind constant, V value, Symbol keyword,
                            const Arguments& arguments) const {
  if (value->kind != ValueKind::kUnknown) return false;
  const auto is_strangers = [](const Mark& mark) {
    return (mark.source->kind & (core::kRemoteSource | core::kLocalSource)) != 0;
  };
  if (value->taint != nullptr &&
      std::any_of(value->taint->all().begin(), value->taint->all().end(), is_strangers))
    return false;
  const auto given = std::find_if(arguments.begin(), arguments.end(), [&](const Argument& one) {
    return one.has_keyword && one.keyword == keyword;
  });
  if (given == arguments.end() || given->code == kNone) return false;
  const std::string_view name = NameOfPart(given->code);
  if (name.empty()) return false;
  const Unit& unit = this->unit();
  // Of the function around it, or, of an attribute, of what makes objects.
  const bool is_attribute = unit.codes[given->code].kind == CodeKind::kAttribute;
  bool is_usual = false;
  for (uint32_t i = 0; i < unit.functions.size(); ++i) {
    const Function& function = unit.functions[i];
    const bool is_meant =
        is_attribute ? unit.Name(function.name) == "__init__" : i == frame_->function;
    for (uint32_t k = 0; is_meant && k < function.parameter_count; ++k) {
      const Parameter& parameter = unit.parameters[function.first_parameter + k];
      if (unit.Name(parameter.name) != name || parameter.default_value == kNone) continue;
      const Code& otherwise = unit.codes[parameter.default_value];
      if (otherwise.kind != CodeKind::kConstant) return false;
      if (unit.constants[otherwise.a].kind != constant) return false;
      is_usual = true;
    }
  }
  return is_usual;
}

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
      if (is_list) return false;
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
    case SinkWhen::kUnlimited: return arguments.size() == (sink.arguments[0].receiver ? 0 : 1);
    case SinkWhen::kNotDictionary:
      return contents == nullptr || contents->kind != ContentsKind::kDictionary;
    case SinkWhen::kMongo:
      return contents != nullptr && contents->kind == ContentsKind::kDictionary;
  }
  return true;
}

// self.set_header("Content-Type", "application/json"): what is written from then on is no page.
void Interpreter::NoteContentType(Symbol name, const Arguments& arguments) {
  static constexpr std::string_view kNames[] = {"set_header", "add_header", "send_header",
                                                "setHeader",  "setdefault", "append_header"};
  if (arguments.size() < 2) return;
  const std::string_view text = symbols_.Text(name);
  if (std::find(std::begin(kNames), std::end(kNames), text) == std::end(kNames)) return;
  NoteContentType(arguments[0].value, arguments[1].value);
}

void Interpreter::NoteContentType(V header, V value) {
  const auto text = [](V of) {
    return of->kind == ValueKind::kConstant || of->kind == ValueKind::kText;
  };
  if (!text(header) || !EqualsIgnoringCase(header->text, "content-type")) return;
  if (text(value) && !value->text.empty()) {
    is_no_page_ = value->text.find("html") == std::string_view::npos;
  }
}

// The host of an address, or the beginning of a path on this host, that does not come from outside.
bool Interpreter::IsHarmless(SinkKind kind, V value) const {
  if (value->kind == ValueKind::kConstant) return true;
  if (value->kind != ValueKind::kText) return false;
  const std::string_view text = value->text;
  if (kind == SinkKind::kRedirect && text.starts_with('?')) return true;
  if (kind == SinkKind::kUrl || kind == SinkKind::kRedirect) {
    const size_t scheme = text.find("://");
    if (scheme != std::string_view::npos) {
      const size_t end = text.find_first_of("/?#", scheme + 3);
      return end != std::string_view::npos && end > scheme + 3;
    }
    // "/login?next=…" stays here; "/" alone may become "//elsewhere".
    return kind == SinkKind::kRedirect && text.size() > 1 && text[0] == '/' && text[1] != '/' &&
           text[1] != '\\';
  }
  // Cells that begin otherwise are no formulas: "'" + text
  if (kind == SinkKind::kSpreadsheet && !text.empty()) {
    return std::string_view("=+-@\t\r\n").find(text[0]) == std::string_view::npos;
  }
  // getattr(self, "do_" + name): one of those that were written to be called so
  if (kind == SinkKind::kImport || kind == SinkKind::kAttributeName) {
    return !text.empty() && text.back() != '.' && text != "_" && text != "__";
  }
  return false;
}

// io.BytesIO(data), request.files["list"]
bool Interpreter::IsOpenFile(V value) const {
  const Contents* contents = ContentsOf(value);
  return (contents != nullptr && contents->store == Store::kBuffer) ||
         (value->kind == ValueKind::kExternal && paths_.IsType(value->path, ":stream"));
}

void Interpreter::Check(SinkKind kind, V value, core::Span span, std::string callee, int depth) {
  if (value->kind == ValueKind::kUnion) {
    for (uint32_t i = 0; i < value->count; ++i) {
      Check(kind, value->items[i], span, callee, depth);
    }
    return;
  }
  if (IsHarmless(kind, value) || (value->is_number && kind != SinkKind::kToken)) return;
  const Contents* contents = ContentsOf(value);
  // A file that was sent is no name of one: Image.open(request.files["picture"])
  if (kind == SinkKind::kPath && value->kind == ValueKind::kExternal &&
      (paths_.IsType(value->path, ":upload") || paths_.IsType(value->path, ":flask_upload"))) {
    return;
  }
  if (kind == SinkKind::kHtml && is_no_page_) return;
  if (kind == SinkKind::kResponseError && debugged_ > 0) return;
  // What is in memory, or open already, has no name.
  if ((kind == SinkKind::kPath || kind == SinkKind::kUrl) && IsOpenFile(value)) return;
  // make_response((body, status, headers))
  if (kind == SinkKind::kHtml && contents != nullptr && contents->kind == ContentsKind::kTuple &&
      contents->count > 1) {
    if (contents->count > 2 && TypeInHeaders(contents->items[2]) == Media::kOther) return;
    return Check(kind, contents->items[0], span, callee);
  }
  // A dictionary or a list is answered as JSON; a response is made of the parts of a list.
  if (kind == SinkKind::kHtml && contents != nullptr && contents->kind != ContentsKind::kObject &&
      contents->kind != ContentsKind::kTuple &&
      (contents->kind == ContentsKind::kDictionary || !callee.ends_with("Response"))) {
    return;
  }
  if (kind == SinkKind::kNoSql && contents != nullptr && contents->kind != ContentsKind::kObject &&
      depth < 6) {
    return CheckQuery(*contents, span, callee, depth);
  }
  // A row: each cell for itself.
  if (kind == SinkKind::kSpreadsheet && contents != nullptr &&
      contents->kind != ContentsKind::kObject && depth < 3) {
    for (uint32_t i = 0; i < contents->count; ++i) {
      Check(kind, contents->items[i], span, callee, depth + 1);
    }
    if (contents->rest != nullptr) Check(kind, contents->rest, span, callee, depth + 1);
    return;
  }
  const Taint* taint = DeepTaint(value);
  if (taint == nullptr) return;
  for (const Mark& mark : taint->all()) {
    if (mark.cleared & Bit(kind)) continue;
    Report(kind, mark, span, callee);
  }
}

void Interpreter::Report(SinkKind kind, const Mark& mark, core::Span span,
                         const std::string& callee) {
  if (!(mark.source->kind & options_.sources)) return;
  // An address that was asked for is told to whoever looks after the server.
  if (kind == SinkKind::kMailText &&
      (!SaysHost(*mark.source) || mark.source->text.ends_with(".url"))) {
    return;
  }
  // A line break seldom outlives a function of elsewhere, and most frameworks refuse it.
  if (mark.weak && kind == SinkKind::kHeader) return;
  // What was looked up by it is worth a word only where the stranger's own text would be the worst.
  if (mark.weak && mark.found && kind != SinkKind::kCommand && kind != SinkKind::kCode &&
      kind != SinkKind::kTemplate && kind != SinkKind::kUrl) {
    return;
  }
  if (frame_->module != &module_) {
    // From its beginning to its end in another file: told there.
    if (mark.source->is_own && mark.source->place.module == frame_->module) return;
    // In another file: told where this one calls it, with the rest of the way.
    const Frame* frame = frame_;
    while (frame->caller != nullptr && frame->caller->module != &module_) frame = frame->caller;
    if (frame->caller == nullptr || frame->call == kNone || frame->caller->function == kNone)
      return;
    Step* step = arena_.New<Step>();
    *step = {.before = mark.step,
             .place = {frame_->module, span},
             .kind = StepKind::kArrives,
             .length = static_cast<uint16_t>(mark.step == nullptr ? 1 : mark.step->length + 1)};
    Mark outside = mark;
    outside.step = step;
    // One value that gets to one place is one finding, however often this file calls what leads
    // there.
    const core::Span call = module_.unit->codes[frame->call].span;
    // Where it begins in another file, too, as with get_argument(request, "name"), each call has
    // its own.
    const bool is_shared =
        mark.source->kind == core::kRemoteSource && mark.source->place.module != &module_;
    const auto [told, is_new] = told_outside_.try_emplace(
        {mark.source, {frame_->module, uint64_t{span.begin} << 8 | static_cast<uint64_t>(kind)}},
        call);
    if (!is_shared && !is_new && told->second.begin != call.begin) return;
    ReportAt(kind, outside, call, callee);
    return;
  }
  ReportAt(kind, mark, span, callee);
}

void Interpreter::ReportAt(SinkKind kind, const Mark& mark, core::Span span,
                           const std::string& callee) {
  const uint64_t key = uint64_t{span.begin} << 32 | span.end << 8 | static_cast<uint64_t>(kind);
  const auto [place, is_new] =
      reported_.try_emplace(key ^ static_cast<uint64_t>(mark.source->kind) << 56, flows_->size());
  if (is_new) {
    flows_->push_back({.sink = kind, .mark = mark, .span = span, .callee = callee});
    return;
  }
  // Of several ways the one that is surer, then the shortest.
  Flow& known = (*flows_)[place->second];
  const auto length = [](const Mark& m) { return m.step == nullptr ? 0 : m.step->length; };
  const auto rank = [&](const Mark& m) {
    const bool is_elsewhere = m.source->place.module != &module_;
    return std::tuple(m.weak, length(m), is_elsewhere, m.source->place.span.begin);
  };
  if (rank(mark) < rank(known.mark)) known.mark = mark;
}

}  // namespace meerkat::flow

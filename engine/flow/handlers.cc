// The part of Interpreter that knows which functions are handed over to be called by others, and
// what is kept for one request from function to function.

#include <algorithm>
#include <string>

#include "engine/flow/function_names.h"
#include "engine/flow/giving.h"
#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"
#include "engine/flow/words.h"

namespace meerkat::flow {
namespace {

constexpr int kMaxNesting = 3;

// Methods that answer requests, by their names: get(), on_post(), on_post_collection().
bool AnswersRequests(std::string_view name) {
  static constexpr std::string_view kVerbs[] = {"get",    "post", "put",     "patch",
                                                "delete", "head", "options", "dispatch_request"};
  if (name.starts_with("on_")) name.remove_prefix(3);
  return std::any_of(std::begin(kVerbs), std::end(kVerbs), [name](std::string_view verb) {
    return name == verb || (name.starts_with(verb) && name[verb.size()] == '_');
  });
}

}  // namespace

// Names by which a function meets a source though it says none of the words of one: those of what
// is imported from libraries that read (KafkaConsumer), of the module's variables that are made by
// it, and of the methods by which handlers are handed over.
void Interpreter::AddNamesOfSources(const Unit& unit, std::span<const Symbol> names,
                                    Giving* found) {
  if (handing_of_ != options_.given) {
    handing_of_ = options_.given;
    handing_.clear();
    for (const ModelTable* table : ModelTables()) {
      for (const HandlerModel& row : table->handlers) {
        if (!(options_.given & row.entry.kind)) continue;
        for (const std::string& path : Alternatives(row.entry.path)) {
          std::string_view last = path;
          last.remove_prefix(last.find_last_of('.') + 1);
          if (last.ends_with('=')) last.remove_suffix(1);
          if (last.find('_') != last.npos) handing_[symbols_.Of(last)] |= row.entry.kind;
        }
      }
    }
  }
  for (const auto& [name, kinds] : handing_) (*found)[name] |= kinds;
  for (uint32_t i = 0; i < unit.names.size(); ++i) {
    if (AddsServicer(unit.Name(i)))
      (*found)[names[i]] |= options_.given & uint16_t{core::kRemoteSource};
  }
  for (const Code& code : unit.codes) {
    if (code.kind == CodeKind::kImport) {
      const std::string_view dotted = unit.Name(code.a);
      const bool whole = (code.flags & kWhole) != 0;
      const Path* path = paths_.Module(whole ? dotted : dotted.substr(0, dotted.find('.')));
      const uint16_t kinds = path->brings & options_.given;
      if (kinds != 0) (*found)[names[code.b] | kModuleAlias] |= kinds;
    } else if (code.kind == CodeKind::kImportFrom && code.flags == 0) {
      const Path* module = paths_.Module(unit.Name(code.a));
      const std::span<const uint32_t> list = unit.List(code.b);
      for (size_t i = 0; i + 2 < list.size(); i += 3) {
        const Path* path = paths_.Child(module, names[list[i]]);
        const uint16_t kinds = path->brings & options_.given;
        if (kinds != 0) (*found)[names[list[i + 1]]] |= kinds;
      }
    }
  }
  // class Answers(Chain): llm_chain: LLMChain
  for (const Class& of_class : unit.classes) {
    for (const uint32_t statement : unit.List(of_class.body)) {
      const Code& code = unit.codes[statement];
      if (code.kind != CodeKind::kAnnotated) continue;
      const Code& target = unit.codes[code.a];
      const Code& type = unit.codes[code.c];
      if (target.kind != CodeKind::kName || type.kind != CodeKind::kName) continue;
      const uint16_t kinds = KindsOf(*found, names[type.a]);
      if (kinds != 0) (*found)[names[target.a]] |= kinds;
    }
  }
  // consumer = KafkaConsumer("jobs")
  for (const uint32_t statement : unit.List(unit.module_body)) {
    const Code& code = unit.codes[statement];
    if (code.kind != CodeKind::kAssign || unit.codes[code.b].kind != CodeKind::kCall) continue;
    uint32_t root = unit.codes[code.b].a;
    while (unit.codes[root].kind == CodeKind::kAttribute ||
           unit.codes[root].kind == CodeKind::kCall) {
      root = unit.codes[root].a;
    }
    if (unit.codes[root].kind != CodeKind::kName) continue;
    const Symbol name = names[unit.codes[root].a];
    const uint16_t kinds = KindsOf(*found, name) | KindsOf(*found, name | kModuleAlias);
    if (kinds == 0) continue;
    for (const uint32_t target : unit.List(code.a)) {
      if (unit.codes[target].kind == CodeKind::kName)
        (*found)[names[unit.codes[target].a]] |= kinds;
    }
  }
}

// app.add_url_rule("/users/<name>", view_func=user)
void Interpreter::HandOver(const Path& path, V receiver, const Arguments& arguments) {
  Registration registration{.entry = &path.said->handler->entry};
  for (const Argument& argument : arguments) {
    if (argument.value->IsString() || argument.value->kind == ValueKind::kText) {
      registration.routes.push_back(argument.value->text);
    }
  }
  for (const ArgumentSpec& spec : path.said->handed) {
    if (spec.receiver) {
      Register(receiver, registration);
    } else if (spec.all || spec.and_after) {
      int at = 0;
      for (const Argument& argument : arguments) {
        if (spec.all || (!argument.has_keyword && at >= spec.position)) {
          Register(argument.value, registration);
        }
        at += !argument.has_keyword;
      }
    } else if (const V value = Find(arguments, spec.position, spec.has_keyword, spec.keyword)) {
      Register(value, registration);
    }
  }
}

void Interpreter::Register(V value, const Registration& registration, int depth) {
  if (depth > kMaxNesting) return;
  switch (value->kind) {
    case ValueKind::kUnion:
      for (uint32_t i = 0; i < value->count; ++i)
        Register(value->items[i], registration, depth + 1);
      return;
    case ValueKind::kFunction: break;
    case ValueKind::kClass: return RegisterMethods(*value->class_value, registration);
    case ValueKind::kReference: {
      const Contents* contents = ContentsOf(value);
      if (contents == nullptr) return;
      if (contents->kind == ContentsKind::kObject) {
        if (contents->of_class != nullptr) RegisterMethods(*contents->of_class, registration);
        return;
      }
      for (uint32_t i = 0; i < contents->count; ++i) {
        Register(contents->items[i], registration, depth + 1);
      }
      return;
    }
    default: return;
  }
  const FunctionValue& function = *value->function;
  if (function.module != &module_) return;
  const auto [place, is_new] = registered_.try_emplace(function.function, registration);
  if (!is_new) {
    for (const std::string_view route : registration.routes) place->second.routes.push_back(route);
    return;
  }
  // One that has been run already, when nobody knew, is run once more.
  const bool is_waiting = std::any_of(
      roots_.begin() + static_cast<ptrdiff_t>(std::min(root_at_ + 1, roots_.size())), roots_.end(),
      [&](V root) { return root->function->function == function.function; });
  if (analysed_.insert(function.function).second || !is_waiting) roots_.push_back(value);
}

void Interpreter::RegisterMethods(const ClassValue& of_class, const Registration& registration) {
  const V names = state_.Get(of_class.slot);
  if (names == nullptr || of_class.module != &module_) return;
  const bool all =
      registration.entry->except == kEveryMethod ||
      registration.entry == paths_.Child(known_->servicer, known_->any_name)->said->entry;
  const Contents contents = *names->contents;
  for (uint32_t i = 0; i < contents.count; ++i) {
    const std::string_view name = symbols_.Text(contents.names[i]);
    if (contents.items[i]->kind != ValueKind::kFunction || name.starts_with('_')) continue;
    if (all || AnswersRequests(name)) Register(contents.items[i], registration);
  }
}

// app.route("/page")(page), csrf_exempt(page): a decorator that is called as a function gives the
// function back. Null: it is none.
V Interpreter::CallDecorator(const Path* path, const Arguments& arguments) {
  if (arguments.size() != 1 || arguments[0].value->kind != ValueKind::kFunction) return nullptr;
  const EntryModel* entry = path->said->entry;
  if (entry == nullptr && path->parent != nullptr && path == paths_.Called(path->parent)) {
    entry = path->parent->said->entry;
  }
  if (entry == nullptr) return nullptr;
  Register(arguments[0].value, {.entry = entry});
  return arguments[0].value;
}

// @app.get("/page", response_class=HTMLResponse): what the function returns is a page.
core::SinkKind Interpreter::ReturnsOf(const Function& definition, const EntryModel& entry) {
  if (entry.returns != core::SinkKind::kCount && entry.returns != core::SinkKind::kResponseError)
    return entry.returns;
  for (const uint32_t decorator : module_.unit->List(definition.decorators)) {
    const Code& code = module_.unit->codes[decorator];
    if (code.kind != CodeKind::kCall) continue;
    for (const uint32_t index : module_.unit->List(code.b)) {
      const Code& argument = module_.unit->codes[index];
      if (argument.b == kNone) continue;
      const std::string_view keyword = module_.unit->Name(argument.b);
      if (keyword != "response_class" && keyword != "media_type" &&
          keyword != "default_response_class" && keyword != "output") {
        continue;
      }
      const V type = Eval(argument.a);
      const std::string_view text =
          type->kind == ValueKind::kExternal ? symbols_.Text(type->path->step) : type->text;
      if (text.starts_with("HTML") || text.find("html") != text.npos) return core::SinkKind::kHtml;
    }
  }
  return entry.returns;
}

// flask.g, request.state: an object that lives as long as a request, in which one function leaves
// what another one reads.
void Interpreter::MakeKept() {
  for (const Path* path : paths_.Kept()) {
    kept_[path] = NewContainer({.kind = ContentsKind::kObject});
  }
  kept_[known_->request] = NewContainer({.kind = ContentsKind::kObject});
}

// request.country = path, and in another function request.country: what no table knows of a
// request is what somebody has left there. Null: it is no request.
V Interpreter::LeftAt(V object, const Path* attribute) const {
  if (attribute->is_known) return nullptr;
  for (const Path* type = object->path; type != nullptr; type = type->base) {
    if (type == known_->request) return kept_.find(type)->second;
  }
  return nullptr;
}

// The object that a path stands for; null if none.
V Interpreter::KeptAt(const Path* path) const {
  if (path->type != known_->kept) return nullptr;
  const auto place = kept_.find(path);
  return place == kept_.end() ? nullptr : place->second;
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

}  // namespace meerkat::flow

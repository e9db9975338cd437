// The part of Interpreter that knows which functions others call, and with what.

#include <algorithm>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {
namespace {

// Whether a list of names, separated by blanks, has that one.
bool Names(std::string_view list, std::string_view name) {
  while (!list.empty()) {
    const size_t end = std::min(list.find(' '), list.size());
    if (list.substr(0, end) == name) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

}  // namespace

bool Interpreter::IsExcepted(const EntryModel& entry, std::string_view name) const {
  return Names(entry.except, name);
}

// What the tables say of a function by its own name, or of a method by its class.
const EntryModel* Interpreter::EntryByName(const FunctionValue& function) {
  const Function& definition = module_.unit->functions[function.function];
  const Symbol name = module_.names[definition.name];
  if (function.of_class == nullptr) {
    const EntryModel* entry = paths_.Child(known_->functions, name)->said->entry;
    if (entry != nullptr) return entry;
    entry = EntryByParameters(definition, 0);
    return entry == nullptr ? EntryOfView(definition) : entry;
  }
  if (const EntryModel* entry = EntryByParameters(definition, function.is_static ? 0 : 1))
    return entry;
  if (const EntryModel* entry = EntryOfMethod(*function.of_class, name, 0)) return entry;
  if (IsProperty(definition)) return nullptr;  // request.GET, of a class that is a request itself
  return paths_.Child(known_->own, name)->said->entry;
}

// @property, @cached_property, @body.setter
bool Interpreter::IsProperty(const Function& function) const {
  const std::span<const uint32_t> decorators = module_.unit->List(function.decorators);
  return std::any_of(decorators.begin(), decorators.end(), [this](uint32_t decorator) {
    const std::string_view name = LastName(decorator);
    return name.ends_with("property") || name.ends_with("Property") || name == "setter" ||
           name == "getter" || name == "deleter";
  });
}

// What is told by all of its parameters: a cloud's def handler(event, context), an application of
// WSGI or ASGI. Null: none of them.
const EntryModel* Interpreter::EntryByParameters(const Function& function, uint32_t first) const {
  const auto is_named = [&](uint32_t at, std::string_view name) {
    const Parameter& parameter = module_.unit->parameters[function.first_parameter + first + at];
    std::string_view given = module_.unit->Name(parameter.name);
    if (given.starts_with('_')) given.remove_prefix(1);
    return given == name;
  };
  if (function.parameter_count < first + 2) return nullptr;
  const uint32_t count = function.parameter_count - first;
  if (count == 2 && first == 0 && is_named(0, "event") && is_named(1, "context")) {
    return known_->cloud->said->entry;
  }
  if (count == 2 && (is_named(0, "environ") || is_named(0, "env")) &&
      is_named(1, "start_response")) {
    return known_->wsgi->said->entry;
  }
  if (count == 3 && is_named(0, "scope") && is_named(1, "receive") && is_named(2, "send")) {
    return known_->asgi->said->entry;
  }
  return nullptr;
}

// def page(request, name), in a module that imports what views need. One that the module itself
// calls is none: its other arguments come from there.
const EntryModel* Interpreter::EntryOfView(const Function& function) {
  const Unit& unit = *module_.unit;
  if (function.parameter_count < 2 || function.outer != kNone) return nullptr;
  const std::string_view first = unit.Name(unit.parameters[function.first_parameter].name);
  const std::string_view name = unit.Name(function.name);
  if (first != "request" || name.starts_with('_') || name.starts_with("test")) return nullptr;
  // What a file of utilities defines is called by others.
  const std::string_view path = unit.path;
  const size_t file = path.rfind('/') + 1;  // npos + 1 is 0
  const size_t folder = file < 2 ? 0 : path.rfind('/', file - 2) + 1;
  for (const std::string_view part : {"utils", "helpers", "backend"}) {
    if (path.substr(file).find(part) != path.npos) return nullptr;
    if (path.substr(folder, file - folder).starts_with(part) && part != "backend") return nullptr;
  }
  // def send(request, filename, as_attachment=False): no part of an address is a truth value.
  for (uint32_t i = 1; i < function.parameter_count; ++i) {
    const uint32_t value = unit.parameters[function.first_parameter + i].default_value;
    if (value == kNone || unit.codes[value].kind != CodeKind::kConstant) continue;
    const ConstantKind kind = unit.constants[unit.codes[value].a].kind;
    if (kind == ConstantKind::kTrue || kind == ConstantKind::kFalse) return nullptr;
  }
  if (!views_.has_value()) FindViews();
  if (*views_ == nullptr || called_.contains(module_.names[function.name])) return nullptr;
  const auto begin = unit.codes.begin();
  const bool answers = std::any_of(
      begin + function.first_code, begin + function.end_code,
      [](const Code& code) { return code.kind == CodeKind::kReturn && code.a != kNone; });
  return answers ? *views_ : nullptr;
}

void Interpreter::FindViews() {
  views_ = nullptr;
  called_.clear();
  const Unit& unit = *module_.unit;
  for (const Code& code : unit.codes) {
    if (code.kind == CodeKind::kCall && unit.codes[code.a].kind == CodeKind::kName) {
      called_.insert(module_.names[unit.codes[code.a].a]);
    }
    if (code.kind != CodeKind::kImportFrom || code.flags != 0) continue;
    const Path* module = known_->views;
    std::string_view dotted = unit.Name(code.a);
    while (!dotted.empty()) {
      const size_t end = std::min(dotted.find('.'), dotted.size());
      module = paths_.Child(module, symbols_.Of(dotted.substr(0, end)));
      if (module->said->entry != nullptr) views_ = module->said->entry;
      dotted.remove_prefix(std::min(end + 1, dotted.size()));
    }
  }
}

// A method that a base class outside the file calls: by its name, the beginning of its name, or
// any.
const EntryModel* Interpreter::EntryOfMethod(const ClassValue& of_class, Symbol name, int depth) {
  const std::string_view text = symbols_.Text(name);
  constexpr std::string_view kServicer = "Servicer";  // of code that gRPC has made
  for (uint32_t i = 0; i < of_class.base_count && depth < 6; ++i) {
    const V base = of_class.bases[i];
    if (base->kind == ValueKind::kClass && base->class_value != &of_class) {
      const EntryModel* entry = EntryOfMethod(*base->class_value, name, depth + 1);
      if (entry != nullptr) return entry;
      // What gRPC made is among the files that are scanned: it calls what stands there.
      if (base->class_value->module != of_class.module && !text.starts_with('_') &&
          symbols_.Text(base->class_value->name).ends_with(kServicer) &&
          FindInClass(base->class_value, name) != nullptr) {
        return paths_.Child(known_->servicer, known_->any_name)->said->entry;
      }
    }
    if (base->kind != ValueKind::kExternal) continue;
    const Path* made = Paths::TypeOf(paths_.Called(base->path));
    if (!made->is_known && symbols_.Text(base->path->step).ends_with(kServicer)) {
      made = known_->servicer;
    }
    if (!made->is_known && made->base == nullptr) continue;
    const Path* path = paths_.Child(made, name);
    if (path->said->entry == nullptr && !text.starts_with('_')) {
      const std::string begin(text.substr(0, text.find('_')));
      path = paths_.Child(made, symbols_.Of(begin + "_*"));
      if (path->said->entry == nullptr) path = paths_.Child(made, known_->any_name);
    }
    if (path->said->entry != nullptr) return path->said->entry;
  }
  return nullptr;
}

// Whether an argument has the value that a row asks for.
bool Interpreter::Holds(const TypeWhen& when, const Arguments& arguments) {
  const ArgumentSpec& spec = when.argument;
  const V value = Find(arguments, spec.position, spec.has_keyword, spec.keyword);
  if (value == nullptr) return false;
  if (when.model->value == "True") return TruthOf(value) == Truth::kTrue;
  if (when.model->value == "False") return TruthOf(value) == Truth::kFalse;
  if (value->IsString()) return value->text == when.model->value;
  if (const Contents* contents = ContentsOf(value)) {
    return contents->count == 1 && contents->rest == nullptr && contents->items != nullptr &&
           contents->items[0]->IsString() && contents->items[0]->text == when.model->value;
  }
  return value->kind == ValueKind::kExternal && paths_.Text(value->path) == when.model->value;
}

// parser.setFeature(feature_external_ges, True): the variable holds another kind of parser from now
// on.
void Interpreter::ChangeReceiver(const Code& function, V callee, const Arguments& arguments) {
  if (callee->kind != ValueKind::kExternal || callee->path->said->types_when.empty()) return;
  if (function.kind != CodeKind::kAttribute) return;
  for (const TypeWhen& when : callee->path->said->types_when) {
    if (!Holds(when, arguments)) continue;
    if (arguments.size() > 1 && TruthOf(arguments[1].value) == Truth::kFalse) continue;
    Assign(function.a, External(when.type, callee->taint), function.span);
  }
}

}  // namespace meerkat::flow

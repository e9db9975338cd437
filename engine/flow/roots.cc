// The part of Interpreter that says which functions are worth running from outside: those that a value of
// a source may come to. The others would cost their time and find nothing.

#include <algorithm>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {
namespace {

struct WordsOfKind {
  core::SourceKind kind;
  std::span<const std::string_view> words;
};
constexpr WordsOfKind kWords[] = {{core::kRemoteSource, core::kRemoteWords},
                                  {core::kLocalSource, core::kLocalWords},
                                  {core::kRandomSource, core::kRandomWords},
                                  {core::kSecretSource, core::kSecretWords}};

}  // namespace

// A function is wanted if it, or one that it calls, names a source or is called by a framework. Calls are
// told by the last part of their names.
void Interpreter::FindWanted() {
  const Unit& unit = *module_.unit;
  wanted_.assign(unit.functions.size(), true);
  if (options_.sources == 0 || (options_.sources & core::kLibrarySource)) return;
  if (source_names_of_ != options_.sources) {
    source_names_of_ = options_.sources;
    source_names_.clear();
    names_source_.clear();
    for (const WordsOfKind& of_kind : kWords) {
      if (!(options_.sources & of_kind.kind)) continue;
      for (std::string_view entry : of_kind.words) {
        // Of several words the first: the others stand beside it.
        source_names_.insert(symbols_.Of(entry.substr(0, entry.find_first_of(" $"))));
      }
    }
    for (std::string_view name : {"req", "event", "info"}) {
      source_names_.insert(symbols_.Of(name));
    }
  }
  wanted_names_.clear();
  AddNamesOfSources(unit, module_.names, &wanted_names_);
  MarkImports();
  for (uint32_t i = 0; i < unit.functions.size(); ++i) wanted_[i] = MeetsSource(unit.functions[i]);
  bool changed = true;
  while (changed) {
    for (uint32_t i = 0; i < unit.functions.size(); ++i) {
      if (wanted_[i]) wanted_names_.insert(module_.names[unit.functions[i].name]);
    }
    changed = false;
    for (uint32_t i = 0; i < unit.functions.size(); ++i) {
      if (wanted_[i] || !CallsWanted(unit.functions[i])) continue;
      wanted_[i] = true;
      changed = true;
    }
  }
}

bool Interpreter::MeetsSource(const Function& function) const {
  const Unit& unit = *module_.unit;
  if (function.decorators != kNone) return true;
  if (function.of_class != kNone && unit.classes[function.of_class].bases != kNone) return true;
  if (paths_.IsKnown(known_->functions, module_.names[function.name])) return true;
  if (function.of_class != kNone && paths_.IsKnown(known_->own, module_.names[function.name])) return true;
  for (uint32_t i = 0; i < function.parameter_count; ++i) {
    const Parameter& parameter = unit.parameters[function.first_parameter + i];
    const Symbol name = module_.names[parameter.name];
    if (source_names_.contains(name) || paths_.IsKnown(known_->parameters, name)) return true;
    // t: str = Query(…), Annotated[str, Query()]
    if (parameter.annotation != kNone && unit.codes[parameter.annotation].kind == CodeKind::kSubscript) {
      return true;
    }
    if (parameter.default_value != kNone &&
        unit.codes[parameter.default_value].kind == CodeKind::kCall) {
      return true;
    }
  }
  for (uint32_t i = function.first_code; i < function.end_code; ++i) {
    const Code& code = unit.codes[i];
    if (code.kind == CodeKind::kName && source_names_.contains(module_.names[code.a])) return true;
    if (code.kind == CodeKind::kAttribute && source_names_.contains(module_.names[code.b])) return true;
    if (code.kind == CodeKind::kImport || code.kind == CodeKind::kImportFrom) return true;
  }
  return false;
}

bool Interpreter::CallsWanted(const Function& function) const {
  const Unit& unit = *module_.unit;
  for (uint32_t i = function.first_code; i < function.end_code; ++i) {
    const Code& code = unit.codes[i];
    // Also a function that is handed on, or a module that is a file.
    if (code.kind == CodeKind::kName && wanted_names_.contains(module_.names[code.a])) return true;
    if (code.kind == CodeKind::kAttribute && wanted_names_.contains(module_.names[code.b])) return true;
  }
  return false;
}

// Whether a file names a source anywhere.
bool Interpreter::NamesSource(const Unit& unit) {
  const auto [place, is_new] = names_source_.try_emplace(unit.names_hash, false);
  if (is_new || unit.names_hash == 0) {
    bool names = false;
    for (uint32_t i = 0; i < unit.names.size() && !names; ++i) {
      names = source_names_.contains(symbols_.Of(unit.Name(i)));
    }
    place->second = names;
  }
  return place->second;
}

// What is imported from a file that names a source may bring a value from outside.
void Interpreter::MarkImports() {
  if (units_ == nullptr) return;
  const Unit& unit = *module_.unit;
  Frame frame{.module = &module_};
  frame_ = &frame;
  for (const Code& code : unit.codes) {
    std::string dotted;
    if (code.kind == CodeKind::kImport) {
      dotted = unit.Name(code.a);
    } else if (code.kind == CodeKind::kImportFrom || code.kind == CodeKind::kImportStar) {
      dotted = paths_.Text(ModulePath(code));
      if (dotted.starts_with(known_->here)) {
        dotted.erase(0, std::min(dotted.size(), known_->here.size() + 1));
      }
    } else {
      continue;
    }
    const auto names_source = [&](const std::string& module) {
      const Unit* found = units_->Find(unit.path, module);
      return found != nullptr && found != &unit && NamesSource(*found);
    };
    const bool all = names_source(dotted);
    if (code.kind == CodeKind::kImport) {
      if (all) wanted_names_.insert(module_.names[code.b]);
      continue;
    }
    const std::span<const uint32_t> names = unit.List(code.b);
    for (size_t i = 0; code.kind == CodeKind::kImportFrom && i + 2 < names.size(); i += 3) {
      if (all || names_source(dotted + "." + std::string(unit.Name(names[i])))) {
        wanted_names_.insert(module_.names[names[i + 1]]);
      }
    }
  }
  frame_ = nullptr;
}

// Whether a function has to be run: those that a value from outside may come to, and those that a question
// is about.
bool Interpreter::IsWanted(uint32_t function) const {
  if (options_.sources != 0 && wanted_[function]) return true;
  const core::Span span = module_.unit->functions[function].span;
  return std::any_of(questions_->begin(), questions_->end(), [span](const Question& question) {
    return question.span.begin >= span.begin && question.span.end <= span.end;
  });
}

}  // namespace meerkat::flow

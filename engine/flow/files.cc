// The part of Interpreter that reads other files of the same scan: a module is run when the first
// of its names is asked for.

#include <algorithm>
#include <string>
#include <utility>

#include "engine/core/text_hash.h"
#include "engine/flow/imports.h"
#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"
#include "engine/flow/standard_library.h"

namespace meerkat::flow {
namespace {

// Files that an analysis looks into, and how many it does where a source is handed on to one more.
constexpr size_t kMaxFiles = 24;
constexpr size_t kMaxFilesForSources = 72;
// Files that pass a name on to each other, in a row.
constexpr int kMaxPassed = 4;

}  // namespace

UnitNames& Interpreter::NamesOf(const Unit& unit) {
  std::unique_ptr<UnitNames>& made = known_names_[unit.hash];
  if (made != nullptr) return *made;
  made = std::make_unique<UnitNames>();
  made->symbols.assign(unit.names.size(), kNoSymbol);
  for (uint32_t i = 0; i < unit.bindings.size();) {
    const uint32_t name = unit.bindings[i].first;
    const uint32_t first = i;
    while (i < unit.bindings.size() && unit.bindings[i].first == name) ++i;
    if (name == kNone) continue;
    made->symbols[name] = symbols_.Of(unit.Name(name));
    made->bindings[made->symbols[name]] = {first, i};
  }
  return *made;
}

std::vector<Symbol>& Interpreter::AllNamesOf(const Unit& unit) {
  UnitNames& names = NamesOf(unit);
  if (names.is_whole) return names.symbols;
  names.is_whole = true;
  for (uint32_t i = 0; i < unit.names.size(); ++i) {
    if (names.symbols[i] == kNoSymbol) names.symbols[i] = symbols_.Of(unit.Name(i));
  }
  return names.symbols;
}

// Whether an import may be that of a file of the scan, not of Python's own library.
bool Interpreter::MayBeFile(const Code& import) const {
  if (import.kind != CodeKind::kImport && import.flags > 0) return true;
  const std::string_view name = unit().Name(import.a);
  return !IsStandardLibrary(name.substr(0, name.find('.')));
}

// from ..a.b import c is read from where the file lies.
const Path* Interpreter::ModulePath(const Code& code) {
  const std::string_view name = unit().Name(code.a);
  if (code.flags == 0) return paths_.Module(name);
  std::string dotted = PackageOf(unit().path, code.flags);
  if (!dotted.empty() && !name.empty()) dotted += '.';
  dotted.append(name);
  // Not the library of that name: a first step that no library has keeps the two apart.
  return paths_.Module(std::string(known_->here) + (dotted.empty() ? "" : "." + dotted));
}

// The file that a path of a module means; null if there is none.
Module* Interpreter::FileOf(const Path* path) {
  if (units_ == nullptr || !path->may_be_file) return nullptr;
  const auto place = files_.find(path);
  if (place != files_.end()) return place->second;
  if (modules_.size() >= (has_source_for_file_ ? kMaxFilesForSources : kMaxFiles)) {
    is_out_of_files_ = true;
    return nullptr;
  }
  files_[path] = nullptr;
  std::string dotted = paths_.Text(path);
  if (dotted.starts_with(known_->here)) dotted.erase(0, known_->here.size() + 1);
  if (dotted.empty()) return nullptr;
  const Unit* found = units_->Find(frame_ == nullptr ? module_.unit->path : unit().path, dotted);
  if (found == nullptr || found->path == module_.unit->path) return nullptr;
  UnitNames& names = NamesOf(*found);
  modules_.push_back(
      std::make_unique<Module>(Module{.unit = found, .names = names.symbols, .bindings = &names}));
  Module* made = modules_.back().get();
  made->has_run.assign(found->List(found->module_body).size(), false);
  files_[path] = made;
  // Bindings of no name are star imports; kNone is the last.
  const auto stars = std::lower_bound(found->bindings.begin(), found->bindings.end(),
                                      std::pair<uint32_t, uint32_t>{kNone, 0});
  RunBinding(made, static_cast<uint32_t>(stars - found->bindings.begin()),
             static_cast<uint32_t>(found->bindings.size()));
  return made;
}

// A variable of a module; null: it has none of that name. Of another file what binds it is run
// first.
V Interpreter::GlobalOf(const Module* module, Symbol name) {
  if (tells_looked_up_ && !module->is_main) module->looked_up.insert(name);
  const auto global = module->globals.find(name);
  if (global != module->globals.end()) {
    if (const V value = state_.Get(global->second)) return value;
  }
  if (module->is_main) return nullptr;
  const auto bound = module->bindings->bindings.find(name);
  if (bound == module->bindings->bindings.end()) return nullptr;
  RunBinding(const_cast<Module*>(module), bound->second.first, bound->second.second);
  const auto made = module->globals.find(name);
  return made == module->globals.end() ? nullptr : state_.Get(made->second);
}

void Interpreter::RunBinding(Module* module, uint32_t first, uint32_t end) {
  // However deep the calls are: what it calls itself counts as the deepest.
  if (first == end || depth_ + 30 >= kMaxDepth) return;
  const Unit& of = *module->unit;
  const std::span<const uint32_t> body = of.List(of.module_body);
  Frame* outer = frame_;
  const uint32_t first_slot = static_cast<uint32_t>(state_.size());
  for (uint32_t i = first; i < end; ++i) {
    const uint32_t statement = of.bindings[i].second;
    if (module->has_run[statement]) continue;
    module->has_run[statement] = true;
    if (frame_ == outer) {
      frame_ = arena_.New<Frame>();
      *frame_ = {.module = module, .caller = outer};
      exits_.push_back({.slots = static_cast<uint32_t>(state_.size())});
    }
    // For what it defines: what it does when it is imported is its own file's to tell.
    const int calls = std::exchange(calls_, std::max(calls_ + 1, kMaxPlainCalls));
    RunStatement(of.codes[body[statement]]);
    calls_ = calls;
  }
  if (frame_ != outer) exits_.pop_back();
  frame_ = outer;
  for (uint32_t slot = first_slot; slot < state_.size(); ++slot) {
    bound_.push_back({slot, state_.Get(slot)});
  }
}

// A name of a module that is a file; null: it has none of that name.
V Interpreter::FromFile(const Path* path, Symbol name, int passed) {
  Module* module = FileOf(path);
  if (module == nullptr) return nullptr;
  if (passed >= kMaxPassed) return nullptr;
  if (const V value = GlobalOf(module, name)) {
    // from .deeper import f, as an __init__.py passes on what its package has
    const bool is_passed_on = value->kind == ValueKind::kExternal && value->taint == nullptr &&
                              !value->path->is_known && value->path->parent != nullptr;
    const V there =
        is_passed_on ? FromFile(value->path->parent, value->path->step, passed + 1) : nullptr;
    return there == nullptr ? value : there;
  }
  for (const Path* star : module->star_imports) {
    if (const V value = FromFile(star, name, passed + 1)) return value;
  }
  return nullptr;
}

// What a name of a file is that was not looked into because others were; null: nothing more is
// known of it.
V Interpreter::FromFurtherFile(const Path* path) {
  if (!is_out_of_files_ || path->is_known || !path->may_be_file || path->parent == nullptr) {
    return nullptr;
  }
  const bool outer = std::exchange(has_source_for_file_, true);
  const V there = FromFile(path->parent, path->step);
  has_source_for_file_ = outer;
  return there;
}

// Asked where it is called with what comes from outside.
V Interpreter::FromFurtherFile(const Path* path, const Arguments& arguments) {
  if (!is_out_of_files_) return nullptr;
  const bool any =
      std::any_of(arguments.begin(), arguments.end(),
                  [this](const Argument& argument) { return IsStrangers(argument.value); });
  if (!any) return nullptr;
  const V there = FromFurtherFile(path);
  return there == nullptr || there->kind == ValueKind::kExternal ? nullptr : there;
}

// Whether what a file does may hang on other files, by the lines that begin with an import. One in
// a text is taken for an import, too, which does no harm.
bool Interpreter::MayImportFiles(std::string_view text) const {
  constexpr std::string_view kImport = "import ";
  size_t import = 0;  // the next that stands anywhere
  for (size_t at = 0; at < text.size();) {
    size_t end = text.find('\n', at);
    if (end == std::string_view::npos) end = text.size();
    if (import < at || at == 0) import = core::FindText(text, kImport, at);
    while (at < end && (text[at] == ' ' || text[at] == '\t' || text[at] == '\f' || text[at] == ';'))
      ++at;
    std::string_view line = text.substr(at, end - at);
    at = end + 1;
    if (line.empty() || (line[0] != 'f' && line[0] != 'i' && import >= end)) continue;
    const bool is_from = line.starts_with("from ") || line.starts_with("from\t");
    if (!is_from && !line.starts_with("import ") && !line.starts_with("import\t")) {
      // if x: import y
      if (import >= end) continue;
      const size_t inner = line.find(kImport);
      if (inner == std::string_view::npos || inner == 0 || line.starts_with('#') ||
          (line[inner - 1] != ' ' && line[inner - 1] != ';' && line[inner - 1] != ':')) {
        continue;
      }
      return true;
    }
    if (line.find(';') != std::string_view::npos) return true;
    line.remove_prefix(is_from ? 4 : 6);
    while (!line.empty()) {
      line.remove_prefix(std::min(line.find_first_not_of(" \t,"), line.size()));
      const std::string_view name = line.substr(0, line.find_first_of(" \t.,;#\r"));
      if (name.empty() && !line.empty()) return true;  // from .x, or a line that goes on
      if (!IsStandardLibrary(name) && !paths_.IsLibrary(name)) return true;
      // Its routes stand in the urls.py beside it, which it does not import.
      if (name == "django" || name == "rest_framework") return true;
      if (is_from) break;
      const size_t comma = line.find(',');
      if (comma == std::string_view::npos) break;
      line.remove_prefix(comma + 1);
    }
  }
  return false;
}

}  // namespace meerkat::flow

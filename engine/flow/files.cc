// The part of Interpreter that reads other files of the same scan: a module is run when the first of its
// names is asked for.

#include <algorithm>
#include <string>
#include <utility>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"
#include "engine/flow/standard_library.h"

namespace meerkat::flow {
namespace {

constexpr size_t kMaxFiles = 24;
constexpr int kMaxStars = 3;

// "app/views/user.py", 2 → "app": the package that `from .. import x` means.
std::string PackageOf(std::string_view path, uint8_t dots) {
  size_t end = path.size();
  for (uint8_t i = 0; i < dots && end != 0; ++i) {
    end = path.substr(0, end).rfind('/');
    if (end == std::string_view::npos) end = 0;
  }
  std::string package(path.substr(0, end));
  for (char& c : package) {
    if (c == '/') c = '.';
  }
  return package;
}

}  // namespace

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
  if (units_ == nullptr) return nullptr;
  const auto [place, is_new] = files_.try_emplace(path, nullptr);
  if (!is_new || modules_.size() >= kMaxFiles) return place->second;
  std::string dotted = paths_.Text(path);
  if (dotted.find_first_of("([:=") != std::string::npos) return nullptr;
  if (dotted.starts_with(known_->here)) dotted.erase(0, known_->here.size() + 1);
  if (dotted.empty()) return nullptr;
  const Unit* found = units_->Find(frame_ == nullptr ? module_.unit->path : unit().path, dotted);
  if (found == nullptr || found == module_.unit) return nullptr;
  auto module = std::make_unique<Module>(Module{.unit = found});
  std::vector<Symbol>& names = known_names_[found->names_hash];
  if (names.size() != found->names.size()) {
    names.clear();
    for (uint32_t i = 0; i < found->names.size(); ++i) names.push_back(symbols_.Of(found->Name(i)));
  }
  module->names = names;
  modules_.push_back(std::move(module));
  Module* made = modules_.back().get();
  files_[path] = made;
  RunFile(made);
  return made;
}

void Interpreter::RunFile(Module* module) {
  if (calls_ >= kMaxCalls || depth_ + 30 >= kMaxDepth) return;
  Frame* frame = arena_.New<Frame>();
  *frame = {.module = module, .caller = frame_};
  Frame* outer = std::exchange(frame_, frame);
  exits_.push_back({.slots = static_cast<uint32_t>(state_.size())});
  // For what it defines: what it does when it is imported is its own file's to tell.
  const int calls = std::exchange(calls_, std::max(calls_ + 1, kMaxPlainCalls));
  Run(module->unit->module_body);
  calls_ = calls;
  exits_.pop_back();
  frame_ = outer;
}

// A name of a module that is a file; null: it has none of that name.
V Interpreter::FromFile(const Path* path, Symbol name, int stars) {
  Module* module = FileOf(path);
  if (module == nullptr) return nullptr;
  const auto global = module->globals.find(name);
  if (global != module->globals.end()) {
    if (const V value = state_.Get(global->second)) return value;
  }
  if (stars >= kMaxStars) return nullptr;
  for (const Path* star : module->star_imports) {
    if (const V value = FromFile(star, name, stars + 1)) return value;
  }
  return nullptr;
}

bool Interpreter::MayImportFiles(const Unit& unit) {
  for (const Code& code : unit.codes) {
    if (code.kind != CodeKind::kImport && code.kind != CodeKind::kImportFrom &&
        code.kind != CodeKind::kImportStar) {
      continue;
    }
    if (code.kind != CodeKind::kImport && code.flags > 0) return true;
    std::string_view name = unit.Name(code.a);
    name = name.substr(0, name.find('.'));
    if (!IsStandardLibrary(name) && !paths_.IsLibrary(name)) return true;
  }
  return false;
}

}  // namespace meerkat::flow

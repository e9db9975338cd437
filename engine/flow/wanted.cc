// The part of Interpreter that says which functions are worth running from outside: those that a value of
// a source may come to. The others would cost their time and find nothing.

#include <algorithm>

#include "engine/flow/giving.h"
#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {
namespace {

constexpr int kMaxBaseDepth = 6;

}  // namespace

// A function is wanted if a source may come to it: as a parameter, by a name of a source in it, or from a
// function that it calls. Calls are told by the last part of their names. Functions that a framework calls
// are known when they are defined (IsWanted).
void Interpreter::FindWanted() {
  const Unit& unit = *module_.unit;
  wanted_.assign(unit.functions.size(), true);
  may_tell_ = true;
  handed_out_.clear();
  if (options_.sources & core::kLibrarySource) return FindHandedOut();
  if (options_.sources == 0) return;
  FindSourceWords();
  SymbolSet giving;
  AddNamesOfSources(unit, own_names_, &giving);
  SymbolSet sources = giving;
  const WaysOut exits = WaysOutOf(unit);
  may_tell_ = std::find(exits.tells.begin(), exits.tells.end(), true) != exits.tells.end();
  wanted_ = FindGiving(unit, own_names_, exits, /*precise=*/true, nullptr, &giving);
  if (units_ != nullptr) {
    units_->Tell([&] { return NamesThatGive(unit, own_names_, giving); });
    SymbolSet imported;
    // Of what exceptions tell only what is caught here counts, not what a helper of another file gives.
    if (options_.sources & ~core::kExceptionSource) AddImportedGiving(&imported);
    bool is_new = false;
    for (const Symbol name : own_names_) {
      for (const Symbol one : {name, name | kByValueAlone, name | kModuleAlias}) {
        if (imported.contains(one)) is_new |= sources.insert(one).second;
      }
    }
    if (is_new) {
      giving = sources;
      wanted_ = FindGiving(unit, own_names_, exits, /*precise=*/true, &imported, &giving);
    }
  }
  WantForQuestions(exits, std::move(sources));
}

// Whether nothing that is run could come to be told: where only what exceptions tell counts, some function that
// catches one has to do something with it.
bool Interpreter::IsNothingWanted() const {
  const auto is_set = [](bool set) { return set; };
  return options_.sources == core::kExceptionSource && questions_->empty() && !may_tell_ &&
         std::none_of(wanted_.begin(), wanted_.end(), is_set);
}

// add_route("/", self._handle): a function of its own that a package hands to others is called by them.
void Interpreter::FindHandedOut() {
  const Unit& unit = *module_.unit;
  for (const Code& code : unit.codes) {
    if (code.kind != CodeKind::kArgument || code.a == kNone) continue;
    const Code& given = unit.codes[code.a];
    uint32_t name = kNone;
    if (given.kind == CodeKind::kName) name = given.a;
    if (given.kind == CodeKind::kAttribute) name = given.b;
    if (name != kNone && unit.Name(name).starts_with('_')) handed_out_.insert(own_names_[name]);
  }
}

// What is asked about a method depends on what others of its class leave in their object: there whatever may
// be of interest is run. `giving`: what FindGiving begins with.
void Interpreter::WantForQuestions(const WaysOut& exits, SymbolSet giving) {
  const Unit& unit = *module_.unit;
  std::vector<bool> is_asked(unit.classes.size());
  bool any = false;
  for (const Question& question : *questions_) {
    for (size_t i = 0; i < unit.classes.size(); ++i) {
      const core::Span span = unit.classes[i].span;
      if (question.span.begin < span.begin || question.span.end > span.end) continue;
      any = is_asked[i] = true;
    }
  }
  if (!any) return;
  const std::vector<bool> wanted =
      FindGiving(unit, own_names_, exits, /*precise=*/false, nullptr, &giving);
  for (uint32_t i = 0; i < unit.functions.size(); ++i) {
    uint32_t at = i;
    while (at != kNone && unit.functions[at].of_class == kNone) at = unit.functions[at].outer;
    if (at != kNone && is_asked[unit.functions[at].of_class] && wanted[i]) wanted_[i] = true;
  }
}

// Null where nothing is given.
const Interpreter::SymbolSet* Interpreter::GivingOf(const std::string& module) {
  const GivenNames* given = units_->Given(module_.unit->path, module,
                                          [this](const Unit& unit) { return NamesThatGive(unit); });
  if (given == nullptr || given->names.empty()) return nullptr;
  std::unique_ptr<SymbolSet>& giving = giving_[given->hash];
  if (giving == nullptr) {
    giving = std::make_unique<SymbolSet>();
    for (const std::string_view name : given->names) {
      const bool by_value = name.ends_with(kByValueMark);
      const bool is_module = name.ends_with(kModuleMark);
      const Symbol symbol = symbols_.Of(name.substr(0, name.size() - (by_value || is_module)));
      giving->insert(symbol | (by_value ? kByValueAlone : is_module ? kModuleAlias : 0));
    }
  }
  return giving.get();
}

// What is imported from files that name sources.
void Interpreter::AddImportedGiving(SymbolSet* giving) {
  const Unit& unit = *module_.unit;
  Frame frame{.module = &module_};
  frame_ = &frame;
  for (const Code& code : unit.codes) {
    if (code.kind == CodeKind::kImport) {
      if (!MayBeFile(code)) continue;
      if (const SymbolSet* all = GivingOf(std::string(unit.Name(code.a)))) {
        giving->insert(all->begin(), all->end());
      }
    }
    if (code.kind != CodeKind::kImportFrom && code.kind != CodeKind::kImportStar) continue;
    if (!MayBeFile(code)) continue;
    std::string dotted = paths_.Text(ModulePath(code));
    if (dotted.starts_with(known_->here)) {
      dotted.erase(0, std::min(dotted.size(), known_->here.size() + 1));
    }
    const SymbolSet* all = GivingOf(dotted);
    if (code.kind == CodeKind::kImportStar) {
      if (all != nullptr) giving->insert(all->begin(), all->end());
      continue;
    }
    const std::span<const uint32_t> names = unit.List(code.b);
    for (size_t i = 0; i + 2 < names.size(); i += 3) {
      const Symbol name = own_names_[names[i]];
      const Symbol bound = own_names_[names[i + 1]];
      bool is_given = false;
      for (const Symbol way : {Symbol{0}, kByValueAlone, kModuleAlias}) {
        if (is_given || all == nullptr || !all->contains(name | way)) continue;
        giving->insert(bound | way);
        is_given = true;
      }
      if (is_given) continue;
      // from package import module
      const SymbolSet* inner = GivingOf(dotted + "." + std::string(unit.Name(names[i])));
      if (inner != nullptr) giving->insert(inner->begin(), inner->end());
    }
  }
  frame_ = nullptr;
}

// Whether a class is made from one that the tables know: its own attributes may be sources.
bool Interpreter::IsOfLibrary(const ClassValue& of_class, int depth) {
  return depth < kMaxBaseDepth && std::any_of(
                                      of_class.bases, of_class.bases + of_class.base_count,
                                      [&](V base) {
                                        if (base->kind == ValueKind::kClass)
                                          return IsOfLibrary(*base->class_value, depth + 1);
                                        return base->kind == ValueKind::kExternal &&
                                               Paths::TypeOf(paths_.Called(base->path))->is_known;
                                      });
}

// Whether a function has to be run: those that a value from outside may come to, and those that a question
// is about.
bool Interpreter::IsWanted(const FunctionValue& function) {
  if (options_.sources != 0 &&
      (wanted_[function.function] || EntryOf(function) != nullptr ||
       (function.of_class != nullptr && IsOfLibrary(*function.of_class, 0)))) {
    return true;
  }
  // What stands in a method of such a class sees the method's variables: def get(self): … def key(row): …
  for (const Frame* outer = function.outer; options_.sources != 0 && outer != nullptr;
       outer = outer->outer) {
    if (outer->of_class != nullptr && IsOfLibrary(*outer->of_class, 0)) return true;
  }
  const core::Span span = module_.unit->functions[function.function].span;
  return std::any_of(questions_->begin(), questions_->end(), [span](const Question& question) {
    return question.span.begin >= span.begin && question.span.end <= span.end;
  });
}

}  // namespace meerkat::flow

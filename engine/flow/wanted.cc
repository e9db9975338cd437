// The part of Interpreter that says which functions are worth running from outside: those that a
// value of a source may come to. The others would cost their time and find nothing.

#include <algorithm>

#include "engine/flow/giving.h"
#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {
namespace {

constexpr int kMaxBaseDepth = 6;
constexpr uint16_t kEveryKind = 0xFFFF;

}  // namespace

// A function is wanted if a source may come to it: as a parameter, by a name of a source in it, or
// from a function that it calls. Calls are told by the last part of their names. Functions that a
// framework calls are known when they are defined (IsWanted).
void Interpreter::FindWanted() {
  const Unit& unit = *module_.unit;
  wanted_.assign(unit.functions.size(), true);
  may_tell_ = true;
  handed_out_.clear();
  if (options_.sources & core::kLibrarySource) return FindHandedOut();
  if (options_.sources == 0) return;
  FindSourceWords();
  Giving giving;
  AddNamesOfSources(unit, own_names_, &giving);
  Giving from_outside = giving;
  const std::vector<uint16_t> sources = SourceNames(unit, own_names_);
  const WaysOut exits = WaysOutOf(unit);
  may_tell_ = std::find(exits.tells.begin(), exits.tells.end(), true) != exits.tells.end();
  wanted_ = FindGiving(unit, own_names_, sources, exits, options_.sources, /*precise=*/true,
                       nullptr, &giving);
  if (units_ != nullptr) {
    units_->Tell([&] { return NamesThatGive(unit, own_names_, sources, giving); });
    Giving imported;
    // Of what exceptions tell only what is caught here counts, not what a helper of another file
    // gives.
    if (options_.sources & ~core::kExceptionSource) AddImportedGiving(&imported);
    bool is_new = false;
    SymbolFilter filter;
    for (const auto& [name, kinds] : imported) filter.Add(name);
    for (const Symbol name : own_names_) {
      if (!filter.MayHave(name)) continue;
      for (const Symbol one : {name, name | kByValueAlone, name | kModuleAlias}) {
        const uint16_t kinds = KindsOf(imported, one);
        if (kinds == 0) continue;
        uint16_t& known = from_outside[one];
        is_new |= (kinds & ~known & options_.sources) != 0;
        known |= kinds;
      }
    }
    if (is_new) {
      giving = from_outside;
      wanted_ = FindGiving(unit, own_names_, sources, exits, options_.sources, /*precise=*/true,
                           &imported, &giving);
    }
  }
  WantForQuestions(sources, exits, std::move(from_outside));
}

// Whether nothing that is run could come to be told: where only what exceptions tell counts, some
// function that catches one has to do something with it.
bool Interpreter::IsNothingWanted() const {
  const auto is_set = [](bool set) { return set; };
  return options_.sources == core::kExceptionSource && questions_->empty() && !may_tell_ &&
         std::none_of(wanted_.begin(), wanted_.end(), is_set);
}

// add_route("/", self._handle): a function of its own that a package hands to others is called by
// them.
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

// What is asked about a method depends on what others of its class leave in their object: there
// whatever may be of interest is run. `giving`: what FindGiving begins with.
void Interpreter::WantForQuestions(const std::vector<uint16_t>& sources, const WaysOut& exits,
                                   Giving giving) {
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
      FindGiving(unit, own_names_, sources, exits, kEveryKind, /*precise=*/false, nullptr, &giving);
  for (uint32_t i = 0; i < unit.functions.size(); ++i) {
    uint32_t at = i;
    while (at != kNone && unit.functions[at].of_class == kNone) at = unit.functions[at].outer;
    if (at != kNone && is_asked[unit.functions[at].of_class] && wanted[i]) wanted_[i] = true;
  }
}

// Null where nothing is given.
const Interpreter::Giving* Interpreter::GivingOf(const std::string& module) {
  const GivenNames* given = units_->Given(module_.unit->path, module,
                                          [this](const Unit& unit) { return NamesThatGive(unit); });
  if (given == nullptr || given->names.empty()) return nullptr;
  std::unique_ptr<Giving>& giving = giving_[given->hash];
  if (giving == nullptr) {
    giving = std::make_unique<Giving>();
    for (std::string_view name : given->names) {
      if (name.empty()) continue;
      const uint16_t kinds = static_cast<uint8_t>(name.back()) & ~kKindsByte;
      name.remove_suffix(1);
      const bool by_value = name.ends_with(kByValueMark);
      const bool is_module = name.ends_with(kModuleMark);
      const Symbol symbol = symbols_.Of(name.substr(0, name.size() - (by_value || is_module)));
      (*giving)[symbol | (by_value ? kByValueAlone : is_module ? kModuleAlias : 0)] |= kinds;
    }
  }
  return giving.get();
}

// What is imported from files that name sources.
void Interpreter::AddImportedGiving(Giving* giving) {
  const Unit& unit = *module_.unit;
  const auto add_all = [giving](const Giving* all) {
    if (all == nullptr) return;
    for (const auto& [name, kinds] : *all) (*giving)[name] |= kinds;
  };
  Frame frame{.module = &module_};
  frame_ = &frame;
  for (const Code& code : unit.codes) {
    if (code.kind == CodeKind::kImport) {
      if (!MayBeFile(code)) continue;
      add_all(GivingOf(std::string(unit.Name(code.a))));
    }
    if (code.kind != CodeKind::kImportFrom && code.kind != CodeKind::kImportStar) continue;
    if (!MayBeFile(code)) continue;
    std::string dotted = paths_.Text(ModulePath(code));
    if (dotted.starts_with(known_->here)) {
      dotted.erase(0, std::min(dotted.size(), known_->here.size() + 1));
    }
    const Giving* all = GivingOf(dotted);
    if (code.kind == CodeKind::kImportStar) {
      add_all(all);
      continue;
    }
    const std::span<const uint32_t> names = unit.List(code.b);
    for (size_t i = 0; i + 2 < names.size(); i += 3) {
      const Symbol name = own_names_[names[i]];
      const Symbol bound = own_names_[names[i + 1]];
      bool is_given = false;
      for (const Symbol way : {Symbol{0}, kByValueAlone, kModuleAlias}) {
        const uint16_t kinds = all == nullptr ? uint16_t{0} : KindsOf(*all, name | way);
        if (kinds == 0) continue;
        (*giving)[bound | way] |= kinds;
        is_given = true;
      }
      if (is_given) continue;
      // from package import module
      add_all(GivingOf(dotted + "." + std::string(unit.Name(names[i]))));
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

// Whether a function has to be run: those that a value from outside may come to, and those that a
// question is about.
bool Interpreter::IsWanted(const FunctionValue& function) {
  if (options_.sources != 0 &&
      (wanted_[function.function] || EntryOf(function) != nullptr ||
       (function.of_class != nullptr && IsOfLibrary(*function.of_class, 0)))) {
    return true;
  }
  // What stands in a method of such a class sees the method's variables: def get(self): … def
  // key(row): …
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

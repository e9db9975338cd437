// The part of Interpreter that says which functions are worth running from outside: those that a value of
// a source may come to. The others would cost their time and find nothing.

#include <algorithm>
#include <cstring>

#include "engine/core/digest.h"
#include "engine/core/text_hash.h"
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
                                  {core::kSecretSource, core::kSecretWords},
                                  {core::kHardCodedSource, core::kHardCodedWords}};

// Methods of Python's own containers, texts and files: that a class has one of the name says nothing of
// who is called.
constexpr std::string_view kCommonMethods[] = {
    "add",    "append",     "clear", "close",  "copy",     "count",  "decode",  "encode",
    "extend", "find",       "flush", "format", "get",      "index",  "insert",  "items",
    "join",   "keys",       "pop",   "read",   "readline", "remove", "replace", "reverse",
    "set",    "setdefault", "sort",  "split",  "strip",    "update", "values",  "write"};
static_assert(std::is_sorted(std::begin(kCommonMethods), std::end(kCommonMethods)));

bool IsCommonMethod(std::string_view name) {
  return std::binary_search(std::begin(kCommonMethods), std::end(kCommonMethods), name);
}

std::string_view NameAtEnd(const Unit& unit, uint32_t code) {
  const Code& of = unit.codes[code];
  if (of.kind == CodeKind::kName) return unit.Name(of.a);
  return of.kind == CodeKind::kAttribute ? unit.Name(of.b) : std::string_view();
}

// @app.get("/page"), @self.app.route: a method of an object made of the function that stands below it,
// which may hand it over. Those of the language and its library that look so do not.
bool MayHandOver(const Unit& unit, const Function& function) {
  static constexpr std::string_view kOther[] = {
      "wraps",     "setter", "getter", "deleter", "contextmanager", "asynccontextmanager",
      "lru_cache", "cache"};
  const std::span<const uint32_t> decorators = unit.List(function.decorators);
  return std::any_of(decorators.begin(), decorators.end(), [&](uint32_t decorator) {
    const Code* code = &unit.codes[decorator];
    if (code->kind == CodeKind::kCall) code = &unit.codes[code->a];
    return code->kind == CodeKind::kAttribute &&
           std::find(std::begin(kOther), std::end(kOther), unit.Name(code->b)) == std::end(kOther);
  });
}

constexpr int kMaxBaseDepth = 6;

// What parameters are called that frameworks hand in: Falcon, AWS Lambda, GraphQL.
constexpr std::string_view kParameters[] = {"req", "event", "info"};

// The innermost function of each code; kNone: none. What is defined in a function comes behind it.
std::vector<uint32_t> OwnersOf(const Unit& unit) {
  std::vector<uint32_t> owners(unit.codes.size(), kNone);
  for (uint32_t i = 0; i < unit.functions.size(); ++i) {
    const Function& function = unit.functions[i];
    std::fill(owners.begin() + function.first_code, owners.begin() + function.end_code, i);
  }
  return owners;
}

bool IsSelf(const Code& receiver, const Unit& unit) {
  if (receiver.kind == CodeKind::kCall) return true;  // super(), Class()
  return receiver.kind == CodeKind::kName &&
         (unit.Name(receiver.a) == "self" || unit.Name(receiver.a) == "cls");
}

}  // namespace

// A function is wanted if a source may come to it: as a parameter, by a name of a source in it, or from a
// function that it calls. Calls are told by the last part of their names. Functions that a framework calls
// are known when they are defined (IsWanted).
void Interpreter::FindWanted() {
  const Unit& unit = *module_.unit;
  wanted_.assign(unit.functions.size(), true);
  if (options_.sources == 0 || (options_.sources & core::kLibrarySource)) return;
  FindSourceWords();
  SymbolSet giving;
  AddNamesOfSources(unit, own_names_, &giving);
  wanted_ = FindGiving(unit, own_names_, &giving);
  if (units_ == nullptr) return;
  units_->Tell([&] { return NamesThatGive(unit, own_names_, giving); });
  SymbolSet imported;
  AddImportedGiving(&imported);
  const size_t own = giving.size();
  for (const Symbol name : own_names_) {
    if (imported.contains(name)) giving.insert(name);
  }
  if (giving.size() > own) wanted_ = FindGiving(unit, own_names_, &giving);
}

// Of the kinds of sources that count.
void Interpreter::FindSourceWords() {
  if (giving_of_ == options_.sources) return;
  giving_of_ = options_.sources;
  giving_.clear();
  source_words_.clear();
  for (const WordsOfKind& of_kind : kWords) {
    if (!(options_.sources & of_kind.kind)) continue;
    for (const std::string_view entry : of_kind.words) {
      // "word$" is one that ends there.
      const size_t first = std::min(entry.find_first_of(" $"), entry.size());
      const size_t blank = std::min(entry.find(' '), entry.size());
      source_words_.push_back(
          {symbols_.Of(entry.substr(0, first)), entry.substr(std::min(blank + 1, entry.size()))});
    }
  }
  is_source_word_.clear();
  for (const SourceWord& word : source_words_) {
    if (word.first >= is_source_word_.size()) is_source_word_.resize(word.first + 1);
    is_source_word_[word.first] = true;
  }
}

GivenNames Interpreter::Given(const Unit& unit, const FlowOptions& options) {
  BoundKnownNames();
  options_ = options;
  FindSourceWords();
  return NamesThatGive(unit);
}

// The words by which sources are met in this file, by name of the unit. Of several in an entry the first,
// where the file has names with the others in them.
std::vector<bool> Interpreter::SourceNames(const Unit& unit, std::span<const Symbol> names) const {
  std::vector<bool> found(names.size());
  absl::flat_hash_map<std::string_view, bool> beside;
  const auto is_beside = [&](std::string_view word) {
    const auto [place, is_new] = beside.try_emplace(word, false);
    if (is_new) {
      place->second = core::FindText(unit.text, word) != std::string_view::npos ||
                      core::FindText(unit.literals, word) != std::string_view::npos;
    }
    return place->second;
  };
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i] >= is_source_word_.size() || !is_source_word_[names[i]]) continue;
    for (const SourceWord& word : source_words_) {
      if (word.first != names[i]) continue;
      if (word.beside.empty() || is_beside(word.beside)) found[i] = true;
    }
  }
  return found;
}

// Which functions are wanted. To `giving` come the names of those that may give a value of a source to who
// calls them, and of classes whose objects may; functions that call a name that it has are such too.
std::vector<bool> Interpreter::FindGiving(const Unit& unit, std::span<const Symbol> names,
                                          SymbolSet* giving) {
  const std::vector<bool> sources = SourceNames(unit, names);
  std::vector<bool> wanted(unit.functions.size());
  std::vector<bool> gives(unit.functions.size());
  // Names that are in `giving`, and those that may come to it.
  std::vector<bool> is_giving(names.size());
  std::vector<bool> may_give(names.size());
  for (size_t i = 0; i < names.size(); ++i) may_give[i] = is_giving[i] = giving->contains(names[i]);
  const auto given_name = [&](const Function& function) {
    const bool is_init = names[function.name] == known_->init && function.of_class != kNone;
    return is_init ? unit.classes[function.of_class].name : function.name;
  };
  for (const Function& function : unit.functions) may_give[given_name(function)] = true;

  std::vector<uint32_t> due;  // names of which those that call them are still to be looked at
  const auto add = [&](uint32_t index) {
    for (; index != kNone && !gives[index]; index = unit.functions[index].outer) {
      gives[index] = wanted[index] = true;
      const uint32_t name = given_name(unit.functions[index]);
      if (is_giving[name]) continue;
      is_giving[name] = true;
      giving->insert(names[name]);
      due.push_back(name);
    }
  };
  // Who calls a name: a chain of places in `callers` for each.
  std::vector<std::pair<uint32_t, uint32_t>> callers;  // function, next place
  std::vector<uint32_t> first_caller(names.size(), kNone);
  std::vector<bool> catches(unit.functions.size());
  const auto call = [&](uint32_t name, uint32_t function) {
    if (!may_give[name]) return;
    if (is_giving[name]) return add(function);
    if (first_caller[name] != kNone && callers[first_caller[name]].first == function) return;
    callers.push_back({function, first_caller[name]});
    first_caller[name] = static_cast<uint32_t>(callers.size() - 1);
  };
  const std::vector<uint32_t> owners = OwnersOf(unit);
  for (uint32_t i = 0; i < unit.codes.size(); ++i) {
    const Code& code = unit.codes[i];
    const uint32_t function = owners[i];
    if (function == kNone) continue;
    if (code.kind == CodeKind::kName) {
      // A source by a name that is not a variable of its function. Also a function that is handed on, or a
      // module that is a file.
      if (code.b == kNone && sources[code.a]) add(function);
      call(code.a, function);
    } else if (code.kind == CodeKind::kAttribute) {
      if (sources[code.b]) add(function);
      if (may_give[code.b] &&
          (IsSelf(unit.codes[code.a], unit) || !IsCommonMethod(unit.Name(code.b)))) {
        call(code.b, function);
      }
    } else if (code.kind == CodeKind::kHandler && code.b != kNone) {
      for (uint32_t at = function; at != kNone && !catches[at]; at = unit.functions[at].outer) {
        catches[at] = true;
      }
    }
  }
  while (!due.empty()) {
    const uint32_t name = due.back();
    due.pop_back();
    for (uint32_t at = first_caller[name]; at != kNone; at = callers[at].second)
      add(callers[at].first);
  }
  for (uint32_t i = 0; i < unit.functions.size(); ++i) {
    const Function& function = unit.functions[i];
    wanted[i] = wanted[i] || IsHandedSource(unit, names, function, catches[i], sources);
    // def create_app(): … @app.get("/page") def page(name): what is within is only defined when what is
    // around it runs.
    if (function.outer == kNone || !MayHandOver(unit, function)) continue;
    for (uint32_t outer = function.outer; outer != kNone; outer = unit.functions[outer].outer) {
      wanted[outer] = true;
    }
  }
  return wanted;
}

// Whether a function's parameters may be what a framework hands in, or it may answer with what it caught.
bool Interpreter::IsHandedSource(const Unit& unit, std::span<const Symbol> names,
                                 const Function& function, bool catches,
                                 const std::vector<bool>& sources) const {
  for (uint32_t i = 0; i < function.parameter_count; ++i) {
    const Parameter& parameter = unit.parameters[function.first_parameter + i];
    if (sources[parameter.name] || paths_.IsKnown(known_->parameters, names[parameter.name]))
      return true;
    for (const std::string_view usual : kParameters) {
      if (unit.Name(parameter.name) == usual) return true;
    }
    // t: str = Query(…), Annotated[str, Query()]
    if (parameter.annotation != kNone) {
      const Code& annotation = unit.codes[parameter.annotation];
      if (annotation.kind == CodeKind::kSubscript && NameAtEnd(unit, annotation.a) == "Annotated") {
        return true;
      }
    }
    if (parameter.default_value != kNone &&
        unit.codes[parameter.default_value].kind == CodeKind::kCall) {
      return true;
    }
  }
  const bool is_called =
      function.decorators != kNone ||
      (function.of_class != kNone && unit.classes[function.of_class].bases != kNone);
  return is_called && catches && (options_.sources & core::kExceptionSource);
}

// Whether a stretch of the module's code reads a source.
bool Interpreter::NamesSource(const Unit& unit, uint32_t begin, uint32_t end,
                              const std::vector<bool>& sources) {
  for (uint32_t i = begin; i < end; ++i) {
    const Code& code = unit.codes[i];
    if (code.kind == CodeKind::kName && code.b == kNone && sources[code.a]) return true;
    if (code.kind == CodeKind::kAttribute && sources[code.b]) return true;
  }
  return false;
}

GivenNames Interpreter::NamesThatGive(const Unit& unit) {
  SymbolSet giving;
  const std::vector<Symbol>& names = AllNamesOf(unit);
  AddNamesOfSources(unit, names, &giving);
  FindGiving(unit, names, &giving);
  return NamesThatGive(unit, names, giving);
}

GivenNames Interpreter::NamesThatGive(const Unit& unit, std::span<const Symbol> names,
                                      const SymbolSet& giving) const {
  SymbolSet found = giving;
  for (const Symbol name : handing_) found.erase(name);  // everybody knows them
  // And variables of the module. Expressions stand before their statement, one statement after the other.
  const std::vector<bool> sources = SourceNames(unit, names);
  const std::span<const uint32_t> body = unit.List(unit.module_body);
  std::vector<bool> reads(body.size());
  for (size_t i = 0; i < body.size(); ++i) {
    const CodeKind kind = unit.codes[body[i]].kind;
    if (kind == CodeKind::kDefine || kind == CodeKind::kClass) continue;
    reads[i] = NamesSource(unit, i == 0 ? 0 : body[i - 1] + 1, body[i], sources);
  }
  for (const auto& [name, statement] : unit.bindings) {
    if (name != kNone && reads[statement]) found.insert(names[name]);
  }
  GivenNames given;
  for (const Symbol name : found) given.names.emplace_back(symbols_.Text(name));
  std::sort(given.names.begin(), given.names.end());
  core::DigestBuilder digest;
  for (const std::string& name : given.names) digest.Add(name);
  std::memcpy(&given.hash, digest.Finish().bytes.data(), sizeof(given.hash));
  return given;
}

// Null where nothing is given.
const Interpreter::SymbolSet* Interpreter::GivingOf(const std::string& module) {
  const GivenNames* given = units_->Given(module_.unit->path, module,
                                          [this](const Unit& unit) { return NamesThatGive(unit); });
  if (given == nullptr || given->names.empty()) return nullptr;
  std::unique_ptr<SymbolSet>& giving = giving_[given->hash];
  if (giving == nullptr) {
    giving = std::make_unique<SymbolSet>();
    for (const std::string& name : given->names) giving->insert(symbols_.Of(name));
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
      if (all != nullptr && all->contains(own_names_[names[i]])) {
        giving->insert(own_names_[names[i + 1]]);
        continue;
      }
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

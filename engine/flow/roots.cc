// The part of Interpreter that tells from a file's code alone to which of its functions a value of
// a source may come, and which names give one (engine/flow/wanted.cc makes use of it).

#include <algorithm>
#include <cstring>
#include <string>

#include "absl/strings/ascii.h"
#include "engine/core/digest.h"
#include "engine/core/text_hash.h"
#include "engine/flow/giving.h"
#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"
#include "engine/flow/standard_library.h"

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

// Methods of Python's own containers, texts and files: that a class has one of the name says
// nothing of who is called.
constexpr std::string_view kCommonMethods[] = {
    "add",    "append",     "clear", "close",  "copy",     "count",  "decode",  "encode",
    "extend", "find",       "flush", "format", "get",      "index",  "insert",  "items",
    "join",   "keys",       "pop",   "read",   "readline", "remove", "replace", "reverse",
    "set",    "setdefault", "sort",  "split",  "strip",    "update", "values",  "write"};
static_assert(std::is_sorted(std::begin(kCommonMethods), std::end(kCommonMethods)));

bool IsCommonMethod(std::string_view name) {
  return std::binary_search(std::begin(kCommonMethods), std::end(kCommonMethods), name);
}

// What a function gives also gives who calls it.
constexpr uint8_t kPassedOn = kAside | kByRaising;
// What an exception tells is followed where it is given as a value: nearly every function of a
// program that keeps its errors in objects stores some, and an answer that is made of one of those
// is made by a function that is called from outside, which is run whatever it names.
constexpr WaysByKind kExceptions = OfKinds(core::kExceptionSource);
constexpr WaysByKind kNotFollowed = kExceptions * kPassedOn;

std::string_view NameAtEnd(const Unit& unit, uint32_t code) {
  const Code& of = unit.codes[code];
  if (of.kind == CodeKind::kName) return unit.Name(of.a);
  return of.kind == CodeKind::kAttribute ? unit.Name(of.b) : std::string_view();
}

// @app.get("/page"), @self.app.route: a method of an object made of the function that stands below
// it, which may hand it over. Those of the language and its library that look so do not.
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

// What parameters are called that frameworks hand in: Falcon, AWS Lambda, GraphQL.
constexpr std::string_view kParameters[] = {"req", "event", "info"};

// update.message is one of a bot's; settings.update(…) is none.
uint16_t SourcesOfAttribute(const Unit& unit, const Code& attribute,
                            const std::vector<uint16_t>& sources) {
  const uint16_t kinds = sources[attribute.b];
  return kinds == 0 || IsCommonMethod(unit.Name(attribute.b)) ? uint16_t{0} : kinds;
}

// As the trigger reads words: one in lower case stands for `crypto`, `Crypto` and `CRYPTO`.
bool IsSpelled(std::string_view word, std::string_view text) {
  const auto stands = [text](std::string_view spelled) {
    return core::FindText(text, spelled) != std::string_view::npos;
  };
  if (stands(word)) return true;
  if (std::any_of(word.begin(), word.end(), absl::ascii_isupper)) return false;
  std::string other(word);
  other[0] = absl::ascii_toupper(other[0]);
  if (stands(other)) return true;
  absl::AsciiStrToUpper(&other);
  return stands(other);
}

bool IsSelf(const Code& receiver, const Unit& unit) {
  if (receiver.kind == CodeKind::kCall) return true;  // super(), Class()
  return receiver.kind == CodeKind::kName &&
         (unit.Name(receiver.a) == "self" || unit.Name(receiver.a) == "cls");
}

}  // namespace

// Of the kinds of sources that may be given from file to file.
void Interpreter::FindSourceWords() {
  if (giving_of_ == options_.given) return;
  giving_of_ = options_.given;
  giving_.clear();
  source_words_.clear();
  for (const WordsOfKind& of_kind : kWords) {
    if (!(options_.given & of_kind.kind)) continue;
    for (const std::string_view entry : of_kind.words) {
      // "word$" is one that ends there, and of "word.part" the part stands beside it.
      const size_t first = std::min(entry.find_first_of(" $!."), entry.size());
      const size_t blank = std::min(entry.find_first_of(" ."), entry.size());
      source_words_.push_back({symbols_.Of(entry.substr(0, first)),
                               entry.substr(std::min(blank + 1, entry.size())), of_kind.kind});
    }
  }
  is_source_word_.clear();
  for (const SourceWord& word : source_words_) {
    if (word.first >= is_source_word_.size()) is_source_word_.resize(word.first + 1);
    is_source_word_[word.first] = true;
  }
}

GivenNames Interpreter::Given(const Unit& unit, const FlowOptions& options) {
  BoundKnownFiles();
  options_ = options;
  FindSourceWords();
  return NamesThatGive(unit);
}

// Which sources are met in this file by a word, by name of the unit. Of several words in an entry
// that is the first, where the file has names with the others in them.
std::vector<uint16_t> Interpreter::SourceNames(const Unit& unit,
                                               std::span<const Symbol> names) const {
  std::vector<uint16_t> found(names.size());
  absl::flat_hash_map<std::string_view, bool> beside;
  const auto is_beside = [&](std::string_view word) {
    const auto [place, is_new] = beside.try_emplace(word, false);
    if (is_new) place->second = IsSpelled(word, unit.text) || IsSpelled(word, unit.literals);
    return place->second;
  };
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i] >= is_source_word_.size() || !is_source_word_[names[i]]) continue;
    for (const SourceWord& word : source_words_) {
      if (word.first != names[i]) continue;
      if (word.beside.empty() || is_beside(word.beside)) found[i] |= word.kind;
    }
  }
  return found;
}

// By name of the unit: the modules that are imported as a whole and known, by a table or because
// they are Python's. Of these only what leads to a source counts: np.random.rand, not np.array.
// Empty: there are none.
std::vector<const Path*> Interpreter::ModulesIn(const Unit& unit, std::span<const Symbol> names,
                                                bool precise, const Giving& giving) {
  std::vector<const Path*> modules;
  for (const Code& code : unit.codes) {
    if (!precise || code.kind != CodeKind::kImport || giving.contains(names[code.b])) continue;
    const std::string_view dotted = unit.Name(code.a);
    const bool whole = (code.flags & kWhole) != 0;
    const Path* module = paths_.Module(whole ? dotted : dotted.substr(0, dotted.find('.')));
    if (!module->is_known && !IsStandardLibrary(dotted.substr(0, dotted.find('.')))) continue;
    modules.resize(names.size());
    modules[code.b] = module;
  }
  return modules;
}

// To which sources a part of a module leads, or functions that are called with one:
// websockets.serve(f). Of one that has parts in turn, which is only a name on the way, those are
// asked.
uint16_t Interpreter::SourcesAt(const Path& part, bool has_part) const {
  if (has_part && part.said->source == nullptr && part.type == nullptr) return 0;
  const uint16_t kinds = part.brings & options_.given;
  return part.said->entry == nullptr ? kinds : kinds | part.said->entry->kind;
}

// Which functions are wanted. To `giving` come the names of those that may give a value of a source
// to who calls them, and of classes whose objects may; functions that call a name that it has are
// such too. What a function gives by its value alone counts only where that is used. What one
// stores or raises its callers store and raise. Each kind of source goes its own way: what gives
// random numbers is of no interest where only requests are. `sources`: by name, as SourceNames
// gives them. `imported`: those of `giving` that are functions of other files; null: none.
std::vector<bool> Interpreter::FindGiving(const Unit& unit, std::span<const Symbol> names,
                                          const std::vector<uint16_t>& sources,
                                          const WaysOut& exits, uint16_t asked, bool precise,
                                          const Giving* imported, Giving* giving) {
  const WaysByKind asked_for = OfKinds(asked);
  std::vector<bool> wanted(unit.functions.size());
  std::vector<bool> told(unit.functions.size());  // an exception, and no other source
  std::vector<WaysByKind> gives(unit.functions.size());
  // How names give, how who calls them comes to give, and those that may come to give.
  std::vector<WaysByKind> given_by(names.size());
  std::vector<WaysByKind> passed_on(names.size());
  std::vector<bool> may_give(names.size());
  SymbolFilter filter;  // kinds of names stand in high bits, which it does not look at
  for (const auto& [name, kinds] : *giving) filter.Add(name);
  for (size_t i = 0; i < names.size(); ++i) {
    if (!filter.MayHave(names[i])) continue;
    const uint16_t any = KindsOf(*giving, names[i]) | KindsOf(*giving, names[i] | kModuleAlias);
    given_by[i] = OfKinds(any) * kEveryWay;
    given_by[i] |= OfKinds(KindsOf(*giving, names[i] | kByValueAlone)) * (kByValue | kItself);
    if (imported != nullptr) passed_on[i] = OfKinds(KindsOf(*imported, names[i])) * kPassedOn;
    may_give[i] = given_by[i] != 0;
  }
  const auto given_name = [&](const Function& function) {
    const bool is_init = names[function.name] == known_->init && function.of_class != kNone;
    return is_init ? unit.classes[function.of_class].name : function.name;
  };
  for (const Function& function : unit.functions) may_give[given_name(function)] = true;
  const std::vector<const Path*> modules = ModulesIn(unit, names, precise, *giving);
  std::vector<const Path*> parts(modules.empty() ? 0 : unit.codes.size());  // by code
  std::vector<uint32_t> due;  // names of which those that call them are still to be looked at
  // To a function comes a source of these kinds, or it only stands between who raises one and who
  // catches it.
  const auto add = [&](uint32_t index, WaysByKind kinds, WaysByKind passed) {
    for (; index != kNone; index = unit.functions[index].outer) {
      const uint8_t own = precise ? exits.ways[index] : uint8_t{kByCall};
      const WaysByKind ways = (kinds * (own | kItself) | passed) & ~kNotFollowed;
      if ((ways & ~gives[index]) == 0) return;
      gives[index] |= ways;
      if (kinds & asked_for & ~kExceptions) wanted[index] = true;
      if (kinds & asked_for & kExceptions) told[index] = true;
      const uint32_t name = given_name(unit.functions[index]);
      const WaysByKind passed_ways = ways & kOfEachKind * kPassedOn;
      if ((passed_ways & ~passed_on[name]) == 0 && (ways & ~given_by[name]) == 0) continue;
      passed_on[name] |= passed_ways;
      given_by[name] |= ways;
      const WaysByKind by_value = given_by[name] & kOfEachKind * kByValue;
      const WaysByKind aside = AnyWay(given_by[name] & kOfEachKind * kPassedOn);
      if (aside != 0) (*giving)[names[name]] |= flow::KindsOf(aside);
      if (by_value & ~aside)
        (*giving)[names[name] | kByValueAlone] |= flow::KindsOf(by_value & ~aside);
      due.push_back(name);
    }
  };
  // Who calls a name, and which ways count there: a chain of places in `callers` for each.
  struct Caller {
    uint32_t function;
    uint8_t ways;
    uint32_t next;  // place
  };
  std::vector<Caller> callers;
  std::vector<uint32_t> first_caller(names.size(), kNone);
  const auto call_gives = [&](uint32_t name, uint8_t ways, uint32_t function) {
    const WaysByKind kinds = AnyWay(given_by[name] & kOfEachKind * ways);
    if (kinds != 0 || passed_on[name] != 0) add(function, kinds, passed_on[name]);
  };
  const auto call = [&](uint32_t name, uint32_t function, uint32_t code) {
    if (!may_give[name]) return;
    uint8_t ways = exits.is_callee[code] ? kByCall : kEveryWay;
    if (precise && exits.is_dropped[code])
      ways = exits.catches[function] ? kAside | kByRaising : kAside;
    call_gives(name, ways, function);
    const uint32_t first = first_caller[name];
    if (first != kNone && callers[first].function == function && callers[first].ways == ways)
      return;
    callers.push_back({function, ways, first});
    first_caller[name] = static_cast<uint32_t>(callers.size() - 1);
  };
  const auto add_source = [&](uint32_t function, uint16_t kinds) {
    if (kinds != 0) add(function, OfKinds(kinds), 0);
  };
  const auto is_part = [&](uint32_t code) { return !parts.empty() && parts[code] != nullptr; };
  for (uint32_t i = 0; i < unit.codes.size(); ++i) {
    const Code& code = unit.codes[i];
    const uint32_t function = exits.owners[i];
    if (function == kNone) continue;
    if (code.kind == CodeKind::kName) {
      // A source by a name that is not a variable of its function. Also a function that is handed
      // on, or a module that is a file. Of a module that is known only words count by which text is
      // taken: Fernet.
      if (!modules.empty() && code.b == kNone) parts[i] = modules[code.a];
      if (code.b == kNone) {
        add_source(function,
                   is_part(i) ? sources[code.a] & core::kHardCodedSource : sources[code.a]);
      }
      if (!is_part(i)) call(code.a, function, i);
    } else if (code.kind == CodeKind::kAttribute) {
      if (is_part(code.a)) {
        parts[i] = paths_.Child(parts[code.a], names[code.b]);
        add_source(function, SourcesAt(*parts[i], exits.has_part[i]));
        add_source(function, sources[code.b] & core::kHardCodedSource);
      } else {
        add_source(function, SourcesOfAttribute(unit, code, sources));
      }
      if (may_give[code.b] &&
          (IsSelf(unit.codes[code.a], unit) || !IsCommonMethod(unit.Name(code.b)))) {
        call(code.b, function, i);
      }
    } else if (code.kind == CodeKind::kImport) {  // def handle(): import flask
      add_source(function, sources[code.b]);
    } else if (code.kind == CodeKind::kImportFrom) {
      const std::span<const uint32_t> list = unit.List(code.b);
      for (size_t at = 0; at + 2 < list.size(); at += 3) {
        add_source(function, sources[list[at]] | sources[list[at + 1]]);
      }
    }
  }
  while (!due.empty()) {
    const uint32_t name = due.back();
    due.pop_back();
    for (uint32_t at = first_caller[name]; at != kNone; at = callers[at].next) {
      call_gives(name, callers[at].ways, callers[at].function);
    }
  }
  for (uint32_t i = 0; i < unit.functions.size(); ++i) {
    const Function& function = unit.functions[i];
    wanted[i] = wanted[i] || IsHandedSource(unit, names, function, asked, sources);
    told[i] = !wanted[i] && (told[i] || MayTell(unit, function, exits.tells[i]));
    // def create_app(): … @app.get("/page") def page(name): what is within is only defined when
    // what is around it runs.
    if (function.outer == kNone || !MayHandOver(unit, function)) continue;
    for (uint32_t outer = function.outer; outer != kNone; outer = unit.functions[outer].outer) {
      wanted[outer] = true;
    }
  }
  if (std::find(told.begin(), told.end(), true) == told.end()) return wanted;
  const std::vector<bool> answering = FindAnswering(unit, names, exits);
  for (size_t i = 0; i < told.size(); ++i) wanted[i] = wanted[i] || (told[i] && answering[i]);
  return wanted;
}

// Whether a function's parameters may be what a framework hands in.
bool Interpreter::IsHandedSource(const Unit& unit, std::span<const Symbol> names,
                                 const Function& function, uint16_t asked,
                                 const std::vector<uint16_t>& sources) const {
  for (uint32_t i = 0; i < function.parameter_count; ++i) {
    const Parameter& parameter = unit.parameters[function.first_parameter + i];
    if ((sources[parameter.name] & asked) != 0 ||
        paths_.IsKnown(known_->parameters, names[parameter.name]))
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
  return false;
}

// Which sources a stretch of the module's code reads.
uint16_t Interpreter::SourcesNamed(const Unit& unit, uint32_t begin, uint32_t end,
                                   const std::vector<uint16_t>& sources) {
  uint16_t kinds = 0;
  for (uint32_t i = begin; i < end; ++i) {
    const Code& code = unit.codes[i];
    if (code.kind == CodeKind::kName && code.b == kNone) kinds |= sources[code.a];
    if (code.kind == CodeKind::kAttribute) kinds |= SourcesOfAttribute(unit, code, sources);
  }
  return kinds;
}

GivenNames Interpreter::NamesThatGive(const Unit& unit) {
  Giving giving;
  const std::vector<Symbol>& names = AllNamesOf(unit);
  AddNamesOfSources(unit, names, &giving);
  const std::vector<uint16_t> sources = SourceNames(unit, names);
  FindGiving(unit, names, sources, WaysOutOf(unit), options_.given, /*precise=*/true, nullptr,
             &giving);
  return NamesThatGive(unit, names, sources, giving);
}

GivenNames Interpreter::NamesThatGive(const Unit& unit, std::span<const Symbol> names,
                                      const std::vector<uint16_t>& sources,
                                      const Giving& giving) const {
  Giving found = giving;
  for (const auto& [name, kinds] : handing_) found.erase(name);  // everybody knows them
  // And variables of the module. Expressions stand before their statement, one statement after the
  // other.
  const std::span<const uint32_t> body = unit.List(unit.module_body);
  std::vector<uint16_t> reads(body.size());
  for (size_t i = 0; i < body.size(); ++i) {
    const CodeKind kind = unit.codes[body[i]].kind;
    if (kind == CodeKind::kDefine || kind == CodeKind::kClass) continue;
    reads[i] = SourcesNamed(unit, i == 0 ? 0 : body[i - 1] + 1, body[i], sources);
  }
  for (const auto& [name, statement] : unit.bindings) {
    if (name != kNone && reads[statement] != 0) found[names[name]] |= reads[statement];
  }
  GivenNames given;
  for (const auto& [name, kinds] : found) {
    const Symbol plain = name & ~(kByValueAlone | kModuleAlias);
    const uint16_t beyond = name == plain ? kinds : kinds & ~KindsOf(found, plain);
    if (beyond == 0) continue;
    std::string& one = given.names.emplace_back(symbols_.Text(plain));
    if (name & kByValueAlone) one += kByValueMark;
    if (name & kModuleAlias) one += kModuleMark;
    one += static_cast<char>(beyond | kKindsByte);
  }
  std::sort(given.names.begin(), given.names.end());
  core::DigestBuilder digest;
  for (const std::string& name : given.names) digest.Add(name);
  std::memcpy(&given.hash, digest.Finish().bytes.data(), sizeof(given.hash));
  return given;
}

}  // namespace meerkat::flow

#pragma once

// Runs functions on values that are only partly known and tells where tainted ones arrive.
//
//   Interpreter interpreter(&symbols, &paths);          // one a thread
//   interpreter.Analyse(unit, options, budget, &flows);
//
// A module's statements are run first, then each of its functions as if somebody outside called it.
// Calls of the module's own functions are followed with the values they get, as deep as kMaxCalls.
// Both branches of a condition are run unless its value is known, and joined; loops are run twice.
// What the steps of a function do not suffice for is given up: it keeps what was found.

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/container/inlined_vector.h"
#include "engine/core/budget.h"
#include "engine/flow/changed.h"
#include "engine/flow/library.h"
#include "engine/flow/path.h"
#include "engine/flow/program.h"
#include "engine/flow/recent.h"
#include "engine/flow/state.h"
#include "engine/flow/symbols.h"
#include "engine/flow/unit.h"
#include "engine/flow/value.h"
#include "engine/flow/values.h"

namespace meerkat::flow {

struct WaysOut;

class Interpreter : private Values {
 public:
  static constexpr int kMaxCalls = 6;
  static constexpr int kMaxPlainCalls = 3;
  static constexpr int kMaxDepth = 100;
  // Of one function, over all calls that hand nothing of a source to it.
  static constexpr uint32_t kMaxPlainSteps = 1'000;
  static constexpr uint32_t kMaxStepsOfRoot = 60'000;
  static constexpr uint32_t kMaxSteps = 1'500'000;
  static constexpr size_t kMaxBytes = size_t{96} << 20;
  // Units whose names are kept: 5 KB each.
  static constexpr size_t kMaxKnownNames = 1'000;
  static constexpr size_t kMaxKnownPatterns = 2'000;
  // What so many files give is kept.
  static constexpr size_t kMaxKnownGivers = 2'000;

  Interpreter();
  Interpreter(const Interpreter&) = delete;
  Interpreter& operator=(const Interpreter&) = delete;

  // What a unit's own code shows. False when the budget, the steps or the memory did not suffice;
  // what was found until then stands.
  bool Analyse(const Unit& unit, const FlowOptions& options, const core::Budget& budget,
               std::vector<Question>* questions, UnitSource* units, std::vector<Flow>* flows);
  // What a file gives to those that import it.
  GivenNames Given(const Unit& unit, const FlowOptions& options);
  // Whether a source imports what may be another file of its scan: neither a library that is known
  // here nor one of Python's own.
  bool MayImportFiles(std::string_view text) const;
  // Whether a file that names sources in imports alone, `from module import name`, may have one: by
  // what is known of these names, or as a class of it has one of another file for its base.
  bool MayImportSources(std::string_view text, const FlowOptions& options, uint16_t kinds);
  // What the last analysis took.
  uint32_t steps() const { return steps_; }
  size_t bytes() const { return arena_.bytes(); }
  // Whether so many names have been met that a new one is in place.
  bool IsFull() const { return symbols_.size() > 120'000 || paths_.size() > 60'000; }

 private:
  using Arguments = absl::InlinedVector<Argument, 4>;
  enum class Truth : uint8_t { kUnknown, kTrue, kFalse };

  // --- the run of an analysis
  // interpreter.cc
  // Between two analyses.
  void BoundKnownFiles() {
    if (known_names_.size() > kMaxKnownNames) known_names_.clear();
    if (giving_.size() > kMaxKnownGivers) giving_.clear();
  }
  bool Exhausted() {
    if (stopped_) return true;
    if (steps_ < root_limit_ && steps_ < kMaxSteps && arena_.bytes() < kMaxBytes &&
        (steps_ & 255) != 0) {
      return false;
    }
    return IsAtLimit();
  }
  void RunModule();
  void TellLookedUp();
  void RunRoots();
  // Whether it changed what outlives it.
  bool RunRoot(V function);
  void QueueRoot(V function);
  bool IsFromOutside(V value) const;
  bool IsStrangers(V value) const;
  V SelfOf(const ClassValue* of_class, bool is_init);
  // later.cc
  const ChangedNames& ChangedIn(const Module& module);
  V Later(V value, uint8_t change);
  uint8_t ChangeOf(const ClassValue& of_class, Symbol name);
  Contents WithLater(const Contents& object, const ClassValue& of_class);
  void MakeLater(V object);
  void MakeModuleLater();
  // interpreter.cc
  void BindRootParameters(const FunctionValue& function, Frame* frame);
  const EntryModel* EntryOfDecorator(uint32_t decorator);
  const EntryModel* EntryOf(const FunctionValue& function);
  V RouteOf(const FunctionValue& function);
  bool IsAtLimit();
  void CheckBaseSinks(const Contents& object, Symbol name, std::string_view suffix,
                      const Arguments& arguments, uint32_t code);

  // --- which functions a value from outside may come to
  // wanted.cc
  // Names that give, and of which kinds of sources.
  using Giving = absl::flat_hash_map<Symbol, uint16_t>;
  static uint16_t KindsOf(const Giving& giving, Symbol name) {
    const auto place = giving.find(name);
    return place == giving.end() ? uint16_t{0} : place->second;
  }
  bool IsOfLibrary(const ClassValue& of_class, int depth);
  bool IsWanted(const FunctionValue& function);
  void FindWanted();
  bool IsNothingWanted() const;
  void FindHandedOut();
  void WantForQuestions(const std::vector<uint16_t>& sources, const WaysOut& exits, Giving giving);
  const Giving* GivingOf(const std::string& module);
  void AddImportedGiving(Giving* giving);
  // answering.cc
  bool MayTell(const Unit& unit, const Function& function, bool tells) const;
  std::vector<bool> FindAnswering(const Unit& unit, std::span<const Symbol> names,
                                  const WaysOut& exits);
  // roots.cc
  void FindSourceWords();
  std::vector<uint16_t> SourceNames(const Unit& unit, std::span<const Symbol> names) const;
  // `asked`: for which kinds functions are wanted. `precise`: a part of a module that is no source,
  // and what a call gives that nobody uses, count for nothing.
  std::vector<bool> FindGiving(const Unit& unit, std::span<const Symbol> names,
                               const std::vector<uint16_t>& sources, const WaysOut& exits,
                               uint16_t asked, bool precise, const Giving* imported,
                               Giving* giving);
  std::vector<const Path*> ModulesIn(const Unit& unit, std::span<const Symbol> names, bool precise,
                                     const Giving& giving);
  uint16_t SourcesAt(const Path& part, bool has_part) const;
  bool IsHandedSource(const Unit& unit, std::span<const Symbol> names, const Function& function,
                      uint16_t asked, const std::vector<uint16_t>& sources) const;
  static uint16_t SourcesNamed(const Unit& unit, uint32_t begin, uint32_t end,
                               const std::vector<uint16_t>& sources);
  GivenNames NamesThatGive(const Unit& unit);
  GivenNames NamesThatGive(const Unit& unit, std::span<const Symbol> names,
                           const std::vector<uint16_t>& sources, const Giving& giving) const;
  // exceptions.cc
  V CaughtException(const Code& handler, V caught);
  bool TellsInside(V caught) const;
  bool ReadsData(uint32_t list, int depth = 0) const;
  bool ReadsDataBy(uint32_t value) const;
  V Caught(V any, V type, V raised);

  // --- functions that are called from outside, and what they are given
  // entries.cc
  const EntryModel* EntryByParameters(const Function& function, uint32_t first) const;
  const EntryModel* EntryOfView(const Function& function);
  void FindViews();
  const EntryModel* EntryByName(const FunctionValue& function);
  const EntryModel* EntryOfMethod(const ClassValue& of_class, Symbol name, int depth);
  bool IsExcepted(const EntryModel& entry, std::string_view name) const;
  bool Holds(const TypeWhen& when, const Arguments& arguments);
  void ChangeReceiver(const Code& function, V callee, const Arguments& arguments);
  bool IsProperty(const Function& function) const;
  // route_tables.cc
  // route_tables.cc
  void AddRoutesOf(const Unit& unit);
  const std::vector<std::string_view>& RoutesElsewhere(std::string_view handler);
  // parameters.cc
  bool IsTemplateSetBeside(const EntryModel& entry, const Parameter& parameter) const;
  V RootParameter(const FunctionValue& function, uint32_t index, const EntryModel* entry);
  Arguments RootArguments(const FunctionValue& function, const EntryModel* entry);
  const Path* TypeOfParameter(Symbol name);
  bool IsPublic(const FunctionValue& function) const;
  bool IsRequestOfFile(V object) const;
  std::string_view LastName(uint32_t index) const;
  V OfRoute(const FunctionValue& function, uint32_t index, const EntryModel* entry, bool* is_text);
  // annotations.cc
  V OfAnnotation(uint32_t annotation);
  V OfTameAnnotation(uint32_t annotation, int depth = 0);
  bool OnlyNarrows(const Code& annotated) const;
  bool IsEnumeration(const ClassValue& of_class, int depth) const;
  V OfModel(const ClassValue& of_class, const Taint* taint, int depth);
  void AddFields(V object, const ClassValue& of_class, const Taint* taint, int depth);
  V OfField(uint32_t annotation, const Taint* taint, int depth);
  // dependencies.cc
  const ParameterModel* ParameterOf(const Parameter& parameter, bool is_handed, uint32_t* argument,
                                    V* named);
  V OfDependency(uint32_t argument, uint32_t annotation);
  V OfNeeded(V needed);
  V OfNeededClass(const ClassValue& needed, core::Span span);
  Arguments DependencyArguments(const Value& needed);
  V DependencyParameter(const FunctionValue& function, uint32_t index);
  V AnnotatedType(uint32_t metadata);

  // --- functions that are handed to a framework, and what they answer
  // handlers.cc
  struct Registration {
    const EntryModel* entry = nullptr;
    std::vector<std::string_view> routes = {};
  };
  void AddNamesOfSources(const Unit& unit, std::span<const Symbol> names, Giving* found);
  void HandOver(const Path& path, V receiver, const Arguments& arguments);
  void Register(V value, const Registration& registration, int depth = 0);
  void RegisterMethods(const ClassValue& of_class, const Registration& registration);
  V CallDecorator(const Path* path, const Arguments& arguments);
  core::SinkKind ReturnsOf(const Function& definition, const EntryModel& entry);
  void MakeKept();
  V LeftAt(V object, const Path* attribute) const;
  void NoteContentType(Symbol name, const Arguments& arguments);
  void NoteContentType(V header, V value);
  // answers.cc
  enum class Media : uint8_t { kUnknown, kOther, kHtml };
  void CheckCloudAnswer(V value, core::Span span);
  void CheckReturned(V value, core::Span span);
  void CheckPage(V value, core::Span span);
  static Media MediaOf(std::string_view text);
  Media TypeInHeaders(V headers) const;
  V MadeBy(V response, const Path* path, const Arguments& arguments, uint32_t code);
  bool WasMadeNoPage(V response) const;
  void SayType(V response, std::string_view name, V value);
  void NoteType(const Path* path, const Arguments& arguments);
  void SayTypeOfFunction(V value);
  void TakeBackPages();
  bool IsHtml(const Arguments& arguments, bool otherwise) const;

  // --- questions of rules about single places
  // questions.cc
  void FindQuestions();
  void FindDead();
  void Answer(uint32_t code, V value, const Arguments* arguments);
  bool JudgeSinks(V callee, const Arguments& arguments, Question* question);
  void Judge(V value, Question* question);
  bool IsOpen(V value, core::SinkSet sinks, int depth = 0) const;

  // --- statements
  // statements.cc
  uint8_t Run(uint32_t list);
  uint8_t RunStatement(const Code& code);
  uint8_t RunIf(const Code& code);
  uint8_t RunTry(const Code& code);
  uint8_t RunWith(const Code& code);
  uint8_t RunReturn(const Code& code);
  void RunAugmented(const Code& code);
  void RunDelete(const Code& code);
  uint8_t Join(uint8_t a, State::Changes& changes_a, uint8_t b, State::Changes& changes_b);
  void Stash(uint8_t ends, const State::Changes& changes);
  // loops.cc
  uint8_t RunLoop(const Code& code);
  bool IsCarriedOn(const State::Changes& changes, uint32_t target) const;
  void LeaveByBreaks();
  // patterns.cc
  // patterns.cc
  uint8_t RunMatch(const Code& code);
  Truth MatchPattern(uint32_t pattern, V value, V* taken);
  Truth MatchSequence(const Code& pattern, V value);
  Truth MatchMapping(const Code& pattern, V value);
  Truth MatchClass(const Code& pattern, V value, V* taken);
  Truth MatchBuiltin(const Path* type, V value, V* taken);
  // definitions.cc
  void RunImport(const Code& code);
  void RunImportFrom(const Code& code);
  void RunImportStar(const Code& code);
  void Define(const Code& code);
  V Decorated(uint32_t decorator, V function);
  V DecoratedFromOutside(const Path* path, V function);
  const V* EvalDefaults(const Function& function);
  V AccessorOf(uint32_t decorator, V function);
  // files.cc
  const Path* ModulePath(const Code& code);
  std::vector<Symbol>& AllNamesOf(const Unit& unit);
  bool MayBeFile(const Code& import) const;
  Module* FileOf(const Path* path);
  V GlobalOf(const Module* module, Symbol name);
  void RunBinding(Module* module, uint32_t first, uint32_t end);
  V FromFile(const Path* path, Symbol name, int passed = 0);
  V FromFurtherFile(const Path* path);
  V FromFurtherFile(const Path* path, const Arguments& arguments);

  // --- expressions
  // names.cc
  uint32_t SlotOfFunction(const FunctionValue& function, Symbol name);
  uint32_t CodeIndex(const Code& code) const {
    return static_cast<uint32_t>(&code - unit().codes.data());
  }
  V Load(const Code& name);
  V LoadByName(const Frame* frame, Symbol name, bool is_own = true);
  V Builtin(Symbol name);
  void StoreName(uint32_t name, uint32_t slot, V value, bool is_outer = false);
  void Assign(uint32_t target, V value, core::Span value_span);
  void AssignItems(std::span<const uint32_t> targets, V value, core::Span value_span);
  void StoreAttribute(const Code& target, V value);
  // elements.cc
  void StoreElement(const Code& target, V value);
  void StoreInNames(V object, V name, V value);
  V Element(V iterable, uint32_t code);
  V ElementOfObject(V object, uint32_t code);
  Contents WithAttribute(const Contents& object, Symbol name, V value);
  Contents WithKey(const Contents& dictionary, V key, V value);
  V ObjectAttribute(const Contents& object, Symbol name) const;
  // expressions.cc
  V Eval(uint32_t code);
  V EvalCode(uint32_t index, const Code& code);
  V EvalBoolean(const Code& code);
  V EvalCompare(const Code& code);
  V EvalConditional(const Code& code);
  V EvalComprehension(const Code& code);
  void HideTargets(uint32_t target, std::vector<std::pair<uint32_t, V>>* hidden);
  V EvalDictionary(const Code& code);
  V Sequence(const Code& code, ContentsKind kind);
  V ConstantValue(uint32_t index);
  V MakeConstant(const Constant& constant);
  // attributes.cc
  V HostHeader(V headers, V key, uint32_t code);
  void CheckNamesSet(const Arguments& arguments, uint32_t code);
  V EvalAttribute(const Code& code, uint32_t index);
  void CheckNameLookUp(uint32_t object, V key, core::Span span);
  V EvalSubscript(const Code& code, uint32_t index);
  V EvalSlice(V object, const Code& slice, const Code& code);
  V Attribute(V object, Symbol name, uint32_t code);
  V Subscript(V object, V index, uint32_t code);
  V MadeForKey(V dictionary, V key, uint32_t code);
  V ElementOfText(V text, V key);
  static bool IsAscii(std::string_view text);
  bool IsListOfMembers(const Path& path) const;
  // form_fields.cc
  V CheckedField(const Code& subscript, V data, V key);
  V FieldOf(V form, V data, std::string_view name);
  V FieldOf(V value, std::string_view names, uint32_t code);
  // operators.cc
  std::string ConstantsBefore(const Code& format, uint32_t part);
  V EvalBinary(const Code& code);
  V EvalFormat(const Code& code);
  V Binary(Operator op, V left, V right);
  V OperatorOfClass(Operator op, V left, V right, uint32_t code);
  V IntegerBinary(Operator op, int64_t a, int64_t b);
  V PercentFormat(V format, V values);
  V AsText(V value);
  // concatenation.cc
  static core::SinkSet DoubledMark(char quote);
  V InQuotes(std::string_view before, V text);
  V BeginningOf(V value);
  V Concatenate(V left, V right);
  V AfterHost(V left, V right, V joined);
  bool MayBeginAddress(V value) const;

  // --- what a condition says of the values in it
  // conditions.cc
  V KeptAt(const Path* path) const;
  V Compare(Operator op, V left, V right);
  Truth TruthOf(V value) const;
  void Assume(uint32_t condition, bool holds);
  V RootOf(uint32_t place);
  V KeptAt(const Code& code);
  void Keep(const Code& code, V value);
  V PlaceValue(uint32_t place);
  V WithTruth(V value, bool truth);
  void RefineSources(const Taint* taint, core::SinkSet cleared);
  bool AreMembers(const Taint* taint) const;
  void RefineMembers(const Taint* taint);
  void Refine(uint32_t place, core::SinkSet cleared);
  void Narrow(uint32_t place, V value);
  bool IsConstantCollection(V value, int depth = 0) const;
  // guards.cc
  uint32_t ArgumentOf(const FunctionValue& function, V self, uint32_t parameter,
                      const Arguments& arguments) const;
  Gains* BeginGains(const FunctionValue& function, V self, const Arguments& arguments,
                    uint32_t base);
  void NoteExit(V value, uint32_t code);
  void NoteExitIf(uint32_t code, Truth truth, bool holds, core::SinkSet* gained);
  void NoteGains(core::SinkSet* gained);
  void KeepGains(const Gains& gains, uint32_t code);
  void ApplyGains(const Gains& gains, const core::SinkSet* gained);
  V WithCondition(V value, uint32_t code);
  V SubjectOf(uint32_t condition, int depth = 0);
  void AssumeKept(V value, bool holds);
  static core::SinkSet GainedBetween(V before, V after);
  static core::SinkSet ClearedBeyond(const Taint& taint, const Taint& other);
  bool LeavesTame(V pattern, V replacement) const;
  bool AssumeByName(V callee, uint32_t argument, bool holds);
  bool AsksForDebug(uint32_t condition) const;
  // assumptions.cc
  bool SplitsAt(const Code& call, std::string_view separator);
  void AssumeCompare(const Code& code, bool holds);
  void AssumeLength(const Code& code, V left, V right, bool holds);
  void AssumeSets(const Code& code, bool holds);
  bool LetsMuchThrough(V characters) const;
  void AssumeWithout(uint32_t place, V whole, std::string_view text);
  bool HasParent(V collection) const;
  static core::SinkSet ClearedWithout(std::string_view text);
  void AssumeEqual(uint32_t place, V value, uint32_t other_place, V other, bool holds);
  void AssumeMethod(std::string_view name, uint32_t place, V receiver, V argument,
                    uint32_t argument_place, bool holds);
  // assumptions_call.cc
  void AssumeCall(const Code& code, bool holds);
  void AssumeExternalCall(const Value& callee, std::span<const uint32_t> arguments, bool holds);
  void AssumeQuantity(const Code& each, bool all, bool holds);
  void AssumeOfElements(const Code& comprehension, bool holds);
  void AssumeNoneOf(const Code& comprehension);
  void AssumeOfClause(const Code& clause, uint32_t condition, bool holds);
  static bool IsTame(std::string_view method);
  bool IsTameCheck(V function) const;
  bool AssumeMatch(const Value& callee, std::span<const uint32_t> arguments, bool holds);
  void AssumeEach(const Code& comprehension, bool all);
  bool IsMatchCall(uint32_t place);
  void AssumePattern(V pattern, bool whole, bool from_begin, uint32_t place);
  void AssumeGuard(const GuardModel& guard, std::span<const uint32_t> arguments);
  bool IsNumberType(V type) const;
  bool Restricts(V pattern, bool whole, bool from_begin) const;
  // path_checks.cc
  void RefineBesides(uint32_t place);
  bool EndsWithSeparator(uint32_t place, V value) const;
  bool AssumeCommonPath(V callee, V value, uint32_t other_place, V other);
  void AssumePathPart(uint32_t place, V value, core::SinkSet part);
  void AssumeFolder(const Code& folder, V value, V base);
  // host_checks.cc
  static bool IsLookedUp(const Taint* taint);
  bool AreNetworks(uint32_t place);
  bool IsOwnHost(V value) const;
  static bool SaysHost(const Source& source);
  bool IsUrlPart(uint32_t place);
  void AssumeNoHost(uint32_t place, bool holds);
  // rounds.cc
  V ElementUnderWay(uint32_t target);
  core::SinkSet GainedByRound(const Code& loop, V element, uint8_t end,
                              const State::Changes& changes, bool continues_plainly);
  uint32_t IteratedName(uint32_t iterable) const;
  void NoteTakenOut(uint32_t object, uint32_t key);
  bool IsBoundIn(core::Span body, uint32_t slot) const;
  bool BindsSlot(uint32_t target, uint32_t slot) const;
  void RefineElements(uint32_t place, core::SinkSet gained);
  void RefineParts(uint32_t place);
  // flags.cc
  struct Way {
    uint32_t slot = 0;
    V joined = nullptr;
    V values[2] = {nullptr, nullptr};
  };
  struct Ways {
    uint32_t count = 0;
    const Way* slots = nullptr;
  };
  // What the variable was on either way.
  struct Flag {
    const Ways* ways = nullptr;
    V values[2] = {nullptr, nullptr};
  };
  bool MergeWays(const State::Changes& a, const State::Changes& b);
  void AssumeFlag(V flag, bool holds, int depth = 0);

  // --- calls
  // calls.cc
  V EvalCall(uint32_t index, const Code& code);
  V Again(uint32_t code);
  V Call(V callee, const Arguments& arguments, uint32_t code);
  V CallOne(V callee, const Arguments& arguments, uint32_t code);
  bool Answers() const;
  V Invoke(V function, const Arguments& arguments, uint32_t code);
  V GivenBefore(const FunctionValue& function);
  V InvokeWith(const FunctionValue& function, V self, const Arguments& arguments, uint32_t code);
  bool IsTainted(V self, const Arguments& arguments) const;
  bool MayFollow(const FunctionValue& function, bool is_tainted) const;
  V Rendered(const FunctionValue& function, V result);
  bool JoinsBehindBase(const Unit& unit, const Function& function,
                       const Arguments& arguments) const;
  V RunFrame(Frame* frame, const Function& definition);
  // arguments.cc
  void EvalArguments(uint32_t list, Arguments* arguments);
  void BindParameters(const FunctionValue& function, V self, const Arguments& arguments,
                      Frame* frame);
  void EvalArgumentsForEffect(uint32_t list);
  const Taint* TaintOf(const std::vector<ArgumentSpec>& specs, V receiver,
                       const Arguments& arguments);
  const Taint* TaintOfAll(V receiver, const Arguments& arguments);
  static V Find(const Arguments& arguments, int position, bool has_keyword, Symbol keyword);
  V ListFrom(const Arguments& arguments, int position);
  bool HasDeclaredNames(V value) const;
  V NamesIn(V value);
  bool IsUsually(ConstantKind constant, V value, Symbol keyword, const Arguments& arguments) const;
  // callables.cc
  V MakeBound(BoundKind kind, V callee, const Arguments& arguments);
  V CallBound(const Bound& bound, const Arguments& arguments, uint32_t code);
  // handed_on.cc
  V CallHandedOn(const Arguments& arguments, uint32_t code, bool at_once = false);
  V CallTask(V task, Symbol name, const Arguments& arguments, uint32_t code);
  V GivenByCall(Symbol name, const Arguments& arguments, uint32_t code);
  // external.cc
  V Awaited(V value, uint32_t code);
  void RefineByCall(const Path* path, Symbol name, V receiver, const Arguments& arguments);
  V CallExternal(const Path* path, V callee, const Arguments& arguments, uint32_t code);
  const Taint* CarriedBy(const Path* path, const Path* called, V callee,
                         const Arguments& arguments);
  void CheckAnySinks(Symbol name, V receiver, const Arguments& arguments, uint32_t code);
  bool IsServersOwn(Symbol method, const Arguments& arguments) const;
  static bool IsServersOwn(V key);
  V CallMethod(V receiver, Symbol name, const Arguments& arguments, uint32_t code);
  // conversions.cc
  static bool TakesLineBreaks(V pattern, V replacement);
  static bool TakesSeparators(V pattern, V replacement);
  const Taint* MatchTaint(const Path* path, V callee, const Arguments& arguments,
                          const Taint* taint);
  V Converted(Symbol name, V receiver, const Arguments& arguments);
  static bool LiesBelow(std::string_view name, V receiver, const Arguments& arguments);
  V Imported(const Path* path, const Arguments& arguments);
  V DigestOfConstant(const Path* path, V callee, const Arguments& arguments, uint32_t code);
  V Substituted(const Path* path, V callee, const Arguments& arguments);
  bool IsVerbose(uint32_t flags) const;
  // builtins.cc
  V CallBuiltin(const Path* path, V callee, const Arguments& arguments, uint32_t code, bool* known);
  V LengthOf(V value);
  V TypeOfValue(V value);
  V PropertyOf(const Arguments& arguments);
  V ListOfArguments(const Arguments& arguments);
  V NamesInScope(std::string_view of);
  V GetAttribute(const Path* path, const Arguments& arguments, uint32_t code);
  V MethodsNamed(V object, V name, uint32_t code);
  // library.cc
  V CallLibrary(LibraryCall call, const Arguments& arguments, uint32_t code);
  V CallIterator(LibraryCall call, const Arguments& arguments, uint32_t code);
  V CallContainer(LibraryCall call, const Arguments& arguments, uint32_t code);
  V CallMaker(LibraryCall call, const Arguments& arguments);
  V Reduced(const Arguments& arguments, uint32_t code);
  V Escaped(V text);
  V Copied(V value, int depth);
  // text_methods.cc
  bool IsWholeNormalPath(V value) const;
  V BelowAnyFolder(V path);
  V StringMethod(V receiver, Symbol symbol, const Arguments& arguments, uint32_t code, bool* known);
  V ConstantStringMethod(std::string_view text, std::string_view name, V first, V second,
                         size_t count);
  V Replaced(V receiver, V from, V to);
  V JoinedText(V separator, V parts);
  V FormattedText(V format, const Arguments& arguments, uint32_t code);
  // containers.cc
  V ContainerMethod(V receiver, Symbol name, const Arguments& arguments, uint32_t code,
                    bool* known);
  V ListMethod(V receiver, const Contents& list, std::string_view name, const Arguments& arguments,
               bool* known);
  V DictionaryMethod(V receiver, const Contents& dictionary, std::string_view name,
                     const Arguments& arguments, uint32_t code, bool* known);
  void ExtendList(V list, const Contents& added);
  void ForgetOrder(V list);
  void UpdateDictionary(V dictionary, const Contents& added);
  void UpdateByPairs(V dictionary, V pairs, uint32_t code);
  void RemoveKey(V object, V key);
  Contents Without(const Contents& contents, uint32_t at);
  // stores.cc
  V SettingsMethod(V receiver, const Contents& settings, std::string_view name,
                   const Arguments& arguments, bool* known);
  V BufferMethod(V receiver, const Contents& buffer, std::string_view name,
                 const Arguments& arguments, bool* known);

  // --- classes and objects
  // classes.cc
  UnitNames& NamesOf(const Unit& unit);
  void DefineClass(const Code& code);
  void Linearize(ClassValue* of_class, V value);
  V ClassOf(const ClassValue* of_class);
  V FindInClass(const ClassValue* of_class, Symbol name) const;
  V ClassAttribute(const ClassValue* of_class, Symbol name, V self, uint32_t code);
  V AttributeFrom(const ClassValue* of_class, uint32_t at, Symbol name, V self, uint32_t code);
  V BoundTo(V attribute, V self, const ClassValue* of_class, uint32_t code);
  V Overridden(const ClassValue* of_class, Symbol name, V self, bool is_method, uint32_t code);
  V OwnObject();
  V SuperOf(V self);
  V SuperAttribute(V super, Symbol name, uint32_t code);
  bool StoreByClass(V object, const Contents& contents, Symbol name, V value, uint32_t code);
  bool DeleteByClass(V object, Symbol name, uint32_t code);
  V NamesOf(const Contents& object);
  V SpecialMethod(V object, Symbol name);
  // objects.cc
  V Instantiate(const ClassValue* of_class, const Arguments& arguments, uint32_t code);
  void BindFields(V object, const ClassValue* of_class, const Arguments& arguments);
  void FindFields(const Code& code, ClassValue* of_class);
  bool IsFieldCall(uint32_t code);
  V FieldDefault(uint32_t given, bool* is_field);
  V MakeNamedTuple(const Arguments& arguments);
  V MemberOf(const ClassValue* of_class);
  V TupleMethod(V object, std::string_view name, const Arguments& arguments);
  V ElementsOf(const Contents& object) const;
  const Path* ContainerBase(const ClassValue* of_class) const;
  bool IsException(const ClassValue* of_class) const;
  bool IsText(const ClassValue* of_class) const;
  bool ReplacesChecks(const Class& definition);

  // --- where values come from, and where they arrive
  // steps.cc
  V OfPath(const Path* path, const Taint* taint, uint32_t code);
  V Stepped(V value, core::Span span, StepKind kind);
  const Source* SourceAt(core::SourceKind kind, core::Span span, std::string_view text,
                         uint32_t parameter = kNone, bool is_own = false);
  bool IsOwn(uint32_t code) const;
  // sinks.cc
  void CheckSinks(const Path* path, V receiver, const Arguments& arguments, uint32_t code);
  // sink_conditions.cc
  bool Applies(const Sink& sink, V value, const Arguments& arguments) const;
  // programs.cc
  static bool IsAboutPrograms(const Sink& sink);
  V PartOf(const Sink& sink, V value);
  bool ReadsScript(V command) const;
  // special_sinks.cc
  bool IsShownUnescaped(V value, const Arguments& arguments) const;
  V InstructionsIn(V messages, int depth = 0);
  void CheckQuery(const Contents& query, core::Span span, const std::string& callee, int depth);
  void CheckHardCoded(core::SinkKind kind, V value, uint32_t code, const Path* path);
  Place PlaceOfConstant(V value, core::Span otherwise) const;
  void CheckFormat(V format, const Arguments& arguments, uint32_t code);
  bool IsSlowPattern(const Path* path, V receiver, const Arguments& arguments);
  void CheckPercentFormat(V format, V values, core::Span span);
  bool IsMemberRead(const Path* path, V value, const Arguments& arguments) const;
  // tokens.cc
  void CheckTiming(uint32_t secret_code, V secret, V given, core::Span span);
  std::string_view NameOfPart(uint32_t code) const;
  void CheckToken(V value, V given, core::Span span);
  void CheckNamedToken(V value, core::Span span, const std::string& name);
  void CheckName(Symbol name, V value, core::Span span);
  void CheckReturnedToken(V value, core::Span span);
  // reports.cc
  bool IsOpenFile(V value) const;
  void Check(core::SinkKind kind, V value, core::Span span, std::string callee, int depth = 0);
  void ReportAt(core::SinkKind kind, const Mark& mark, core::Span span, const std::string& callee);
  void Report(core::SinkKind kind, const Mark& mark, core::Span span, const std::string& callee);
  bool IsHarmless(core::SinkKind kind, V value) const;

  const Unit& unit() const { return *frame_->module->unit; }
  Symbol NameOf(uint32_t name) const { return SymbolOf(*frame_->module, name); }
  Symbol SymbolOf(const Module& module, uint32_t name) const {
    Symbol& symbol = module.names[name];
    if (symbol == kNoSymbol) symbol = symbols_.Of(module.unit->Name(name));
    return symbol;
  }
  core::Span SpanOf(uint32_t code) const { return unit().codes[code].span; }

  // Of the template that was looked at last, which may be asked about for each of its arguments.
  mutable V shown_raw_in_ = nullptr;
  mutable absl::flat_hash_set<std::string_view> shown_raw_;
  Module module_;
  UnitSource* units_ = nullptr;
  bool tells_looked_up_ = false;
  // Kept over files: the same patterns stand in many places.
  absl::flat_hash_map<std::string, bool> slow_patterns_;
  absl::flat_hash_map<const Path*, Module*> files_;  // null: no file is that module
  std::vector<std::unique_ptr<Module>> modules_;
  // What the innermost loop under way goes over.
  struct Iterated {
    const Frame* frame = nullptr;
    uint32_t name = kNone;  // a code
  };
  Iterated iterated_;
  bool is_out_of_files_ = false;      // there are more than are looked into
  bool has_source_for_file_ = false;  // FromFurtherFile is at work
  // By Unit::hash: most are read again and again.
  absl::flat_hash_map<core::Digest, std::unique_ptr<UnitNames>, std::hash<core::Digest>>
      known_names_;
  std::vector<Symbol> own_names_;
  FlowOptions options_;
  const core::Budget* budget_ = nullptr;
  std::vector<Flow>* flows_ = nullptr;

  uint32_t analysis_ = 0;  // how many there were
  Recent<Value> stepped_;  // by value, module, and place and kind of the step
  // What calls gave lately, by a hash of the code.
  struct Recalled {
    const Frame* frame = nullptr;
    uint32_t code = 0;
    V value = nullptr;
  };
  std::array<Recalled, 64> recalled_;
  // Where names stand that were looked for lately among many, by a hash of both.
  struct Looked {
    const Symbol* names = nullptr;
    Symbol name = 0;
    uint32_t count = 0;
    uint32_t analysis = 0;
    uint32_t at = 0;  // kNone: nowhere
  };
  mutable std::array<Looked, 1'024> looked_;
  Frame* frame_ = nullptr;
  int depth_ = 0;
  int calls_ = 0;
  bool in_module_ = false;    // its statements run, not those of a root
  bool ended_ = false;        // a call of the statement under way never comes back
  bool met_unbound_ = false;  // a variable was read that had no value yet
  uint32_t root_limit_ = 0;   // at which the root under way ends
  bool stopped_ = false;
  bool incomplete_ = false;

  // Where the changes of branches go that end otherwise than by falling through.
  struct Exits {
    std::vector<State::Changes> returns;
    std::vector<State::Changes> breaks;
    std::vector<State::Changes> continues;
    std::vector<State::Changes> raises;
    bool continues_plainly = false;  // a `continue` after which nothing is otherwise
    V raised = nullptr;              // the exceptions that leave it
    uint32_t slots = 0;              // that were there when the call began
  };
  std::vector<Exits> exits_;
  // A character was found among some that mean something to somebody: c in "().'"
  bool met_wide_set_ = false;
  V handled_ = nullptr;  // what the handler under way has caught, of what was seen raised

  // The path of the request that the root under way answers, where its routes fix it; else null.
  V route_ = nullptr;
  // Branches under way that a developer alone gets to see: if settings.DEBUG
  int debugged_ = 0;
  // The root under way has said that its answer is no page.
  bool is_no_page_ = false;
  std::vector<Question>* questions_ = nullptr;
  absl::flat_hash_map<uint32_t, std::vector<uint32_t>> asked_;  // questions by code

  std::vector<bool> wanted_;  // by function
  bool may_tell_ = false;     // some function does more with an exception than to log it
  // Names with an underscore that are read without being called: self._handle. Where callers are
  // not trusted.
  absl::flat_hash_set<Symbol> handed_out_;
  // Of other files, by Unit::hash, for the kinds of sources that giving_of_ has.
  absl::flat_hash_map<uint64_t, std::unique_ptr<Giving>> giving_;
  uint16_t giving_of_ = 0;
  struct SourceWord {
    Symbol first;
    std::string_view beside;  // text that other names have; empty: none is needed
    core::SourceKind kind;
  };
  std::vector<SourceWord> source_words_;
  std::vector<bool> is_source_word_;  // by symbol: some entry's first
  std::vector<bool> is_answer_;       // by symbol: what makes answers is called so
  std::vector<V> roots_;
  // What other files' statements bound while the root under way runs, which its changes do not
  // show.
  State::Changes bound_;
  // Of functions that were handed nothing of a source: the steps that they took, and what they
  // gave, if a source was in it each time.
  struct Plain {
    uint32_t steps = 0;
    bool gives = true;
    V given = nullptr;
  };
  absl::flat_hash_map<std::pair<const Module*, uint32_t>, Plain> plain_;
  size_t root_at_ = 0;                                      // which of them is under way
  absl::flat_hash_map<uint32_t, Registration> registered_;  // by function
  absl::flat_hash_map<const Path*, V> kept_;
  // Of the file's own classes: those that are made from them, directly or not.
  absl::flat_hash_map<const ClassValue*, std::vector<const ClassValue*>> made_from_;
  uint32_t root_self_ = kNone;  // the slot of the object whose method is run from outside
  int dependencies_ = 0;
  Giving handing_;                          // methods that hand handlers over
  uint16_t handing_of_ = 0;                 // for these kinds of sources
  std::optional<const EntryModel*> views_;  // of the module's views; none: not looked for yet
  absl::flat_hash_set<Symbol> called_;      // by name, in the module
  std::vector<core::Span> no_pages_;        // calls that make what turns out to be no page
  absl::flat_hash_set<uint32_t>
      made_no_pages_;  // calls that make what says at once that it is none
  // Functions that say that what they answer with is a page, and that it is something else.
  std::vector<core::Span> page_functions_;
  std::vector<core::Span> plain_functions_;
  absl::flat_hash_set<std::pair<const Frame*, uint32_t>> queued_;
  absl::flat_hash_set<uint32_t> analysed_;
  absl::flat_hash_map<std::tuple<const Module*, uint32_t, uint64_t>, const Source*> sources_;
  absl::flat_hash_map<uint64_t, size_t> reported_;  // by sink and place
  // By source and sink where the sink is in another file: the call that it was told at.
  absl::flat_hash_map<std::pair<const Source*, std::pair<const Module*, uint64_t>>, core::Span>
      told_outside_;
  absl::flat_hash_map<const Source*, uint32_t> named_tokens_;  // where a name has told of it
  absl::flat_hash_map<const Path*, std::string_view> texts_;
  absl::flat_hash_map<const ClassValue*, const Contents*> selves_;
  absl::flat_hash_map<const Unit*, ChangedNames> changed_;
  // Of calls of the root under way that say something of their arguments, by frame and code.
  absl::flat_hash_map<std::pair<const Frame*, uint32_t>, const Gains*> gains_;

  // Routes that stand elsewhere than at their handlers, by these.
  absl::flat_hash_map<std::string_view, std::vector<std::string_view>> routes_elsewhere_;
  bool has_routes_elsewhere_ = false;
  absl::flat_hash_map<V, Flag> flags_;  // of the root under way

  // Names that the code itself knows.
  struct Known;
  std::unique_ptr<Known> known_;

 public:
  ~Interpreter();
};

}  // namespace meerkat::flow

// The part of Interpreter that tells from a file's code alone which functions may answer a request
// with what they are given: of those that only have an exception to tell the others are not worth
// running. Functions that a framework calls, whose value is the answer, are known otherwise.

#include "engine/flow/giving.h"
#include "engine/flow/interpreter.h"
#include "engine/flow/standard_library.h"

namespace meerkat::flow {

// Whether a function may be called by others than those that are known, and do more with what it
// caught than to log it.
bool Interpreter::MayTell(const Unit& unit, const Function& function, bool tells) const {
  const bool is_called =
      function.decorators != kNone ||
      (function.of_class != kNone && unit.classes[function.of_class].bases != kNone);
  return is_called && tells && (options_.sources & core::kExceptionSource);
}

namespace {

// Functions by the names that they call, a chain for each name.
class CallersByName {
 public:
  explicit CallersByName(const Unit& unit)
      : first_(unit.names.size(), kNone), is_defined_(unit.names.size()) {
    for (const Function& function : unit.functions) {
      if (function.name != kNone) is_defined_[function.name] = true;
    }
  }

  void Add(uint32_t name, uint32_t function) {
    if (!is_defined_[name]) return;
    if (first_[name] != kNone && calls_[first_[name]].function == function) return;
    calls_.push_back({function, first_[name]});
    first_[name] = static_cast<uint32_t>(calls_.size() - 1);
  }
  template <typename Use>
  void ForEach(uint32_t name, Use use) const {
    for (uint32_t at = first_[name]; at != kNone; at = calls_[at].next) use(calls_[at].function);
  }

 private:
  struct Call {
    uint32_t function;
    uint32_t next;
  };
  std::vector<Call> calls_;
  std::vector<uint32_t> first_;
  std::vector<bool> is_defined_;
};

}  // namespace

// By function: it, or one that it calls, names what makes answers: jsonify(…), self.write(…). What
// it imports from a file may make one, too: answers.failed(…)
std::vector<bool> Interpreter::FindAnswering(const Unit& unit, std::span<const Symbol> names,
                                             const WaysOut& exits) {
  if (is_answer_.empty()) {
    for (const Symbol name : paths_.NamesOfSinks(core::SinkKind::kResponseError)) {
      if (name >= is_answer_.size()) is_answer_.resize(name + 1);
      is_answer_[name] = true;
    }
  }
  std::vector<bool> makes(names.size());     // by name
  std::vector<bool> of_files(names.size());  // by name
  for (size_t i = 0; i < names.size(); ++i) {
    makes[i] = names[i] < is_answer_.size() && is_answer_[names[i]];
  }
  for (const Code& code : unit.codes) {
    if (code.kind != CodeKind::kImportFrom && code.kind != CodeKind::kImport) continue;
    const std::string_view module = unit.Name(code.a);
    const std::string_view package = module.substr(0, module.find('.'));
    const bool is_relative = code.kind == CodeKind::kImportFrom && code.flags > 0;
    const bool is_file = is_relative || (!IsStandardLibrary(package) && !paths_.IsLibrary(package));
    if (code.kind == CodeKind::kImport) {
      of_files[code.b] = of_files[code.b] || is_file;
      continue;
    }
    const std::span<const uint32_t> list = unit.List(code.b);
    for (size_t i = 0; i + 2 < list.size(); i += 3) {
      if (is_file) of_files[list[i + 1]] = true;
      if (makes[list[i]]) makes[list[i + 1]] = true;
    }
  }
  const auto is_of_file = [&](const Code* code) {
    while (code->kind == CodeKind::kAttribute) code = &unit.codes[code->a];
    return code->kind == CodeKind::kName && of_files[code->a];
  };
  std::vector<bool> answering(unit.functions.size());
  std::vector<uint32_t> due;
  const auto add = [&](uint32_t function) {
    for (; function != kNone && !answering[function]; function = unit.functions[function].outer) {
      answering[function] = true;
      due.push_back(function);
    }
  };
  CallersByName callers(unit);
  for (uint32_t i = 0; i < unit.codes.size(); ++i) {
    const Code& code = unit.codes[i];
    const uint32_t function = exits.owners[i];
    if (function == kNone) continue;
    const bool is_name = code.kind == CodeKind::kName;
    if (!is_name && code.kind != CodeKind::kAttribute) continue;
    const uint32_t name = is_name ? code.a : code.b;
    if (exits.is_callee[i] && (makes[name] || is_of_file(&code))) add(function);
    callers.Add(name, function);
  }
  while (!due.empty()) {
    const uint32_t name = unit.functions[due.back()].name;
    due.pop_back();
    if (name != kNone) callers.ForEach(name, add);
  }
  return answering;
}

}  // namespace meerkat::flow

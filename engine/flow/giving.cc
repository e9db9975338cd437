#include "engine/flow/giving.h"

#include <algorithm>
#include <string_view>

#include "engine/flow/standard_library.h"

namespace meerkat::flow {
namespace {

// Methods and functions of Python that put their arguments into an object.
constexpr std::string_view kPutting[] = {
    "__iadd__",     "__init__",   "__ior__",    "__setattr__", "__setitem__", "add",
    "append",       "appendleft", "extend",     "extendleft",  "heappush",    "heappushpop",
    "heapreplace",  "iadd",       "iconcat",    "insert",      "insort",      "insort_left",
    "insort_right", "ior",        "push",       "put",         "put_nowait",  "send",
    "set",          "setattr",    "setdefault", "setitem",     "update",      "write",
    "writelines"};
static_assert(std::is_sorted(std::begin(kPutting), std::end(kPutting)));

// Python's own functions that keep nothing of what they are given.
constexpr std::string_view kKeepingNothing[] = {
    "abs",        "all",        "any",   "ascii",   "bin",     "bool",   "bytearray",
    "bytes",      "callable",   "chr",   "complex", "delattr", "dict",   "dir",
    "divmod",     "enumerate",  "eval",  "exec",    "float",   "format", "frozenset",
    "getattr",    "hasattr",    "hash",  "hex",     "id",      "input",  "int",
    "isinstance", "issubclass", "iter",  "len",     "list",    "max",    "min",
    "next",       "oct",        "open",  "ord",     "pow",     "print",  "range",
    "repr",       "reversed",   "round", "set",     "slice",   "sorted", "str",
    "sum",        "super",      "tuple", "type",    "vars",    "zip"};
static_assert(std::is_sorted(std::begin(kKeepingNothing), std::end(kKeepingNothing)));

// Methods of Python's texts, containers, files, patterns and loggers that keep nothing.
constexpr std::string_view kMethodsKeepingNothing[] = {
    "count",     "critical",  "debug",      "decode",     "encode",     "endswith", "error",
    "exception", "find",      "findall",    "format",     "fullmatch",  "get",      "getlist",
    "index",     "info",      "items",      "join",       "keys",       "ljust",    "log",
    "lower",     "lstrip",    "match",      "partition",  "pop",        "read",     "readline",
    "remove",    "replace",   "rfind",      "rjust",      "rpartition", "rsplit",   "rstrip",
    "search",    "split",     "splitlines", "startswith", "strftime",   "strip",    "sub",
    "title",     "translate", "upper",      "values",     "warn",       "warning",  "zfill"};
static_assert(std::is_sorted(std::begin(kMethodsKeepingNothing), std::end(kMethodsKeepingNothing)));

// Functions and methods that write what they are given for those who run the program.
constexpr std::string_view kLogging[] = {"critical", "debug", "error", "exception", "fatal",
                                         "info",     "log",   "print", "warn",      "warning"};
static_assert(std::is_sorted(std::begin(kLogging), std::end(kLogging)));

template <size_t size>
bool Has(const std::string_view (&sorted)[size], std::string_view name) {
  return std::binary_search(std::begin(sorted), std::end(sorted), name);
}

class Finder {
 public:
  Finder(const Unit& unit, WaysOut* exits) : unit_(unit), owners_(exits->owners), exits_(*exits) {}

  void Find() {
    exits_.ways.assign(unit_.functions.size(), 0);
    exits_.catches.assign(unit_.functions.size(), false);
    exits_.tells.assign(unit_.functions.size(), false);
    exits_.is_callee.assign(unit_.codes.size(), false);
    exits_.is_dropped.assign(unit_.codes.size(), false);
    exits_.has_part.assign(unit_.codes.size(), false);
    FindOrigins();
    for (uint32_t i = 0; i < unit_.codes.size(); ++i) Look(i);
    FindTelling();
    for (uint32_t i = 0; i < unit_.functions.size(); ++i) {
      const Function& function = unit_.functions[i];
      if (function.value != kNone) exits_.ways[i] |= kByValue;
      // What is made by a class has what its __init__ was given.
      if (is_init_[i]) exits_.ways[i] |= kByValue;
      // What is defined in it may be what it gives.
      for (uint32_t at = function.outer; at != kNone; at = unit_.functions[at].outer) {
        exits_.ways[at] = kByCall;
      }
    }
    FollowHanding();
  }

 private:
  static constexpr int kMaxDepth = 20;
  // Where a name may come from, by name of the unit.
  enum Origin : uint8_t { kDefinedHere = 1, kOfPython = 2, kOfFile = 4 };

  // Of a call with arguments to a function of this file, by its name: a chain for each name.
  struct Handing {
    uint32_t function;  // that has the call
    uint32_t next;      // place
  };

  void FindOrigins() {
    origins_.assign(unit_.names.size(), 0);
    first_handing_.assign(unit_.names.size(), kNone);
    is_init_.assign(unit_.functions.size(), false);
    for (uint32_t i = 0; i < unit_.functions.size(); ++i) {
      const Function& function = unit_.functions[i];
      is_init_[i] = function.of_class != kNone && unit_.Name(function.name) == "__init__";
      if (function.name != kNone) origins_[function.name] |= kDefinedHere;
    }
    for (const Class& one : unit_.classes) origins_[one.name] |= kDefinedHere;
    for (const Code& code : unit_.codes) {
      if (code.kind != CodeKind::kImport && code.kind != CodeKind::kImportFrom) continue;
      const std::string_view module = unit_.Name(code.a);
      const bool of_python = (code.kind == CodeKind::kImport || code.flags == 0) &&
                             IsStandardLibrary(module.substr(0, module.find('.')));
      const Origin origin = of_python ? kOfPython : kOfFile;
      if (code.kind == CodeKind::kImport) {
        origins_[code.b] |= origin;
        continue;
      }
      const std::span<const uint32_t> list = unit_.List(code.b);
      for (size_t i = 0; i + 2 < list.size(); i += 3) origins_[list[i + 1]] |= origin;
    }
  }

  // A function that hands something on to one that stores it stores it.
  void FollowHanding() {
    std::vector<bool> stores(unit_.names.size());
    std::vector<uint32_t> due;
    const auto add = [&](uint32_t index) {
      const Function& function = unit_.functions[index];
      const uint32_t name = is_init_[index] ? unit_.classes[function.of_class].name : function.name;
      if (name == kNone || stores[name]) return;
      stores[name] = true;
      due.push_back(name);
    };
    for (uint32_t i = 0; i < unit_.functions.size(); ++i) {
      if (exits_.ways[i] & kAside) add(i);
    }
    while (!due.empty()) {
      uint32_t at = first_handing_[due.back()];
      due.pop_back();
      for (; at != kNone; at = handings_[at].next) {
        const uint32_t function = handings_[at].function;
        if (exits_.ways[function] & kAside) continue;
        exits_.ways[function] |= kAside;
        add(function);
      }
    }
  }

  void Give(uint32_t index, Way way) {
    if (owners_[index] != kNone) exits_.ways[owners_[index]] |= way;
  }

  void Look(uint32_t index) {
    const Code& code = unit_.codes[index];
    switch (code.kind) {
      case CodeKind::kReturn:
        if (code.a != kNone && unit_.codes[code.a].kind != CodeKind::kConstant)
          Give(index, kByValue);
        return;
      case CodeKind::kYield: Give(index, kByValue); return;
      case CodeKind::kRaise:
        if (code.a == kNone || !IsPlainException(code.a)) Give(index, kByRaising);
        return;
      case CodeKind::kAssign:
        for (const uint32_t target : unit_.List(code.a)) Target(index, target, 0);
        return;
      case CodeKind::kAugmented:
        // x += y changes the list that x is.
        if (unit_.codes[code.a].kind == CodeKind::kName && !IsConstant(code.b)) Give(index, kAside);
        Target(index, code.a, 0);
        return;
      case CodeKind::kAnnotated:
      case CodeKind::kNamed: Target(index, code.a, 0); return;
      case CodeKind::kClause: Target(index, code.a, 0); return;
      case CodeKind::kFor: Target(index, unit_.List(code.a)[0], 0); return;
      case CodeKind::kWithItem: Target(index, code.b, 0); return;
      case CodeKind::kExpression: Dropped(code.a); return;
      case CodeKind::kCall: Call(index, code); return;
      case CodeKind::kAttribute: exits_.has_part[code.a] = true; return;
      case CodeKind::kHandler:
        if (code.b == kNone) return;
        Mark(owners_[index], &exits_.catches);
        caught_.push_back(code.b);
        return;
      default: return;
    }
  }

  void Mark(uint32_t function, std::vector<bool>* functions) {
    for (; function != kNone && !(*functions)[function]; function = unit_.functions[function].outer)
      (*functions)[function] = true;
  }

  // The names that stand before a statement and behind the one before are its own.
  void FindTelling() {
    if (caught_.empty()) return;
    std::vector<bool> is_caught(unit_.names.size());
    std::vector<bool> is_target(unit_.codes.size());
    for (const uint32_t target : caught_) {
      is_target[target] = true;
      if (unit_.codes[target].kind == CodeKind::kName) is_caught[unit_.codes[target].a] = true;
    }
    std::vector<uint32_t>
        said;  // functions that name what was caught in the statement that is next
    for (uint32_t i = 0; i < unit_.codes.size(); ++i) {
      const Code& code = unit_.codes[i];
      if (code.kind == CodeKind::kName && is_caught[code.a] && !is_target[i]) {
        if (owners_[i] != kNone) said.push_back(owners_[i]);
      }
      if (code.kind < CodeKind::kExpression || said.empty()) continue;
      if (!IsLogging(code) && !IsRaisedOn(code)) {
        for (const uint32_t function : said) Mark(function, &exits_.tells);
      }
      said.clear();
    }
  }

  bool IsLogging(const Code& statement) const {
    if (statement.kind != CodeKind::kExpression) return false;
    const Code& call = unit_.codes[statement.a];
    if (call.kind != CodeKind::kCall) return false;
    const Code& callee = unit_.codes[call.a];
    const uint32_t name = callee.kind == CodeKind::kAttribute ? callee.b : callee.a;
    if (callee.kind != CodeKind::kAttribute && callee.kind != CodeKind::kName) return false;
    if ((origins_[name] & (kDefinedHere | kOfFile)) || !Has(kLogging, unit_.Name(name)))
      return false;
    // print(error, file=answer)
    const std::span<const uint32_t> arguments = unit_.List(call.b);
    return std::none_of(arguments.begin(), arguments.end(), [this](uint32_t argument) {
      const uint32_t keyword = unit_.codes[argument].b;
      return keyword != kNone && unit_.Name(keyword) == "file";
    });
  }

  // raise Failed(str(error)) from error; not raise HTTPException(500, str(error)), which is an
  // answer.
  bool IsRaisedOn(const Code& statement) const {
    if (statement.kind != CodeKind::kRaise) return false;
    if (statement.a == kNone || unit_.codes[statement.a].kind != CodeKind::kCall) return true;
    const Code& callee = unit_.codes[unit_.codes[statement.a].a];
    const uint32_t name = callee.kind == CodeKind::kAttribute ? callee.b
                          : callee.kind == CodeKind::kName    ? callee.a
                                                              : kNone;
    return name == kNone || !unit_.Name(name).starts_with("HTTP");
  }

  void Target(uint32_t index, uint32_t target, int depth) {
    if (target == kNone || depth >= kMaxDepth) return;
    const Code& code = unit_.codes[target];
    switch (code.kind) {
      case CodeKind::kAttribute:
        // What __init__ puts into its object is in what a call of the class gives.
        if (!IsOwnObject(owners_[index], code.a)) Give(index, kAside);
        return;
      case CodeKind::kSubscript: Give(index, kAside); return;
      case CodeKind::kName:
        if (code.b == kNone || (code.flags & kOuter)) Give(index, kAside);
        return;
      case CodeKind::kStarred: Target(index, code.a, depth + 1); return;
      case CodeKind::kTuple:
      case CodeKind::kList:
        for (const uint32_t item : unit_.List(code.a)) Target(index, item, depth + 1);
        return;
      default: return;
    }
  }

  void Dropped(uint32_t index) {
    const Code* code = &unit_.codes[index];
    if (code->kind == CodeKind::kAwait) code = &unit_.codes[code->a];
    if (code->kind == CodeKind::kCall) exits_.is_dropped[code->a] = true;
  }

  void Call(uint32_t index, const Code& code) {
    exits_.is_callee[code.a] = true;
    const uint32_t function = owners_[index];
    if (function == kNone || code.b == kNone || (exits_.ways[function] & kAside)) return;
    const Code& callee = unit_.codes[code.a];
    if (callee.kind != CodeKind::kName && callee.kind != CodeKind::kAttribute) {
      if (HandsOn(code)) Give(index, kAside);
      return;
    }
    const bool is_method = callee.kind == CodeKind::kAttribute;
    const uint32_t name = is_method ? callee.b : callee.a;
    const std::string_view text = unit_.Name(name);
    if (Has(kPutting, text) && (is_method || text != "set")) return Give(index, kAside);
    if (!HandsOn(code)) return;
    if (is_method ? KeepsNothing(callee) : KeepsNothing(name)) return;
    if (origins_[name] == kDefinedHere && (!is_method || IsOwnObject(callee.a))) {
      handings_.push_back({function, first_handing_[name]});
      first_handing_[name] = static_cast<uint32_t>(handings_.size() - 1);
      return;
    }
    Give(index, kAside);
  }

  // Whether a call is given something that a source may be in.
  bool HandsOn(const Code& call) const {
    for (const uint32_t argument : unit_.List(call.b)) {
      if (!IsConstant(unit_.codes[argument].a)) return true;
    }
    return false;
  }

  bool IsConstant(uint32_t index) const { return unit_.codes[index].kind == CodeKind::kConstant; }

  // What no source is in: NotFound, NotFound("no such page").
  bool IsPlainException(uint32_t index) const {
    const Code* code = &unit_.codes[index];
    if (code->kind == CodeKind::kCall) {
      if (HandsOn(*code)) return false;
      code = &unit_.codes[code->a];
    }
    return code->kind == CodeKind::kName && code->b == kNone;
  }

  // A function that is called by its name alone.
  bool KeepsNothing(uint32_t name) const {
    if (origins_[name] != 0) return origins_[name] == kOfPython;
    const std::string_view text = unit_.Name(name);
    return Has(kKeepingNothing, text) || text.ends_with("Error") || text.ends_with("Exception");
  }

  bool KeepsNothing(const Code& method) const {
    const Code* root = &unit_.codes[method.a];
    if (root->kind == CodeKind::kConstant || root->kind == CodeKind::kFormat) return true;
    while (root->kind == CodeKind::kAttribute) root = &unit_.codes[root->a];
    if (root->kind == CodeKind::kName && origins_[root->a] == kOfPython) return true;
    return origins_[method.b] == 0 && Has(kMethodsKeepingNothing, unit_.Name(method.b));
  }

  // self.
  bool IsOwnObject(uint32_t index) const {
    const Code& code = unit_.codes[index];
    return code.kind == CodeKind::kName && unit_.Name(code.a) == "self";
  }
  bool IsOwnObject(uint32_t function, uint32_t index) const {
    return function != kNone && is_init_[function] && IsOwnObject(index);
  }

  const Unit& unit_;
  const std::vector<uint32_t>& owners_;
  WaysOut& exits_;
  std::vector<uint8_t> origins_;         // by name of the unit: bits of Origin
  std::vector<bool> is_init_;            // by function
  std::vector<uint32_t> first_handing_;  // by name of the unit: a place in handings_
  std::vector<Handing> handings_;
  std::vector<uint32_t> caught_;  // codes of the names that exceptions are caught by
};

// What is defined in a function comes behind it.
std::vector<uint32_t> OwnersOf(const Unit& unit) {
  std::vector<uint32_t> owners(unit.codes.size(), kNone);
  for (uint32_t i = 0; i < unit.functions.size(); ++i) {
    const Function& function = unit.functions[i];
    std::fill(owners.begin() + function.first_code, owners.begin() + function.end_code, i);
  }
  return owners;
}

}  // namespace

WaysOut WaysOutOf(const Unit& unit) {
  WaysOut exits{.owners = OwnersOf(unit)};
  Finder(unit, &exits).Find();
  return exits;
}

}  // namespace meerkat::flow

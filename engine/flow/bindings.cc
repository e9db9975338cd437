#include "engine/flow/bindings.h"

#include <algorithm>

namespace meerkat::flow {
namespace {

class Finder {
 public:
  explicit Finder(Unit* unit) : unit_(*unit) {}

  void Find() {
    const std::span<const uint32_t> body = unit_.List(unit_.module_body);
    for (uint32_t i = 0; i < body.size(); ++i) {
      at_ = i;
      Statement(body[i], 0);
    }
    // Of one name in the order in which they stand, each once.
    std::sort(unit_.bindings.begin(), unit_.bindings.end());
    unit_.bindings.erase(std::unique(unit_.bindings.begin(), unit_.bindings.end()),
                         unit_.bindings.end());
  }

 private:
  static constexpr int kMaxDepth = 20;

  void Bind(uint32_t name) { unit_.bindings.push_back({name, at_}); }

  // x, x.y and x[y] change what x is.
  void Target(uint32_t index) {
    for (int depth = 0; index != kNone && depth < kMaxDepth; ++depth) {
      const Code& code = unit_.codes[index];
      switch (code.kind) {
        case CodeKind::kName: Bind(code.a); return;
        case CodeKind::kAttribute:
        case CodeKind::kSubscript:
        case CodeKind::kStarred: index = code.a; break;
        case CodeKind::kTuple:
        case CodeKind::kList: Targets(code.a, depth); return;
        default: return;
      }
    }
  }

  void Targets(uint32_t list, int depth) {
    if (depth + 1 >= kMaxDepth) return;
    for (const uint32_t item : unit_.List(list)) Target(item);
  }

  void Block(uint32_t list, int depth) {
    for (const uint32_t statement : unit_.List(list)) Statement(statement, depth + 1);
  }

  void Statement(uint32_t index, int depth) {
    if (depth >= kMaxDepth) return;
    const Code& code = unit_.codes[index];
    switch (code.kind) {
      case CodeKind::kAssign:
        for (const uint32_t target : unit_.List(code.a)) Target(target);
        return;
      case CodeKind::kAugmented:
      case CodeKind::kAnnotated: Target(code.a); return;
      case CodeKind::kDefine: Bind(unit_.functions[code.a].name); return;
      case CodeKind::kClass: Bind(unit_.classes[code.a].name); return;
      case CodeKind::kImport: Bind(code.b); return;
      case CodeKind::kImportFrom: {
        const std::span<const uint32_t> names = unit_.List(code.b);
        for (size_t i = 0; i + 2 < names.size(); i += 3) Bind(names[i + 1]);
        return;
      }
      case CodeKind::kImportStar: Bind(kNone); return;
      case CodeKind::kIf:
        Block(code.b, depth);
        Block(code.c, depth);
        return;
      case CodeKind::kTry:
        Block(code.a, depth);
        for (const uint32_t handler : unit_.List(code.b)) Block(unit_.codes[handler].c, depth);
        for (const uint32_t block : unit_.List(code.c)) Block(block, depth);
        return;
      case CodeKind::kMatch:
        for (const uint32_t one : unit_.List(code.b)) Block(unit_.codes[one].b, depth);
        return;
      default: return;
    }
  }

  Unit& unit_;
  uint32_t at_ = 0;
};

// Without the blanks and comments before a statement and its decorators.
std::string_view WithoutGap(std::string_view text) {
  while (!text.empty()) {
    if (text.front() == '#') {
      text.remove_prefix(std::min(text.find('\n'), text.size()));
    } else if (std::string_view(" \t\r\n\f;\\").find(text.front()) != std::string_view::npos) {
      text.remove_prefix(1);
    } else {
      break;
    }
  }
  return text;
}

}  // namespace

void FindBindings(Unit* unit) { Finder(unit).Find(); }

void DigestStatements(std::string_view text, Unit* unit) {
  uint32_t end = 0;
  for (const uint32_t statement : unit->List(unit->module_body)) {
    const core::Span span = unit->codes[statement].span;
    // From where the one before ends: decorators may stand before the statement. Several statements
    // may have one text, as in `import a, b`.
    const uint32_t begin = std::min(end, span.begin);
    end = std::max(end, span.end);
    const core::Digest digest = core::Sha256(WithoutGap(text.substr(begin, end - begin)));
    std::copy_n(digest.bytes.begin(), 16, unit->statement_digests.emplace_back().begin());
  }
}

std::vector<core::Digest> BindingDigests(const Unit& unit, std::span<const std::string> names) {
  static const core::Digest kUnbound = core::DigestBuilder().Finish();
  std::vector<core::Digest> digests(names.size(), kUnbound);
  // Bindings of one name stand together.
  for (size_t i = 0, end = 0; i < unit.bindings.size(); i = end) {
    const uint32_t bound = unit.bindings[i].first;
    for (end = i; end < unit.bindings.size() && unit.bindings[end].first == bound;) ++end;
    const std::string_view name = unit.Name(bound);
    const auto asked = std::lower_bound(names.begin(), names.end(), name);
    if (asked == names.end() || *asked != name) continue;
    core::DigestBuilder digest;
    for (size_t k = i; k < end; ++k) {
      const std::array<uint8_t, 16>& of = unit.statement_digests[unit.bindings[k].second];
      digest.Add(std::string_view(reinterpret_cast<const char*>(of.data()), of.size()));
    }
    digests[static_cast<size_t>(asked - names.begin())] = digest.Finish();
  }
  return digests;
}

}  // namespace meerkat::flow

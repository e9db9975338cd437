// The part of Interpreter for conditions about paths.

#include <algorithm>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

using core::Bit;
using core::SinkKind;

// root + "/", os.path.join(root, ""), root + os.sep
bool Interpreter::EndsWithSeparator(uint32_t place, V value) const {
  if (value->IsString()) return value->text.ends_with('/') || value->text.ends_with('\\');
  const Code& code = unit().codes[place];
  if (code.kind == CodeKind::kAttribute) return unit().Name(code.b) == "sep";
  const auto is_constant = [this](uint32_t index, auto holds) {
    if (index == kNone) return false;
    const Code& given = unit().codes[index];
    return given.kind == CodeKind::kConstant && holds(unit().TextOf(unit().constants[given.a]));
  };
  if (code.kind == CodeKind::kBinary && code.b != kNone) {
    const Code& last = unit().codes[code.b];
    return (last.kind == CodeKind::kAttribute && unit().Name(last.b) == "sep") ||
           is_constant(code.b, [](std::string_view text) { return text.ends_with('/'); });
  }
  const std::span<const uint32_t> arguments =
      code.kind == CodeKind::kCall ? unit().List(code.b) : std::span<const uint32_t>();
  return arguments.size() > 1 && is_constant(unit().codes[arguments.back()].a,
                                             [](std::string_view text) { return text.empty(); });
}

// os.path.commonpath([base, path]) == base. It takes "/base/.." for a path in "/base": what is
// compared must be normal. os.path.commonprefix takes "/base-2", too, unless the base ends with a
// separator.
bool Interpreter::AssumeCommonPath(V callee, V value, uint32_t other_place, V other) {
  const bool is_prefix = callee->path == known_->common_prefix;
  if (!is_prefix && callee->path != known_->common_path) return false;
  for (const Mark& mark : value->taint->all()) {
    const bool is_base = other->taint != nullptr &&
                         std::any_of(other->taint->marks, other->taint->marks + other->taint->count,
                                     [&](const Mark& base) { return base.source == mark.source; });
    if (!is_base && !(mark.cleared & kNormalPath)) return true;
  }
  // Of an archive's members hardly one is called so that it would come to lie beside the folder.
  const bool is_whole =
      !is_prefix || EndsWithSeparator(other_place, other) || AreMembers(value->taint);
  RefineSources(value->taint,
                Bit(SinkKind::kArchive) | (is_whole ? Bit(SinkKind::kPath) : core::SinkSet{0}));
  if (is_prefix) RefineMembers(value->taint);
  return true;
}

// os.path.dirname(path) == base, path.parent == base: of a normal path.
void Interpreter::AssumeFolder(const Code& folder, V value, V base) {
  if (value->taint == nullptr || !value->taint->IsClearedFor(kNormalPath) || IsFromOutside(base))
    return;
  uint32_t path = kNone;
  if (folder.kind == CodeKind::kAttribute && unit().Name(folder.b) == "parent") path = folder.a;
  if (folder.kind == CodeKind::kCall && unit().List(folder.b).size() == 1) {
    const V callee = Eval(folder.a);
    const bool asks =
        callee->kind == ValueKind::kExternal && symbols_.Text(callee->path->step) == "dirname";
    if (asks) path = unit().codes[unit().List(folder.b)[0]].a;
  }
  if (path != kNone) Refine(path, Bit(SinkKind::kPath) | Bit(SinkKind::kArchive));
}

// One of the two things that keep a normal path in its folder; what was made of the path before is
// kept, too.
void Interpreter::AssumePathPart(uint32_t place, V value, core::SinkSet part) {
  if (value->taint == nullptr || value->taint->count == 0) return;
  if (!value->taint->IsClearedFor(kNormalPath)) return;
  const core::SinkSet cleared = Bit(SinkKind::kPath) | Bit(SinkKind::kArchive);
  if (PlaceValue(place) == nullptr) {
    // os.path.relpath(path, base).startswith("..")
    if (value->taint->IsClearedFor((kRelativePath | kNoParentPath) & ~part))
      RefineSources(value->taint, cleared);
    return;
  }
  Refine(place, part);
  const V now = PlaceValue(place);
  if (now->taint == nullptr ||
      !now->taint->IsClearedFor(kNormalPath | kRelativePath | kNoParentPath))
    return;
  Refine(place, cleared);
  RefineSources(value->taint, cleared);
}

// name.replace("-", "").replace("_", ""): where that is tame, so is the name but for what was left
// out.
void Interpreter::RefineBesides(uint32_t place) {
  core::SinkSet cleared = core::kAllSinks;
  while (unit().codes[place].kind == CodeKind::kCall) {
    const Code& call = unit().codes[place];
    const Code& function = unit().codes[call.a];
    const std::span<const uint32_t> arguments = unit().List(call.b);
    if (function.kind != CodeKind::kAttribute || arguments.size() != 2 ||
        unit().Name(function.b) != "replace") {
      return;
    }
    const V left_out = Eval(unit().codes[arguments[0]].a);
    const V by = Eval(unit().codes[arguments[1]].a);
    if (!left_out->IsString() || !by->IsString() || !by->text.empty()) return;
    if (left_out->text == "-") {
      cleared &= ~Bit(SinkKind::kArgument);
    } else if (left_out->text != "_") {
      return;
    }
    place = function.a;
  }
  Refine(place, cleared);
}

}  // namespace meerkat::flow

// The part of Interpreter that finds routes which stand elsewhere than at their handlers: in a
// table of the same file, [(r"/show/(?P<kind>a|b)", Show)], or in the urls.py beside it.

#include <algorithm>
#include <string>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {
namespace {

std::string_view LastNameOf(const Unit& unit, uint32_t index) {
  const Code& code = unit.codes[index];
  if (code.kind == CodeKind::kName) return unit.Name(code.a);
  if (code.kind == CodeKind::kAttribute) return unit.Name(code.b);
  return {};
}

// The text of a constant; empty for what is none.
std::string_view TextOf(const Unit& unit, uint32_t index) {
  const Code& code = unit.codes[index];
  if (code.kind != CodeKind::kConstant) return {};
  const Constant& constant = unit.constants[code.a];
  return constant.kind == ConstantKind::kString ? unit.TextOf(constant) : std::string_view();
}

// views.show, Show, Show.as_view(), login_required(views.show)
void AddHandlers(const Unit& unit, uint32_t index, std::string_view route, int depth,
                 absl::flat_hash_map<std::string_view, std::vector<std::string_view>>* routes) {
  const Code& code = unit.codes[index];
  if (code.kind == CodeKind::kCall && depth < 4) {
    if (LastNameOf(unit, code.a) == "as_view") {
      return AddHandlers(unit, unit.codes[code.a].a, route, depth + 1, routes);
    }
    for (const uint32_t argument : unit.List(code.b)) {
      AddHandlers(unit, unit.codes[argument].a, route, depth + 1, routes);
    }
    return;
  }
  const std::string_view name = LastNameOf(unit, index);
  if (!name.empty()) (*routes)[name].push_back(route);
}

bool ImportsDjango(const Unit& unit) {
  return std::any_of(unit.codes.begin(), unit.codes.end(), [&](const Code& code) {
    if (code.kind != CodeKind::kImportFrom && code.kind != CodeKind::kImport) return false;
    const std::string_view name = unit.Name(code.a);
    return code.flags <= kWhole &&
           (name.starts_with("django") || name.starts_with("rest_framework"));
  });
}

}  // namespace

// path("show/<int:number>/", views.show), re_path(r"^(?P<kind>a|b)/$", Show.as_view())
void Interpreter::AddRoutesOf(const Unit& unit) {
  for (const Code& code : unit.codes) {
    if (code.kind != CodeKind::kCall) continue;
    const std::string_view name = LastNameOf(unit, code.a);
    if (name != "path" && name != "re_path" && name != "url") continue;
    const std::span<const uint32_t> arguments = unit.List(code.b);
    if (arguments.size() < 2) continue;
    const std::string_view route = TextOf(unit, unit.codes[arguments[0]].a);
    if (!route.empty()) AddHandlers(unit, unit.codes[arguments[1]].a, route, 0, &routes_elsewhere_);
  }
}

// Of the file under analysis, by the name of a function or class: once, when the first is asked
// for.
const std::vector<std::string_view>& Interpreter::RoutesElsewhere(std::string_view handler) {
  static const std::vector<std::string_view> kNoRoutes;
  const Unit& unit = *module_.unit;
  if (!has_routes_elsewhere_) {
    has_routes_elsewhere_ = true;
    for (const Code& code : unit.codes) {
      if (code.kind != CodeKind::kTuple && code.kind != CodeKind::kCall) continue;
      std::span<const uint32_t> items = unit.List(code.kind == CodeKind::kTuple ? code.a : code.b);
      if (items.size() < 2) continue;
      uint32_t first = items[0];
      uint32_t second = items[1];
      if (code.kind == CodeKind::kCall) {
        const std::string_view name = LastNameOf(unit, code.a);
        if (name != "url" && name != "URLSpec") continue;
        first = unit.codes[first].a;
        second = unit.codes[second].a;
      }
      const std::string_view route = TextOf(unit, first);
      const bool is_route =
          route.find('(') != route.npos && (route.starts_with('/') || route.starts_with('^'));
      if (is_route) AddHandlers(unit, second, route, 4, &routes_elsewhere_);
    }
    if (units_ != nullptr && ImportsDjango(unit)) {
      std::string_view folder = unit.path;
      for (int up = 0; up < 2 && !folder.empty(); ++up) {
        folder = folder.substr(0, folder.rfind('/') == folder.npos ? 0 : folder.rfind('/'));
        std::string dotted(folder);
        for (char& c : dotted) {
          if (c == '/') c = '.';
        }
        dotted += dotted.empty() ? "urls" : ".urls";
        const Unit* urls = units_->Find(unit.path, dotted);
        if (urls == nullptr || urls->path == unit.path) continue;
        AddRoutesOf(*urls);
        units_->OnLookedUp(*urls, std::nullopt);
      }
    }
  }
  const auto place = routes_elsewhere_.find(handler);
  return place == routes_elsewhere_.end() ? kNoRoutes : place->second;
}

}  // namespace meerkat::flow

#include "engine/rules/site.h"

#include <vector>

#include "engine/rules/values.h"

namespace meerkat::rules {

using syntax::Kind;
using syntax::Node;

std::string_view Site::QualifiedName(Node expression) const {
  std::vector<std::string_view> names;
  names_.QualifiedNames(expression, &names);
  return names.empty() ? std::string_view() : names.front();
}

bool ReadsAs(Node argument, std::string_view text) {
  switch (argument.kind()) {
    case Kind::kTrue:
    case Kind::kFalse:
    case Kind::kNone:
    case Kind::kIdentifier: return argument.text() == text;
    case Kind::kAttribute: return syntax::LastName(argument) == text;
    case Kind::kString:
    case Kind::kConcatenatedString: return syntax::StringEquals(argument, text);
    default: return false;
  }
}

bool IsReadable(Node argument) {
  switch (argument.kind()) {
    case Kind::kIdentifier:
    case Kind::kAttribute:
    case Kind::kList:
    case Kind::kTuple:
    case Kind::kSet:
    case Kind::kDictionary: return true;
    default: return syntax::IsConstant(argument);
  }
}

bool IsInTests(const Site& site) { return IsTestPath(site.file().path()); }

std::string_view LastComponent(std::string_view qualified) {
  const size_t dot = qualified.rfind('.');
  return dot == std::string_view::npos ? qualified : qualified.substr(dot + 1);
}

std::string_view FirstComponent(std::string_view qualified) {
  return qualified.substr(0, qualified.find('.'));
}

bool HasComponent(std::string_view qualified, std::string_view component) {
  while (true) {
    const size_t dot = qualified.find('.');
    if (qualified.substr(0, dot) == component) return true;
    if (dot == std::string_view::npos) return false;
    qualified.remove_prefix(dot + 1);
  }
}

}  // namespace meerkat::rules

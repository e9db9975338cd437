#include "engine/rules/files/checked_members.h"

#include "engine/rules/constants.h"
#include "engine/rules/values.h"

namespace meerkat::rules::files {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

namespace {

// Each call of extractall() looks at its whole function.
constexpr uint32_t kMaxNodes = 1'000;

// archive.getmembers(), archive.getnames(), archive
bool AreMembersOf(Node iterated, std::string_view archive, bool* are_names) {
  if (!iterated) return false;
  if (iterated.text() == archive) return true;
  if (iterated.kind() != Kind::kCall) return false;
  const Node function = syntax::Call(iterated).Function();
  const std::string_view name = syntax::LastName(function);
  *are_names = name == "getnames";
  return (name == "getmembers" || name == "getnames") &&
         function.Child(Field::kObject).text() == archive;
}

// Whether a loop asks for names of members, and may end the function by it.
bool MayRefuse(Node loop, bool are_names) {
  bool refuses = false;
  bool asks = are_names;
  for (const Node node : loop.tree().Subtree(loop)) {
    refuses |= node.kind() == Kind::kRaise || node.kind() == Kind::kReturn;
    if (node.kind() != Kind::kAttribute) continue;
    const std::string_view name = syntax::LastName(node);
    asks |= name == "name" || name == "path";
  }
  return refuses && asks;
}

}  // namespace

bool AreMembersChecked(const Site& site) {
  const Node function = syntax::EnclosingFunction(site.node());
  if (!function || function.after() - function.index() > kMaxNodes) return false;
  const Node archive = site.call().Function().Child(Field::kObject);
  if (archive.kind() != Kind::kIdentifier) return false;
  for (const Node node : function.tree().Subtree(function)) {
    if (node.begin() >= site.node().begin()) break;
    if (node.kind() != Kind::kFor) continue;
    Node iterated = node.Child(Field::kRight);
    bool are_names = false;
    if (iterated.text() != archive.text()) iterated = ValueOf(site, iterated);
    if (AreMembersOf(iterated, archive.text(), &are_names) && MayRefuse(node, are_names))
      return true;
  }
  return false;
}

}  // namespace meerkat::rules::files

#include "engine/rules/files/checked_members.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

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

// is_within(folder, path), check_safe_path(path)
bool IsNamedLikePathTest(std::string_view name) {
  static constexpr std::string_view kTests[] = {"startswith",    "isabs",        "is_absolute",
                                                "commonpath",    "commonprefix", "relative_to",
                                                "is_relative_to"};
  static constexpr std::string_view kWords[] = {"within",  "inside",  "outside", "below",
                                                "under",   "safe",    "travers", "escape",
                                                "contain", "relative"};
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::find(std::begin(kTests), std::end(kTests), name) != std::end(kTests) ||
         std::any_of(std::begin(kWords), std::end(kWords), [&lower](std::string_view word) {
           return lower.find(word) != std::string::npos;
         });
}

// What the body of a loop over members says of their names.
class Loop {
 public:
  Loop(Node loop, bool are_names) : loop_(loop), member_(loop.Child(Field::kLeft)) {
    if (are_names) named_.push_back(member_.text());
  }

  // Whether some condition asks where a member's name leads, and its branch refuses the archive.
  bool MayRefuse() {
    if (member_.kind() != Kind::kIdentifier) return false;
    for (const Node node : loop_.tree().Subtree(loop_)) {
      if (node.kind() == Kind::kAssignment) Follow(node);
      if (node.kind() != Kind::kIf && node.kind() != Kind::kElif) continue;
      const Node condition = node.Child(Field::kCondition);
      if (!condition || !AsksWhere(condition)) continue;
      if (Refuses(node.Child(Field::kConsequence)) || Refuses(node.Child(Field::kAlternative)))
        return true;
    }
    return false;
  }

 private:
  bool IsOneOf(const std::vector<std::string_view>& names, Node node) const {
    return node.kind() == Kind::kIdentifier &&
           std::find(names.begin(), names.end(), node.text()) != names.end();
  }

  // member.name, member.path, and what was made of one of them
  bool ReadsName(Node part) const {
    for (const Node node : part.tree().Subtree(part)) {
      if (IsOneOf(named_, node)) return true;
      if (node.kind() != Kind::kAttribute) continue;
      const std::string_view name = syntax::LastName(node);
      if ((name == "name" || name == "path") &&
          node.Child(Field::kObject).text() == member_.text()) {
        return true;
      }
    }
    return false;
  }

  // path.startswith(folder), ".." in path.split("/"), folder in path.parents, is_safe(member)
  bool TestsPath(Node part) const {
    for (const Node node : part.tree().Subtree(part)) {
      if (syntax::IsString(node) && syntax::StringEquals(node, "..")) return true;
      if (node.kind() == Kind::kAttribute && syntax::LastName(node) == "parents") return true;
      if (node.kind() != Kind::kCall) continue;
      // Of any object: abspath(path).startswith(folder)
      const Node function = syntax::Call(node).Function();
      const Node method = function.Child(Field::kAttribute);
      if (IsNamedLikePathTest(method ? method.text() : function.text())) return true;
    }
    return false;
  }

  bool Mentions(Node part, std::string_view name) const {
    for (const Node node : part.tree().Subtree(part)) {
      if (node.kind() == Kind::kIdentifier && node.text() == name) return true;
    }
    return false;
  }

  // target = os.path.join(folder, member.name); is_below = target.startswith(folder)
  void Follow(Node assignment) {
    const Node left = assignment.Child(Field::kLeft);
    const Node right = assignment.Child(Field::kRight);
    if (left.kind() != Kind::kIdentifier || !right || !ReadsName(right)) return;
    named_.push_back(left.text());
    if (TestsPath(right)) tested_.push_back(left.text());
  }

  bool AsksWhere(Node condition) const {
    for (const Node node : condition.tree().Subtree(condition)) {
      if (IsOneOf(tested_, node)) return true;
    }
    return TestsPath(condition) && (ReadsName(condition) || HandsOverMember(condition));
  }

  // is_safe(member)
  bool HandsOverMember(Node condition) const {
    for (const Node node : condition.tree().Subtree(condition)) {
      if (node.kind() != Kind::kCall) continue;
      for (const Node argument : syntax::Call(node).Arguments().children()) {
        if (argument.kind() == Kind::kIdentifier && argument.text() == member_.text()) return true;
      }
    }
    return false;
  }

  // raise …, return; not `return member`, which has found one.
  bool Refuses(Node branch) const {
    if (!branch) return false;
    for (const Node node : branch.tree().Subtree(branch)) {
      if (node.kind() == Kind::kRaise) return true;
      if (node.kind() == Kind::kReturn && !Mentions(node, member_.text())) return true;
    }
    return false;
  }

  Node loop_;
  Node member_;
  std::vector<std::string_view> named_;   // names of what was made of the member's name
  std::vector<std::string_view> tested_;  // and of what was found out about it
};

// t = tarfile.open(other), with tarfile.open(other) as t, for t in archives
bool Binds(Node node, std::string_view name) {
  if (node.kind() != Kind::kIdentifier || node.text() != name) return false;
  const Kind parent = node.parent().kind();
  const Field field = node.field();
  return (field == Field::kLeft && (parent == Kind::kAssignment || parent == Kind::kFor)) ||
         (field == Field::kAlias && parent == Kind::kAsPattern) ||
         (field == Field::kName && parent == Kind::kNamedExpression);
}

// Whether every way to a place goes through the loop: it stands in a block around the place.
bool IsOnTheWay(Node loop, Node place) {
  const Node block = loop.parent();
  return block.index() < place.index() && place.index() < block.after();
}

}  // namespace

bool AreMembersChecked(const Site& site) {
  const Node function = syntax::EnclosingFunction(site.node());
  if (!function || function.after() - function.index() > kMaxNodes) return false;
  const Node archive = site.call().Function().Child(Field::kObject);
  if (archive.kind() != Kind::kIdentifier) return false;
  bool checked = false;
  for (const Node node : function.tree().Subtree(function)) {
    if (node.begin() >= site.node().begin()) break;
    if (Binds(node, archive.text())) checked = false;  // another archive from here on
    if (node.kind() != Kind::kFor || checked || !IsOnTheWay(node, site.node())) continue;
    Node iterated = node.Child(Field::kRight);
    bool are_names = false;
    if (iterated.text() != archive.text()) iterated = ValueOf(site, iterated);
    checked =
        AreMembersOf(iterated, archive.text(), &are_names) && Loop(node, are_names).MayRefuse();
  }
  return checked;
}

}  // namespace meerkat::rules::files

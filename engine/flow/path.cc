#include "engine/flow/path.h"

#include <algorithm>
#include <charconv>

#include "engine/flow/standard_library.h"

namespace meerkat::flow {

Paths::Paths(Symbols* symbols)
    : symbols_(symbols), call_(symbols->Of("()")), element_(symbols->Of("[]")) {
  nodes_.push_back({.said = &nothing_});
  root_ = &nodes_.back();
  any_ = MutableChild(root_, symbols_->Of("*"));
  // Names first: what other rows say then holds for both.
  for (const ModelTable* table : ModelTables()) {
    for (const SameModel& row : table->same) {
      Path* other = At(row.as);
      for (Path* node : AllAt(row.path)) node->same_as = other;
    }
  }
  for (const ModelTable* table : ModelTables()) LoadTypes(*table);
  for (const ModelTable* table : ModelTables()) Load(*table);
  FindBrought();
}

// What leads to a source, or to functions that are called with one: its path from the beginning,
// and whatever is of a type that leads to one.
void Paths::FindBrought() {
  for (const Path& node : nodes_) {
    const Said& said = *node.said;
    if (said.source != nullptr) MarkWay(&node, &Path::brings, said.source->kind);
    if (said.handler != nullptr) MarkWay(&node, &Path::brings, said.handler->entry.kind);
  }
  FollowTypes(&Path::brings);
  for (const Path& node : nodes_) {
    const Said& said = *node.said;
    if (said.entry != nullptr) MarkWay(&node, &Path::leads_to, said.entry->kind);
    if (said.parameter != nullptr) MarkWay(&node, &Path::leads_to, said.parameter->kind);
    if (node.brings != 0) MarkWay(&node, &Path::leads_to, node.brings);
  }
  FollowTypes(&Path::leads_to);
}

bool Paths::MarkWay(const Path* node, uint16_t Path::* kinds_of, uint16_t kinds) {
  bool is_new = false;
  for (; node != nullptr; node = node->parent) {
    is_new |= (node->*kinds_of & kinds) != kinds;
    const_cast<Path*>(node)->*kinds_of |= kinds;
  }
  return is_new;
}

void Paths::FollowTypes(uint16_t Path::* kinds_of) {
  root_->*kinds_of = 0;  // of no module
  for (bool changed = true; changed;) {
    changed = false;
    for (const Path& node : nodes_) {
      for (const Path* of : {node.type, node.base}) {
        if (of != nullptr && of->*kinds_of != 0) changed |= MarkWay(&node, kinds_of, of->*kinds_of);
      }
    }
  }
}

std::vector<Symbol> Paths::NamesOfSinks(core::SinkKind kind) const {
  std::vector<Symbol> names;
  for (const Path& node : nodes_) {
    const bool is_sink = std::any_of(node.said->sinks.begin(), node.said->sinks.end(),
                                     [kind](const Sink& sink) { return sink.kind == kind; });
    if (is_sink && node.step != call_) names.push_back(node.step);
  }
  return names;
}

std::vector<std::string> Alternatives(std::string_view paths) {
  const size_t begin = paths.find('{');
  if (begin == std::string_view::npos) return {std::string(paths)};
  const size_t end = paths.find('}', begin);
  const std::vector<std::string> rests = Alternatives(paths.substr(end + 1));
  std::vector<std::string> all;
  for (size_t at = begin + 1; at <= end;) {
    const size_t comma = std::min(paths.find(',', at), end);
    for (const std::string& rest : rests) {
      all.push_back(std::string(paths.substr(0, begin)).append(paths.substr(at, comma - at)) +
                    rest);
    }
    at = comma + 1;
  }
  return all;
}

std::vector<Path*> Paths::AllAt(std::string_view paths) {
  std::vector<Path*> nodes;
  for (const std::string& path : Alternatives(paths)) nodes.push_back(At(path));
  return nodes;
}

// "flask.request.files[].save" → its node.
Path* Paths::At(std::string_view path) {
  const std::string_view root = path.substr(0, path.find_first_of(".([:="));
  // Applications, too: their own files import each other by that name.
  static constexpr std::string_view kApplications[] = {"airflow",
                                                       "flask_appbuilder",
                                                       "gradio",
                                                       "jupyter_server",
                                                       "jupyterhub",
                                                       "langchain",
                                                       "langchain_community",
                                                       "litellm",
                                                       "mlflow",
                                                       "notebook",
                                                       "pyspark",
                                                       "ray",
                                                       "scrapy",
                                                       "streamlit"};
  if (std::find(std::begin(kApplications), std::end(kApplications), root) ==
      std::end(kApplications)) {
    libraries_.insert(symbols_->Of(root));
  }
  Path* node = root_;
  size_t at = 0;
  while (at < path.size()) {
    size_t end = at;
    if (path[at] == '(' || path[at] == '[') {
      end = at + 2;
      if (end < path.size() && path[end] == '=') ++end;
    } else {
      if (path[at] == '.') ++at;
      end = path.find_first_of(".([", at);
      if (end == std::string_view::npos) end = path.size();
    }
    node = MutableChild(node, symbols_->Of(path.substr(at, end - at)));
    while (node->same_as != nullptr) node = node->same_as;
    node->is_known = true;
    at = end;
  }
  return node;
}

Path* Paths::MutableChild(Path* path, Symbol step) {
  const auto [place, is_new] = children_.try_emplace({path, step}, nullptr);
  if (is_new) {
    const std::string_view text = symbols_->Text(step);
    // (find_first_of() of so many is a call for each letter.)
    const bool is_name = std::none_of(text.begin(), text.end(), [](char c) {
      return c == '(' || c == '[' || c == ':' || c == '=' || c == '*' || c == '/' || c == '.';
    });
    const bool may_be_file = path == root_ ? is_name && !IsStandardLibrary(text)
                                           : is_name && path != nullptr && path->may_be_file;
    nodes_.push_back({.parent = path, .said = &nothing_, .step = step, .may_be_file = may_be_file});
    place->second = &nodes_.back();
  }
  return place->second;
}

Said& Paths::SaidOf(Path* path) {
  if (path->said == &nothing_) path->said = &said_.emplace_back();
  return const_cast<Said&>(*path->said);  // one of said_
}

std::vector<ArgumentSpec> Paths::Arguments(std::string_view text) {
  std::vector<ArgumentSpec> specs;
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    std::string_view one = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ArgumentSpec spec;
    if (one == "*") {
      spec.all = true;
    } else if (one == "**") {
      spec.unpacked = true;
    } else if (one == "self") {
      spec.receiver = true;
    } else {
      const size_t colon = one.find(':');
      std::string_view position = one.substr(0, colon);
      if (position.ends_with('+')) {
        spec.and_after = true;
        position.remove_suffix(1);
      }
      std::from_chars(position.data(), position.data() + position.size(), spec.position);
      if (colon != std::string_view::npos) {
        spec.has_keyword = true;
        spec.keyword = symbols_->Of(one.substr(colon + 1));
      }
    }
    specs.push_back(spec);
  }
  return specs;
}

void Paths::LoadTypes(const ModelTable& table) {
  for (const TypeModel& row : table.types) {
    Path* type = At(row.type);
    for (Path* node : AllAt(row.path)) {
      const bool is_type = node->parent == root_ && symbols_->Text(node->step).starts_with(':');
      (is_type ? node->base : node->type) = type;
      if (row.type == ":kept") kept_.push_back(node);
    }
  }
  for (const WhenModel& row : table.types_when) {
    for (Path* node : AllAt(row.path)) {
      SaidOf(node).types_when.push_back({Arguments(row.argument)[0], &row, At(row.type)});
    }
  }
}

void Paths::Load(const ModelTable& table) {
  for (const SourceModel& row : table.sources) {
    for (Path* node : AllAt(row.path)) SaidOf(node).source = &row;
  }
  for (const SinkModel& row : table.sinks) {
    for (Path* node : AllAt(row.path)) {
      SaidOf(node).sinks.push_back({Arguments(row.arguments), row.kind, row.when});
    }
  }
  for (const CleanModel& row : table.cleans) {
    for (Path* node : AllAt(row.path)) SaidOf(node).clean = &row;
  }
  for (const UndoModel& row : table.undoes) {
    for (Path* node : AllAt(row.path)) SaidOf(node).undo = &row;
  }
  for (const CarryModel& row : table.carries) {
    for (Path* node : AllAt(row.path)) {
      SaidOf(node).has_carry = true;
      SaidOf(node).carry = Arguments(row.arguments);
    }
  }
  for (const GuardModel& row : table.guards) {
    for (Path* node : AllAt(row.path)) SaidOf(node).guard = &row;
  }
  for (const GuardModel& row : table.checks) {
    for (Path* node : AllAt(row.path)) SaidOf(node).check = &row;
  }
  for (const EntryModel& row : table.entries) {
    for (Path* node : AllAt(row.path)) SaidOf(node).entry = &row;
  }
  for (const std::string_view row : table.ends) {
    for (Path* node : AllAt(row)) node->ends = true;
  }
  for (const ParameterModel& row : table.parameters) {
    for (Path* node : AllAt(row.path)) SaidOf(node).parameter = &row;
  }
  for (const HandlerModel& row : table.handlers) {
    for (Path* node : AllAt(row.entry.path)) {
      SaidOf(node).handler = &row;
      SaidOf(node).handed = Arguments(row.arguments);
    }
  }
}

const Path* Paths::Module(std::string_view dotted) {
  Path* node = root_;
  while (!dotted.empty()) {
    const size_t end = std::min(dotted.find('.'), dotted.size());
    const Path* next = Child(node, symbols_->Of(dotted.substr(0, end)));
    node = const_cast<Path*>(next);
    dotted.remove_prefix(std::min(end + 1, dotted.size()));
  }
  return node;
}

const Path* Paths::Child(const Path* path, Symbol step) {
  Met& met = met_[(reinterpret_cast<uintptr_t>(path) / 16 + step * 0x9E3779B1u) % met_.size()];
  if (met.path == path && met.step == step) return met.child;
  const Path* child = FindChild(path, step);
  while (child->same_as != nullptr) child = child->same_as;
  met = {path, step, child};
  return child;
}

const Path* Paths::FindChild(const Path* path, Symbol step) {
  for (const Path* type = path; type != nullptr; type = type->base) {
    const auto place = children_.find({type, step});
    if (place != children_.end() && (place->second->is_known || type == path)) {
      if (place->second->is_known || path->base == nullptr) return place->second;
    }
  }
  return MutableChild(const_cast<Path*>(path), step);
}

const Path* Paths::OfAny(Symbol name) const {
  const auto place = children_.find({any_, name});
  return place == children_.end() ? nullptr : place->second;
}

std::string Paths::Text(const Path* path) const {
  std::string text;
  if (path->parent == nullptr) return text;
  text = Text(path->parent);
  const std::string_view step = symbols_->Text(path->step);
  // getattr(object, "") is a step without a name.
  if (!text.empty() && !step.starts_with('(') && !step.starts_with('[')) text += '.';
  return text.append(step);
}

bool Paths::IsType(const Path* path, std::string_view type) const {
  for (; path != nullptr; path = path->base) {
    if (path->parent == root_ && symbols_->Text(path->step) == type) return true;
  }
  return false;
}

}  // namespace meerkat::flow

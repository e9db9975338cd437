#include "engine/trigger/words.h"

#include <algorithm>

namespace meerkat::trigger {
namespace {

using Edge = Word::Edge;

// Calls `use` with each non-empty part of the text.
template <typename Use>
void ForEachPart(std::string_view text, char separator, Use use) {
  while (!text.empty()) {
    const size_t at = text.find(separator);
    if (const std::string_view part = text.substr(0, at); !part.empty()) use(part);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
  }
}

Word LiteralOf(std::string_view text) {
  Word word{text};
  if (text.ends_with('$')) word.edge = Edge::kWhole;
  if (text.ends_with('!')) word.edge = Edge::kBare;
  if (text.ends_with('~')) word.edge = Edge::kBlank;
  if (text.ends_with('@')) word.edge = Edge::kBinds;
  if (word.edge != Edge::kAny) word.text.remove_suffix(1);
  word.any_case =
      std::none_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  return word;
}

// An identifier, as the file has to spell it.
Word Identifier(std::string_view text) { return {text, Edge::kWhole, false}; }

Disjunction Literals(core::Words words) {
  Disjunction all;
  for (std::string_view entry : words) all.push_back(LiteralsOf(entry));
  return all;
}

Disjunction Names(std::span<const std::string_view> names) {
  Disjunction all;
  for (std::string_view name : names) all.push_back({Identifier(name)});
  return all;
}

// Every component of the dotted names; a name's first one may be "*".
Disjunction Components(std::span<const std::string_view> dotted) {
  Disjunction all;
  for (std::string_view name : dotted) {
    Conjunction& parts = all.emplace_back();
    ForEachPart(name, '.', [&parts](std::string_view part) {
      const bool repeated = std::find(parts.begin(), parts.end(), Identifier(part)) != parts.end();
      if (part != "*" && !repeated) parts.push_back(Identifier(part));
    });
  }
  return all;
}

// A name that is called stands before the call by its last component, unless the file gave it
// another name: who leaves out functions has to look for those.
Disjunction LastComponents(std::span<const std::string_view> dotted) {
  Disjunction all;
  for (std::string_view name : dotted) {
    const Conjunction last = {Identifier(name.substr(name.rfind('.') + 1))};
    if (std::find(all.begin(), all.end(), last) == all.end()) all.push_back(last);
  }
  return all;
}

// What a module's name may go on after: Bandit takes `pickletools` for `pickle`.
Disjunction Modules(std::span<const std::string_view> modules) {
  Disjunction all;
  for (std::string_view module : modules) {
    Conjunction& parts = all.emplace_back();
    ForEachPart(module, '.', [&parts](std::string_view part) { parts.push_back({part}); });
  }
  return all;
}

// Without those that ask for nothing.
std::vector<Disjunction> Each(std::vector<Disjunction> all) {
  std::erase_if(all, [](const Disjunction& words) { return words.empty(); });
  return all;
}

Disjunction Keyword(core::Statement statement) {
  switch (statement) {
    case core::Statement::kAssert: return {{Identifier("assert")}};
    case core::Statement::kExceptHandler: return {{Identifier("except")}};
    case core::Statement::kFunction: return {{Identifier("def")}};
  }
  return {{Identifier("def")}};
}

Disjunction SourcesOf(uint16_t kinds) {
  const struct {
    core::SourceKind kind;
    core::Words words;
  } kWords[] = {{core::kRemoteSource, core::kRemoteWords},
                {core::kLocalSource, core::kLocalWords},
                {core::kLibrarySource, core::kLibraryWords},
                {core::kRandomSource, core::kRandomWords},
                {core::kSecretSource, core::kSecretWords},
                {core::kHardCodedSource, core::kHardCodedWords},
                {core::kExceptionSource, core::kExceptionWords}};
  Disjunction words;
  for (const auto& [kind, of_kind] : kWords) {
    if (!(kinds & kind)) continue;
    for (Conjunction& entry : Literals(of_kind)) {
      // `request`, but not `requests`
      if (kind & core::kOutside) {
        for (Word& word : entry) {
          if (word.edge == Edge::kAny) word.edge = Edge::kWhole;
          word.in_text = std::find(std::begin(core::kWordsOfKeys), std::end(core::kWordsOfKeys),
                                   word.text) != std::end(core::kWordsOfKeys);
        }
      }
      words.push_back(std::move(entry));
    }
  }
  return words;
}

void Add(const Disjunction& from, Disjunction* to) {
  to->insert(to->end(), from.begin(), from.end());
}

Needs Everywhere(std::vector<Disjunction> words) {
  words = Each(std::move(words));
  return {words, words};
}

struct Derive {
  Needs operator()(const core::OnCall& call) const {
    return {Each({Components(call.callees), Literals(call.words), Literals(call.near)}),
            Each({LastComponents(call.callees), Literals(call.near)})};
  }
  // An import statement is read wherever it stands; to Bandit a call of that name is one, too.
  Needs operator()(const core::OnImport& import) const {
    return {{Modules(import.modules)}, {LastComponents(import.modules)}};
  }
  Needs operator()(const core::OnString& string) const {
    return Everywhere({Literals(string.words)});
  }
  Needs operator()(const core::OnAssignment& assignment) const {
    return Everywhere({Literals(assignment.words)});
  }
  Needs operator()(const core::OnSetting& setting) const {
    return {Each({Names(setting.names), Literals(setting.words)}), {Names(setting.names)}};
  }
  // A value may have come through any function of the file.
  Needs operator()(const core::OnFlow& flow) const {
    Needs needs = {{SourcesOf(flow.from)}, {}, /*in_code=*/true};
    if (flow.from == core::kExceptionSource) {
      needs.in_file.push_back(SourcesOf(core::kRemoteSource));
      Add(Literals(core::kAnswerWords), &needs.in_file.back());
    }
    return needs;
  }
  Needs operator()(const core::OnFile& file) const { return {{Literals(file.words)}, {}}; }
  Needs operator()(const core::OnNosec&) const { return Everywhere({{{LiteralOf("nosec")}}}); }
  Needs operator()(const core::OnStatement& statement) const {
    return Everywhere({Keyword(statement.statement), Literals(statement.words)});
  }
};

}  // namespace

Conjunction LiteralsOf(std::string_view entry) {
  Conjunction words;
  ForEachPart(entry, ' ', [&words](std::string_view part) { words.push_back(LiteralOf(part)); });
  return words;
}

Needs NeedsOf(const core::Match& match) { return std::visit(Derive{}, match); }

}  // namespace meerkat::trigger

#include "engine/scan/flow_rules.h"

#include <algorithm>

#include "engine/flow/bindings.h"
#include "engine/rules/extent.h"
#include "engine/rules/registry.h"
#include "engine/rules/values.h"

namespace meerkat::scan {
namespace {

// How many calls a way leads through.
int Calls(const flow::Mark& mark) {
  int calls = 0;
  for (const flow::Step* step = mark.step; step != nullptr; step = step->before) {
    calls += step->kind == flow::StepKind::kPassedOn || step->kind == flow::StepKind::kReturned;
  }
  return calls;
}

core::Confidence Lower(core::Confidence confidence) {
  return confidence == core::Confidence::kHigh ? core::Confidence::kMedium : core::Confidence::kLow;
}

// The outermost node of a stretch; the module where there is none.
syntax::Node NodeOf(const syntax::Tree& tree, core::Span span) {
  uint32_t low = 0;
  uint32_t high = tree.size();
  while (low < high) {  // records are in order of their beginnings
    const uint32_t middle = (low + high) / 2;
    if (tree.record(middle).begin < span.begin) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  for (; low < tree.size() && tree.record(low).begin == span.begin; ++low) {
    if (tree.record(low).end == span.end) return tree.node(low);
  }
  return tree.root();
}

// What the source is called: as the file has it ("request.args"), not as a table has it
// (":flask_request.args").
std::string_view NameOf(const core::SourceFile& file, const flow::Source& source) {
  if (!source.text.starts_with(':') || !source.place.module->is_main) return source.text;
  const std::string_view last = source.text.substr(source.text.rfind('.') + 1);
  const core::Span span = source.place.span;
  const std::string_view text = file.bytes().substr(span.begin, span.end - span.begin);
  const bool shown = text.size() <= 60 && text.find('\n') == std::string_view::npos &&
                     text.find(last.substr(0, last.find('('))) != std::string_view::npos;
  if (shown) return text;
  // ":flask_request.args", ":request.args"
  return source.text.substr(source.text.substr(0, source.text.find('.')).find_last_of(":_") + 1);
}

void AddStep(const core::SourceFile& file, const flow::Place& place, std::string_view text,
             std::vector<core::FlowStep>* way) {
  const core::Span span = place.span;
  if (place.module != nullptr && !place.module->is_main) {
    const flow::Unit& unit = *place.module->unit;
    const auto [line, column] = unit.PositionOf(span.begin);
    const auto [end_line, end_column] = unit.PositionOf(span.end);
    way->push_back({.path = unit.path,
                    .begin = {line, column},
                    .end = {end_line, end_column},
                    .text = std::string(text)});
    return;
  }
  way->push_back({.path = {},
                  .begin = file.PositionOf(span.begin),
                  .end = file.PositionOf(span.end),
                  .text = std::string(text)});
}

bool AnyIsDecided(const std::vector<core::RawFinding>& raw) {
  return std::any_of(raw.begin(), raw.end(),
                     [](const core::RawFinding& finding) { return finding.rule->decided_by != 0; });
}

}  // namespace

std::unique_ptr<FlowRules> FlowRules::Of(const std::vector<const core::Rule*>& rules,
                                         bool decides) {
  auto made = std::make_unique<FlowRules>();
  made->decides_ = decides;
  made->options_.sources = 0;
  for (uint32_t i = 0; i < rules.size(); ++i) {
    const auto* match = std::get_if<core::OnFlow>(&rules[i]->match);
    if (match == nullptr) continue;
    const core::Rule* row = rules::FindRule(rules[i]->name);
    made->rows_.push_back({row == nullptr ? rules[i] : row, i, *match});
    made->options_.sources |= match->from;
    made->options_.given = made->options_.sources;
  }
  return made->rows_.empty() ? nullptr : std::move(made);
}

bool FlowRules::AnyLive(const trigger::LiveRules& live) const {
  return std::any_of(rows_.begin(), rows_.end(),
                     [&live](const Row& row) { return live.Contains(row.index); });
}

// Whether a flow is reported that begins or ends here, or nothing unknown arrives and for whatever
// arrives unchecked a flow is reported elsewhere: a text that only is made here goes somewhere from
// here.
bool FlowRules::IsDecided(const flow::Question& question, bool even_if_known,
                          const std::vector<flow::Flow>& flows,
                          const trigger::LiveRules& live) const {
  const auto is_reported = [&](const auto& applies) {
    return std::any_of(flows.begin(), flows.end(), [&](const flow::Flow& found) {
      return (question.sinks & core::Bit(found.sink)) && applies(found) &&
             RowOf(found, live) != nullptr;
    });
  };
  const auto is_here = [&question](core::Span span) {
    return span.begin == question.span.begin && span.end == question.span.end;
  };
  if (is_reported([&](const flow::Flow& found) {
        const flow::Place& source = found.mark.source->place;
        // execute("SELECT a FROM t WHERE " + condition): the text stands in the call.
        const bool is_in_call = found.sink == core::SinkKind::kSql &&
                                found.span.begin <= question.span.begin &&
                                question.span.end <= found.span.end;
        return is_in_call || is_here(found.span) ||
               (is_here(source.span) && (source.module == nullptr || source.module->is_main));
      })) {
    return true;
  }
  if (question.is_dead) return true;
  if (even_if_known || !question.is_reached || question.is_open) return false;
  return std::all_of(
      question.sources.begin(), question.sources.end(), [&](const flow::Source* source) {
        return is_reported(
            [source](const flow::Flow& found) { return found.mark.source == source; });
      });
}

// Whether a flow that is reported begins or ends where this finding is.
bool FlowRules::IsTold(const core::RawFinding& finding, const std::vector<flow::Flow>& flows,
                       const trigger::LiveRules& live) const {
  const auto is_here = [&finding](core::Span span) {
    return span.begin == finding.span.begin && span.end == finding.span.end;
  };
  return std::any_of(flows.begin(), flows.end(), [&](const flow::Flow& found) {
    const flow::Place& from = found.mark.source->place;
    return (finding.rule->told_by & core::Bit(found.sink)) && RowOf(found, live) != nullptr &&
           (is_here(found.span) ||
            (from.module != nullptr && from.module->is_main && is_here(from.span)));
  });
}

const FlowRules::Row* FlowRules::RowOf(const flow::Flow& flow,
                                       const trigger::LiveRules& live) const {
  for (const Row& row : rows_) {
    if (row.match.to == flow.sink && (row.match.from & flow.mark.source->kind) &&
        live.Contains(row.index)) {
      return &row;
    }
  }
  return nullptr;
}

void FlowRules::DropUnlessImported(std::string_view text, const std::vector<uint32_t>& by_import,
                                   FlowScratch* scratch, trigger::LiveRules* live) const {
  std::vector<const Row*> asked;
  uint16_t kinds = 0;
  for (const Row& row : rows_) {
    // What an exception tells goes to who sent a request.
    uint16_t from = row.match.from;
    if (from == core::kExceptionSource) from = core::kRemoteSource;
    // Other kinds are told by more than what tables say of imports.
    if ((from & ~(core::kRemoteSource | core::kLocalSource)) != 0 ||
        std::find(by_import.begin(), by_import.end(), row.index) == by_import.end()) {
      continue;
    }
    asked.push_back(&row);
    kinds |= from;
  }
  if (asked.empty() || InterpreterOf(scratch)->MayImportSources(text, options_, kinds)) return;
  for (const Row* row : asked) live->Remove(row->index);
}

flow::Interpreter* FlowRules::InterpreterOf(FlowScratch* scratch) {
  if (scratch->interpreter == nullptr || scratch->interpreter->IsFull()) {
    scratch->interpreter = std::make_unique<flow::Interpreter>();
  }
  return scratch->interpreter.get();
}

bool FlowRules::MayImportFiles(std::string_view text, FlowScratch* scratch) {
  return InterpreterOf(scratch)->MayImportFiles(text);
}

bool FlowRules::NeedsFiles(std::string_view text, const trigger::LiveRules& live,
                           const OtherFiles& files, FlowScratch* scratch) const {
  return files.to_come && AnyLive(live) && MayImportFiles(text, scratch);
}

bool FlowRules::MayAskFiles(std::string_view text, const std::vector<core::RawFinding>& raw,
                            const OtherFiles& files, FlowScratch* scratch) const {
  return files.to_come && decides_ && AnyIsDecided(raw) && MayImportFiles(text, scratch);
}

bool FlowRules::Find(const core::SourceFile& file, const syntax::Tree& tree,
                     const trigger::LiveRules& live, const core::Budget& budget,
                     const OtherFiles& files, FlowScratch* scratch,
                     std::vector<core::RawFinding>* raw) const {
  scratch->ways.clear();
  const bool asked = decides_ && AnyIsDecided(*raw);
  if (!asked && !AnyLive(live)) return true;
  // Where a flow rule is live the whole file was parsed, as it is for others.
  const bool is_made = files.own != nullptr && AnyLive(live);
  if (!is_made && !scratch->lowering.Lower(tree, file.path(), budget, &scratch->unit)) return false;
  const flow::Unit* made = is_made ? files.own : &scratch->unit;
  if (!is_made && files.units != nullptr) {
    flow::FindBindings(&scratch->unit);  // to tell what it gives
    if (AnyLive(live)) {
      made = files.units->Take(&scratch->unit, file.bytes());
    } else {
      files.units->Take(nullptr, {});  // it is not the whole
    }
  }
  const flow::Unit& unit = *made;
  flow::Interpreter* const interpreter = InterpreterOf(scratch);
  std::vector<flow::Question> questions;
  if (decides_) {
    for (const core::RawFinding& finding : *raw) {
      if (finding.rule->decided_by != 0) {
        questions.push_back({.span = finding.judged, .sinks = finding.rule->decided_by});
      }
    }
  }
  scratch->flows.clear();
  flow::FlowOptions options = options_;
  // What no row is live for would not be told. None: the questions alone.
  options.sources = 0;
  for (const Row& row : rows_) {
    if (live.Contains(row.index)) options.sources |= row.match.from;
  }
  const bool complete =
      interpreter->Analyse(unit, options, budget, &questions, files.units, &scratch->flows);
  std::vector<std::pair<core::Span, const core::Rule*>> places;
  for (const core::RawFinding& finding : *raw) {
    if (finding.rule->decided_by != 0) places.push_back({finding.judged, finding.rule});
  }
  if (complete && decides_) {
    size_t next = 0;
    std::erase_if(*raw, [&](const core::RawFinding& finding) {
      return finding.rule->decided_by != 0 &&
             IsDecided(questions[next++], finding.even_if_known, scratch->flows, live);
    });
  }
  if (decides_) {
    std::erase_if(*raw, [&](const core::RawFinding& finding) {
      return finding.rule->told_by != 0 && IsTold(finding, scratch->flows, live);
    });
  }
  for (const flow::Flow& found : scratch->flows) {
    const Row* row = RowOf(found, live);
    if (row == nullptr) continue;
    if (decides_ && row->match.quiet_in_tests && rules::IsTestPath(file.path())) continue;
    const syntax::Node node = NodeOf(tree, found.span);
    std::vector<core::FlowStep>& way = scratch->ways.emplace_back();
    std::vector<const flow::Step*> steps;
    for (const flow::Step* step = found.mark.step; step != nullptr; step = step->before) {
      steps.push_back(step);
    }
    AddStep(file, found.mark.source->place, NameOf(file, *found.mark.source), &way);
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
      AddStep(file, (*step)->place, flow::TextOf((*step)->kind), &way);
    }
    AddStep(file, {.span = found.span}, "arrives here", &way);
    core::RawFinding finding{.rule = row->rule,
                             .span = found.span,
                             .extent = rules::Extent(node),
                             .shown_at = found.span.begin,
                             .node = node.index(),
                             .severity = row->rule->severity,
                             .confidence = row->rule->confidence,
                             .flow = &way};
    for (const auto& [span, rule] : places) {
      const bool is_here = span.begin == found.span.begin && span.end == found.span.end;
      if (is_here && (rule->decided_by & core::Bit(found.sink))) finding.speaks_for = rule;
    }
    if (found.mark.weak) finding.confidence = Lower(finding.confidence);
    if (found.mark.source->kind == core::kLibrarySource) {
      // Anybody may call it with anything, or nobody; the more functions lie between, the more of
      // them may be meant to check.
      finding.confidence = found.mark.weak || Calls(found.mark) > 0 ? core::Confidence::kLow
                                                                    : Lower(finding.confidence);
    }
    finding.detail = NameOf(file, *found.mark.source);
    raw->push_back(finding);
  }
  return complete;
}

}  // namespace meerkat::scan

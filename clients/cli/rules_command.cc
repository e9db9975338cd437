#include "clients/cli/rules_command.h"

#include <grpcpp/grpcpp.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <ostream>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "clients/cli/collector.h"
#include "clients/cli/connection.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/json_report.h"
#include "clients/cli/terminal.h"
#include "clients/cli/text_report.h"
#include "fmt/format.h"
#include "meerkat/v1/rule.grpc.pb.h"

namespace meerkat::cli {
namespace {

constexpr std::chrono::seconds kCallTimeout(30);

absl::StatusOr<std::vector<RuleText>> ListRules(const Connection& connection,
                                                const std::string& profile) {
  const auto stub = v1::RuleService::NewStub(connection.channel());
  std::vector<RuleText> rules;
  v1::ListRulesRequest request;
  request.set_profile(profile);
  do {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + kCallTimeout);
    v1::ListRulesResponse response;
    const grpc::Status status = stub->ListRules(&context, request, &response);
    if (!status.ok()) return absl::UnknownError(connection.Explain(status));
    for (const v1::Rule& rule : response.rules()) rules.push_back(RuleFromWire(rule));
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  return rules;
}

absl::StatusOr<RuleText> GetRule(const Connection& connection, const std::string& name) {
  const auto stub = v1::RuleService::NewStub(connection.channel());
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kCallTimeout);
  v1::GetRuleRequest request;
  request.set_rule(name);
  v1::GetRuleResponse response;
  const grpc::Status status = stub->GetRule(&context, request, &response);
  if (!status.ok()) return absl::UnknownError(connection.Explain(status));
  return RuleFromWire(response.rule());
}

std::string Joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

Color ColorOf(Level severity) {
  return severity == Level::kHigh     ? Color::kRed
         : severity == Level::kMedium ? Color::kYellow
                                      : Color::kCyan;
}

int Fail(std::ostream& errors, const absl::Status& status) {
  errors << "meerkat: error: " << Printable(std::string(status.message())) << '\n';
  return kExitError;
}

void WriteSection(std::string_view title, std::string_view code, const Painter& paint,
                  std::ostream& out) {
  if (code.empty()) return;
  out << '\n' << paint(Color::kBold, title) << "\n\n";
  while (!code.empty()) {
    const size_t end = code.find('\n');
    out << "    " << Printable(code.substr(0, end)) << '\n';
    code.remove_prefix(end == std::string_view::npos ? code.size() : end + 1);
  }
}

}  // namespace

void WriteRuleTable(const std::vector<RuleText>& rules, const Painter& paint, std::ostream& out) {
  size_t name = 4, profiles = 8;
  for (const RuleText& rule : rules) {
    name = std::max(name, rule.name.size());
    profiles = std::max(profiles, Joined(rule.profiles).size());
  }
  out << paint(Color::kBold, fmt::format("{:<{}}  {:<6}  {:<8}  {:<{}}  {}\n", "RULE", name,
                                         "BANDIT", "SEVERITY", "PROFILES", profiles, "MESSAGE"));
  for (const RuleText& rule : rules) {
    out << fmt::format("{:<{}}  {:<6}  ", rule.name, name,
                       rule.bandit_id.empty() ? "-" : rule.bandit_id)
        << paint(ColorOf(rule.severity), fmt::format("{:<8}", LevelName(rule.severity)))
        << fmt::format("  {:<{}}  {}\n", Joined(rule.profiles), profiles, rule.message);
  }
  out << paint(Color::kDim,
               fmt::format("{}; 'meerkat rules ID' explains one\n", Count(rules.size(), "rule")));
}

void WriteRulePage(const RuleText& rule, const Painter& paint, uint32_t width, std::ostream& out) {
  out << paint(Color::kBold, rule.name);
  if (!rule.bandit_id.empty()) out << fmt::format(" ({})", rule.bandit_id);
  out << '\n' << rule.message << "\n\n";
  const auto field = [&](std::string_view label, std::string_view value) {
    if (value.empty()) return;
    out << paint(Color::kDim, fmt::format("{:<12}", label)) << value << '\n';
  };
  field("Severity", paint(ColorOf(rule.severity), LevelName(rule.severity)));
  field("Confidence", LevelName(rule.confidence));
  field("Weakness",
        fmt::format("CWE-{}  https://cwe.mitre.org/data/definitions/{}.html", rule.cwe, rule.cwe));
  field("OWASP", fmt::format("{}, {}", rule.owasp_2021, rule.owasp_2025));
  field("Cheat sheet", CheatSheetAddress(rule));
  field("Profiles", Joined(rule.profiles));
  out << '\n' << paint(Color::kBold, "Why it matters") << "\n\n";
  for (const std::string& line : WrapText(rule.why, std::max(width, 44u) - 4)) {
    out << "    " << line << '\n';
  }
  WriteSection("What to do instead", rule.fix, paint, out);
  WriteSection("Found", rule.bad_example, paint, out);
  WriteSection("Not found", rule.good_example, paint, out);
}

int RunRules(const RulesCommand& command, std::ostream& out, std::ostream& errors) {
  absl::StatusOr<Connection> connection = Connection::Open(command.server);
  if (!connection.ok()) return Fail(errors, connection.status());
  const Painter paint(
      UseColor(command.color, isatty(STDOUT_FILENO) != 0, ColorEnvironment::FromProcess()));
  if (command.rule.empty()) {
    const absl::StatusOr<std::vector<RuleText>> rules = ListRules(*connection, command.profile);
    if (!rules.ok()) return Fail(errors, rules.status());
    if (command.format == Format::kJson) {
      WriteRulesJson(*rules, out);
    } else {
      WriteRuleTable(*rules, paint, out);
    }
  } else {
    const absl::StatusOr<RuleText> rule = GetRule(*connection, command.rule);
    if (!rule.ok()) return Fail(errors, rule.status());
    if (command.format == Format::kJson) {
      WriteRuleJson(*rule, out);
    } else {
      WriteRulePage(*rule, paint, TerminalWidth(STDOUT_FILENO, 100), out);
    }
  }
  out.flush();
  return out.good() ? kExitClean : kExitError;
}

}  // namespace meerkat::cli

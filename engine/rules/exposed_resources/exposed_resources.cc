// What is opened to everybody outside of the program itself: storage, containers, files.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "engine/core/rule.h"
#include "engine/rules/constants.h"
#include "engine/rules/site.h"
#include "engine/rules/values.h"

namespace meerkat::rules::exposed_resources {
namespace {

using core::Confidence;
using core::kFires;
using core::kSilent;
using core::OnSetting;
using core::OnString;
using core::Rule;
using core::Severity;
using core::Verdict;
using syntax::Kind;
using syntax::Node;

constexpr std::string_view kAccess[] = {"ACL", "public_read_access"};
constexpr std::string_view kAccessWords[] = {"public-read", "authenticated-read",
                                             "public_read_access"};
constexpr std::string_view kIngress[] = {"*.add_ingress_rule", "*.allow_from_any_ipv4"};
constexpr std::string_view kIngressLibraries[] = {"aws_cdk"};
constexpr std::string_view kRanges[] = {"CidrIp", "CidrIpv6", "cidr_ip", "cidr_ipv6"};
constexpr std::string_view kIngressWords[] = {"authorize_security_group_ingress",
                                              "authorize_ingress", "SecurityGroupIngress"};
constexpr std::string_view kPrivileged[] = {"privileged"};
constexpr std::string_view kContainerWords[] = {"docker", "kubernetes", "podman", "airflow"};
constexpr std::string_view kModeWords[] = {"chmod"};

// put_object(…, ACL="public-read"), ExtraArgs={"ACL": "public-read-write"}
Verdict WhenPublic(const Site& site) {
  // aws_s3.Bucket(self, "pages", public_read_access=True)
  if (site.target().text().find("public_read_access") != std::string_view::npos) {
    return site.value().kind() == Kind::kTrue && site.ImportsLike("aws")
               ? Verdict{.fires = true, .detail = "public_read_access"}
               : kSilent;
  }
  const Node access = ValueOf(site, site.value());
  if (!access || !IsText(access)) return kSilent;
  const std::string text = TextOf(access);
  const bool is_writable = text == "public-read-write";
  if (text != "public-read" && text != "authenticated-read" && !is_writable) return kSilent;
  return {.fires = true,
          .severity = is_writable ? Severity::kHigh : Severity::kMedium,
          .detail = access.text()};
}

// The entry or argument FromPort beside the range, in the same dictionary or call or one around.
Node PortBeside(Node node) {
  constexpr int kMaxClimb = 12;
  Node around = node.parent();
  for (int climbed = 0; around && climbed < kMaxClimb; ++climbed, around = around.parent()) {
    if (around.kind() == Kind::kDictionary) {
      for (Node pair : around.children()) {
        const Node key = pair.kind() == Kind::kPair ? pair.Child(syntax::Field::kKey) : Node();
        if (IsText(key) && TextOf(key) == "FromPort") return pair.Child(syntax::Field::kValue);
      }
    }
    if (around.kind() == Kind::kCall) return syntax::Call(around).Keyword("FromPort");
  }
  return {};
}

// authorize_security_group_ingress(CidrIp="0.0.0.0/0"); what pages are served by is for everybody.
Verdict WhenOpenToAll(const Site& site) {
  const Node range = ValueOf(site, site.value());
  if (!range || !IsText(range)) return kSilent;
  const std::string text = TextOf(range);
  if (text != "0.0.0.0/0" && text != "::/0") return kSilent;
  const Node port = PortBeside(site.value());
  if (port) {
    const std::optional<uint64_t> number = IntegerValue(ValueOf(site, port));
    if (!number || *number == 80 || *number == 443) return kSilent;
  }
  constexpr int kMaxClimb = 12;
  Node around = site.value().parent();
  for (int climbed = 0; around && around.kind() != Kind::kCall && climbed < kMaxClimb; ++climbed)
    around = around.parent();
  if (around.kind() == Kind::kCall) {
    const std::string_view called = syntax::LastName(syntax::Call(around).Function());
    if (called.find("egress") != std::string_view::npos) return kSilent;
  }
  return {.fires = true, .detail = range.text()};
}

// Peer.any_ipv4(), Peer.ipv4("0.0.0.0/0")
bool IsAnyPeer(const Site& site, Node peer) {
  if (peer.kind() != Kind::kCall) return false;
  const syntax::Call call(peer);
  const std::string_view name = syntax::LastName(call.Function());
  if (name == "any_ipv4" || name == "any_ipv6") return true;
  if (name != "ipv4" && name != "ipv6") return false;
  const Node range = ValueOf(site, call.Argument(0, "cidr_ip"));
  return range && IsText(range) && (TextOf(range) == "0.0.0.0/0" || TextOf(range) == "::/0");
}

// Ports of logins, file shares, databases and brokers, which no stranger has to come to. (IANA,
// "Service Name and Transport Protocol Port Number Registry".)
bool IsForFew(uint64_t port) {
  static constexpr uint64_t kPorts[] = {
      22,   23,   135,  139,  445,  1433, 1521, 2375, 2376, 3306, 3389, 5432,  5601,  5672,
      5900, 5984, 5985, 5986, 6379, 6443, 8086, 9042, 9092, 9200, 9300, 11211, 15672, 27017};
  return std::binary_search(std::begin(kPorts), std::end(kPorts), port);
}

// group.add_ingress_rule(Peer.any_ipv4(), Port.tcp(22)); what pages are served by is for everybody.
Verdict WhenIngressIsOpen(const Site& site) {
  const syntax::Call call = site.call();
  const bool is_any = LastComponent(site.callee()) == "allow_from_any_ipv4";
  if (!is_any && !IsAnyPeer(site, ValueOf(site, call.Argument(0, "peer")))) return kSilent;
  const Node port =
      ValueOf(site, is_any ? call.Argument(0, "port_range") : call.Argument(1, "connection"));
  if (!port || port.kind() != Kind::kCall) return kSilent;
  const std::string_view kind = syntax::LastName(syntax::Call(port).Function());
  if (kind == "all_traffic" || kind == "all_tcp") return kFires;
  if (kind != "tcp") return kSilent;
  const auto number = IntegerValue(ValueOf(site, syntax::Call(port).Argument(0, "port")));
  return number && IsForFew(*number) ? kFires : kSilent;
}

// The name of the function that the setting is given to: f(x=1), f(**{"x": 1}).
std::string_view GivenTo(const Site& site) {
  constexpr int kMaxClimb = 4;
  Node around = site.node().parent();
  for (int climbed = 0; around && climbed < kMaxClimb; ++climbed, around = around.parent()) {
    if (around.kind() == Kind::kCall) return syntax::LastName(syntax::Call(around).Function());
  }
  return {};
}

// client.containers.run(image, privileged=True)
Verdict WhenPrivileged(const Site& site) {
  if (site.node().kind() == Kind::kAssignment || site.value().kind() != Kind::kTrue) return kSilent;
  const std::string_view given_to = GivenTo(site);
  if (given_to != "run" && given_to != "create" && given_to != "create_container" &&
      given_to != "create_host_config" && given_to != "V1SecurityContext" &&
      given_to != "DockerOperator") {
    return kSilent;
  }
  return site.ImportsLike("docker") || site.ImportsLike("airflow") ||
                 site.ImportsLike("kubernetes") || site.ImportsLike("podman")
             ? kFires
             : kSilent;
}

constexpr std::string_view kRunners[] = {"system",
                                         "popen",
                                         "run",
                                         "call",
                                         "Popen",
                                         "check_call",
                                         "sudo",
                                         "local",
                                         "getoutput",
                                         "check_output",
                                         "exec_command",
                                         "create_subprocess_shell",
                                         "create_subprocess_exec"};

// Of what the command line says to chmod: others may write. Where only owners delete, as in /tmp,
// that is how it is meant: 1777, a+rwxt.
bool IsOpenMode(std::string_view mode) {
  if (mode.empty()) return false;
  if (mode.find_first_not_of("01234567") == std::string_view::npos) {
    const bool is_sticky = mode.size() > 3 && (mode[mode.size() - 4] - '0') % 2 == 1;
    return mode.size() >= 3 && mode.size() <= 5 && !is_sticky && ((mode.back() - '0') & 2) != 0;
  }
  bool is_open = false;
  while (!mode.empty()) {
    const std::string_view clause = mode.substr(0, mode.find(','));
    mode.remove_prefix(std::min(clause.size() + 1, mode.size()));
    const size_t operation = clause.find_first_not_of("ugoa");
    if (operation == std::string_view::npos) return false;
    const std::string_view rights = clause.substr(operation + 1);
    if (rights.find_first_not_of("rwxXst") != std::string_view::npos) return false;
    if (rights.find('t') != std::string_view::npos) return false;
    const bool is_others =
        clause.substr(0, operation).find_first_of("oa") != std::string_view::npos;
    const bool gives = clause[operation] == '+' || clause[operation] == '=';
    is_open = is_open || (is_others && gives && rights.find('w') != std::string_view::npos);
  }
  return is_open;
}

// Whether one of the commands, between ";", "&&" and "|", gives chmod such a mode: the first word
// after its options.
bool OpensAFile(std::string_view commands) {
  bool is_chmod = false;
  for (size_t begin = 0; begin < commands.size();) {
    const size_t end = std::min(commands.find_first_of(" \t\n;&|'\"", begin), commands.size());
    const std::string_view word = commands.substr(begin, end - begin);
    if (is_chmod && !word.empty() && !word.starts_with('-')) {
      if (IsOpenMode(word)) return true;
      is_chmod = false;
    }
    if (word == "chmod" || word.ends_with("/chmod")) is_chmod = true;
    const std::string_view separator = commands.substr(end, 1);
    if (!separator.empty() && std::string_view("\n;&|").find(separator) != std::string_view::npos) {
      is_chmod = false;
    }
    begin = end + 1;
  }
  return false;
}

// What a text is a part of: "chmod 777 " + path, "chmod 777 %s" % path, "…".format(path).
Node WholeOf(Node text) {
  constexpr int kMaxClimb = 32;
  Node whole = text;
  for (int climbed = 0; climbed < kMaxClimb; ++climbed) {
    const Node around = whole.parent();
    const bool is_formatted = around.kind() == Kind::kAttribute &&
                              syntax::LastName(around) == "format" &&
                              around.parent().kind() == Kind::kCall;
    if (is_formatted) {
      whole = around.parent();
    } else if (around.kind() == Kind::kBinaryOperator) {
      whole = around;
    } else {
      break;
    }
  }
  return whole;
}

// os.system("chmod -R 777 /srv"), subprocess.run(["chmod", "777", path])
Verdict WhenModeIsOpen(const Site& site) {
  if (site.text().find("chmod") == std::string_view::npos) return kSilent;
  const Node whole = WholeOf(site.node());
  Node around = whole.parent();
  std::string command(site.text());
  if (command == "chmod" || command.ends_with("/chmod")) {
    constexpr int kMaxWords = 8;
    int words = 0;
    for (Node word = whole.next_sibling(); word && words < kMaxWords; word = word.next_sibling()) {
      command += " " + (IsText(word) ? TextOf(word) : "?");
      ++words;
    }
  }
  if (around.kind() == Kind::kList || around.kind() == Kind::kTuple) around = around.parent();
  if (around.kind() != Kind::kArgumentList) return kSilent;
  // from os import system as execute
  const Node function = syntax::Call(around.parent()).Function();
  const std::string_view qualified = site.QualifiedName(function);
  const std::string_view called =
      qualified.empty() ? syntax::LastName(function) : qualified.substr(qualified.rfind('.') + 1);
  const bool runs =
      std::find(std::begin(kRunners), std::end(kRunners), called) != std::end(kRunners);
  return runs && OpensAFile(command) ? kFires : kSilent;
}

constexpr Rule kRules[] = {
    {
        .name = "public-storage",
        .cwe = 732,
        .owasp_2021 = "A01:2021",
        .owasp_2025 = "A01:2025",
        .cheat_sheet = "Authorization",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "what is stored with {} is open to everybody",
        .why = "Whoever finds or guesses the name reads it, and with public-read-write puts there "
               "what others then download.",
        .fix = "client.put_object(Bucket=bucket, Key=key, Body=body)  # private, and links that "
               "end: generate_presigned_url",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnSetting{.names = kAccess, .words = kAccessWords, .when = WhenPublic},
        .quiet = IsInTests,
    },
    {
        .name = "open-security-group",
        .cwe = 284,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "Network_Segmentation",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "the port is open to all addresses, {}",
        .why = "Whoever scans the network finds the port within minutes, and tries passwords and "
               "known holes on it.",
        .fix = "client.authorize_security_group_ingress(GroupId=group, IpProtocol=\"tcp\", "
               "FromPort=22, ToPort=22, CidrIp=\"198.51.100.0/24\")",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnSetting{.names = kRanges, .words = kIngressWords, .when = WhenOpenToAll},
        .quiet = IsInTests,
    },
    {
        .name = "open-ingress-rule",
        .cwe = 284,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "Network_Segmentation",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "the port is open to all addresses",
        .why = "Whoever scans the network finds the port within minutes, and tries passwords and "
               "known holes on it.",
        .fix = "group.add_ingress_rule(Peer.ipv4(\"198.51.100.0/24\"), Port.tcp(22))",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match =
            core::OnCall{
                .callees = kIngress, .words = kIngressLibraries, .when = WhenIngressIsOpen},
        .quiet = IsInTests,
    },
    {
        .name = "privileged-container",
        .cwe = 250,
        .owasp_2021 = "A05:2021",
        .owasp_2025 = "A02:2025",
        .cheat_sheet = "Docker_Security",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "the container has all rights of the host",
        .why = "Whoever takes over the process in the container mounts the host's disk and is root "
               "there.",
        .fix = "client.containers.run(image, cap_add=[\"NET_ADMIN\"])  # what it needs and no more",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnSetting{.names = kPrivileged, .words = kContainerWords, .when = WhenPrivileged},
        .quiet = IsInTests,
    },
    {
        .name = "permissive-mode-command",
        .cwe = 732,
        .owasp_2021 = "A01:2021",
        .owasp_2025 = "A01:2025",
        .cheat_sheet = "Authorization",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "the command lets everybody on the machine change the file",
        .why = "Any user or service on the machine puts something else there, which is then read "
               "or run with the rights of others.",
        .fix = "os.chmod(path, 0o600)",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnString{.words = kModeWords, .when = WhenModeIsOpen},
        .quiet = IsInTests,
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::exposed_resources

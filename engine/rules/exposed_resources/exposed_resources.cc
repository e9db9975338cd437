// What is opened to everybody outside of the program itself: storage, containers, files.

#include <algorithm>
#include <cstdint>
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

constexpr std::string_view kAccess[] = {"ACL"};
constexpr std::string_view kAccessWords[] = {"public-read", "authenticated-read"};
constexpr std::string_view kRanges[] = {"CidrIp", "CidrIpv6", "cidr_ip", "cidr_ipv6"};
constexpr std::string_view kIngressWords[] = {"authorize_security_group_ingress",
                                              "authorize_ingress", "SecurityGroupIngress"};
constexpr std::string_view kPrivileged[] = {"privileged"};
constexpr std::string_view kContainerWords[] = {"docker", "kubernetes", "podman"};
constexpr std::string_view kModeWords[] = {"chmod 777", "chmod 0777", "chmod 666", "chmod 0666",
                                           "chmod rwx"};

bool IsInTests(const Site& site) { return IsTestPath(site.file().path()); }

// put_object(…, ACL="public-read"), ExtraArgs={"ACL": "public-read-write"}
Verdict WhenPublic(const Site& site) {
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

// client.containers.run(image, privileged=True)
Verdict WhenPrivileged(const Site& site) {
  if (site.node().kind() == Kind::kAssignment || site.value().kind() != Kind::kTrue) return kSilent;
  return site.ImportsLike("docker") || site.ImportsLike("kubernetes") || site.ImportsLike("podman")
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

bool IsOpenMode(std::string_view mode) {
  return mode == "777" || mode == "0777" || mode == "666" || mode == "0666" || mode == "a+rwx" ||
         mode == "ugo+rwx" || mode == "o+w" || mode == "a+w";
}

// os.system("chmod -R 777 /srv"), subprocess.run(["chmod", "777", path])
Verdict WhenModeIsOpen(const Site& site) {
  if (!site.is_leading_text()) return kSilent;
  Node around = site.node().parent();
  const bool is_list = around.kind() == Kind::kList || around.kind() == Kind::kTuple;
  std::string command(site.text());
  if (is_list) {
    if (command != "chmod") return kSilent;
    for (Node word : around.children()) {
      if (IsText(word)) command += " " + TextOf(word);
    }
    around = around.parent();
  }
  if (around.kind() != Kind::kArgumentList) return kSilent;
  const std::string_view called = syntax::LastName(syntax::Call(around.parent()).Function());
  bool runs = false;
  for (const std::string_view runner : kRunners) runs = runs || called == runner;
  const size_t at = command.find("chmod ");
  if (!runs || at == std::string::npos) return kSilent;
  size_t begin = at;
  while (begin < command.size()) {
    const size_t end = std::min(command.find(' ', begin), command.size());
    if (IsOpenMode(std::string_view(command).substr(begin, end - begin))) return kFires;
    begin = end + 1;
  }
  return kSilent;
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

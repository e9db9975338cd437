#include "engine/rules/address_checks/host_text.h"

#include <algorithm>
#include <string>

#include "engine/rules/name_parts.h"
#include "engine/rules/values.h"

namespace meerkat::rules::address_checks {
namespace {

bool IsLabelCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

bool IsTopLevelDomain(std::string_view label) {
  return std::find(std::begin(kTopLevelDomains), std::end(kTopLevelDomains), label) !=
         std::end(kTopLevelDomains);
}

HostText ReadHost(std::string_view text) {
  HostText read;
  if (const size_t scheme = text.find("//"); scheme != std::string_view::npos) {
    if (scheme != 0 && text[scheme - 1] != ':') return read;
    read.has_scheme = true;
    text.remove_prefix(scheme + 2);
  }
  if (text.starts_with('.')) {
    read.begins_with_dot = true;
    text.remove_prefix(1);
  }
  size_t end = 0;
  while (end < text.size() && (IsLabelCharacter(text[end]) || text[end] == '.')) ++end;
  const std::string_view host = text.substr(0, end);
  const size_t dot = host.rfind('.');
  const bool has_name = dot != std::string_view::npos && dot > 0 && !host.starts_with('.') &&
                        host.find("..") == std::string_view::npos;
  if (!has_name || !IsTopLevelDomain(host.substr(dot + 1))) return read;
  std::string_view rest = text.substr(end);
  read.has_end = !rest.empty();
  if (rest.starts_with(':')) {
    rest.remove_prefix(1);
    while (!rest.empty() && IsDigit(rest.front())) rest.remove_prefix(1);
  }
  read.is_host = rest.empty() || rest == "/";
  return read;
}

bool NamesAddress(std::string_view name) {
  std::string lower(name);
  for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 32 : c);
  if (lower.ends_with('s') && !lower.ends_with("address") && !lower.ends_with("dns")) return false;
  for (const std::string_view list : {"list", "allow", "white", "known", "trusted"}) {
    if (lower.find(list) != std::string::npos) return false;
  }
  static constexpr std::string_view kMail[] = {"email", "mail"};
  static constexpr std::string_view kWords[] = {
      "url",     "uri",      "host",       "hostname", "domain",   "netloc",  "origin",
      "referer", "referrer", "server",     "site",     "website",  "href",    "redirect",
      "address", "endpoint", "issuer",     "location", "hostport", "baseurl", "link",
      "fqdn",    "webpage",  "domainname", "hyperlink"};
  const NameParts parts(name);
  if (parts.HasOneOf(kMail)) return false;
  return parts.HasOneOf(kWords) || EqualsIgnoringCase(parts.parts[0], "next");
}

std::string_view HostOf(std::string_view address) {
  if (const size_t scheme = address.find("://"); scheme != std::string_view::npos) {
    address.remove_prefix(scheme + 3);
  }
  address = address.substr(0, address.find_first_of("/?#"));
  if (const size_t at = address.rfind('@'); at != std::string_view::npos) {
    address.remove_prefix(at + 1);
  }
  if (address.starts_with('[')) return address.substr(0, address.find(']') + 1);
  return address.substr(0, address.find(':'));
}

bool IsNearby(std::string_view host) {
  // "db", "[::1]": no name of the Internet has no dot.
  if (host.find('.') == std::string_view::npos) return true;
  for (const std::string_view end :
       {".local", ".internal", ".localhost", ".lan", ".test", ".svc"}) {
    if (host.ends_with(end)) return true;
  }
  if (host.find_first_not_of("0123456789.") != std::string_view::npos) return false;
  for (const std::string_view begin : {"127.", "10.", "192.168.", "169.254.", "0."}) {
    if (host.starts_with(begin)) return true;
  }
  // 172.16.0.0 to 172.31.255.255
  if (!host.starts_with("172.")) return false;
  const std::string_view second = host.substr(4, host.find('.', 4) - 4);
  return second.size() == 2 && second >= "16" && second <= "31";
}

}  // namespace meerkat::rules::address_checks

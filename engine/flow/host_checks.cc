// The part of Interpreter for conditions about the hosts of addresses.

#include <algorithm>
#include <cctype>
#include <string>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {

using core::Bit;
using core::SinkKind;

// What a request says of the host that it was sent to. Whoever is to be led elsewhere by a link
// sends no other host than this one.
bool Interpreter::IsOwnHost(V value) const {
  const Taint* taint = value->taint;
  if (taint == nullptr || taint->count == 0) return false;
  return std::all_of(taint->marks, taint->marks + taint->count,
                     [](const Mark& mark) { return SaysHost(*mark.source); });
}

// request.host, request.url_root, request.headers["Host"]
bool Interpreter::SaysHost(const Source& source) {
  static constexpr std::string_view kNames[] = {
      ".host", ".host_url", ".url_root",   ".root_url",    ".base_url",
      ".url",  ".netloc",   ".get_host()", ".server_name", " Host"};
  return std::any_of(std::begin(kNames), std::end(kNames),
                     [&source](std::string_view name) { return source.text.ends_with(name); });
}

// parsed.netloc, urlparse(url).hostname
bool Interpreter::IsUrlPart(uint32_t place) {
  const Code& code = unit().codes[place];
  if (code.kind == CodeKind::kSubscript) return false;
  // name = urlparse(url).hostname
  if (code.kind == CodeKind::kName) {
    const V value = Load(code);
    if (value->taint != nullptr && value->taint->count > 0 && value->taint->IsClearedFor(kHostPart))
      return true;
  }
  std::string_view name;
  if (code.kind == CodeKind::kAttribute) name = unit().Name(code.b);
  if (code.kind == CodeKind::kName) name = unit().Name(code.a);
  return name == "netloc" || name == "hostname" || name == "host" || name == "domain" ||
         name == "origin";
}

// Addresses that socket and ipaddress have given; not what was found safe for everything.
bool Interpreter::IsLookedUp(const Taint* taint) {
  return taint != nullptr && taint->count > 0 && taint->IsClearedFor(kNumericHost) &&
         std::none_of(taint->marks, taint->marks + taint->count,
                      [](const Mark& mark) { return (mark.cleared & kNormalPath) != 0; });
}

namespace {

// PRIVATE_RANGES, blocked, network: and no cache, nor what was seen before.
bool IsNamedLikeNetworks(std::string_view name) {
  static constexpr std::string_view kWords[] = {
      "network",  "subnet",    "nets",  "cidr",   "range",  "private",  "reserved",
      "internal", "forbidden", "block", "denied", "banned", "denylist", "blacklist"};
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower.starts_with("net_") || lower.ends_with("_net") || lower == "net" ||
         std::any_of(std::begin(kWords), std::end(kWords), [&lower](std::string_view word) {
           return lower.find(word) != std::string::npos;
         });
}

}  // namespace

// Whether a place holds networks, or is one: [ip_network("10.0.0.0/8"), …], or by its name where
// nobody knows what it holds.
bool Interpreter::AreNetworks(uint32_t place) {
  const auto is_network = [this](V one) {
    return one->kind == ValueKind::kExternal &&
           (IsNamedLikeNetworks(symbols_.Text(one->path->step)) ||
            (one->path->parent != nullptr &&
             IsNamedLikeNetworks(symbols_.Text(one->path->parent->step))));
  };
  const V value = Again(place);
  if (is_network(value)) return true;
  if (const Contents* contents = ContentsOf(value)) {
    if (contents->kind == ContentsKind::kDictionary) return false;
    if (std::any_of(contents->items, contents->items + contents->count, is_network)) return true;
    if (contents->count == 0 && contents->rest == nullptr) return false;
  }
  const Code& code = unit().codes[place];
  switch (code.kind) {
    case CodeKind::kName: return IsNamedLikeNetworks(unit().Name(code.a));
    case CodeKind::kAttribute: return IsNamedLikeNetworks(unit().Name(code.b));
    case CodeKind::kCall: return AreNetworks(code.a);  // ip_network("10.0.0.0/8")
    case CodeKind::kSubscript: return AreNetworks(code.a);
    case CodeKind::kTuple:
    case CodeKind::kList: {
      const std::span<const uint32_t> items = unit().List(code.a);
      return std::any_of(items.begin(), items.end(),
                         [this](uint32_t item) { return AreNetworks(item); });
    }
    default: return false;
  }
}

// if urlparse(target).netloc: abort(400); from then on target leads here.
// if ip_address(gethostbyname(host)).is_private: abort(400); and what host is a part of leads out.
void Interpreter::AssumeNoHost(uint32_t place, bool holds) {
  const Code& code = unit().codes[place];
  if (code.kind != CodeKind::kAttribute) return;
  if (unit().Name(code.b) == (holds ? "is_global" : "is_private")) {
    const V host = Eval(code.a);
    if (IsLookedUp(host->taint)) RefineSources(host->taint, Bit(SinkKind::kUrl));
    return;
  }
  if (holds || !IsUrlPart(place)) return;
  RefineSources(Eval(place)->taint, Bit(SinkKind::kUrl) | Bit(SinkKind::kRedirect));
}

}  // namespace meerkat::flow

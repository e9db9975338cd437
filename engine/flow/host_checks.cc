// The part of Interpreter for conditions about the hosts of addresses.

#include <algorithm>

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

// if urlparse(target).netloc: abort(400); from then on target leads here.
// if ip_address(gethostbyname(host)).is_private: abort(400); and what host is a part of leads out.
void Interpreter::AssumeNoHost(uint32_t place, bool holds) {
  const Code& code = unit().codes[place];
  if (code.kind != CodeKind::kAttribute) return;
  if (unit().Name(code.b) == (holds ? "is_global" : "is_private")) {
    const V host = Eval(code.a);
    if (host->taint != nullptr && host->taint->IsClearedFor(kNumericHost))
      RefineSources(host->taint, Bit(SinkKind::kUrl));
    return;
  }
  if (holds || !IsUrlPart(place)) return;
  RefineSources(Eval(place)->taint, Bit(SinkKind::kUrl) | Bit(SinkKind::kRedirect));
}

}  // namespace meerkat::flow

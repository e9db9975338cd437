#pragma once

// Requests by http:// to hosts of the Internet.
//
//   core::Verdict verdict = WhenRequestIsPlain(site);   // requests.get("http://example.org/list")

#include "engine/rules/site.h"

namespace meerkat::rules::cleartext {

inline constexpr std::string_view kRequests[] = {
    "requests.get",
    "requests.post",
    "requests.put",
    "requests.delete",
    "requests.patch",
    "requests.head",
    "requests.options",
    "requests.request",
    "httpx.get",
    "httpx.post",
    "httpx.put",
    "httpx.delete",
    "httpx.patch",
    "httpx.request",
    "httpx.stream",
    "urllib.request.urlopen",
    "urllib.request.Request",
    "urllib.request.urlretrieve",
    "urllib2.urlopen",
    "urllib2.Request",
    "aiohttp.request",
    "http.client.HTTPConnection",
    "httplib.HTTPConnection",
    "urllib3.HTTPConnectionPool",
};
// Those of a session: its name is looked up.
inline constexpr std::string_view kSessionRequests[] = {"*.get",   "*.post", "*.put",    "*.delete",
                                                        "*.patch", "*.head", "*.request"};
inline constexpr std::string_view kPlainWords[] = {"http://"};
inline constexpr std::string_view kPlainRequestWords[] = {"http://", "HTTPConnection"};
inline constexpr std::string_view kPlainSessionWords[] = {"http:// Session requests",
                                                          "http:// Client httpx"};

// For calls of kRequests, without and with a name and a password.
core::Verdict WhenRequestIsPlain(const Site& site);
core::Verdict WhenSecretIsPlain(const Site& site);
// For calls of kSessionRequests.
core::Verdict WhenSessionIsPlain(const Site& site);

}  // namespace meerkat::rules::cleartext

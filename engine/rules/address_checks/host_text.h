#pragma once

// What reads as the name of a host on the Internet.

#include <array>
#include <cstddef>
#include <iterator>
#include <string_view>

namespace meerkat::rules::address_checks {

// A text that is a host and no more: "example.com", ".example.com",
// "https://www.example.com:8080/".
struct HostText {
  bool is_host = false;
  bool has_scheme = false;
  bool begins_with_dot = false;
  bool has_end = false;  // behind the host stands ":" or "/"
};
HostText ReadHost(std::string_view text);

// What hosts' names end in: the domains that most of the addresses end in that some 140 MB of
// published Python packages spell out, counted by us; of those that many do, each is at home there.
inline constexpr std::string_view kTopLevelDomains[] = {"org", "com", "io", "edu", "net", "gov",
                                                        "ca",  "uk",  "fr", "de",  "ru"};

namespace internal {

inline constexpr size_t kMaxEnding = 8;
// What stands behind the name of a host where it ends a string, or its port begins.
inline constexpr std::string_view kBehind[] = {"\"", "'", "/\"", "/'", ":"};
struct Endings {
  char text[std::size(kTopLevelDomains) * std::size(kBehind)][kMaxEnding] = {};
  size_t size[std::size(kTopLevelDomains) * std::size(kBehind)] = {};
};
consteval Endings MakeEndings(bool alone) {
  Endings made;
  size_t at = 0;
  for (const std::string_view domain : kTopLevelDomains) {
    for (const std::string_view behind : kBehind) {
      size_t& size = made.size[at];
      made.text[at][size++] = '.';
      for (const char c : domain) made.text[at][size++] = c;
      if (!alone) {
        for (const char c : behind) made.text[at][size++] = c;
      }
      ++at;
      if (alone) break;
    }
  }
  return made;
}
inline constexpr Endings kWhole = MakeEndings(false);
inline constexpr Endings kAlone = MakeEndings(true);
template <size_t kCount>
consteval std::array<std::string_view, kCount> Views(const Endings& endings) {
  std::array<std::string_view, kCount> views;
  for (size_t i = 0; i < kCount; ++i) views[i] = {endings.text[i], endings.size[i]};
  return views;
}

}  // namespace internal

// ".com", ".org"
inline constexpr auto kDomainWords = internal::Views<std::size(kTopLevelDomains)>(internal::kAlone);
// .com" .com' .com/" .com/' .com: where a host ends a string, or its port begins
inline constexpr auto kHostEndWords =
    internal::Views<std::size(kTopLevelDomains) * std::size(internal::kBehind)>(internal::kWhole);

// Whether a label is one of them.
bool IsTopLevelDomain(std::string_view label);

// Whether a part of a name says that it stands for one address: "url", "request_host", "netloc";
// not "urls", which are many and looked through, nor "email_address".
bool NamesAddress(std::string_view name);

// Whether a host leads to this machine or stays in its network: "localhost", "127.0.0.1",
// "10.1.2.3", "db".
bool IsNearby(std::string_view host);

// Of "http://user@host:80/path" the host.
std::string_view HostOf(std::string_view address);

}  // namespace meerkat::rules::address_checks

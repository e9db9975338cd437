#include "clients/cli/gitignore.h"

#include <array>
#include <utility>

namespace meerkat::cli {
namespace {

struct NamedClass {
  std::string_view name;
  bool (*holds)(unsigned char c);
};

bool IsLower(unsigned char c) { return c >= 'a' && c <= 'z'; }
bool IsUpper(unsigned char c) { return c >= 'A' && c <= 'Z'; }
bool IsDigit(unsigned char c) { return c >= '0' && c <= '9'; }
bool IsAlpha(unsigned char c) { return IsLower(c) || IsUpper(c); }
bool IsAlnum(unsigned char c) { return IsAlpha(c) || IsDigit(c); }
bool IsGraph(unsigned char c) { return c > ' ' && c < 0x7F; }

// ASCII by hand: the classes must not change with the user's locale.
constexpr std::array<NamedClass, 12> kNamedClasses = {{
    {"alnum", IsAlnum},
    {"alpha", IsAlpha},
    {"blank", [](unsigned char c) { return c == ' ' || c == '\t'; }},
    {"cntrl", [](unsigned char c) { return c < ' ' || c == 0x7F; }},
    {"digit", IsDigit},
    {"graph", IsGraph},
    {"lower", IsLower},
    {"print", [](unsigned char c) { return IsGraph(c) || c == ' '; }},
    {"punct", [](unsigned char c) { return IsGraph(c) && !IsAlnum(c); }},
    {"space", [](unsigned char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }},
    {"upper", IsUpper},
    {"xdigit",
     [](unsigned char c) {
       return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
     }},
}};

// Spaces at the end of a line do not count, unless a backslash stands before them.
std::string_view WithoutTrailingSpaces(std::string_view line) {
  size_t end = 0;
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\') {
      i = i + 1 < line.size() ? i + 1 : i;
      end = i + 1;
    } else if (line[i] != ' ') {
      end = i + 1;
    }
  }
  return line.substr(0, end);
}

std::string_view LastComponent(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

}  // namespace

Glob::Glob(std::string_view pattern) {
  for (size_t i = 0; i < pattern.size() && !broken_; ++i) {
    const char c = pattern[i];
    if (c == '?') {
      tokens_.push_back({Kind::kAny});
    } else if (c == '[') {
      broken_ = !AddClass(pattern, i);
    } else if (c == '\\') {
      if (++i == pattern.size()) {
        broken_ = true;
      } else {
        tokens_.push_back({Kind::kCharacter, static_cast<unsigned char>(pattern[i])});
      }
    } else if (c == '*') {
      const size_t first = i;
      while (i + 1 < pattern.size() && pattern[i + 1] == '*') ++i;
      const bool at_start = first == 0 || pattern[first - 1] == '/';
      const bool at_end = i + 1 == pattern.size();
      if (i > first && at_start && !at_end && pattern[i + 1] == '/') {
        tokens_.push_back({Kind::kFolders});
        ++i;  // the slash belongs to it
      } else if (i > first && at_start && at_end) {
        tokens_.push_back({Kind::kRest});
      } else {
        tokens_.push_back({Kind::kStar});
      }
    } else {
      tokens_.push_back({Kind::kCharacter, static_cast<unsigned char>(c)});
    }
  }
}

bool Glob::AddClass(std::string_view pattern, size_t& at) {
  std::bitset<256> set;
  size_t i = at + 1;
  const bool negated = i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^');
  if (negated) ++i;
  bool first = true;
  int range_start = -1;  // the character before a '-', while it can start a range
  for (;; ++i) {
    if (i >= pattern.size()) return false;
    unsigned char c = static_cast<unsigned char>(pattern[i]);
    if (c == ']' && !first) break;
    first = false;
    if (c == '[' && i + 1 < pattern.size() && pattern[i + 1] == ':') {
      const size_t close = pattern.find(']', i + 2);
      if (close == std::string_view::npos) return false;
      if (pattern[close - 1] == ':' && close - 1 >= i + 2) {
        const std::string_view name = pattern.substr(i + 2, close - i - 3);
        bool known = false;
        for (const NamedClass& named : kNamedClasses) {
          if (named.name != name) continue;
          known = true;
          for (int b = 0; b < 256; ++b) {
            if (named.holds(static_cast<unsigned char>(b))) set.set(b);
          }
        }
        if (!known) return false;
        i = close;
        range_start = -1;
        continue;
      }
      // "[:" without ":]" is a plain bracket.
    }
    if (c == '-' && range_start >= 0 && i + 1 < pattern.size() && pattern[i + 1] != ']') {
      unsigned char last = static_cast<unsigned char>(pattern[++i]);
      if (last == '\\') {
        if (++i >= pattern.size()) return false;
        last = static_cast<unsigned char>(pattern[i]);
      }
      for (int b = range_start; b <= last; ++b) set.set(b);
      range_start = -1;
      continue;
    }
    if (c == '\\') {
      if (++i >= pattern.size()) return false;
      c = static_cast<unsigned char>(pattern[i]);
    }
    set.set(c);
    range_start = c;
  }
  if (negated) set.flip();
  set.reset('/');
  tokens_.push_back({Kind::kClass, 0, static_cast<uint32_t>(classes_.size())});
  classes_.push_back(set);
  at = i;
  return true;
}

bool Glob::MatchesOne(const Token& token, unsigned char byte) const {
  switch (token.kind) {
    case Kind::kCharacter: return token.character == byte;
    case Kind::kAny: return byte != '/';
    case Kind::kClass: return classes_[token.index][byte];
    default: return false;
  }
}

// On a mismatch the last `*` takes one byte more; where it would have to take a slash, the last
// `**/` takes one component more. Earlier ones need no second try: whatever they could match
// differently, the later one has already been offered.
bool Glob::Matches(std::string_view path) const {
  if (broken_) return false;
  constexpr size_t kNone = static_cast<size_t>(-1);
  size_t token = 0;
  size_t at = 0;
  size_t star_token = kNone, star_at = 0;
  size_t folders_token = kNone, folders_at = 0;
  for (;;) {
    if (token < tokens_.size()) {
      const Token& next = tokens_[token];
      if (next.kind == Kind::kRest) return at < path.size();
      if (next.kind == Kind::kStar) {
        star_token = ++token;
        star_at = at;
        continue;
      }
      if (next.kind == Kind::kFolders) {
        folders_token = ++token;
        folders_at = at;
        star_token = kNone;
        continue;
      }
      if (at < path.size() && MatchesOne(next, static_cast<unsigned char>(path[at]))) {
        ++token;
        ++at;
        continue;
      }
    } else if (at == path.size()) {
      return true;
    }
    if (star_token != kNone && star_at < path.size() && path[star_at] != '/') {
      token = star_token;
      at = ++star_at;
      continue;
    }
    if (folders_token == kNone) return false;
    const size_t slash = path.find('/', folders_at);
    if (slash == std::string_view::npos) return false;
    token = folders_token;
    at = folders_at = slash + 1;
    star_token = kNone;
  }
}

IgnorePatterns IgnorePatterns::Parse(std::string_view text) {
  IgnorePatterns patterns;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty()) {
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.starts_with('#')) patterns.Add(WithoutTrailingSpaces(line));
  }
  return patterns;
}

void IgnorePatterns::Add(std::string_view line) {
  const bool keep = line.starts_with('!');
  if (keep) line.remove_prefix(1);
  const bool folders_only = line.ends_with('/');
  if (folders_only) line.remove_suffix(1);
  if (line.empty()) return;
  const bool name_only = line.find('/') == std::string_view::npos;
  if (line.starts_with('/')) line.remove_prefix(1);
  patterns_.push_back({Glob(line), keep, folders_only, name_only});
}

IgnorePatterns::Match IgnorePatterns::Find(std::string_view path, bool is_folder) const {
  for (size_t i = patterns_.size(); i > 0; --i) {
    const Pattern& pattern = patterns_[i - 1];
    if (pattern.folders_only && !is_folder) continue;
    if (pattern.glob.Matches(pattern.name_only ? LastComponent(path) : path)) {
      return pattern.keep ? Match::kKeep : Match::kIgnore;
    }
  }
  return Match::kNone;
}

}  // namespace meerkat::cli

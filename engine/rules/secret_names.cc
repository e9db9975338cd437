#include "engine/rules/secret_names.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "engine/rules/values.h"

namespace meerkat::rules {
namespace {

char Lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool Take(std::string_view* text, char c) {
  if (text->empty() || Lower(text->front()) != c) return false;
  text->remove_prefix(1);
  return true;
}

// pas+wo?r?d in any case: "password", "passwd", "pasword".
bool IsPasswordWord(std::string_view word) {
  if (!Take(&word, 'p') || !Take(&word, 'a') || !Take(&word, 's')) return false;
  while (Take(&word, 's')) {
  }
  if (!Take(&word, 'w')) return false;
  Take(&word, 'o');
  Take(&word, 'r');
  return Take(&word, 'd') && word.empty();
}

bool IsOneOf(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [word](std::string_view known) { return EqualsIgnoringCase(word, known); });
}

bool IsPasswordPart(std::string_view part) {
  if (part.size() < 3) return false;
  switch (Lower(part.front())) {
    case 'p': return IsOneOf(part, {"pass", "passphrase", "pwd"}) || IsPasswordWord(part);
    case 't': return IsOneOf(part, {"token"});
    case 's': return IsOneOf(part, {"secret", "secrete"});
    default: return false;
  }
}

// "awsSecretKey2", "AWS_SECRET_KEY", "aws-secret-key" → aws, secret, key; at most eight.
struct NameParts {
  std::string_view parts[8];
  size_t count = 0;

  explicit NameParts(std::string_view name) {
    size_t begin = 0;
    for (size_t i = 0; i <= name.size(); ++i) {
      const bool end = i == name.size() || (!IsUpper(name[i]) && !IsLower(name[i]));
      const bool hump = !end && i > begin && IsUpper(name[i]) && IsLower(name[i - 1]);
      if (!end && !hump) continue;
      if (i > begin && count < 8) parts[count++] = name.substr(begin, i - begin);
      begin = hump ? i : i + 1;
    }
  }
};

// What a name ends with when it tells about a secret: where it is, what it is called, how it looks.
bool IsAboutSecret(std::string_view part) {
  return IsOneOf(
      part, {"url",        "uri",    "endpoint", "path",    "file",      "filename",  "dir",
             "field",      "name",   "label",    "prompt",  "help",      "header",    "type",
             "kind",       "format", "pattern",  "regex",   "re",        "prefix",    "suffix",
             "length",     "len",    "size",     "expiry",  "ttl",       "message",   "msg",
             "error",      "errors", "title",    "text",    "hint",      "id",        "ids",
             "env",        "var",    "variable", "param",   "parameter", "arg",       "option",
             "attr",       "column", "table",    "form",    "template",  "view",      "class",
             "method",     "mode",   "scheme",   "policy",  "hasher",    "hashers",   "validator",
             "validators", "reset",  "change",   "changed", "page",      "version",   "algorithm",
             "backend",    "store",  "count",    "index",   "position",  "separator", "symbol",
             "delimiter",  "char"});
}

bool IsLetterOrDigit(char c) { return IsUpper(c) || IsLower(c) || IsDigit(c); }

// "xxxx", "****", "----": one character again and again.
bool IsOneCharacter(std::string_view text) {
  return text.find_first_not_of(text.front()) == std::string_view::npos;
}

bool IsPlaceholder(std::string_view text) {
  static constexpr std::string_view kWhole[] = {
      "none",     "null",           "nil",     "true",   "false", "test",   "testing",  "example",
      "dummy",    "sample",         "default", "foo",    "bar",   "baz",    "foobar",   "secret",
      "password", "passwd",         "pass",    "pwd",    "token", "key",    "string",   "value",
      "str",      "bytes",          "text",    "hidden", "basic", "bearer", "username", "user",
      "root",     "admin-password", "unset",   "empty",  "todo",  "tbd",    "redacted"};
  static constexpr std::string_view kParts[] = {
      "changeme", "change_me", "change-me", "placeholder", "example", "your_",
      "your-",    "yourpass",  "my_token",  "insert",      "replace", "dummy",
      "redacted", "todo",      "fixme",     "not-a-real",  "fake"};
  const auto contains = [text](std::string_view part) { return ContainsIgnoringCase(text, part); };
  return std::any_of(std::begin(kWhole), std::end(kWhole),
                     [text](std::string_view word) { return EqualsIgnoringCase(text, word); }) ||
         std::any_of(std::begin(kParts), std::end(kParts), contains);
}

// "<token>", "${TOKEN}", "{token}", "%(token)s", "%s", "$TOKEN": filled in later.
bool IsTemplate(std::string_view text) {
  return text.front() == '<' || text.front() == '$' || text.front() == '%' ||
         text.find('{') != std::string_view::npos || text.find("%(") != std::string_view::npos ||
         text.find("%s") != std::string_view::npos;
}

}  // namespace

bool IsPasswordName(std::string_view name) {
  // Python's `$` also matches before a last line end.
  if (name.ends_with('\n')) name.remove_suffix(1);
  while (true) {
    const size_t underscore = name.find('_');
    if (IsPasswordPart(name.substr(0, underscore))) return true;
    if (underscore == std::string_view::npos) return false;
    name.remove_prefix(underscore + 1);
  }
}

bool IsSecretName(std::string_view name) {
  const NameParts name_parts(name);
  if (name_parts.count == 0 || IsAboutSecret(name_parts.parts[name_parts.count - 1])) return false;
  for (size_t i = 0; i < name_parts.count; ++i) {
    const std::string_view part = name_parts.parts[i];
    const std::string_view next = i + 1 < name_parts.count ? name_parts.parts[i + 1] : "";
    const std::string_view before = i > 0 ? name_parts.parts[i - 1] : "";
    // A page's continuation mark, and a parser's tokens.
    if (EqualsIgnoringCase(part, "token") &&
        IsOneOf(before, {"next", "page", "continuation", "current", "last", "first", "end", "start",
                         "sync", "csrf", "xsrf", "cancel", "cancellation"})) {
      continue;
    }
    if (IsPasswordPart(part)) return true;
    if (IsOneOf(part, {"credential", "credentials", "apikey", "authtoken", "accesstoken"}))
      return true;
    if (EqualsIgnoringCase(next, "key") &&
        IsOneOf(part, {"api", "access", "private", "encryption", "signing", "auth", "account"})) {
      return true;
    }
  }
  return false;
}

bool MayBeSecret(std::string_view name, std::string_view text) {
  if (text.size() < 3 || IsOneCharacter(text) || IsPlaceholder(text) || IsTemplate(text))
    return false;
  // PASSWORD = "password", API_TOKEN = "api-token": the text is a name again.
  if (IsSecretName(text) && text.size() <= name.size() + 8) return false;
  // A path, an address, a type or a list.
  if (text.find("://") != std::string_view::npos || text.front() == '/' || text.front() == '.') {
    return false;
  }
  // "Password:", "Enter your token", "password is too short": text for people. A pass phrase has blanks,
  // too, but neither capitals at its start nor punctuation at its end.
  const bool blanks = text.find_first_of(" \t\n") != std::string_view::npos;
  const char last = text.back();
  if (last == ':' || last == '?' || last == ' ' || (last == '.' && blanks)) return false;
  if (blanks && IsUpper(text.front())) return false;
  return std::any_of(text.begin(), text.end(), IsLetterOrDigit);
}

}  // namespace meerkat::rules

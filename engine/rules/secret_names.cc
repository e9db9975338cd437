#include "engine/rules/secret_names.h"

#include <algorithm>
#include <cctype>
#include <span>

#include "engine/rules/name_parts.h"
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

bool IsOneOf(std::string_view word, std::span<const std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [word](std::string_view known) { return EqualsIgnoringCase(word, known); });
}

bool IsPasswordPart(std::string_view part) {
  if (part.size() < 3) return false;
  switch (Lower(part.front())) {
    case 'p':
      return EqualsIgnoringCase(part, "pass") || EqualsIgnoringCase(part, "passphrase") ||
             EqualsIgnoringCase(part, "pwd") || IsPasswordWord(part);
    case 't': return EqualsIgnoringCase(part, "token");
    case 's': return EqualsIgnoringCase(part, "secret") || EqualsIgnoringCase(part, "secrete");
    default: return false;
  }
}

// What a name ends with when it tells about a secret: where it is, what it is called, how it looks.
constexpr std::string_view kAbout[] = {
    "url",
    "uri",
    "endpoint",
    "path",
    "file",
    "filename",
    "dir",
    "field",
    "name",
    "label",
    "prompt",
    "help",
    "header",
    "type",
    "kind",
    "format",
    "pattern",
    "regex",
    "re",
    "prefix",
    "suffix",
    "length",
    "len",
    "size",
    "expiry",
    "ttl",
    "message",
    "msg",
    "error",
    "errors",
    "title",
    "text",
    "hint",
    "id",
    "ids",
    "uuid",
    "env",
    "var",
    "variable",
    "param",
    "parameter",
    "arg",
    "option",
    "attr",
    "column",
    "table",
    "form",
    "template",
    "view",
    "class",
    "method",
    "mode",
    "scheme",
    "policy",
    "hasher",
    "hashers",
    "validator",
    "validators",
    "reset",
    "change",
    "changed",
    "page",
    "version",
    "algorithm",
    "backend",
    "store",
    "count",
    "index",
    "position",
    "separator",
    "symbol",
    "delimiter",
    "char",
    "source",
    "scope",
    "usage",
    "range",
    "reply",
    "provider",
    "state",
    "status",
    "strength",
    "rule",
    "rules",
    "manager",
    "service",
    "factory",
    "input",
    "widget",
    "ref",
    "arn",
    "location",
    "callback",
    "func",
    "function",
    "generator",
    "command",
    "cmd",
    "args",
    "info",
    "engine",
    "lifetime",
    "classification",
    "checkpoint",
    "security",
    "age",
    "required",
    "enabled",
};
// What it starts with when it says what is done with one, or whether.
constexpr std::string_view kDoing[] = {
    "is",     "has",      "use",     "update", "check",  "no",     "need",    "needs",
    "with",   "without",  "require", "show",   "hide",   "force",  "ask",     "prompt",
    "reset",  "change",   "set",     "get",    "allow",  "enable", "disable", "validate",
    "verify", "generate", "make",    "create", "delete", "remove", "read",    "parse",
};
// Before "token": a page's continuation mark, a parser's tokens.
constexpr std::string_view kOtherTokens[] = {
    "next",  "page",     "continuation", "current", "last", "first",  "end",
    "start", "starting", "sync",         "csrf",    "xsrf", "cancel", "cancellation",
};
// Before "token": whose it is.
constexpr std::string_view kTokenOwners[] = {"api",     "auth",   "access", "bearer", "refresh",
                                             "session", "github", "gitlab", "slack",  "oauth"};
constexpr std::string_view kKeys[] = {"api",     "access", "private", "encryption",
                                      "signing", "auth",   "account"};
constexpr std::string_view kWords[] = {"credential", "credentials", "apikey", "authtoken",
                                       "accesstoken"};

// Whether the i-th part names a secret, with the part behind it or alone.
bool NamesSecret(const NameParts& name, size_t i) {
  const std::string_view part = name.parts[i];
  const std::string_view next = i + 1 < name.count ? name.parts[i + 1] : "";
  const std::string_view before = i > 0 ? name.parts[i - 1] : "";
  if (EqualsIgnoringCase(part, "token") && IsOneOf(before, kOtherTokens)) return false;
  return IsPasswordPart(part) || IsOneOf(part, kWords) ||
         (EqualsIgnoringCase(next, "key") && IsOneOf(part, kKeys));
}

// Whether "token" is all that makes the name one of a secret: parsers and language models have
// such.
bool IsMerelyToken(std::string_view name) {
  const NameParts parts(name);
  bool token = false;
  for (size_t i = 0; i < parts.count; ++i) {
    if (!NamesSecret(parts, i)) continue;
    const bool strong = !EqualsIgnoringCase(parts.parts[i], "token") ||
                        (i > 0 && IsOneOf(parts.parts[i - 1], kTokenOwners));
    if (strong) return false;
    token = true;
  }
  return token;
}

// Letters and digits mixed, as machines make them: "a8f5f167f44f4964", "ghp_16C7e42F".
bool LooksRandom(std::string_view text) {
  const bool digits = std::any_of(text.begin(), text.end(), IsDigit);
  const bool letters =
      std::any_of(text.begin(), text.end(), [](char c) { return IsUpper(c) || IsLower(c); });
  return text.size() >= 8 && digits && letters &&
         text.find_first_of(" <>[](){}|\t\n") == std::string_view::npos;
}

// AWS_SECRET_KEY, "aws-secret-key", "AWSSecretKey": what an option or a header is called.
bool IsNameOfSecret(std::string_view text) {
  for (char c : text) {
    if (!IsUpper(c) && !IsLower(c) && c != '_' && c != '-' && c != '.') return false;
  }
  const NameParts parts(text);
  for (size_t i = 0; i < parts.count; ++i) {
    if (NamesSecret(parts, i)) return true;
  }
  return false;
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
  const NameParts parts(name);
  if (parts.count == 0 || IsOneOf(parts.last, kAbout)) return false;
  if (parts.count > 1 && IsOneOf(parts.parts[0], kDoing)) return false;
  for (size_t i = 0; i < parts.count; ++i) {
    if (NamesSecret(parts, i)) return true;
  }
  return false;
}

bool MayBeSecret(std::string_view name, std::string_view text) {
  if (text.size() < 3 || IsOneCharacter(text) || IsPlaceholder(text) || IsTemplate(text))
    return false;
  if (IsNameOfSecret(text) || (IsMerelyToken(name) && !LooksRandom(text))) return false;
  // A path, an address, a type or a list.
  if (text.find("://") != std::string_view::npos || text.front() == '/' || text.front() == '.') {
    return false;
  }
  for (std::string_view suffix :
       {".pem", ".key", ".crt", ".json", ".txt", ".py", ".yaml", ".yml"}) {
    if (text.ends_with(suffix)) return false;
  }
  // "Password:", "Enter your token", "password is too short": text for people. A pass phrase has
  // blanks, too, but neither capitals at its start nor punctuation at its end.
  const bool blanks = text.find_first_of(" \t\n") != std::string_view::npos;
  const char last = text.back();
  if (last == ':' || last == '?' || last == ' ' || (last == '.' && blanks)) return false;
  if (blanks && IsUpper(text.front())) return false;
  return std::any_of(text.begin(), text.end(), IsLetterOrDigit);
}

}  // namespace meerkat::rules

#include <fmt/args.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "clients/cli/bandit/formats.h"

namespace meerkat::bandit {
namespace {

constexpr std::string_view kTags[] = {"abspath",    "relpath", "line",     "col",
                                      "end_col",    "test_id", "severity", "msg",
                                      "confidence", "range",   "cwe"};

// The tag with the most letters in common.
std::string_view Similar(std::string_view tag) {
  const auto common = [&](std::string_view other) {
    const std::set<char> letters(tag.begin(), tag.end()), others(other.begin(), other.end());
    return std::count_if(letters.begin(), letters.end(),
                         [&](char c) { return others.count(c) > 0; });
  };
  return *std::max_element(std::begin(kTags), std::end(kTags),
                           [&](std::string_view a, std::string_view b) {
                             return std::pair(common(a), a) < std::pair(common(b), b);
                           });
}

bool IsNumber(std::string_view tag) { return tag == "line" || tag == "col" || tag == "end_col"; }

std::string TextOf(const Issue& issue, std::string_view tag) {
  namespace fs = std::filesystem;
  if (tag == "abspath") return fs::absolute(issue.file).lexically_normal().string();
  if (tag == "relpath")
    return fs::absolute(issue.file).lexically_relative(fs::current_path()).string();
  if (tag == "test_id") return issue.test_id;
  if (tag == "severity") return std::string(UpperName(issue.severity));
  if (tag == "confidence") return std::string(UpperName(issue.confidence));
  if (tag == "msg") return issue.text;
  if (tag == "cwe") {
    return issue.cwe == 0 ? "" : fmt::format("CWE-{} ({})", issue.cwe, issue.CweLink());
  }
  std::string range = "[";
  for (uint32_t line = issue.first_line; line <= issue.last_line; ++line) {
    range += fmt::format("{}{}", line == issue.first_line ? "" : ", ", line);
  }
  return range + "]";
}

// As Python's repr().
std::string Quoted(const std::string& text) {
  const char quote =
      text.find('\'') != std::string::npos && text.find('"') == std::string::npos ? '"' : '\'';
  std::string quoted(1, quote);
  for (char c : text) {
    if (c == quote || c == '\\') quoted += '\\';
    if (c == '\n') {
      quoted += "\\n";
    } else {
      quoted += c;
    }
  }
  return quoted + quote;
}

}  // namespace

bool LineTemplate::Parse(const std::string& text, Log& log, LineTemplate* out) {
  const auto fail = [&](std::string_view why) {
    log.Error("custom", fmt::format("Template is not in valid format: {}", why));
    return false;
  };
  out->parts_.clear();
  std::string literal;
  bool any_tag = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if ((c == '{' || c == '}') && i + 1 < text.size() && text[i + 1] == c) {
      literal += c;
      ++i;
      continue;
    }
    if (c == '}') return fail("Single '}' encountered in format string");
    if (c != '{') {
      literal += c;
      continue;
    }
    const size_t end = text.find('}', i);
    if (end == std::string::npos) return fail("expected '}' before end of string");
    std::string field = text.substr(i + 1, end - i - 1);
    i = end;
    Part part{.tag = true};
    if (const size_t colon = field.find(':'); colon != std::string::npos) {
      part.format = field.substr(colon + 1);
      field.resize(colon);
    }
    if (const size_t mark = field.find('!'); mark != std::string::npos) {
      if (mark + 2 != field.size() ||
          std::string_view("rsa").find(field[mark + 1]) == std::string_view::npos) {
        return fail("expected ':' after conversion specifier");
      }
      part.conversion = field[mark + 1];
      field.resize(mark);
    }
    any_tag = true;
    if (std::find(std::begin(kTags), std::end(kTags), field) == std::end(kTags)) {
      log.Warning(
          "custom",
          fmt::format("Tag '{}' was not recognized and will be skipped, did you mean to use "
                      "'{}'?",
                      field, Similar(field)));
      literal += field;
      continue;
    }
    if (!literal.empty()) out->parts_.push_back({.text = std::exchange(literal, {})});
    part.text = std::move(field);
    out->parts_.push_back(std::move(part));
  }
  if (!literal.empty()) out->parts_.push_back({.text = std::move(literal)});
  if (!any_tag) {
    log.Error("custom", "No tags were found in the template. Are you missing '{}'?");
  }
  return any_tag;
}

bool LineTemplate::Write(const std::vector<Shown>& shown, Log& log, std::ostream& out) const {
  for (const Shown& one : shown) {
    const Issue& issue = *one.issue;
    std::string line;
    for (const Part& part : parts_) {
      if (!part.tag) {
        line += part.text;
        continue;
      }
      // fmt's formats are Python's.
      const std::string format = "{:" + part.format + "}";
      try {
        if (IsNumber(part.text) && part.conversion == 0) {
          const uint32_t number = part.text == "line"  ? issue.line
                                  : part.text == "col" ? issue.column
                                                       : issue.end_column;
          line += fmt::format(fmt::runtime(format), number);
        } else {
          std::string text = TextOf(issue, part.text);
          if (part.conversion == 'r' || part.conversion == 'a') text = Quoted(text);
          line += fmt::format(fmt::runtime(format), text);
        }
      } catch (const fmt::format_error& error) {
        log.Error("custom", fmt::format("Template is not in valid format: '{}' of '{}': {}",
                                        part.format, part.text, error.what()));
        return false;
      }
    }
    out << line << '\n';
  }
  return true;
}

}  // namespace meerkat::bandit

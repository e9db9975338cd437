#pragma once

// The structured log: one line an event on standard error, as key=value text or JSON. It says what
// happened and how long it took; never source text, paths of scanned files or secrets.
//
//   telemetry::Log log({.level = "info", .format = "text"});
//   log.Info("scan finished", {{"scan", id}, {"findings", 3}, {"seconds", 0.02}});
//
//   2026-05-04T10:11:12.345Z info "scan finished" scan=scans/01J… findings=3 seconds=0.02
//
// Every function may be called from any thread. Values are escaped: one event is one line.

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace meerkat::telemetry {

// Refers to its text, which has to outlive the call of Info; nothing is spelled before an event is
// written.
class LogField {
 public:
  LogField(std::string_view key, std::string_view value) : key_(key), value_(value) {}
  LogField(std::string_view key, const char* value) : LogField(key, std::string_view(value)) {}
  LogField(std::string_view key, const std::string& value)
      : LogField(key, std::string_view(value)) {}
  LogField(std::string_view key, bool value) : LogField(key, value ? "true" : "false") {
    quoted_ = false;
  }
  LogField(std::string_view key, std::unsigned_integral auto value)
      : key_(key), value_(uint64_t{value}), quoted_(false) {}
  LogField(std::string_view key, std::signed_integral auto value)
      : key_(key), value_(int64_t{value}), quoted_(false) {}
  // Seconds or a ratio, to the microsecond.
  LogField(std::string_view key, double value) : key_(key), value_(value), quoted_(false) {}

  std::string_view key() const { return key_; }
  std::string Value() const;
  // Whether it is text and not a number or a truth value.
  bool quoted() const { return quoted_; }

 private:
  std::string_view key_;
  std::variant<std::string_view, uint64_t, int64_t, double> value_;
  bool quoted_ = true;
};

using LogFields = std::initializer_list<LogField>;

enum class LogFormat { kText, kJson };

// One event as it stands after time and level (text) or within the braces (JSON).
std::string FormatEvent(LogFormat format, std::string_view event, LogFields fields);

struct LogOptions {
  // "debug", "info", "warning", "error" or "off".
  std::string level = "info";
  // "text" or "json".
  std::string format = "text";
};

class Log {
 public:
  // Unknown words are an error of the caller, who has checked them: they count as the defaults.
  explicit Log(const LogOptions& options);
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  void Debug(std::string_view event, LogFields fields = {});
  void Info(std::string_view event, LogFields fields = {});
  void Warning(std::string_view event, LogFields fields = {});
  void Error(std::string_view event, LogFields fields = {});

 private:
  struct Sink;
  void Write(int level, std::string_view event, LogFields fields);
  std::unique_ptr<Sink> sink_;
};

}  // namespace meerkat::telemetry

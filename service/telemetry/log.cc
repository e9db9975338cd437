#include "service/telemetry/log.h"

#include <fmt/core.h>
#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <algorithm>

namespace meerkat::telemetry {
namespace {

// JSON's escapes, which are readable in text too.
void AppendEscaped(std::string_view text, std::string* out) {
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      *out += '\\';
      *out += c;
    } else if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') {
      *out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    } else {
      *out += c;
    }
  }
}

void AppendQuoted(std::string_view text, std::string* out) {
  *out += '"';
  AppendEscaped(text, out);
  *out += '"';
}

bool IsPlain(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c != '"' && c != '\\' && c != '=' && c != '\x7f';
  });
}

spdlog::level::level_enum LevelOf(std::string_view name) {
  if (name == "debug") return spdlog::level::debug;
  if (name == "warning") return spdlog::level::warn;
  if (name == "error") return spdlog::level::err;
  if (name == "off") return spdlog::level::off;
  return spdlog::level::info;
}

}  // namespace

std::string LogField::Value() const {
  if (const auto* seconds = std::get_if<double>(&value_)) return fmt::format("{:.6f}", *seconds);
  return std::visit([](const auto& value) { return fmt::format("{}", value); }, value_);
}

std::string FormatEvent(LogFormat format, std::string_view event, LogFields fields) {
  std::string line;
  if (format == LogFormat::kJson) {
    line += "\"event\":";
    AppendQuoted(event, &line);
    for (const LogField& field : fields) {
      line += ',';
      AppendQuoted(field.key(), &line);
      line += ':';
      if (field.quoted()) {
        AppendQuoted(field.Value(), &line);
      } else {
        line += field.Value();
      }
    }
    return line;
  }
  AppendQuoted(event, &line);
  for (const LogField& field : fields) {
    line += ' ';
    line += field.key();
    line += '=';
    const std::string value = field.Value();
    if (IsPlain(value)) {
      line += value;
    } else {
      AppendQuoted(value, &line);
    }
  }
  return line;
}

struct Log::Sink {
  LogFormat format;
  spdlog::logger logger;
};

Log::Log(const LogOptions& options)
    : sink_(
          new Sink{options.format == "json" ? LogFormat::kJson : LogFormat::kText,
                   spdlog::logger("meerkat", std::make_shared<spdlog::sinks::stderr_sink_mt>())}) {
  const char* pattern = sink_->format == LogFormat::kJson
                            ? "{\"time\":\"%Y-%m-%dT%H:%M:%S.%eZ\",\"level\":\"%l\",%v}"
                            : "%Y-%m-%dT%H:%M:%S.%eZ %l %v";
  sink_->logger.set_formatter(
      std::make_unique<spdlog::pattern_formatter>(pattern, spdlog::pattern_time_type::utc));
  sink_->logger.set_level(LevelOf(options.level));
  sink_->logger.flush_on(spdlog::level::debug);
}

Log::~Log() = default;

void Log::Write(int level, std::string_view event, LogFields fields) {
  const auto severity = static_cast<spdlog::level::level_enum>(level);
  if (!sink_->logger.should_log(severity)) return;
  const std::string line = FormatEvent(sink_->format, event, fields);
  sink_->logger.log(severity, spdlog::string_view_t(line.data(), line.size()));
}

void Log::Debug(std::string_view event, LogFields fields) {
  Write(spdlog::level::debug, event, fields);
}
void Log::Info(std::string_view event, LogFields fields) {
  Write(spdlog::level::info, event, fields);
}
void Log::Warning(std::string_view event, LogFields fields) {
  Write(spdlog::level::warn, event, fields);
}
void Log::Error(std::string_view event, LogFields fields) {
  Write(spdlog::level::err, event, fields);
}

}  // namespace meerkat::telemetry

#pragma once

// What Bandit says on standard error while it works: "[main]<tab>INFO<tab>…".

#include <ostream>
#include <string_view>

#include "clients/cli/terminal.h"

namespace meerkat::bandit {

class Log {
 public:
  explicit Log(std::ostream& out) : out_(out) {}

  void set_quiet(bool quiet) { quiet_ = quiet; }
  void Info(std::string_view module, std::string_view text) {
    if (!quiet_) Write(module, "INFO", text);
  }
  void Warning(std::string_view module, std::string_view text) { Write(module, "WARNING", text); }
  void Error(std::string_view module, std::string_view text) { Write(module, "ERROR", text); }

 private:
  void Write(std::string_view module, std::string_view level, std::string_view text) {
    out_ << '[' << module << "]\t" << level << '\t' << cli::Printable(std::string(text)) << '\n';
  }

  std::ostream& out_;
  bool quiet_ = false;
};

}  // namespace meerkat::bandit

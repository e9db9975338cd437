#include "clients/cli/progress.h"

#include <algorithm>
#include <string>

#include "clients/cli/terminal.h"
#include "clients/cli/text_report.h"
#include "fmt/format.h"

namespace meerkat::cli {

void Progress::Files(uint64_t known, uint64_t done, uint64_t findings) {
  std::lock_guard<std::mutex> lock(mutex_);
  now_ = {std::max(now_.known, known), std::max(now_.done, done),
          std::max(now_.findings, findings)};
  Draw();
}

void Progress::Sent(uint64_t bytes) {
  std::lock_guard<std::mutex> lock(mutex_);
  bytes_sent_ += bytes;
  Draw();
}

void Progress::NextScan() {
  std::lock_guard<std::mutex> lock(mutex_);
  before_ = {before_.known + now_.known, before_.done + now_.done,
             before_.findings + now_.findings};
  now_ = {};
}

void Progress::Clear() {
  std::lock_guard<std::mutex> lock(mutex_);
  if (drawn_) *out_ << "\r\x1b[K" << std::flush;
  drawn_ = false;
}

uint64_t Progress::bytes_sent() {
  std::lock_guard<std::mutex> lock(mutex_);
  return bytes_sent_;
}

void Progress::Draw() {
  constexpr std::chrono::milliseconds kEvery(100);
  const auto now = std::chrono::steady_clock::now();
  if (out_ == nullptr || now - last_draw_ < kEvery) return;
  last_draw_ = now;
  const uint64_t known = before_.known + now_.known;
  std::string line = fmt::format(
      "scanning  {} of {} · {:.1f} MB sent · {}", before_.done + now_.done, Count(known, "file"),
      static_cast<double>(bytes_sent_) / 1e6, Count(before_.findings + now_.findings, "finding"));
  // A line that wraps cannot be redrawn.
  if (PrintedWidth(line) >= width_) line.resize(std::min<size_t>(line.size(), width_ / 2));
  *out_ << "\r" << line << "\x1b[K" << std::flush;
  drawn_ = true;
}

}  // namespace meerkat::cli

// Any bytes as an archive, with small limits. The first byte says how the input is cut into pieces;
// what the reader makes of it may not depend on that.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "service/ingest/archive_reader.h"
#include "service/ingest/path_check.h"

namespace meerkat {
namespace {

constexpr size_t kPieces[] = {1, 7, 512, 4096, 1 << 20};

ingest::Limits SmallLimits() {
  ingest::Limits limits;
  limits.max_archive_packed_bytes = 1 << 20;
  limits.max_archive_unpacked_bytes = 4 << 20;
  limits.max_archive_entry_bytes = 64 << 10;
  limits.max_analysed_file_bytes = 48 << 10;
  limits.max_archive_entries = 64;
  limits.max_path_bytes = 256;
  return limits;
}

void Check(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

class Pieces final : public ingest::ArchiveSource {
 public:
  Pieces(std::string_view bytes, size_t size) : bytes_(bytes), size_(size) {}
  std::string_view Next() override {
    const std::string_view piece = bytes_.substr(0, size_);
    bytes_.remove_prefix(piece.size());
    return piece;
  }

 private:
  std::string_view bytes_;
  size_t size_;
};

// Writes down what it is told, and checks each.
class Record final : public ingest::ArchiveSink {
 public:
  explicit Record(const ingest::Limits& limits) : limits_(limits) {}

  bool OnFile(std::string path, std::string bytes) override {
    Check(ingest::PathProblem(path).empty(), "a file has a safe name");
    Check(path.size() <= limits_.max_path_bytes, "of bounded length");
    Check(bytes.size() <= limits_.max_analysed_file_bytes, "and is not too large");
    Add("file " + path + ' ' + std::to_string(std::hash<std::string>{}(bytes)));
    return true;
  }
  bool OnNotPython() override {
    Add("other");
    return true;
  }
  bool OnNotice(std::string path, uint64_t bytes, core::Notice notice) override {
    Check(!notice.message.empty(), "a notice says something");
    Check(notice.message.find('\n') == std::string::npos, "in one line");
    // How much libarchive had read when it found the damage may depend on the pieces.
    if (notice.kind == core::NoticeKind::kArchiveDamaged) notice.message.clear();
    Add("notice " + path + ' ' + std::to_string(bytes) + ' ' + notice.message);
    return true;
  }
  const std::string& text() const { return text_; }

 private:
  void Add(const std::string& line) {
    // An entry makes two lines at most: a notice, and that it is no Python.
    Check(++lines_ <= 2 * limits_.max_archive_entries + 2, "lines are bounded");
    text_ += line + '\n';
  }

  const ingest::Limits& limits_;
  uint32_t lines_ = 0;
  std::string text_;
};

std::string Read(std::string_view bytes, size_t piece) {
  static const ingest::Limits limits = SmallLimits();
  Pieces source(bytes, piece);
  Record record(limits);
  const ingest::ArchiveEnd end = ingest::ReadArchive("fuzz.tar", limits, source, record);
  Check(end != ingest::ArchiveEnd::kStopped, "nobody stopped it");
  return record.text() + std::to_string(static_cast<int>(end));
}

}  // namespace
}  // namespace meerkat

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace meerkat;
  if (size == 0) return 0;
  const std::string_view archive(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string whole = Read(archive, kPieces[std::size(kPieces) - 1]);
  const std::string in_pieces = Read(archive, kPieces[data[0] % std::size(kPieces)]);
  Check(whole == in_pieces, "the pieces make no difference");
  return 0;
}

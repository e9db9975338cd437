#pragma once

// The patterns of one .gitignore file, with git's meaning (gitignore(5)): the last pattern that
// matches decides, `!` keeps, a slash anchors to the file's folder, a trailing slash means folders,
// `**` stands for any number of folders. Bytes are compared, case counts.
//
//   IgnorePatterns patterns = IgnorePatterns::Parse("*.log\n!keep.log\n/build/\n");
//   patterns.Find("src/a.log", false);   // kIgnore
//   patterns.Find("src/keep.log", false);  // kKeep
//
// That a file is ignored because its folder is, is the walker's business: it never enters the
// folder.

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace meerkat::cli {

// A compiled glob over '/'-separated paths. Matching takes at most (pattern x path) steps, whatever
// the pattern: ignore files come from the tree that is scanned.
class Glob {
 public:
  // `pattern` without the leading `!` and the leading or trailing slash of an ignore file's line.
  explicit Glob(std::string_view pattern);

  bool Matches(std::string_view path) const;

 private:
  enum class Kind : uint8_t {
    kCharacter,  // this byte
    kAny,        // `?`: one byte but '/'
    kClass,      // `[a-z]`: a byte of classes_[index]
    kStar,       // `*`: any bytes but '/'
    kFolders,    // `**/`: nothing, or whole components with their slashes
    kRest,       // `/**` at the end: whatever is inside
  };
  struct Token {
    Kind kind;
    unsigned char character = 0;
    uint32_t index = 0;
  };

  // Compiles the class that opens at pattern[at]; false when it never closes.
  bool AddClass(std::string_view pattern, size_t& at);
  bool MatchesOne(const Token& token, unsigned char byte) const;

  std::vector<Token> tokens_;
  std::vector<std::bitset<256>> classes_;
  // A pattern that git takes for broken matches nothing.
  bool broken_ = false;
};

class IgnorePatterns {
 public:
  enum class Match : uint8_t { kNone, kIgnore, kKeep };

  // Comments, blank lines, a byte order mark and carriage returns at line ends are left out.
  static IgnorePatterns Parse(std::string_view text);

  // What the last matching line says about `path`, which is relative to the folder of the ignore
  // file, without a slash at either end.
  Match Find(std::string_view path, bool is_folder) const;
  bool empty() const { return patterns_.empty(); }

 private:
  struct Pattern {
    Glob glob;
    bool keep = false;
    bool folders_only = false;
    // No slash in it: compared with the last component alone.
    bool name_only = false;
  };
  void Add(std::string_view line);

  std::vector<Pattern> patterns_;
};

}  // namespace meerkat::cli

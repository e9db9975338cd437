// Scans every Python file below the given folders twice in each profile, once reading only the
// functions that live rules need and once the whole file, and compares the reports. Exits with 1 if
// the findings of a well-formed file differ, in whatever respect.
//
//   outline_agrees ~/projects /usr/lib/python3
//
// In a broken file the grammar's error recovery may see more or less than is there, so that what is
// found differs where the outline passes over the broken place: those are counted.

#include <fmt/core.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/python_path.h"
#include "engine/core/source_file.h"
#include "engine/scan/rule_set.h"
#include "engine/scan/scanner.h"
#include "tests/rules/report_text.h"

namespace meerkat {
namespace {

namespace fs = std::filesystem;

struct Profile {
  std::string name;
  std::shared_ptr<const scan::RuleSet> outlined;
  std::shared_ptr<const scan::RuleSet> whole;
  size_t findings = 0;
  size_t different = 0;
  size_t different_and_broken = 0;
};

// What a parse of the whole file may know better is left out.
std::string FindingsText(core::FileReport report) {
  std::erase_if(report.notices, [](const core::Notice& notice) {
    return notice.kind == core::NoticeKind::kParsePartial;
  });
  report.parsed = false;
  return tests::ReportText(report);
}

class Comparison {
 public:
  Comparison() {
    for (std::string_view name : scan::ProfileNames()) {
      const std::string profile(name);
      profiles_.push_back({profile, scan::CompileRules({.profile = profile}).rules,
                           scan::CompileRules({.profile = profile, .parse_all = true}).rules});
    }
  }

  void File(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    const core::SourceFile file(path.string(),
                                std::string(std::istreambuf_iterator<char>(stream), {}));
    ++files_;
    bytes_ += file.bytes().size();
    for (Profile& profile : profiles_) Compare(file, &profile);
  }

  // Whether all is as it should be.
  bool Print() const {
    bool good = files_ > 0;
    fmt::print("{} files, {:.1f} MB\n", files_, static_cast<double>(bytes_) / 1e6);
    for (const Profile& profile : profiles_) {
      fmt::print("{}: {} findings, {} well-formed files that differ, {} broken ones\n",
                 profile.name, profile.findings, profile.different, profile.different_and_broken);
      good = good && profile.different == 0;
    }
    return good;
  }

 private:
  void Compare(const core::SourceFile& file, Profile* profile) {
    const core::FileReport whole = scanner_.Scan(file, *profile->whole, {}, {});
    const std::string outlined = FindingsText(scanner_.Scan(file, *profile->outlined, {}, {}));
    profile->findings += whole.findings.size();
    const std::string expected = FindingsText(whole);
    if (outlined == expected) return;
    if (whole.syntax_error) {
      ++profile->different_and_broken;
      return;
    }
    ++profile->different;
    fmt::print("{}: with {} the reports differ\n--- whole\n{}--- outlined\n{}", file.path(),
               profile->name, expected, outlined);
  }

  scan::Scanner scanner_;
  std::vector<Profile> profiles_;
  size_t files_ = 0;
  size_t bytes_ = 0;
};

int Main(int argc, char** argv) {
  Comparison comparison;
  for (int i = 1; i < argc; ++i) {
    const auto options = fs::directory_options::skip_permission_denied;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(argv[i], options)) {
      if (entry.is_regular_file() && core::HasPythonSuffix(entry.path().string())) {
        comparison.File(entry.path());
      }
    }
  }
  return comparison.Print() ? 0 : 1;
}

}  // namespace
}  // namespace meerkat

int main(int argc, char** argv) { return meerkat::Main(argc, argv); }

// Files: temporary ones, their modes, and archives that are unpacked.

#include "engine/core/rule.h"
#include "engine/rules/constants.h"
#include "engine/rules/files/checked_members.h"
#include "engine/rules/site.h"
#include "engine/rules/values.h"

namespace meerkat::rules::files {
namespace {

using core::Confidence;
using core::kFires;
using core::kSilent;
using core::OnCall;
using core::OnFlow;
using core::OnString;
using core::Rule;
using core::Severity;
using core::SinkKind;
using core::Verdict;
using syntax::Call;
using syntax::Kind;
using syntax::Node;

constexpr std::string_view kTempfile[] = {"tempfile.mktemp"};
constexpr std::string_view kChmodWord[] = {"chmod"};
constexpr std::string_view kTemporaryFolders[] = {"/tmp", "/var/tmp", "/dev/shm"};
constexpr std::string_view kTarfileWords[] = {"tarfile extractall"};

// os.chmod(path, 0o777), and for a reader also path.chmod(0o777), os.chmod(path, mode=0o777)
Node ModeOf(const Site& site) {
  const Call call = site.call();
  if (site.as_bandit()) return call.Positional(1);
  const uint32_t count = call.PositionalCount();
  const Node by_name = call.Keyword("mode");
  return by_name || count == 0 ? by_name : call.Positional(count - 1);
}

struct NamedMode {
  std::string_view name;
  uint64_t bits;
};
// The Python library, "stat": the constants of os.chmod().
constexpr NamedMode kNamedModes[] = {
    {"S_IRWXU", 0700},  {"S_IRUSR", 0400},  {"S_IWUSR", 0200}, {"S_IXUSR", 0100},
    {"S_IREAD", 0400},  {"S_IWRITE", 0200}, {"S_IEXEC", 0100}, {"S_IRWXG", 0070},
    {"S_IRGRP", 0040},  {"S_IWGRP", 0020},  {"S_IXGRP", 0010}, {"S_IRWXO", 0007},
    {"S_IROTH", 0004},  {"S_IWOTH", 0002},  {"S_IXOTH", 0001}, {"S_ISUID", 04000},
    {"S_ISGID", 02000}, {"S_ISVTX", 01000},
};

// 0o777, stat.S_IRWXU | stat.S_IWOTH, a name that stands for one
// `left`: so many nodes are looked at, as a name may stand twice in what another one stands for.
std::optional<uint64_t> ModeValue(const Site& site, Node mode, int* left) {
  if (--*left < 0) return std::nullopt;
  const Node value = ValueOf(site, mode);
  if (const std::optional<uint64_t> integer = IntegerValue(value)) return integer;
  if (value.kind() == Kind::kBinaryOperator) {
    const auto a = ModeValue(site, value.Child(syntax::Field::kLeft), left);
    const auto b = ModeValue(site, value.Child(syntax::Field::kRight), left);
    if (!a || !b) return std::nullopt;
    switch (value.op()) {
      case syntax::Operator::kBitOr: return *a | *b;
      case syntax::Operator::kAdd: return *a + *b;
      case syntax::Operator::kMultiply: return *a * *b;
      default: return std::nullopt;
    }
  }
  const std::string_view name = site.QualifiedName(value);
  if (FirstComponent(name) != "stat") return std::nullopt;
  for (const NamedMode& named : kNamedModes) {
    if (named.name == LastComponent(name)) return named.bits;
  }
  return std::nullopt;
}

// os.chmod(path, 0o777): bits that let others, or the group, write or run
Verdict WhenChmod(const Site& site) {
  const Call call = site.call();
  if (LastComponent(site.callee()).find("chmod") == std::string_view::npos) return kSilent;
  if (site.as_bandit() && call.PositionalCount() != 2) return kSilent;
  const Node argument = ModeOf(site);
  int left = 50;
  const std::optional<uint64_t> mode =
      site.as_bandit() ? IntegerValue(argument) : ModeValue(site, argument, &left);
  if (!mode || (*mode & 033) == 0) return kSilent;
  // What the group may run, but not write, surprises nobody.
  if (!site.as_bandit() && (*mode & 022) == 0) return kSilent;
  return {.fires = true,
          .severity = *mode & 02 ? Severity::kHigh : Severity::kMedium,
          .detail = argument.text()};
}

constexpr std::string_view kMakers[] = {"os.open",  "os.mkdir", "os.makedirs", "os.mkfifo",
                                        "os.mknod", "*.mkdir",  "*.touch"};
constexpr std::string_view kUmask[] = {"os.umask"};

// os.mkdir(path, 0o777), os.open(path, flags, 0o666), Path(path).mkdir(mode=0o777)
Verdict WhenMadeForAll(const Site& site) {
  const std::string_view function = LastComponent(site.callee());
  const bool of_os = FirstComponent(site.callee()) == "os";
  // What else has a method of this name: a client of SFTP, a shell.
  const uint32_t position = !of_os ? 0 : function == "open" ? 2 : 1;
  const Node mode = site.call().Argument(position, "mode");
  return IntegerValue(mode).value_or(0) & 02 ? Verdict{.fires = true, .detail = mode.text()}
                                             : kSilent;
}

// os.umask(0), and the bits are not asked for only to be put back
Verdict WhenUmaskLetsWrite(const Site& site) {
  const Node mask = site.call().Positional(0);
  const bool lets_write = (IntegerValue(mask).value_or(02) & 02) == 0;
  const bool for_good = site.node().parent().kind() == Kind::kExpressionStatement;
  return lets_write && for_good ? Verdict{.fires = true, .detail = mask.text()} : kSilent;
}

// Whether the text is what the string starts with: not in f"{root}/tmp/x".
bool StartsString(const Site& site) {
  Node string = site.node();
  if (string.kind() == Kind::kConcatenatedString) string = string.first_child();
  const std::string_view literal = string.text();
  const syntax::LiteralPrefix prefix = syntax::PrefixOf(literal);
  const std::string_view inside = literal.substr(prefix.prefix_length + prefix.quote_length);
  return site.is_leading_text() && !(prefix.format && inside.starts_with('{'));
}

// open("/tmp/x.txt")
bool IsBelow(const Site& site, std::string_view folder) {
  if (!site.text().starts_with(folder)) return false;
  if (site.as_bandit()) return true;
  // "/tmpfiles" is another folder.
  const std::string_view rest = site.text().substr(folder.size());
  return (rest.empty() || rest.starts_with('/')) && StartsString(site);
}

Verdict WhenTemporaryFolder(const Site& site) {
  const auto below = [&site](std::string_view folder) { return IsBelow(site, folder); };
  const core::RuleOptions::Names& given = site.options().temporary_folders;
  const bool fires =
      given.given ? std::any_of(given.names.begin(), given.names.end(), below)
                  : std::any_of(std::begin(kTemporaryFolders), std::end(kTemporaryFolders), below);
  return fires ? kFires : kSilent;
}

// zipfile.ZipFile(path).extractall(folder), as a name or on the spot: ".." is taken out there.
bool IsZip(const Site& site, Node function) {
  Node archive = function.Child(syntax::Field::kObject);
  if (archive.kind() == syntax::Kind::kIdentifier) {
    const Node bound = BoundByWith(archive);
    archive = bound ? bound : ValueOf(site, archive);
  }
  return archive.kind() == syntax::Kind::kCall &&
         LastComponent(site.QualifiedName(syntax::Call(archive).Function())) == "ZipFile";
}

// archive.extractall(), tarfile.open(path).extractall(folder)
Verdict WhenExtractAll(const Site& site) {
  const bool imported = site.as_bandit() ? site.Imports("tarfile") : site.ImportsLike("tarfile");
  if (!imported) return kSilent;
  if (LastComponent(site.callee()).find("extractall") == std::string_view::npos) return kSilent;
  const Node filter = site.call().Keyword("filter");
  if (syntax::StringEquals(filter, "data")) return kSilent;
  if (!site.as_bandit() &&
      (filter || site.call().HasDictionarySplat() || IsZip(site, site.call().Function()))) {
    return kSilent;
  }
  const Node members = site.call().Keyword("members");
  if (!site.as_bandit() && AreMembersChecked(site)) return kSilent;
  if (!members) return kFires;
  if (members.kind() != Kind::kCall) {
    return {.fires = true, .severity = Severity::kMedium, .confidence = Confidence::kMedium};
  }
  // members=self.safe(archive): Bandit fails on a method and says nothing.
  const bool named = syntax::Call(members).Function().kind() == Kind::kIdentifier;
  if (site.as_bandit() && !named) return kSilent;
  return {.fires = true, .severity = Severity::kLow, .confidence = Confidence::kLow};
}

constexpr std::string_view kTempNames[] = {"os.tempnam", "os.tmpnam"};
constexpr std::string_view kUnpack[] = {"shutil.unpack_archive"};

// shutil.unpack_archive(path), where it may be a tar; not with a filter, nor of a zip
Verdict WhenUnpacked(const Site& site) {
  const Call call = site.call();
  if (call.HasDictionarySplat() || call.Argument(3, "filter")) return kSilent;
  const Node format = call.Argument(2, "format");
  if (IsText(format) && TextOf(format) == "zip") return kSilent;
  std::string name;
  const Node archive = ValueOf(site, call.Argument(0, "filename"));
  if (archive) syntax::ConstantParts(archive, &name);
  return name.ends_with(".zip") ? kSilent : kFires;
}

constexpr Rule kRules[] = {
    {
        .name = "mktemp-call",
        .bandit_id = "B306",
        .cwe = 377,
        .owasp_2021 = "A01:2021",
        .owasp_2025 = "A01:2025",
        .cheat_sheet = "File_Upload",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "tempfile.mktemp() gives a name that anyone may take before the file is made",
        .why =
            "Another user of the machine puts a link there first: this process then writes where "
            "he points, or reads what he wrote.",
        .fix = "with tempfile.NamedTemporaryFile() as file: ...  # or tempfile.mkstemp()",
        .match = OnCall{.callees = kTempfile},
    },
    {
        .name = "temporary-folder-path",
        .bandit_id = "B108",
        .cwe = 377,
        .owasp_2021 = "A01:2021",
        .owasp_2025 = "A01:2025",
        .cheat_sheet = "File_Upload",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "a fixed path in a folder where everyone may write",
        .why = "Another user of the machine makes the file, or a link of that name, first: this "
               "process then writes where he points, or reads what he wrote.",
        .fix = "with tempfile.TemporaryDirectory() as folder: ...",
        .match = OnString{.words = kTemporaryFolders, .when = WhenTemporaryFolder},
        .quiet = IsInTests,
    },
    {
        .name = "permissive-file-mode",
        .bandit_id = "B103",
        .cwe = 732,
        .owasp_2021 = "A01:2021",
        .owasp_2025 = "A01:2025",
        .cheat_sheet = "Authorization",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "mode {} lets other users change or run the file",
        .why = "Other users of the machine change what this program reads or runs, and so act with "
               "its rights.",
        .fix = "os.chmod(path, 0o600)",
        .match = OnCall{.words = kChmodWord, .when = WhenChmod},
    },
    {
        .name = "umask-off",
        .cwe = 732,
        .owasp_2021 = "A01:2021",
        .owasp_2025 = "A01:2025",
        .cheat_sheet = "Authorization",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "with the mask {} other users may write to every file and folder that is made "
                   "from here on",
        .why = "Other users of the machine change what this program and its children write, read "
               "and run.",
        .fix = "os.umask(0o077)",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kUmask, .when = WhenUmaskLetsWrite},
        .quiet = IsInTests,
    },
    {
        .name = "permissive-creation-mode",
        .cwe = 732,
        .owasp_2021 = "A01:2021",
        .owasp_2025 = "A01:2025",
        .cheat_sheet = "Authorization",
        .severity = Severity::kLow,
        .confidence = Confidence::kLow,
        .message = "mode {} lets other users write where the process has no mask against it",
        .why = "Under a umask of 0, as many services have it, other users of the machine change "
               "what this "
               "program reads or runs.",
        .fix = "os.mkdir(path, 0o700)",
        .profiles = core::kAllProfile,
        .match = OnCall{.callees = kMakers, .when = WhenMadeForAll},
    },
    {
        .name = "tar-extract-all",
        .bandit_id = "B202",
        .cwe = 22,
        .owasp_2021 = "A01:2021",
        .owasp_2025 = "A01:2025",
        .cheat_sheet = "File_Upload",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "extractall() writes wherever the archive says",
        .why =
            "An entry named \"../../home/app/.ssh/authorized_keys\", or a link, writes outside of "
            "the folder.",
        .fix =
            "archive.extractall(folder, filter=\"data\")  # Python 3.12, and 3.8-3.11 since their "
            "2023 releases",
        .match = OnCall{.words = kTarfileWords, .when = WhenExtractAll},
        .decided_by = core::Bit(SinkKind::kArchive),
    },
    {
        .name = "path-traversal",
        .cwe = 22,
        .owasp_2021 = "A01:2021",
        .owasp_2025 = "A01:2025",
        .cheat_sheet = "Input_Validation",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "text from outside decides which file is used: {}",
        .why = "A name such as \"../../etc/passwd\", or one that starts with \"/\", "
               "reads, overwrites or removes files outside of the folder that was meant.",
        .fix = "path = (FOLDER / name).resolve(); if not path.is_relative_to(FOLDER): "
               "raise ValueError(name)",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kOutside, .to = SinkKind::kPath},
    },
    {
        .name = "archive-path-traversal",
        .cwe = 22,
        .owasp_2021 = "A01:2021",
        .owasp_2025 = "A01:2025",
        .cheat_sheet = "File_Upload",
        .severity = Severity::kHigh,
        .confidence = Confidence::kHigh,
        .message = "an archive from outside is unpacked wherever it says: {}",
        .why = "An entry named \"../../home/app/.ssh/authorized_keys\", or a link, writes "
               "outside of the folder.",
        .fix = "archive.extractall(folder, filter=\"data\")  # Python 3.12, and 3.8-3.11 "
               "since their 2023 releases",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kOutside, .to = SinkKind::kArchive},
    },
    {
        .name = "temporary-name-call",
        .cwe = 377,
        .owasp_2021 = "A01:2021",
        .owasp_2025 = "A01:2025",
        .cheat_sheet = "File_Upload",
        .severity = Severity::kMedium,
        .confidence = Confidence::kHigh,
        .message = "the name that it gives may be taken by anyone before the file is made",
        .why = "Another user puts a link there, and what is written lands where he likes.",
        .fix = "with tempfile.NamedTemporaryFile() as file: ...",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kTempNames},
    },
    {
        .name = "unpacked-archive",
        .cwe = 22,
        .owasp_2021 = "A01:2021",
        .owasp_2025 = "A01:2025",
        .cheat_sheet = "File_Upload",
        .severity = Severity::kMedium,
        .confidence = Confidence::kMedium,
        .message = "unpack_archive() writes wherever a tar archive says",
        .why = "An entry named \"../../home/app/.ssh/authorized_keys\", or a link, writes outside "
               "of the folder.",
        .fix = "shutil.unpack_archive(path, folder, filter=\"data\")  # Python 3.12, and 3.8-3.11 "
               "since their 2023 releases",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnCall{.callees = kUnpack, .when = WhenUnpacked},
        .quiet = IsInTests,
    },
    {
        .name = "decompression-bomb",
        .cwe = 409,
        .owasp_2021 = "A04:2021",
        .owasp_2025 = "A06:2025",
        .cheat_sheet = "File_Upload",
        .severity = Severity::kLow,
        .confidence = Confidence::kMedium,
        .message = "data from outside is unpacked however large it becomes: {}",
        .why = "A few kilobytes that unpack to gigabytes fill the memory or the disk of this "
               "machine.",
        .fix = "data = zlib.decompressobj().decompress(packed, MAX_SIZE)",
        .profiles = core::kDefaultProfile | core::kAllProfile,
        .match = OnFlow{.from = core::kRemoteSource | core::kLibrarySource, .to = SinkKind::kBomb},
    },
};
static_assert(core::WellFormed(kRules));

}  // namespace

std::span<const Rule> Rules() { return kRules; }

}  // namespace meerkat::rules::files

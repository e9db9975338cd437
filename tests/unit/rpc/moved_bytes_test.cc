// Contents are moved, never copied, from the message to the parser: the bytes that the engine is
// given stand where protobuf put them. (protobuf itself copies them once, out of the slices of the
// transport.)

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "service/rpc/scan_session.h"

namespace meerkat::rpc {
namespace {

// Notes where the bytes of each file stand.
class AddressScanner final : public layers::FileScanner {
 public:
  explicit AddressScanner(std::vector<const char*>& seen) : seen_(seen) {}
  core::FileReport Scan(const core::SourceFile& file, const scan::RuleSet& /*rules*/,
                        const layers::ScanContext& /*context*/) override {
    seen_.push_back(file.bytes().data());
    return {.analysed = true};
  }

 private:
  std::vector<const char*>& seen_;
};

class MovedBytesTest : public ::testing::Test {
 protected:
  ~MovedBytesTest() override { session_->Close(); }

  void Open(v1::ScanRequest request, v1::Open::Input input) {
    request.mutable_open()->set_contract_version(kContractVersion);
    request.mutable_open()->set_input(input);
    session_->OnRequest(&request);
  }

  const std::string source_ = "print('more bytes than a string keeps within itself')\n";
  std::vector<const char*> seen_;
  layers::SteadyClock clock_;
  telemetry::Log log_{{.level = "off"}};
  telemetry::Metrics metrics_{{}};
  RuleSetCache rule_sets_;
  cache::ResultCache results_{{.max_bytes = 1 << 20}};
  cache::RecentlyUsed<flow::Unit> units_{1 << 20};
  cache::RecentlyUsed<ModuleTable> modules_{1 << 20};
  cache::RecentlyUsed<LinkedRecord> linked_records_{1 << 20};
  UnitMakers unit_makers_{1};
  Admission admission_{4};
  pool::WorkerPool workers_{{.workers = 0},
                            [this] { return std::make_unique<AddressScanner>(seen_); }};
  pool::ReaderThreads readers_{1};
  ingest::UploadCredit upload_credit_{64 << 20};
  ScanServices services_{.limits = {},
                         .upload_credit = upload_credit_,
                         .server_version = "test",
                         .workers = workers_,
                         .readers = readers_,
                         .admission = admission_,
                         .rule_sets = rule_sets_,
                         .results = results_,
                         .units = units_,
                         .modules = modules_,
                         .linked_records = linked_records_,
                         .unit_makers = unit_makers_,
                         .metrics = metrics_,
                         .log = log_,
                         .clock = clock_,
                         .new_scan_name = [] { return "scans/1"; }};
  std::shared_ptr<ScanSession> session_ =
      std::make_shared<ScanSession>(services_, layers::Time::max(), [] {});
};

TEST_F(MovedBytesTest, OfAnInlineFile) {
  v1::ScanRequest request;
  v1::InlineFile& file = *request.mutable_open()->add_inline_files();
  file.set_path("a.py");
  file.set_content(source_);
  const char* const bytes = file.content().data();
  request.mutable_open()->set_contract_version(kContractVersion);
  request.mutable_open()->set_input(v1::Open::INPUT_INLINE);
  session_->OnRequest(&request);
  EXPECT_EQ(seen_, std::vector<const char*>{bytes});
}

TEST_F(MovedBytesTest, OfAFileOfAManifestInOnePiece) {
  Open({}, v1::Open::INPUT_MANIFEST);
  v1::ScanRequest manifest;
  v1::ManifestChunk::Entry& entry = *manifest.mutable_manifest()->add_entries();
  entry.set_path("a.py");
  entry.set_size(source_.size());
  entry.set_sha256(std::string(core::Sha256(source_).AsBytes()));
  manifest.mutable_manifest()->set_last(true);
  session_->OnRequest(&manifest);
  v1::ScanRequest contents;
  contents.mutable_contents()->add_pieces()->set_data(source_);
  const char* const bytes = contents.contents().pieces(0).data().data();
  session_->OnRequest(&contents);
  EXPECT_EQ(seen_, std::vector<const char*>{bytes});
}

// From the entry as it was unpacked on: before it, unpacking is the copy.
TEST_F(MovedBytesTest, OfAnEntryOfAnArchive) {
  Open({}, v1::Open::INPUT_ARCHIVE);
  std::string unpacked = source_;
  const char* const bytes = unpacked.data();
  ASSERT_TRUE(session_->OnFile("a.py", std::move(unpacked)));
  EXPECT_EQ(seen_, std::vector<const char*>{bytes});
}

}  // namespace
}  // namespace meerkat::rpc

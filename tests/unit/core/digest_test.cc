#include "engine/core/digest.h"

#include <string>
#include <string_view>
#include <unordered_set>

#include "gtest/gtest.h"

namespace meerkat::core {
namespace {

struct Vector {
  std::string bytes;
  std::string_view hex;
};

// The examples of FIPS 180-4.
TEST(Sha256, GivesThePublishedDigests) {
  const Vector vectors[] = {
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
       "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
      {std::string(1'000'000, 'a'),
       "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
  };
  for (const Vector& vector : vectors) {
    EXPECT_EQ(Sha256(vector.bytes).ToHex(), vector.hex) << vector.bytes.size() << " bytes";
  }
}

TEST(DigestFromBytes, TakesThirtyTwoBytesAndNothingElse) {
  const Digest digest = Sha256("abc");
  EXPECT_EQ(DigestFromBytes(digest.AsBytes()), digest);
  EXPECT_EQ(DigestFromBytes(digest.AsBytes().substr(1)), Digest());
  EXPECT_EQ(DigestFromBytes(std::string(33, 'x')), Digest());
  EXPECT_EQ(DigestFromBytes(""), Digest());
}

TEST(DigestBuilder, TellsFieldsApart) {
  const Digest ab_c = DigestBuilder().Add("ab").Add("c").Finish();
  EXPECT_EQ(ab_c, DigestBuilder().Add("ab").Add("c").Finish());
  EXPECT_NE(ab_c, DigestBuilder().Add("a").Add("bc").Finish());
  EXPECT_NE(ab_c, DigestBuilder().Add("abc").Finish());
  EXPECT_NE(DigestBuilder().Add("").Finish(), DigestBuilder().Finish());
  EXPECT_EQ(DigestBuilder().Add("").Finish(), DigestBuilder().Add(std::string_view()).Finish());
  EXPECT_NE(DigestBuilder().Add(1u).Finish(), DigestBuilder().Add(256u).Finish());
}

TEST(DigestBuilder, StartsOverAfterFinish) {
  DigestBuilder builder;
  const Digest first = builder.Add("x").Finish();
  EXPECT_EQ(builder.Add("x").Finish(), first);
}

TEST(Digest, IsAHashKey) {
  const std::unordered_set<Digest> digests = {Sha256("a"), Sha256("b"), Sha256("a")};
  EXPECT_EQ(digests.size(), 2u);
}

// Short fields are gathered and long ones are not: the digest is that of the same bytes either way.
TEST(DigestBuilder, HashesTheSameBytesHoweverLongTheFieldsAre) {
  const auto append = [](uint64_t number, std::string* bytes) {
    for (int i = 0; i < 8; ++i) bytes->push_back(static_cast<char>(number >> 8 * i));
  };
  for (const size_t step : {1u, 7u, 255u, 488u, 504u, 505u, 512u, 513u, 2'000u}) {
    DigestBuilder builder;
    for (int round = 0; round < 2; ++round) {  // Finish begins anew
      std::string bytes;
      for (size_t size = 0; size < 5'000; size += step) {
        const std::string field(size % 1'300, static_cast<char>('a' + size % 26));
        builder.Add(field).Add(uint64_t{size});
        append(field.size(), &bytes);
        bytes += field;
        append(size, &bytes);
      }
      EXPECT_EQ(builder.Finish(), Sha256(bytes)) << step;
    }
  }
}

}  // namespace
}  // namespace meerkat::core

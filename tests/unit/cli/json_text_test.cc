#include "clients/cli/json_text.h"

#include <sstream>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"

namespace meerkat::cli {
namespace {

std::string Json(std::string_view text) {
  std::string out;
  AppendJson(out, text);
  return out;
}

std::string Library(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

TEST(JsonText, WritesEveryByteAsTheLibraryDoes) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string alone(1, static_cast<char>(byte));
    EXPECT_EQ(Json(alone), Library(alone)) << byte;
    const std::string inside = "a\"" + alone + "b";
    EXPECT_EQ(Json(inside), Library(inside)) << byte;
  }
}

TEST(JsonText, WritesUtf8AndWhatIsNone) {
  for (const std::string text : {"", "plain", "tab\there", "h\xC3\xA9llo", "\xE2\x82",
                                 "\xF0\x9F\x98\x80!", "\\\xED\xA0\x80\n", "\xFF\xFE", "a\xC3"}) {
    EXPECT_EQ(Json(text), Library(text)) << text;
  }
}

TEST(JsonText, AppendsBehindWhatIsThere) {
  std::string out = "{\"a\":";
  AppendJson(out, "\xC3\xA9");
  EXPECT_EQ(out, "{\"a\":\"\xC3\xA9\"");
}

TEST(JsonText, WritesNumbersAndNull) {
  std::string out;
  AppendJson(out, uint64_t{0});
  out += ' ';
  AppendJson(out, UINT64_MAX);
  out += ' ';
  AppendJsonOrNull(out, "");
  out += ' ';
  AppendJsonOrNull(out, "x");
  EXPECT_EQ(out, "0 18446744073709551615 null \"x\"");
}

TEST(TextBuffer, LosesNothing) {
  std::ostringstream stream;
  std::string expected;
  {
    TextBuffer buffer(stream);
    for (int i = 0; i < 100'000; ++i) {
      buffer.text() += "0123456789";
      expected += "0123456789";
      buffer.Pass();
    }
    EXPECT_FALSE(stream.str().empty());
  }
  EXPECT_EQ(stream.str(), expected);
}

}  // namespace
}  // namespace meerkat::cli

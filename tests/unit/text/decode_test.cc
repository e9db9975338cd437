#include "engine/text/decode.h"

#include <gtest/gtest.h>

#include <string>

namespace meerkat::text {
namespace {

TEST(DeclaredEncoding, IsReadAsPythonReadsIt) {
  EXPECT_EQ(DeclaredEncoding("# -*- coding: latin-1 -*-\nx"), "latin-1");
  EXPECT_EQ(DeclaredEncoding("# vim: set fileencoding=cp1252 :\n"), "cp1252");
  EXPECT_EQ(DeclaredEncoding("#!/usr/bin/python\n# coding=koi8_r\n"), "koi8_r");
  EXPECT_EQ(DeclaredEncoding("\n# coding: utf-8\n"), "utf-8");
  EXPECT_EQ(DeclaredEncoding("\f  # coding: ascii"), "ascii");
  EXPECT_EQ(DeclaredEncoding("#!/bin/x\r\n# coding: gbk\r\n"), "gbk");
  EXPECT_EQ(DeclaredEncoding("#!/bin/x\r# coding: gbk\r"), "gbk");
  EXPECT_EQ(DeclaredEncoding("\xEF\xBB\xBF# coding: utf-8"), "utf-8");
}

TEST(DeclaredEncoding, IsNotReadWherePythonDoesNotLook) {
  EXPECT_EQ(DeclaredEncoding("import os\n# coding: latin-1\n"), "");
  EXPECT_EQ(DeclaredEncoding("\n\n# coding: latin-1\n"), "");
  EXPECT_EQ(DeclaredEncoding("x = 1  # coding: latin-1\n"), "");
  EXPECT_EQ(DeclaredEncoding("# coding latin-1\n"), "");
  EXPECT_EQ(DeclaredEncoding("# coding:\n"), "");
  EXPECT_EQ(DeclaredEncoding(""), "");
}

TEST(IsUtf8, FollowsTheStandard) {
  const std::string ascii(100, 'a');
  EXPECT_TRUE(IsUtf8(""));
  EXPECT_TRUE(IsUtf8(ascii));
  EXPECT_TRUE(IsUtf8(ascii + "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80" + ascii));
  for (const char* bad :
       {"\x80", "\xC0\xAF", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xC3", "\xE2\x82", "\xF0\x9F\x98", "\xC3("}) {
    EXPECT_FALSE(IsUtf8(bad)) << bad;
    EXPECT_FALSE(IsUtf8(ascii + bad)) << bad;
    EXPECT_FALSE(IsUtf8(bad + ascii)) << bad;
  }
}

TEST(Decode, LeavesUtf8Alone) {
  for (const char* source : {"x = 1\n", "x = '\xC3\xA9'\n", "# coding: utf-8\nx = '\xC3\xA9'\n",
                             "\xEF\xBB\xBFx = '\xC3\xA9'\n", "# coding: latin-1\nx = 1\n"}) {
    const Decoded decoded = Decode(source);
    EXPECT_FALSE(decoded.converted) << source;
    EXPECT_EQ(decoded.trouble, "") << source;
  }
}

struct Conversion {
  const char* encoding;
  const char* bytes;
  const char* utf8;
};

TEST(Decode, ConvertsWhatIsDeclared) {
  for (const Conversion& row : {
           Conversion{"latin-1", "\xE9", "\xC3\xA9"},
           Conversion{"iso-8859-15", "\xA4", "\xE2\x82\xAC"},
           Conversion{"cp1252", "\x80", "\xE2\x82\xAC"},
           Conversion{"koi8-r", "\xC1", "\xD0\xB0"},
           Conversion{"shift_jis", "\x82\xA0", "\xE3\x81\x82"},
           Conversion{"euc_jp", "\xA4\xA2", "\xE3\x81\x82"},
           Conversion{"gbk", "\xC4\xE3", "\xE4\xBD\xA0"},
           Conversion{"big5", "\xA7\x41", "\xE4\xBD\xA0"},
           Conversion{"euc_kr", "\xB0\xA1", "\xEA\xB0\x80"},
       }) {
    const std::string head = std::string("# coding: ") + row.encoding + "\nx = '";
    const Decoded decoded = Decode(head + row.bytes + "'\n");
    EXPECT_TRUE(decoded.converted) << row.encoding;
    EXPECT_EQ(decoded.utf8, head + row.utf8 + "'\n") << row.encoding;
    EXPECT_EQ(decoded.trouble, "") << row.encoding;
  }
}

TEST(Decode, ReadsUndeclaredBytesAsLatin1AndSaysSo) {
  const Decoded decoded = Decode("x = '\xE9'\neval(x)\n");
  EXPECT_TRUE(decoded.converted);
  EXPECT_EQ(decoded.utf8, "x = '\xC3\xA9'\neval(x)\n");
  EXPECT_NE(decoded.trouble.find("declares no encoding"), std::string::npos);
}

TEST(Decode, KeepsWhatFollowsBytesThatDoNotFit) {
  const Decoded decoded = Decode("# coding: shift_jis\nx = '\x82'\neval(x)\n");
  EXPECT_TRUE(decoded.converted);
  EXPECT_TRUE(decoded.utf8.ends_with("eval(x)\n"));
  EXPECT_NE(decoded.trouble.find("\"shift_jis\""), std::string::npos);
  const Decoded ascii = Decode("# coding: ascii\nx = '\xE9'\n");
  EXPECT_EQ(ascii.utf8, "# coding: ascii\nx = '\xEF\xBF\xBD'\n");
}

TEST(Decode, NamesAnUnknownEncoding) {
  const Decoded utf8 = Decode("# coding: klingon\nx = '\xC3\xA9'\n");
  EXPECT_FALSE(utf8.converted);
  EXPECT_NE(utf8.trouble.find("\"klingon\""), std::string::npos);
  const Decoded other = Decode("# coding: klingon\nx = '\xE9'\n");
  EXPECT_EQ(other.utf8, "# coding: klingon\nx = '\xC3\xA9'\n");
  // No ASCII in it, so the comment that declares it could not be read.
  EXPECT_NE(Decode("# coding: utf-16\nx = 1\n").trouble, "");
  const std::string long_name(1000, 'a');
  EXPECT_LT(Decode("# coding: " + long_name + "\n").trouble.size(), 200u);
}

}  // namespace
}  // namespace meerkat::text

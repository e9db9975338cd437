#pragma once

// A file's bytes as UTF-8, by the rules that Python reads source with: a byte order mark, or a
// `coding:` comment on the first two lines (PEP 263), else UTF-8.
//
//   text::Decoded decoded = text::Decode(bytes);
//   if (!decoded.converted) …                    // the usual case: the bytes are UTF-8 as they are
//   else Use(decoded.utf8);
//   if (decoded.trouble) report.notices.push_back(…)
//
// Nothing is refused: where Python would give up (an unknown encoding, bytes that do not fit the
// declared one), every byte that makes no sense stands as U+FFFD or, without a declaration, as the
// Latin-1 character that it most likely was, and `trouble` says so. ASCII survives in either case,
// and with it every name that a rule knows.

#include <string>
#include <string_view>

namespace meerkat::text {

struct Decoded {
  // False: the bytes are UTF-8 and `utf8` is empty.
  bool converted = false;
  std::string utf8;
  // One sentence, or empty: the declared encoding is unknown, or the bytes do not fit it. Never
  // source text but for the encoding's name.
  std::string trouble;
};

Decoded Decode(std::string_view bytes);

// The encoding that the `coding:` comment declares, as it is spelled; empty if there is none. Looks
// at the first two lines, at the second only if the first is blank or a comment.
std::string_view DeclaredEncoding(std::string_view bytes);

// Whether the bytes are well-formed UTF-8 (RFC 3629: no surrogates, nothing overlong). Several GB/s
// where they are ASCII.
bool IsUtf8(std::string_view bytes);

}  // namespace meerkat::text

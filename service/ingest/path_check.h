#pragma once

// What a path in a scan may look like: relative, '/'-separated, valid UTF-8, without "." or ".."
// components. Nothing is ever opened by such a path here; the rules keep reports unambiguous and
// safe to follow for whoever reads them.

#include <string>
#include <string_view>

namespace meerkat::ingest {

// Empty if the path is fine, else what is wrong with it: "is absolute", "has a '..' component" …
std::string_view PathProblem(std::string_view path);

bool IsValidUtf8(std::string_view text);

// Every byte that belongs to no valid UTF-8 sequence becomes U+FFFD.
std::string WithValidUtf8(std::string_view text);

// "a/b.whl", "c.tar.gz": an archive by its name.
bool HasArchiveSuffix(std::string_view path);

}  // namespace meerkat::ingest

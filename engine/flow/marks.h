#pragma once

// What a value was made or found to be, beside what it was made safe for: bits of a SinkSet above
// those of the sinks, so that they go the same way and are lost where two ways meet.
//
//   {"os.path.normpath", kNormalPath}                  // a row of CleanModel
//   taint->IsClearedFor(kNormalPath)                   // whether it is one

#include "engine/core/flow_kind.h"

namespace meerkat::flow {

// A mark of taint, not of a sink: the path has no "..", nor links, in it any more.
inline constexpr core::SinkSet kNormalPath = core::SinkSet{1} << 63;
// Another one: ".." has been taken out, which may have made a new one.
inline constexpr core::SinkSet kTakenUp = core::SinkSet{1} << 62;
// A path that is not absolute, and one that does not begin with "..".
inline constexpr core::SinkSet kRelativePath = core::SinkSet{1} << 61;
inline constexpr core::SinkSet kNoParentPath = core::SinkSet{1} << 60;
// And: normpath("/" + name) has made it, which begins with "/" and has no "..".
inline constexpr core::SinkSet kRootedPath = core::SinkSet{1} << 59;
// The host of an address: urlparse(url).hostname
inline constexpr core::SinkSet kHostPart = core::SinkSet{1} << 58;
// What the name of a host resolves to, and what is an address of a machine by its form.
inline constexpr core::SinkSet kNumericHost = core::SinkSet{1} << 57;
// Each of these quotes is doubled in it: " ` ]
inline constexpr core::SinkSet kDoubledQuote = core::SinkSet{1} << 56;
inline constexpr core::SinkSet kDoubledBacktick = core::SinkSet{1} << 55;
inline constexpr core::SinkSet kDoubledBracket = core::SinkSet{1} << 54;
inline constexpr core::SinkSet kDoubled = kDoubledQuote | kDoubledBacktick | kDoubledBracket;
// It is not "..": where it is a part between two slashes it leads to no folder above.
inline constexpr core::SinkSet kNotParent = core::SinkSet{1} << 53;
// What a function that was chosen at run time has answered, as it is.
inline constexpr core::SinkSet kAnswered = core::SinkSet{1} << 52;
// What an address is cleared for: all sinks; whose it is, it still tells whoever asks is_private.
inline constexpr core::SinkSet kAddressOfHost =
    (core::Bit(core::SinkKind::kCount) - 1) | kNumericHost;
// Such marks have the bits from there on.
static_assert(static_cast<int>(core::SinkKind::kCount) <= 52);

}  // namespace meerkat::flow

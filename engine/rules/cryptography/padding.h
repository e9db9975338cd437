#pragma once

// How texts are filled up before RSA encrypts them.
//
//   core::Verdict verdict = WhenPaddingIsOld(site);   // key.encrypt(text, padding.PKCS1v15())

#include "engine/rules/site.h"

namespace meerkat::rules::cryptography {

inline constexpr std::string_view kEncryptions[] = {
    "Crypto.Cipher.PKCS1_v1_5.new", "Cryptodome.Cipher.PKCS1_v1_5.new", "*.encrypt", "*.decrypt"};
inline constexpr std::string_view kOldPaddings[] = {"PKCS1_v1_5", "PKCS1v15"};

// For calls of kEncryptions. Signatures with this padding are sound.
core::Verdict WhenPaddingIsOld(const Site& site);

}  // namespace meerkat::rules::cryptography

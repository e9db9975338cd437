#pragma once

// Keys that can be computed from what everybody knows of them.
//
//   core::Verdict verdict = WhenKeyIsSmall(site);   // rsa.generate_private_key(65537, 1024)

#include "engine/rules/site.h"

namespace meerkat::rules::cryptography {

inline constexpr std::string_view kKeys[] = {
    "cryptography.hazmat.primitives.asymmetric.dsa.generate_private_key",
    "cryptography.hazmat.primitives.asymmetric.rsa.generate_private_key",
    "cryptography.hazmat.primitives.asymmetric.ec.generate_private_key",
    "Crypto.PublicKey.DSA.generate",
    "Crypto.PublicKey.RSA.generate",
    "Cryptodome.PublicKey.DSA.generate",
    "Cryptodome.PublicKey.RSA.generate",
    "Crypto.PublicKey.ECC.generate",
    "Cryptodome.PublicKey.ECC.generate",
    "cryptography.hazmat.primitives.asymmetric.dsa.generate_parameters",
    "cryptography.hazmat.primitives.asymmetric.dh.generate_parameters",
    "paramiko.RSAKey.generate",
    "paramiko.rsakey.RSAKey.generate",
    "paramiko.DSSKey.generate",
    "ecdsa.SigningKey.generate",
    "jwcrypto.jwk.JWK.generate",
    "authlib.jose.RSAKey.generate_key",
    "M2Crypto.RSA.gen_key",
    "rsa.newkeys",
    "OpenSSL.crypto.PKey.generate_key",
    "*.generate_key",
};

// For calls of kKeys; how large a key has to be the options say.
core::Verdict WhenKeyIsSmall(const Site& site);

}  // namespace meerkat::rules::cryptography

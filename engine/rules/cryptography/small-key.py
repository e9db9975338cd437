"""Keys that are too small."""

import ecdsa
import M2Crypto
from authlib.jose import RSAKey
from Cryptodome.PublicKey import RSA
from cryptography.hazmat.primitives.asymmetric import dh, dsa, ec, rsa
from jwcrypto import jwk


def bad():
    return rsa.generate_private_key(public_exponent=65537, key_size=1024)  # expect: small-key


SHORT = 1024
LONG = 3072


def by_name(size):
    rsa.generate_private_key(65537, SHORT)  # expect: small-key
    rsa.generate_private_key(65537, LONG)
    rsa.generate_private_key(65537, size)


def good():
    return rsa.generate_private_key(public_exponent=65537, key_size=3072)


def more(size):
    rsa.generate_private_key(65537, 512)  # expect: small-key
    dsa.generate_private_key(1024)  # expect: small-key
    RSA.generate(bits=1024)  # expect: small-key
    ec.generate_private_key(ec.SECP192R1())  # expect: small-key
    ec.generate_private_key(curve=ec.SECT163K1)  # expect: small-key
    rsa.generate_private_key(65537, key_size=1_024.0)  # expect: small-key
    rsa.generate_private_key(65537, 1024, key_size="")  # expect: small-key
    rsa.generate_private_key(65537, key_size=2e3)  # expect: small-key
    rsa.generate_private_key(65537, key_size=2048.5)
    rsa.generate_private_key(65537, 1024, key_size="large")
    RSA.generate(0x800)
    RSA.generate(size)
    ec.generate_private_key(ec.SECP256R1())
    return dsa.generate_private_key(key_size=2048)


def of_others(size):
    import paramiko
    import rsa as plain_rsa
    from Cryptodome.PublicKey import ECC
    from OpenSSL import crypto

    paramiko.RSAKey.generate(1024)  # expect: small-key
    paramiko.RSAKey.generate(bits=1024)  # expect: small-key
    paramiko.DSSKey.generate(1024)  # expect: small-key
    plain_rsa.newkeys(512)  # expect: small-key
    crypto.PKey().generate_key(crypto.TYPE_RSA, 1024)  # expect: small-key
    ECC.generate(curve="P-192")  # expect: small-key
    paramiko.RSAKey.generate(4096)
    plain_rsa.newkeys(3072)
    crypto.PKey().generate_key(crypto.TYPE_RSA, 3072)
    crypto.PKey().generate_key(crypto.TYPE_RSA, size)
    crypto.PKey().generate_key(crypto.TYPE_DSA, 1024)  # expect: small-key
    crypto.PKey().generate_key(crypto.TYPE_EC, 256)


def of_cache(cache):
    return cache.generate_key(cache.TYPE_ARTICLE, 12)
    ECC.generate(curve="P-256")
    ECC.generate(curve="ed25519")


def parameters():
    dh.generate_parameters(generator=2, key_size=512)  # expect: small-key
    dh.generate_parameters(2, 1024)  # expect: small-key
    dh.generate_parameters(2, 2048)
    dsa.generate_parameters(key_size=1024)  # expect: small-key


class Keys:
    BITS = 1024
    MANY_BITS = 3072

    def make(self):
        RSA.generate(self.BITS)  # expect: small-key
        RSA.generate(Keys.BITS)  # expect: small-key
        RSA.generate(self.MANY_BITS)


CURVE = ec.SECT163K1


def of_others():
    ec.generate_private_key(CURVE())  # expect: small-key
    ecdsa.SigningKey.generate(curve=ecdsa.NIST192p)  # expect: small-key
    ecdsa.SigningKey.generate(curve=ecdsa.NIST256p)
    jwk.JWK.generate(kty="RSA", size=1024)  # expect: small-key
    jwk.JWK.generate(kty="RSA", size=2048)
    jwk.JWK.generate(kty="oct", size=256)
    RSAKey.generate_key(1024)  # expect: small-key
    RSAKey.generate_key(2048)
    M2Crypto.RSA.gen_key(1024, 65537)  # expect: small-key

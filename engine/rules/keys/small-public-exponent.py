"""RSA keys whose public exponent is small."""

from Cryptodome.PublicKey import RSA
from cryptography.hazmat.primitives.asymmetric import rsa


def bad():
    return rsa.generate_private_key(public_exponent=3, key_size=3072)  # expect: small-public-exponent


def good():
    return rsa.generate_private_key(public_exponent=65537, key_size=3072)


def more(exponent):
    rsa.generate_private_key(17, 3072)  # expect: small-public-exponent
    RSA.generate(3072, e=3)  # expect: small-public-exponent
    RSA.generate(3072)
    RSA.generate(3072, e=0x10001)
    return rsa.generate_private_key(exponent, 3072)

"""Paddings of RSA that give away what was encrypted."""

from Cryptodome.Cipher import PKCS1_OAEP, PKCS1_v1_5
from Cryptodome.Signature import pkcs1_15
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15 as Old


def bad(key, text):
    return key.encrypt(text, padding.PKCS1v15())  # expect: old-encryption-padding


def good(key, text):
    return key.encrypt(text, padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None))


def each_way(key, text):
    key.decrypt(text, Old())  # expect: old-encryption-padding
    key.decrypt(ciphertext=text, padding=padding.PKCS1v15())  # expect: old-encryption-padding
    filled = padding.PKCS1v15()
    key.encrypt(text, filled)  # expect: old-encryption-padding
    return PKCS1_v1_5.new(key)  # expect: old-encryption-padding


def safe_ways(key, text, signature, cipher):
    key.sign(text, padding.PKCS1v15(), hashes.SHA256())
    key.verify(signature, text, padding.PKCS1v15(), hashes.SHA256())
    pkcs1_15.new(key)
    cipher.encrypt(text)
    cipher.decrypt(text, None)
    return PKCS1_OAEP.new(key)

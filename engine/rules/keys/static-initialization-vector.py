# profile: default
"""Nonces and initialization vectors that are the same for every message."""

import os

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from Crypto.Cipher import AES

VECTOR = b"0123456789abcdef"


def bad(key, message):
    encryptor = Cipher(algorithms.AES(key), modes.CBC(VECTOR)).encryptor()  # expect: static-initialization-vector
    return encryptor.update(message) + encryptor.finalize()


def good(key, message):
    vector = os.urandom(16)
    encryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor()
    return vector + encryptor.update(message) + encryptor.finalize()


def each_way(key, message):
    modes.GCM(b"\0" * 12)  # expect: static-initialization-vector
    modes.CTR(nonce=VECTOR)  # expect: static-initialization-vector
    AESGCM(key).encrypt(b"twelve bytes", message, None)  # expect: static-initialization-vector
    AES.new(key, AES.MODE_CBC, VECTOR)  # expect: static-initialization-vector
    AES.new(key, AES.MODE_CBC, iv=b"\0" * 16)  # expect: static-initialization-vector
    AES.new(key, AES.MODE_GCM, nonce=VECTOR)  # expect: static-initialization-vector


def safe_ways(key, message, nonce):
    AES.new(key, AES.MODE_CBC)
    AES.new(key, AES.MODE_CBC, os.urandom(16))
    AES.new(key, AES.MODE_GCM, nonce=message[:12])
    AESGCM(key).encrypt(nonce, message, b"what is signed, too")
    AESGCM(key).decrypt(message[:12], message[12:], None)


def zeros(key, data):
    AES.new(key, AES.MODE_CBC, bytes(16))  # expect: static-initialization-vector
    AES.new(key, AES.MODE_CBC, bytes(len(data)))

"""Broken ciphers."""

from Cryptodome.Cipher import AES, DES
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def bad(key):
    return Cipher(algorithms.Blowfish(key), modes.CBC(key[:8]))  # expect: weak-cipher


def good(key, nonce):
    return Cipher(algorithms.AES(key), modes.GCM(nonce))


def more(key):
    algorithms.TripleDES(key)  # expect: weak-cipher
    DES.new(key)  # expect: weak-cipher
    return AES.new(key, AES.MODE_GCM)

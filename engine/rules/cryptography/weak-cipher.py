"""Broken ciphers."""

import Cryptodome.Cipher.ARC4
from Cryptodome import Cipher as ciphers
from Cryptodome.Cipher import AES, DES, DES3
from Cryptodome.Cipher import CAST as Cast
from Cryptodome.Cipher.Blowfish import new as blowfish
from cryptography.hazmat.decrepit.ciphers import algorithms as old
from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4 as RC4
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def bad(key):
    return Cipher(algorithms.Blowfish(key), modes.CBC(key[:8]))  # expect: weak-cipher


def good(key, nonce):
    return Cipher(algorithms.AES(key), modes.GCM(nonce))


def more(key):
    algorithms.TripleDES(key)  # expect: weak-cipher
    DES.new(key)  # expect: weak-cipher
    DES3.new(key, DES3.MODE_CBC)  # expect: weak-cipher
    Cast.new(key, Cast.MODE_CBC)  # expect: weak-cipher
    Cryptodome.Cipher.ARC4.new(key)  # expect: weak-cipher
    blowfish(key, 2)  # expect: weak-cipher
    ciphers.DES.new(key, 2)  # expect: weak-cipher
    old.ARC4(key)  # expect: weak-cipher
    old.Blowfish(key)  # expect: weak-cipher
    RC4(key)  # expect: weak-cipher
    return AES.new(key, AES.MODE_GCM)

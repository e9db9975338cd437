"""Broken hashes of other libraries."""

import Crypto.Hash.MD2  # expect: pycrypto-import
from Crypto.Hash import MD5, SHA1, SHA256  # expect: pycrypto-import
from Cryptodome.Hash import SHA1 as Sha
from cryptography.hazmat.primitives import hashes


def bad():
    return hashes.Hash(hashes.MD5())  # expect: weak-hash-class


def good():
    return hashes.Hash(hashes.SHA256())


def more():
    hashes.SHA1()  # expect: weak-hash-class
    MD5.new()  # expect: weak-hash-class
    SHA1.new(b"data")  # expect: weak-hash-class
    Sha.new()  # expect: weak-hash-class
    Crypto.Hash.MD2.new()  # expect: weak-hash-class
    return SHA256.new()

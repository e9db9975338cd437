"""Broken hashes of other libraries."""

from Crypto.Hash import MD5, SHA256  # expect: pycrypto-import
from cryptography.hazmat.primitives import hashes


def bad():
    return hashes.Hash(hashes.MD5())  # expect: weak-hash-class


def good():
    return hashes.Hash(hashes.SHA256())


def more():
    hashes.SHA1()  # expect: weak-hash-class
    MD5.new()  # expect: weak-hash-class
    return SHA256.new()

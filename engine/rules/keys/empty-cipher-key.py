"""Ciphers without a key."""

import os

from Cryptodome.Cipher import AES


def bad():
    return AES.new("", AES.MODE_GCM)  # expect: empty-cipher-key


def good():
    return AES.new(os.urandom(32), AES.MODE_GCM)


def each_way(key):
    AES.new(key=b"", mode=AES.MODE_CBC)  # expect: empty-cipher-key
    return AES.new(key, AES.MODE_GCM)

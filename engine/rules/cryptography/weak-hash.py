"""Hashes that are broken."""

import hashlib
import hashlib as h
from crypt import METHOD_MD5, crypt
from hashlib import md5, sha1 as fingerprint


def bad(data):
    return hashlib.md5(data).hexdigest()  # expect: weak-hash


def good(data):
    return hashlib.sha256(data).hexdigest()


def more(data, flag):
    hashlib.sha1(data)  # expect: weak-hash
    md5(data)  # expect: weak-hash
    fingerprint(data)  # expect: weak-hash
    h.new("MD5", data)  # expect: weak-hash
    h.new(name="sha1")  # expect: weak-hash
    hashlib.md5(data, usedforsecurity=True)  # expect: weak-hash
    crypt("word", METHOD_MD5)  # expect: weak-hash
    return {d: hashlib.md5(d) for d in data}  # expect: weak-hash


def harmless(data, flag):
    hashlib.md5(data, usedforsecurity=False)
    hashlib.new("sha256", data)
    hashlib.new("md5", data, usedforsecurity=flag)
    hashlib.sha3_256(data)
    return data.md5()


BROKEN = "md5"
SOUND = "sha256"


def by_constant(data, file):
    hashlib.new(BROKEN, data)  # expect: weak-hash
    hashlib.new(SOUND, data)
    hashlib.file_digest(file, "md5")  # expect: weak-hash
    hashlib.file_digest(file, "sha256")

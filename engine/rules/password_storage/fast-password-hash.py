"""Passwords behind hashes that take no time."""

import hashlib
import os

import argon2


def bad(password):
    return hashlib.sha256(password.encode()).hexdigest()  # expect: fast-password-hash


def good(password):
    return argon2.PasswordHasher().hash(password)


def each_way(user, salt, password):
    hashlib.sha512(user.password.encode("utf-8"))  # expect: fast-password-hash
    hashlib.sha256(salt + password.encode())  # expect: fast-password-hash
    hashlib.sha256((salt + password).encode())  # expect: fast-password-hash
    hashlib.blake2b(bytes(password, "utf-8"))  # expect: fast-password-hash
    hashlib.sha3_256(password.strip().encode())  # expect: fast-password-hash


def by_pieces(user, password, names):
    digest = hashlib.sha256()
    digest.update(password.encode())  # expect: fast-password-hash
    digest.update(user.name.encode())
    names.update(password)


def safe_ways(path, password, password_file, token):
    hashlib.scrypt(password.encode(), salt=os.urandom(16), n=16384, r=8, p=1)
    hashlib.pbkdf2_hmac("sha256", password.encode(), os.urandom(16), 600000)
    hashlib.sha256(password_file.read()).hexdigest()
    hashlib.sha256(token.encode()).hexdigest()
    hashlib.sha256(path.encode()).hexdigest()

"""Passwords behind hashes that take no time."""

import base64
import hashlib
import os

import argon2
import bcrypt
from Cryptodome.Hash import SHA256
from cryptography.hazmat.primitives import hashes


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


def by_name(password, data):
    hashlib.new("sha256", password.encode())  # expect: fast-password-hash
    hashlib.new(name="sha3_512", data=password.encode())  # expect: fast-password-hash
    hashlib.new("sha256", data)
    SHA256.new(password.encode())  # expect: fast-password-hash
    SHA256.new(data)


def in_pieces(password, salt):
    named = hashlib.new("sha512")
    named.update(salt + password.encode())  # expect: fast-password-hash
    digest = hashes.Hash(hashes.SHA256())
    digest.update(password.encode())  # expect: fast-password-hash
    return named.hexdigest(), digest.finalize()


def made_short(password):
    short = hashlib.sha256(password.encode()).digest()
    return bcrypt.hashpw(base64.b64encode(short), bcrypt.gensalt())

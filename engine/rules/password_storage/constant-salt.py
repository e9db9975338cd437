"""Salts that are the same for every password."""

import hashlib
import os

import bcrypt
from argon2.low_level import Type, hash_secret
from Cryptodome.Protocol import KDF
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.contrib.auth.hashers import make_password

SALT = b"pepper and salt"
# Takes as long for a name that nobody has.
NOBODY = b"$2b$12$abcdefghijklmnopqrstuuzyxwvutsrqponmlkjihgfedcbazyxwv"


def bad(password):
    return hashlib.pbkdf2_hmac("sha256", password, b"pepper and salt", 600_000)  # expect: constant-salt


def good(password):
    salt = os.urandom(16)
    return salt + hashlib.pbkdf2_hmac("sha256", password, salt, 600_000)


def each_way(password):
    hashlib.pbkdf2_hmac("sha256", password, salt="salt".encode(), iterations=600_000)  # expect: constant-salt
    hashlib.pbkdf2_hmac("sha256", password, SALT, 600_000)  # expect: constant-salt
    hashlib.pbkdf2_hmac("sha256", password, b"\0" * 16, 600_000)  # expect: constant-salt
    hashlib.pbkdf2_hmac("sha256", password, bytes(16), 600_000)  # expect: constant-salt
    hashlib.pbkdf2_hmac("sha256", password, bytes.fromhex("00ff00ff"), 600_000)  # expect: constant-salt
    hashlib.scrypt(password, salt=b"", n=2**14, r=8, p=1)  # expect: constant-salt
    PBKDF2HMAC(hashes.SHA256(), 32, SALT, 600_000)  # expect: constant-salt
    Scrypt(salt=b"salt", length=32, n=2**14, r=8, p=1)  # expect: constant-salt
    KDF.PBKDF2(password, b"salt", 32, count=600_000)  # expect: constant-salt
    KDF.scrypt(password, "salt", 32, N=2**14, r=8, p=1)  # expect: constant-salt
    bcrypt.hashpw(password, b"$2b$12$abcdefghijklmnopqrstuv")  # expect: constant-salt
    bcrypt.hashpw(password, "$2b$12$abcdefghijklmnopqrstuv".encode())  # expect: constant-salt
    bcrypt.hashpw(password, bcrypt.gensalt())
    salt = b"local"
    hashlib.pbkdf2_hmac("sha256", password, salt, 600_000)  # expect: constant-salt


def by_default(password, drops=None):
    if drops is None:
        drops = b"salt"
    hashlib.pbkdf2_hmac("sha256", password, drops, 600_000)


def safe_ways(password, user, size):
    bcrypt.hashpw(password, NOBODY)
    bcrypt.hashpw(password, user.hash)
    hashlib.pbkdf2_hmac("sha256", password, user.salt, 600_000)
    hashlib.pbkdf2_hmac("sha256", password, bytes(user.salt), 600_000)
    hashlib.pbkdf2_hmac("sha256", password, bytes.fromhex(user.salt), 600_000)
    hashlib.pbkdf2_hmac("sha256", password, b"app" + user.salt, 600_000)
    hashlib.scrypt(password, salt=os.urandom(16), n=2**14, r=8, p=1)
    PBKDF2HMAC(hashes.SHA256(), 32, os.urandom(16), 600_000)
    # Keys are stretched, no passwords: a salt may be missing.
    HKDF(algorithm=hashes.SHA256(), length=32, salt=b"salt", info=b"")


class Hasher:
    SALT = b"pepper and salt"

    def of_class(self, password):
        return hashlib.pbkdf2_hmac("sha256", password, self.SALT, 600_000)  # expect: constant-salt


def of_others(password, salt):
    hash_secret(password, b"pepper and salt", 3, 65536, 4, 32, Type.ID)  # expect: constant-salt
    hash_secret(password, salt, 3, 65536, 4, 32, Type.ID)
    make_password(password, salt="pepper")  # expect: constant-salt
    make_password(password, None, "argon2")

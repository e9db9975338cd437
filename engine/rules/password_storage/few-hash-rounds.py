"""Passwords that are hashed in too few rounds."""

import hashlib
import os

import bcrypt
from Cryptodome.Protocol.KDF import PBKDF2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from passlib.hash import pbkdf2_sha256
from passlib.hash import bcrypt as passlib_bcrypt
from werkzeug.security import generate_password_hash

ROUNDS = 1000
MANY_ROUNDS = 600_000


def bad(password, salt):
    return hashlib.pbkdf2_hmac("sha256", password, salt, 1000)  # expect: few-hash-rounds


def good(password, salt):
    return hashlib.pbkdf2_hmac("sha256", password, salt, 600_000)


def each_way(password, salt):
    hashlib.pbkdf2_hmac("sha256", password, salt, iterations=10_000)  # expect: few-hash-rounds
    hashlib.pbkdf2_hmac("sha256", password, salt, ROUNDS)  # expect: few-hash-rounds
    hashlib.scrypt(password, salt=salt, n=1024, r=8, p=1)  # expect: few-hash-rounds
    PBKDF2HMAC(hashes.SHA256(), 32, salt, 5000)  # expect: few-hash-rounds
    PBKDF2HMAC(algorithm=hashes.SHA256(), length=32, salt=salt, iterations=1000)  # expect: few-hash-rounds
    Scrypt(salt=salt, length=32, n=512, r=8, p=1)  # expect: few-hash-rounds
    PBKDF2(password, salt, 32, count=1000)  # expect: few-hash-rounds
    PBKDF2(password, salt)  # expect: few-hash-rounds
    bcrypt.gensalt(rounds=4)  # expect: few-hash-rounds
    bcrypt.gensalt(8)  # expect: few-hash-rounds
    pbkdf2_sha256.using(rounds=8000).hash(password)  # expect: few-hash-rounds
    passlib_bcrypt.hash(password, rounds=6)  # expect: few-hash-rounds
    generate_password_hash(password, method="pbkdf2:sha256:1000")  # expect: few-hash-rounds
    rounds = 2000
    hashlib.pbkdf2_hmac("sha256", password, salt, rounds)  # expect: few-hash-rounds


def safe_ways(password, salt, rounds, options):
    hashlib.pbkdf2_hmac("sha256", password, salt, rounds)
    hashlib.pbkdf2_hmac("sha256", password, salt, MANY_ROUNDS)
    hashlib.scrypt(password, salt=os.urandom(16), n=2**14, r=8, p=1)
    PBKDF2HMAC(hashes.SHA256(), 32, salt, 480000)
    Scrypt(salt=salt, length=32, n=2**17, r=8, p=1)
    PBKDF2(password, salt, 32, count=1000000)
    PBKDF2(password, salt, **options)
    bcrypt.gensalt()
    bcrypt.gensalt(rounds=12)
    pbkdf2_sha256.hash(password)
    passlib_bcrypt.using(rounds=13).hash(password)
    generate_password_hash(password)
    generate_password_hash(password, method="pbkdf2:sha256:600000")


def by_powers(password, salt):
    hashlib.scrypt(password, salt=salt, n=2**10, r=8, p=1)  # expect: few-hash-rounds
    hashlib.scrypt(password, salt=salt, n=1 << 10, r=8, p=1)  # expect: few-hash-rounds
    hashlib.scrypt(password, salt=salt, n=2**17, r=8, p=1)
    bcrypt.kdf(password=password, salt=salt, desired_key_bytes=32, rounds=3)  # expect: few-hash-rounds
    bcrypt.kdf(password=password, salt=salt, desired_key_bytes=32, rounds=100)

"""Schemes of passlib and Werkzeug for old passwords."""

from django.contrib.auth.hashers import make_password
from passlib import hash as schemes
from passlib.context import CryptContext
from passlib.hash import argon2, des_crypt, lmhash, md5_crypt, nthash, plaintext, sha1_crypt, sha512_crypt
from werkzeug.security import generate_password_hash


def bad(password):
    return md5_crypt.hash(password)  # expect: weak-password-scheme


def good(password):
    return argon2.hash(password)


def each_way(password):
    des_crypt.encrypt(password)  # expect: weak-password-scheme
    lmhash.hash(password)  # expect: weak-password-scheme
    nthash.hash(password)  # expect: weak-password-scheme
    plaintext.hash(password)  # expect: weak-password-scheme
    md5_crypt.using(salt_size=4)  # expect: weak-password-scheme
    schemes.hex_sha1.hash(password)  # expect: weak-password-scheme
    CryptContext(schemes=["md5_crypt", "des_crypt"])  # expect: weak-password-scheme
    CryptContext(["sha512_crypt", "plaintext"], default="plaintext")  # expect: weak-password-scheme
    generate_password_hash(password, method="plain")  # expect: weak-password-scheme
    generate_password_hash(password, "sha256")  # expect: weak-password-scheme
    make_password(password, hasher="md5")  # expect: weak-password-scheme
    make_password(password, None, "unsalted_sha1")  # expect: weak-password-scheme


# What was kept under an old scheme is still understood.
def safe_ways(password, method, old):
    md5_crypt.verify(password, old)
    md5_crypt.identify(old)
    sha512_crypt.hash(password)
    sha1_crypt.hash(password)
    CryptContext(schemes=["argon2", "md5_crypt"], deprecated="auto")
    CryptContext(schemes=["md5_crypt", "argon2"], default="argon2")
    generate_password_hash(password, method=method)
    generate_password_hash(password, method="scrypt")
    generate_password_hash(password, "pbkdf2:sha256:600000")
    make_password(password)
    make_password(password, hasher="argon2")
    make_password(password, hasher=method)

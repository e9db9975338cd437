# profile: default
"""Keys that stand in the source."""

import base64
import hashlib
import hmac
import os

import itsdangerous
import jwt
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from Crypto.Cipher import AES
from Crypto.Hash import HMAC, SHA256

PUBLIC_KEY = """-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
-----END PUBLIC KEY-----"""
SALT = "cookies"
SIGNING = "zRw8vQk2"


def bad(claims):
    return jwt.encode(claims, "zRw8vQk2", algorithm="HS256")  # expect: hard-coded-cryptographic-key


def good(claims):
    return jwt.encode(claims, os.environ["TOKEN_KEY"], algorithm="HS256")


def each_way(message, token):
    jwt.encode({}, SIGNING, algorithm="HS256")  # expect: hard-coded-cryptographic-key
    jwt.decode(token, SIGNING, algorithms=["HS256"])  # expect: hard-coded-cryptographic-key
    jwt.decode(token, key="zRw8vQk2", algorithms=["HS256"])  # expect: hard-coded-cryptographic-key
    hmac.new(b"zRw8vQk2", message, hashlib.sha256)  # expect: hard-coded-cryptographic-key
    hmac.new(SIGNING.encode(), message, "sha256").hexdigest()  # expect: hard-coded-cryptographic-key
    hmac.digest(bytes(SIGNING, "utf-8"), message, "sha256")  # expect: hard-coded-cryptographic-key
    Fernet("zRw8vQk2zRw8vQk2zRw8vQk2zRw8vQk2zRw8vQk2zRw=")  # expect: hard-coded-cryptographic-key
    Cipher(algorithms.AES(b"zRw8" * 4), modes.CBC(os.urandom(16)))  # expect: hard-coded-cryptographic-key
    AESGCM(base64.b64decode("elJ3OHZRazJ6Unc4dlFrMg=="))  # expect: hard-coded-cryptographic-key
    AESGCM(bytes.fromhex("7a527738765161327a52773876516132"))  # expect: hard-coded-cryptographic-key
    AES.new(b"zRw8vQk2zRw8vQk2", AES.MODE_GCM)  # expect: hard-coded-cryptographic-key
    AES.new(SIGNING.ljust(16).encode(), AES.MODE_GCM)  # expect-missed: hard-coded-cryptographic-key
    AES.new(hashlib.sha256(b"zRw8vQk2").digest(), AES.MODE_GCM)  # expect: hard-coded-cryptographic-key
    HMAC.new(b"zRw8vQk2", digestmod=SHA256)  # expect: hard-coded-cryptographic-key
    itsdangerous.URLSafeTimedSerializer("zRw8vQk2", salt=SALT)  # expect: hard-coded-cryptographic-key
    itsdangerous.TimestampSigner(secret_key="zRw8vQk2")  # expect: hard-coded-cryptographic-key
    hashlib.pbkdf2_hmac("sha256", b"zRw8vQk2", os.urandom(16), 600000)  # expect: hard-coded-cryptographic-key
    hashlib.blake2b(message, key=b"zRw8vQk2")  # expect: hard-coded-cryptographic-key
    jwt.encode({}, os.environ.get("TOKEN_KEY", "zRw8vQk2"))  # expect: hard-coded-password


class Tokens:
    key = "zRw8vQk2"

    def __init__(self, key=None):
        self.own = key or os.environ["TOKEN_KEY"]

    def make(self, claims):
        jwt.encode(claims, self.own)
        return jwt.encode(claims, self.key)  # expect: hard-coded-cryptographic-key


def empty(message):
    AES.new(b"", AES.MODE_GCM)  # expect: empty-cipher-key
    jwt.encode({}, "", algorithm="HS256")  # expect: unsigned-token
    hmac.new(b"", message, "sha256")


def safe_ways(message, token, key):
    jwt.decode(token, PUBLIC_KEY, algorithms=["ES256"])
    jwt.decode(token, "", options={"verify_signature": False})  # expect: token-not-verified
    jwt.encode({}, key)
    hmac.new(key, b"a message", "sha256")
    Fernet(Fernet.generate_key())
    AESGCM(AESGCM.generate_key(bit_length=256))
    AES.new(os.urandom(16), AES.MODE_GCM)
    AES.new(base64.b64decode(os.environ["KEY"]), AES.MODE_GCM)
    with open("key.pem", "rb") as file:
        jwt.encode({}, file.read(), algorithm="RS256")
    hashlib.blake2b(b"a message")


def of_sessions(app):
    from aiohttp_session.cookie_storage import EncryptedCookieStorage
    from pyramid.authentication import AuthTktAuthenticationPolicy
    from pyramid.session import SignedCookieSessionFactory
    from starlette.middleware.sessions import SessionMiddleware
    from tornado.web import Application

    SignedCookieSessionFactory("blue-horse-battery")  # expect: hard-coded-cryptographic-key
    AuthTktAuthenticationPolicy(secret="blue-horse-battery", secure=True, http_only=True)  # expect: hard-coded-cryptographic-key
    app.add_middleware(SessionMiddleware, secret_key=os.environ["SESSION_KEY"])
    SessionMiddleware(app, secret_key="blue-horse-battery")  # expect: hard-coded-cryptographic-key
    EncryptedCookieStorage(b"Thirty  two  length  bytes  key.")  # expect: hard-coded-cryptographic-key
    Application([], cookie_secret="blue-horse-battery")  # expect: hard-coded-cryptographic-key
    Application([], cookie_secret=os.environ["SESSION_KEY"])
    SignedCookieSessionFactory(os.environ["SESSION_KEY"])


def digests(iv, secret):
    AES.new(hashlib.sha256(b"known").digest(), AES.MODE_CBC, iv)  # expect: hard-coded-cryptographic-key
    hashed = hashlib.sha256(b"salt")
    hashed.update(secret)
    AES.new(hashed.digest(), AES.MODE_CBC, iv)

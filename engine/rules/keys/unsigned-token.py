"""JSON Web Tokens that nobody signs."""

import os

import authlib.jose
import jwt
from jose import jwt as jose_jwt

KEY = os.environ["TOKEN_KEY"]


def bad(claims):
    return jwt.encode(claims, None, algorithm="none")  # expect: unsigned-token


def good(claims):
    return jwt.encode(claims, KEY, algorithm="HS256")


def more(claims, algorithm):
    jwt.encode(claims, "", "NONE")  # expect: unsigned-token
    jwt.encode(claims, None, algorithm=None)  # expect: unsigned-token
    jose_jwt.encode(claims, "", algorithm="none")  # expect: unsigned-token
    jwt.encode(claims, KEY)
    return jwt.encode(claims, KEY, algorithm=algorithm)


def by_authlib(claims, key):
    authlib.jose.jwt.encode({"alg": "none"}, claims, key)  # expect: unsigned-token
    authlib.jose.jwt.encode({"alg": "HS256"}, claims, "")  # expect: unsigned-token
    authlib.jose.jwt.encode({"alg": "HS256"}, claims, key)
    return "text".encode("utf-8", None)


def by_an_object(claims):
    return jwt.PyJWT().encode(claims, "", algorithm="HS256")  # expect: unsigned-token

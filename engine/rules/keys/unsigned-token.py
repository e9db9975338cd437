"""JSON Web Tokens that nobody signs."""

import os

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

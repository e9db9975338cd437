"""Tokens that carry what is nobody else's business: they are signed, and not encrypted."""

import jwt


def bad(user, key):
    claims = {"sub": user.id, "password": user.password}  # expect: password-in-token
    return jwt.encode(claims, key, algorithm="HS256")


def good(user, key):
    return jwt.encode({"sub": user.id, "password_changed": user.changed}, key, algorithm="HS256")


def each_way(user, key):
    return jwt.encode({"password": user.password}, key, algorithm="HS256")  # expect: password-in-token

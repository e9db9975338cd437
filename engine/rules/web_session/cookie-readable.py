"""Cookies without HttpOnly."""


def bad(response, value):
    response.set_cookie("session", value, secure=True)  # expect: cookie-readable


def good(response, value):
    response.set_cookie("session", value, secure=True, httponly=True, samesite="Lax")


def more(response, value):
    response.set_cookie("a", value)  # expect: cookie-readable, cookie-insecure
    response.set_cookie("a", value, httponly=0, secure=1)  # expect: cookie-readable

"""Cookies without Secure."""


def bad(response, value):
    response.set_cookie("session", value, httponly=True)  # expect: cookie-insecure


def good(response, value):
    response.set_cookie("session", value, secure=True, httponly=True, samesite="Lax")


def more(response, value, options, flag):
    response.set_cookie("language", "en", httponly=True)  # expect: cookie-insecure
    response.set_cookie("a", value, secure=False, httponly=True)  # expect: cookie-insecure
    response.set_cookie(key="a", value=value, httponly=True)  # expect: cookie-insecure
    response.set_cookie("a", value, secure=flag, httponly=flag)
    response.set_cookie("a", value, **options)
    response.set_cookie("session", "", max_age=0)

"""Cookies that come along with requests of other sites."""


def bad(response, value):
    response.set_cookie("session", value, secure=True, httponly=True, samesite="None")  # expect: cookie-cross-site


def good(response, value):
    response.set_cookie("session", value, secure=True, httponly=True, samesite="Lax")


def more(response, value, same_site):
    response.set_cookie("a", value, None, None, "/", None, True, True, "none")  # expect: cookie-cross-site
    response.set_cookie(
        "a",
        value,
        secure=True,
        httponly=True,
        samesite="None",  # expect: cookie-cross-site
    )
    response.set_cookie("a", value, secure=True, httponly=True, samesite=same_site)
    response.set_cookie("a", value, secure=True, httponly=True, samesite=None)
    response.set_cookie("a", value, secure=True, httponly=True)

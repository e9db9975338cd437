"""Cookies that scripts can read."""


def bad(response, session_id):
    response.set_cookie("session", session_id, secure=True)  # expect: cookie-readable


def good(response, session_id):
    response.set_cookie("session", session_id, secure=True, httponly=True, samesite="Lax")


def each_way(response, value, names):
    response.set_cookie("theme", value, 3600, None, "/", None, True, False)  # expect: cookie-readable
    response.set_cookie(httponly=None, secure=True, key="theme", value=value)  # expect: cookie-readable
    {name: response.set_cookie(name, "1", secure=True) for name in names}  # expect: cookie-readable
    response.set_cookie("theme", value, None, None, "/", None, True, True)
    # Double-submit cookies are read by the page's own scripts, which is what they are for.
    response.set_cookie("csrftoken", value, secure=True, httponly=False)  # expect-wrong: cookie-readable

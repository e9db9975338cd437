"""Cookies that are sent over plain HTTP."""


def bad(response, session_id):
    response.set_cookie("session", session_id, httponly=True)  # expect: cookie-insecure


def good(response, session_id):
    response.set_cookie("session", session_id, secure=True, httponly=True, samesite="Lax")


def switched_off(response, value):
    response.set_cookie("theme", value, secure=0, httponly=True)  # expect: cookie-insecure
    response.set_cookie("theme", value, None, None, "/", None, False, True)  # expect: cookie-insecure
    response.set_signed_cookie("theme", value, httponly=True)  # expect: cookie-insecure
    set_one = response.set_cookie
    set_one("theme", value, httponly=True)  # expect: cookie-insecure
    flags = {"secure": False, "httponly": True}
    response.set_cookie("theme", value, **flags)  # expect-missed: cookie-insecure
    response.headers["Set-Cookie"] = f"theme={value}; HttpOnly"  # expect: cookie-header-lacks-flag


def silent(request, response, value, set_cookie, **flags):
    response.set_cookie("theme", value, None, None, "/", None, True, True)
    response.set_cookie("theme", value, secure=request.is_secure, httponly=True)
    response.set_cookie("theme", value, **flags)
    response.set_cookie("session", "", max_age=0)
    set_cookie("theme", "dark")

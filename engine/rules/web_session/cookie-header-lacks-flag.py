"""Set-Cookie headers written by hand."""


def bad(response, value):
    response.headers["Set-Cookie"] = f"id={value}; HttpOnly"  # expect: cookie-header-lacks-flag


def good(response, value):
    response.headers["Set-Cookie"] = f"id={value}; Secure; HttpOnly; SameSite=Lax"


def more(response, value, header):
    response["Set-Cookie"] = "theme=dark; secure"  # expect: cookie-header-lacks-flag
    response.headers.setdefault("set-cookie", "id=%s" % value)  # expect: cookie-header-lacks-flag
    response.headers["Set-Cookie"] = header
    response.headers["Set-Cookie"] = "id=; Max-Age=0"
    response.headers["Cookie"] = "id=1"
    return {"Set-Cookie": "id=" + value}, {"Set-Cookie": "id=1"}  # expect: cookie-header-lacks-flag


def by_method(response, value):
    response.headers.add("Set-Cookie", f"id={value}")  # expect: cookie-header-lacks-flag
    response.send_header("Set-Cookie", "id=1; Secure")  # expect: cookie-header-lacks-flag
    response.send_header("Set-Cookie", "id=1; Secure; HttpOnly")

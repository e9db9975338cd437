"""Cookies that come along with requests of other sites."""


def bad(response):
    response.headers["Set-Cookie"] = "theme=dark; Secure; HttpOnly; SameSite=None"  # expect: cookie-header-cross-site


def good(response):
    response.headers["Set-Cookie"] = "theme=dark; Secure; HttpOnly; SameSite=Lax"

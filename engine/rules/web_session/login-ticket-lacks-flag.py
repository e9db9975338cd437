"""The cookie that Pyramid keeps a login in."""

from pyramid.authentication import AuthTktAuthenticationPolicy, AuthTktCookieHelper


def bad(secret):
    return AuthTktAuthenticationPolicy(secret)  # expect: login-ticket-lacks-flag


def good(secret):
    return AuthTktAuthenticationPolicy(secret, secure=True, http_only=True, samesite="Lax")


def each_way(secret, options):
    AuthTktCookieHelper(secret, secure=True)  # expect: login-ticket-lacks-flag
    AuthTktCookieHelper(secret, secure=True, httponly=True)
    return AuthTktCookieHelper(secret, **options)


def by_place(secret, find):
    AuthTktCookieHelper(secret, "auth_tkt", True)  # expect: login-ticket-lacks-flag
    AuthTktCookieHelper(secret, "auth_tkt", True, False, None, None, None, True)
    AuthTktAuthenticationPolicy(secret, find, "auth_tkt", True)  # expect: login-ticket-lacks-flag
    AuthTktAuthenticationPolicy(secret, find, "auth_tkt", True, False, None, None, None, "/", True)
    return AuthTktCookieHelper(secret, "auth_tkt", False, http_only=True)  # expect: login-ticket-lacks-flag

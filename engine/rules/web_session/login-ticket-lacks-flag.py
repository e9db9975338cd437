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

# profile: default
"""Each of these stands alone in its function, and signs what a browser keeps."""


def of_webob():
    from webob.cookies import SignedSerializer

    return SignedSerializer("blue-horse-battery", "salt")  # expect: hard-coded-cryptographic-key


def of_paste():
    from paste.auth.cookie import AuthCookieSigner

    return AuthCookieSigner(secret="blue-horse-battery")  # expect: hard-coded-cryptographic-key


def of_litestar(key):
    from litestar.middleware.session.client_side import CookieBackendConfig

    return CookieBackendConfig(secret=key)


def of_bottle():
    from bottle import request, response

    response.set_cookie("id", "1", secret="blue-horse-battery", secure=True, httponly=True)  # expect: hard-coded-cryptographic-key
    return request.get_cookie("id", secret="blue-horse-battery")  # expect: hard-coded-cryptographic-key

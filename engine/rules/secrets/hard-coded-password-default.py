"""Secrets as defaults of parameters."""


def bad(user, password="hunter2!"):  # expect: hard-coded-password-default
    return user, password


def good(user, password):
    return user, password


async def later(*, token="a8f5f167f44f4964"):  # expect: hard-coded-password-default
    return token


def typed(
    user: str,
    /,
    secret: str = "a8f5f167f44f4964",  # expect: hard-coded-password-default
):
    return user, secret


def harmless(password=None, token="", secret="changeme", password_field="pw"):
    return password, token, secret, password_field

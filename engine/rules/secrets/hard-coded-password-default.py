"""Secrets that stand for parameters nobody gives."""

import os


def bad(user, password="correct-horse-7"):  # expect: hard-coded-password-default
    return user, password


def good(user, password):
    return user, password


def typed(user, token: str = "9f31c2d07b5e"):  # expect: hard-coded-password-default
    return user, token


def by_name(user, *, api_key="9f31c2d07b5e"):  # expect: hard-coded-password-default
    return user, api_key


def behind_the_rest(*users, secret="correct-horse-7", **options):  # expect: hard-coded-password-default
    return users, secret, options


async def awaited(user, /, pwd="correct-horse-7"):  # expect: hard-coded-password-default
    return user, pwd


def on_many_lines(
    user,
    password="correct-horse-7",  # expect: hard-coded-password-default
    secret="correct-horse-8",
):
    return user, password, secret


class Client:
    def __init__(self, user, passphrase="correct" "-horse"):  # expect: hard-coded-password-default
        def inner(token="9f31c2d07b5e"):  # expect: hard-coded-password-default
            return token

        self.pair = user, passphrase, inner


def in_a_lambda():
    return lambda password="correct-horse-7": password  # expect-missed: hard-coded-password-default


def as_bytes(password=b"correct-horse-7"):  # expect-missed: hard-coded-password-default
    return password


def with_fallback(password=os.environ.get("PASSWORD", "correct-horse-7")):  # expect: hard-coded-password
    return password


def silent(user="correct-horse-7", password=None, token="", secret="changeme"):
    return user, password, token, secret


def about(password_field="login-password", token_type="JsonWebToken", secret_path="main/db"):
    return password_field, token_type, secret_path

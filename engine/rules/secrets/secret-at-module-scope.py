"""Secrets within reach of everybody who imports the module."""

import os

api_key = "9f31c2d07b5e"  # expect: secret-at-module-scope, hard-coded-password


def bad(connect):
    return connect(api_key)


def good(connect):
    api_key = os.environ["API_KEY"]
    return connect(api_key)


db_password: str = "correct-horse-7"  # expect: secret-at-module-scope, hard-coded-password
user, auth_token = "ada", "9f31c2d07b5e"  # expect: secret-at-module-scope, hard-coded-password
first_secret = second_secret = "correct-horse-7"  # expect: secret-at-module-scope, secret-at-module-scope, hard-coded-password
if user:
    late_token = "9f31c2d07b5e"  # expect: secret-at-module-scope, hard-coded-password
never_read_token = "9f31c2d07b5e"  # expect: hard-coded-password
shadowed_token = "9f31c2d07b5e"  # expect: hard-coded-password
as_bytes_secret = b"correct-horse-7"  # expect-missed: secret-at-module-scope
as_list_tokens = ["9f31c2d07b5e"]  # expect-missed: secret-at-module-scope
by_default_token = "9f31c2d07b5e"  # expect: hard-coded-password, secret-at-module-scope


def readers(connect):
    connect(lambda: db_password)
    connect([auth_token for _ in range(2)])
    connect(f"{first_secret} {f'{second_secret}'}")
    if given := late_token:
        connect(given, as_bytes_secret, as_list_tokens)


def shadowing(shadowed_token, connect, token=by_default_token):
    connect(shadowed_token, token, never_read_token=1)
    return connect.never_read_token


class Client:
    SECRET = "correct-horse-7"  # expect: secret-at-module-scope, hard-coded-password
    TOKEN = "9f31c2d07b5e"  # expect: secret-at-module-scope, hard-coded-password
    UNREAD_TOKEN = "9f31c2d07b5e"  # expect: hard-coded-password

    def connect(self, other):
        return self.SECRET, Client.TOKEN, other.UNREAD_TOKEN


# Only the module itself reads it, while it is imported.
boot_token = "9f31c2d07b5e"  # expect: hard-coded-password
started = [boot_token]

token_url = "auth/now"
password = os.environ["PASSWORD"]
secret_name = "main"


def silent():
    return token_url, password, secret_name, started

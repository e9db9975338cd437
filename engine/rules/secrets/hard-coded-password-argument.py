"""Secrets that are given as literals."""

import os

from database import connect


def bad():
    return connect(user="app", password="hunter2!")  # expect: hard-coded-password-argument


def good():
    return connect(user="app", password=os.environ["DATABASE_PASSWORD"])


def more(client, options):
    client.login(
        "app",
        auth_token="a8f5f167f44f4964",  # expect: hard-coded-password-argument
    )
    client(**options, secret="a8f5f167f44f4964")  # expect: hard-coded-password-argument
    client(apiKey="a8f5f167f44f4964")  # expect: hard-coded-password-argument
    client(password="")
    client(password=None)
    client(password=options["p"])
    client(token_type="bearer")
    return client("password", "hunter2!")


@connect(password="hunter2!")  # expect: hard-coded-password-argument
def decorated():
    return None

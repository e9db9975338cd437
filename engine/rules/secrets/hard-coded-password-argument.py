"""Secrets given as literals."""

import os
from functools import partial


def bad(connect):
    return connect("db.example", password="correct-horse-7")  # expect: hard-coded-password-argument


def good(connect):
    return connect("db.example", password=os.environ["DATABASE_PASSWORD"])


def in_every_form(connect, hosts, session):
    session.auth(token="9f31c2d07b5e")  # expect: hard-coded-password-argument
    connect(api_key="9f31c2d07b5e")(secret="correct-horse-7")  # expect: hard-coded-password-argument, hard-coded-password-argument
    connect(
        user="ada",
        password="correct-"  # expect: hard-coded-password-argument
        "horse-7",
    )
    everyone = [connect(host, pwd="correct-horse-7") for host in hosts]  # expect: hard-coded-password-argument
    text = f"{connect(passphrase='correct-horse-7')} {f'{connect(passwd=str())}'}"  # expect: hard-coded-password-argument
    return everyone, text, partial(connect, password="correct-horse-7")  # expect: hard-coded-password-argument


def decorated(needs):
    @needs(access_key="9f31c2d07b5e")  # expect: hard-coded-password-argument
    class Client(needs(secret="correct-horse-7")):  # expect: hard-coded-password-argument
        later = lambda self, connect: connect(password="correct-horse-7")  # expect: hard-coded-password-argument

    return Client


def both(connect):
    return connect(token="9f31c2d07b5e", password="correct-horse-7")  # expect: hard-coded-password-argument


def behind_options(connect, **options):
    return connect(**options, password="correct-horse-7")  # expect: hard-coded-password-argument


def in_roundabout_ways(connect, given):
    connect("ada", "correct-horse-7")  # expect-missed: hard-coded-password-argument
    connect(password=b"correct-horse-7")  # expect-missed: hard-coded-password-argument
    connect(password=given or "correct-horse-7")  # expect-missed: hard-coded-password-argument
    connect(auth=("ada", "correct-horse-7"))  # expect-missed: hard-coded-password-argument
    connect(password=("correct-horse-7" if given else None))  # expect-missed: hard-coded-password-argument


def placeholders(connect, field, settings):
    connect(password="", token=None, secret="changeme")
    connect(password="<your password>", token="${TOKEN}", api_key="{key}")
    connect(password=settings.password, token=field("token"))
    connect(password_file="/run/secrets/database", token_url="auth/now")
    return field(label="password", password_prompt="Password: ", help="token")

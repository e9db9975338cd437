"""Secrets that stand in the source under a telling name."""

import os


def bad(connect):
    password = "hunter2!"  # expect: hard-coded-password
    return connect(password)


def good(connect):
    password = os.environ["DATABASE_PASSWORD"]
    return connect(password)


class Settings:
    API_TOKEN = "a8f5f167f44f4964"  # expect: hard-coded-password
    apiKey = "a8f5f167f44f4964"  # expect: hard-coded-password
    aws_secret_access_key: str = "wJalrXUtnFEMI"  # expect: hard-coded-password


def each_way(user, config, given):
    user.password = "hunter2!"  # expect: hard-coded-password
    config["password"] = "hunter2!"  # expect: hard-coded-password
    settings = {"user": "u", "password": "hunter2!"}  # expect: hard-coded-password
    first = db_pwd = "hunter2!"  # expect: hard-coded-password
    if given == "x" or user.password == "hunter2!":  # expect: hard-coded-password
        return settings, first, db_pwd
    while (token := "a8f5f167f44f4964"):  # expect: hard-coded-password
        config["a"]["client_secret"] = (
            "a8f5" "f167f44f4964"  # expect: hard-coded-password
        )
    match given:
        case "password":
            return token
    return lambda: {"secret": "a8f5f167f44f4964"}  # expect: hard-coded-password


def pairs():
    user, password = "u", "hunter2!"  # expect-missed: hard-coded-password
    return user, password


def no_secrets(name, form):
    password = None
    password = ""
    password = "changeme"
    token = "<your token>"
    token = f"{name}-token"
    token = "${TOKEN}"
    secret = "****"
    password_field = "user_password"
    PASSWORD = "password"
    token_url = "https://example.org/token"
    next_token = "a8f5f167f44f4964"
    form["password"] = "Password:"
    password_help = "Your password must be long."
    if name == "password":
        return form.token == form["token"]
    return password, token, secret, password_field, PASSWORD, token_url, next_token, password_help

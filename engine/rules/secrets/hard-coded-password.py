"""Secrets that stand in the source under a name that tells so."""

import getpass
import os


def bad(connect):
    password = "correct-horse-7"  # expect: hard-coded-password
    return connect(password)


def good(connect):
    password = os.environ["DATABASE_PASSWORD"]
    return connect(password)


def assigned(user, config, environment):
    user.password = "correct-horse-7"  # expect: hard-coded-password
    config["api_key"] = "9f31c2d07b5e"  # expect: hard-coded-password
    config["db"]["pass"] = "correct-horse-7"  # expect: hard-coded-password
    user.token: str = "9f31c2d07b5e"  # expect: hard-coded-password
    secret = (  # noqa
        "correct-horse-7"  # expect: hard-coded-password
    )
    if (pwd := "correct-horse-7") in environment:  # expect: hard-coded-password
        return pwd
    return secret


def in_dictionaries(connect, names):
    settings = {"user": "ada", "password": "correct-horse-7"}  # expect: hard-coded-password
    each = [{"auth_token": "9f31c2d07b5e", "name": name} for name in names]  # expect: hard-coded-password
    return connect(**{"client_secret": "9f31c2d07b5e"}), settings, each  # expect: hard-coded-password


def compared(password, form):
    if password == "correct-horse-7":  # expect: hard-coded-password
        return True
    return form.password != "correct-horse-7"  # expect: hard-coded-password


def spelled_otherwise(user):
    user.dbPassword = "correct-" "horse-7"  # expect: hard-coded-password
    user.PASSWD = r"correct\horse"  # expect: hard-coded-password
    user.awsSecretKey = "9f31c2d07b5e"  # expect: hard-coded-password
    return user


def in_roundabout_ways(user, given, form, text):
    user.password = b"correct-horse-7"  # expect-missed: hard-coded-password
    user.password = f"correct-horse-7"  # expect: hard-coded-password
    user.password = given or "correct-horse-7"  # expect: hard-coded-password
    user.password = os.environ.get("DATABASE_PASSWORD", "correct-horse-7")  # expect: hard-coded-password
    user.name, user.password = "ada", "correct-horse-7"  # expect: hard-coded-password
    password = other = "correct-horse-7"  # expect: hard-coded-password
    setattr(user, "password", "correct-horse-7")  # expect: hard-coded-password
    if "correct-horse-7" == form.password or form["password"] == "correct-horse-7":  # expect: hard-coded-password, hard-coded-password
        return password, other
    match form.password:
        case "correct-horse-7":  # expect-missed: hard-coded-password
            return True
    return "postgres://ada:correct-horse-7@db/main"  # expect: password-in-address


def about_secrets(form, config):
    password_field = "login-password"
    config["password_url"] = "reset/now"
    form.token_type = "JsonWebToken"
    password = ""
    password = None
    password = "changeme"
    password = "<password>"
    password = "{DATABASE_PASSWORD}"
    password_prompt = "Password: "
    secret = "/run/secrets/database"
    config["passenger"] = "Ada Lovelace"
    next_page_token = "b2Zmc2V0PTEw"
    if password == "" or form.password is None:
        password = getpass.getpass("Your password: ")
    return password, secret, password_field, password_prompt, next_page_token


def taken_from_elsewhere(vault, arguments):
    password = vault.read("database/password")
    token = f"{vault.read('token')}"
    arguments.secret = arguments.secrets["main"]
    return password, token

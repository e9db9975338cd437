# profile: default
"""Passwords that users of Bandit missed, and those that were none (bandit#1267, #642, #886, #1383, #1350,
#1227)."""

import getpass


def missed(user, config):
    settings = {"password": "correct-horse-7", "user": "ada"}  # expect: hard-coded-password
    config["db"]["password"] = "correct-horse-7"  # expect: hard-coded-password
    password: str = "correct-horse-7"  # expect: hard-coded-password
    config["apiKey"]: str = "9f31c2d07b5e"  # expect: hard-coded-password
    user.dbPassword = "correct-horse-7"  # expect: hard-coded-password
    clientSecret = "9f31c2d07b5e"  # expect: hard-coded-password
    url = "postgres://ada:correct-horse-7@db/main"  # expect: password-in-address
    return settings, password, clientSecret, url


def none_at_all(client, form):
    NextToken = "b2Zmc2V0PTEw"
    answer = client.list(NextToken="b2Zmc2V0PTEw", next_token="b2Zmc2V0PTEw")
    password = None
    password = ""
    token = "{API_TOKEN}"
    password = "<password>"
    password = "${DATABASE_PASSWORD}"
    password_prompt = "Enter your password: "
    password = getpass.getpass("Password: ")
    labels = {"password": "Password", "password_confirm": "Repeat the password"}
    form.password_field = "password"
    return NextToken, answer, password, token, password_prompt, labels

# profile: default
"""What signs the sessions of an application stands in the source, however it reads."""

import os

from flask import Flask

app = Flask(__name__)


def settings(name):
    app.secret_key = "super-secret"  # expect: hard-coded-password
    app.secret_key = "change-me"  # expect: hard-coded-password
    app.config["SECRET_KEY"] = "secret"  # expect: hard-coded-password
    app.config["SECRET_KEY"] = "your-secret-key"  # expect: hard-coded-password
    app.config["JWT_SECRET_KEY"] = "jwt-secret-string"  # expect: hard-coded-password
    app.secret_key = os.environ["SECRET_KEY"]
    app.secret_key = ""
    app.config["SECRET_KEY"] = os.urandom(32)
    app.config["MAIL_PASSWORD"] = "your-password"
    names = {"SECRET_KEY": "secret"}
    return names[name]

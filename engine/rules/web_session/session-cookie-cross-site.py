"""Session cookies that come along with requests of other sites."""

from flask import Flask

app = Flask(__name__)


def bad():
    app.config.update(SESSION_COOKIE_SAMESITE=None)  # expect: session-cookie-cross-site


def good():
    app.config.update(SESSION_COOKIE_SAMESITE="Lax")


def more(value):
    app.config["SESSION_COOKIE_SAMESITE"] = "None"  # expect: session-cookie-cross-site
    app.config["SESSION_COOKIE_SAMESITE"] = "Strict"
    app.config["SESSION_COOKIE_SAMESITE"] = value

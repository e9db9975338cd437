"""Session cookies that scripts can read."""

from flask import Flask

app = Flask(__name__)


def bad():
    app.config["SESSION_COOKIE_HTTPONLY"] = False  # expect: session-cookie-readable


def good():
    app.config["SESSION_COOKIE_HTTPONLY"] = True


class Config:
    SESSION_COOKIE_HTTPONLY = False  # expect: session-cookie-readable


def more():
    app.config.update({"SESSION_COOKIE_HTTPONLY": False})  # expect: session-cookie-readable

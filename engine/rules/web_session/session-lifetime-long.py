"""Logins that live for months."""

from datetime import timedelta

from flask import Flask

app = Flask(__name__)


def bad():
    app.permanent_session_lifetime = timedelta(days=365)  # expect: session-lifetime-long


def good():
    app.permanent_session_lifetime = timedelta(minutes=15)


def more(days):
    app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(weeks=10)  # expect: session-lifetime-long
    app.config.update(PERMANENT_SESSION_LIFETIME=31536000)  # expect: session-lifetime-long
    app.config.update(PERMANENT_SESSION_LIFETIME=timedelta(60))  # expect: session-lifetime-long
    app.config.update(PERMANENT_SESSION_LIFETIME=900)
    app.config.update(PERMANENT_SESSION_LIFETIME=timedelta(days=days))

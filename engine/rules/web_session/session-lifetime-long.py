"""Logins that live for months."""

import datetime
from datetime import timedelta
from datetime import timedelta as span

PERMANENT_SESSION_LIFETIME = timedelta(days=365)  # expect: session-lifetime-long
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90  # expect: session-lifetime-long
SESSION_COOKIE_AGE = 31_536_000  # expect: session-lifetime-long


def bad(app):
    app.permanent_session_lifetime = timedelta(days=365)  # expect: session-lifetime-long


def good(app):
    app.permanent_session_lifetime = timedelta(minutes=15)


def in_every_way(app):
    app.config["PERMANENT_SESSION_LIFETIME"] = datetime.timedelta(32)  # expect: session-lifetime-long
    app.config.update(PERMANENT_SESSION_LIFETIME=span(hours=24 * 365))  # expect: session-lifetime-long
    app.config.update({"PERMANENT_SESSION_LIFETIME": timedelta(weeks=52)})  # expect: session-lifetime-long
    app.config.setdefault("PERMANENT_SESSION_LIFETIME", timedelta(0, 31536000))  # expect: session-lifetime-long


def in_roundabout_ways(app, days=365):
    app.permanent_session_lifetime = timedelta(days=days)  # expect-missed: session-lifetime-long
    app.permanent_session_lifetime = timedelta(days=30) * 12  # expect-missed: session-lifetime-long
    app.permanent_session_lifetime = timedelta.max  # expect-missed: session-lifetime-long


def short(app, seconds):
    app.permanent_session_lifetime = timedelta(31)
    app.config["PERMANENT_SESSION_LIFETIME"] = 60 * 60 * 24 * 14
    app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(days=-365)
    app.config["PERMANENT_SESSION_LIFETIME"] = seconds
    app.config["PERMANENT_SESSION_LIFETIME"] = 60 + 60 * 24 * 365 // 60


def own(app, timedelta):
    app.permanent_session_lifetime = timedelta(days=365)

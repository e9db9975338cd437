"""A method that Flask's session does not have."""

import flask
from flask import session


def bad():
    session.regenerate()  # expect: session-regenerate
    session["user_id"] = 1


def good():
    session.clear()
    session["user_id"] = 1


def more(app, other):
    flask.session.regenerate()  # expect: session-regenerate
    app.session_interface.regenerate(session)
    other.regenerate()

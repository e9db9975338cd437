# profile: default
"""Secrets that what a request brings is compared with."""

import hmac
import os

from flask import Flask, abort, request
from shop import load_config

app = Flask(__name__)
CONFIG = load_config()


@app.route("/bad")
def bad(settings):
    if request.headers["X-Token"] != settings.API_TOKEN:  # expect: secret-compared-by-equals
        abort(403)
    return "done"


@app.route("/good")
def good(settings):
    if not hmac.compare_digest(request.headers["X-Token"], settings.API_TOKEN):
        abort(403)
    return "done"


@app.route("/ways")
def each_way(user):
    if request.args.get("key") == os.environ["API_KEY"]:  # expect: secret-compared-by-equals
        return "one"
    if os.environ.get("WEBHOOK_SECRET") != request.headers.get("X-Secret"):  # expect: secret-compared-by-equals
        return "two"
    if load.get(user.name).token == request.args["token"]:  # expect: secret-compared-by-equals
        return "three"
    if CONFIG["token"] == request.args["token"]:  # expect: secret-compared-by-equals
        return "four"
    return str(user.password == request.form["password"])  # expect: secret-compared-by-equals


@app.route("/others")
def others(user, load, session, Login, users, select, exists, and_, cls):
    session.query(Login).filter(Login.token == request.args["token"])
    select(users).where(users.c.token == request.args["token"])
    session.query(load).filter(and_(load.token == request.args["token"], user.active))
    session.query(exists().where(load.token == request.args["token"])).scalar()
    load.get(user.token == request.args["token"])
    condition = users.columns.token == request.args["token"]
    again = [cls.token == request.args["token"], load.model.token == request.args["token"]]
    if request.form["password"] != request.form["password_again"]:
        abort(400)
    if request.args["page"] == load.next_page_token or request.args["name"] == user.name:
        abort(400)
    return str(int(request.args["token"]) == user.token)

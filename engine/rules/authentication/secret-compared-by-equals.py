# profile: default
"""Secrets that what a request brings is compared with."""

import hmac
import os

from flask import Flask, abort, request

app = Flask(__name__)


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
    return str(user.password == request.form["password"])  # expect: secret-compared-by-equals


@app.route("/others")
def others(user, load, session, Login):
    session.query(Login).filter(Login.token == request.args["token"])
    if request.form["password"] != request.form["password_again"]:
        abort(400)
    if request.args["page"] == load.next_page_token or request.args["name"] == user.name:
        abort(400)
    return str(int(request.args["token"]) == user.token)

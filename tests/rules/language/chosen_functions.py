# profile: default
"""Functions that are chosen while the program runs: what they answer is theirs to make safe."""

from flask import Flask, Response, request
from helpers import page_of

app = Flask(__name__)
handlers = {}


def handler(name):
    def register(function):
        handlers[name] = function
        return function

    return register


@app.route("/hand-on/<action>")
def hand_on(action):
    chosen = app.extensions["actions"].get(action)
    if chosen is None:
        return "none", 404
    return chosen[0](request.args.getlist("id"))


@app.route("/by-variable/<action>")
def by_variable(action):
    chosen, _title = app.extensions["actions"][action]
    answer = chosen(request.args["id"])
    return Response(answer)


@app.route("/by-name")
def by_name():
    return page_of(request.args["id"])  # expect: cross-site-scripting


@app.route("/around/<action>")
def around(action):
    chosen = app.extensions["actions"][action]
    return "<p>" + request.args["id"] + "</p>" + chosen()  # expect: cross-site-scripting


def greet(name):
    return "<p>" + name + "</p>"


GREETERS = {"hello": greet}


@app.route("/known")
def known():
    chosen = GREETERS["hello"]
    return chosen(request.args["name"])  # expect: cross-site-scripting


@app.route("/added/<action>")
def added(action):
    chosen = app.extensions["actions"][action]
    return "<p>" + chosen(request.args["id"]) + "</p>"  # expect: cross-site-scripting

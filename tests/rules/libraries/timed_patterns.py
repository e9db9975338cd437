# profile: default
"""Patterns of a stranger, with a time limit and without one, and such that nothing is looked for by."""

import re

import regex
from flask import Flask, abort, request

app = Flask(__name__)
NAMES = ["first", "second"]


@app.route("/timed")
def timed():
    pattern = regex.compile(request.args["find"])
    return {"names": [pattern.sub("", name, timeout=2) for name in NAMES]}


@app.route("/untimed")
def untimed():
    pattern = regex.compile(request.args["find"])
    return {"names": [pattern.sub("", name) for name in NAMES]}  # expect: regular-expression-injection


@app.route("/no-time")
def no_time():
    pattern = regex.compile(request.args["find"])
    return {"found": bool(pattern.search("some text", timeout=None))}  # expect: regular-expression-injection


@app.route("/at-once")
def at_once():
    limit = app.config["LIMIT"]
    if regex.search(request.args["find"], "some text", timeout=limit):
        return "yes"
    return str(regex.search(request.args["find"], "some text"))  # expect: regular-expression-injection


@app.route("/checked")
def checked():
    try:
        re.compile(request.args["find"])
    except re.error:
        abort(400)
    return "it is one"


@app.route("/used")
def used():
    pattern = re.compile(request.args["find"])  # expect: regular-expression-injection
    return {"names": [name for name in NAMES if pattern.match(name)]}

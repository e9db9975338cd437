# profile: default
"""Text of a request that is read as a regular expression."""

import re

from flask import Flask, request

app = Flask(__name__)
LINES = ["first line", "second line"]


@app.route("/search")
def bad():
    pattern = request.args["q"]
    return {"lines": [line for line in LINES if re.search(pattern, line)]}  # expect: regular-expression-injection


@app.route("/search/safe")
def good():
    text = re.escape(request.args["q"])
    return {"lines": [line for line in LINES if re.search(text, line)]}


@app.route("/ways")
def each_way():
    text = request.args["q"]
    whole = re.compile("^" + text + "$")  # expect: regular-expression-injection
    re.sub(f"({text})", "<b>", "some text")  # expect: regular-expression-injection
    re.findall(r"[a-z]+", text)
    return "done"

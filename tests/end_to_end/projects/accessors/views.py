"""Each view reads an argument by the same function of another file: each has a value of its own."""

from functools import wraps

from flask import Flask, jsonify, request
from tables.arguments import text_argument
from tables.loaders import load_text

app = Flask(__name__)


def answered(view):
    @wraps(view)
    def answer(*args, **kwargs):
        return jsonify(view(*args, **kwargs))

    return answer


@app.route("/first")
@answered
def first():
    return load_text(text_argument(request, "first"))  # expect: path-traversal


@app.route("/second")
@answered
def second():
    name = text_argument(request, "second")
    return load_text(name)  # expect: path-traversal


@app.route("/third")
@answered
def third():
    name = text_argument(request, "third")
    return load_text("/srv/tables/" + ("third" if name else "other"))

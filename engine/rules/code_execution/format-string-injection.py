# profile: default
"""Text of a request that says how the program's objects are shown."""

import string

from flask import Flask, request

app = Flask(__name__)


class User:
    def __init__(self, name):
        self.name = name


@app.route("/greeting")
def bad():
    user = User("Ada")
    return {"greeting": request.args["greeting"].format(user=user)}  # expect: format-string-injection


@app.route("/greeting/safe")
def good():
    return {"greeting": "Hello {name}".format(name=request.args["name"])}


@app.route("/ways")
def each_way():
    text = request.args["text"]
    user = User("Ada")
    settings = {"password": "correct-horse"}  # expect: hard-coded-password
    shown = text.format(user)  # expect: format-string-injection
    shown = ("Hello " + text).format(user, 1)  # expect: format-string-injection
    shown = text.format(**settings, user=user)  # expect: format-string-injection
    shown = text.format_map({"user": user})  # expect: format-string-injection
    shown = text.format_map(settings)  # expect: format-string-injection
    shown = text % settings  # expect: format-string-injection
    shown = string.Formatter().format(text, user)  # expect: format-string-injection
    shown = string.Formatter().vformat(text, (user,), {})  # expect: format-string-injection

    # A text, and a number, has no way to the program's objects.
    shown = text.format(1, "two")
    shown = text % 3
    shown = "%s" % text
    shown = "{}: {}".format(text, user)
    shown = string.Template(text).safe_substitute(name="Ada")
    return {"shown": shown}

# profile: default
"""Texts that are written otherwise after they were checked or escaped."""

import base64
import html
import unicodedata
from urllib.parse import quote, unquote

from flask import Flask, abort, request

app = Flask(__name__)


@app.route("/normalized-after")
def normalized_after():
    text = html.escape(request.args["text"])
    return "<p>" + unicodedata.normalize("NFKC", text) + "</p>"  # expect: cross-site-scripting


@app.route("/normalized-before")
def normalized_before():
    text = unicodedata.normalize("NFKC", request.args["text"])
    return "<p>" + html.escape(text) + "</p>"


@app.route("/unescaped")
def unescaped():
    text = html.escape(request.args["text"])
    return "<p>" + html.unescape(text) + "</p>"  # expect: cross-site-scripting


@app.route("/checked-before")
def checked_before():
    name = request.args["name"]
    if ".." in name or name.startswith("/"):
        abort(400)
    with open("/srv/pages/" + name) as file:
        file.read()
    name = unicodedata.normalize("NFKC", name)
    with open("/srv/pages/" + name) as file:  # expect: path-traversal
        return {"text": file.read()}


@app.route("/decoded-after")
def decoded_after():
    name = quote(request.args["name"])
    safe = "<b>" + name + "</b>"
    return safe + unquote(name)  # expect: cross-site-scripting


@app.route("/packed")
def packed():
    text = html.escape(request.args["text"])
    return base64.b64decode(text)  # expect: cross-site-scripting

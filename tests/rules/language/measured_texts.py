# profile: default
"""Texts whose length was looked at, in whatever way, before a slow pattern reads them."""

import re
import unicodedata

from flask import Flask, abort, request

app = Flask(__name__)
MOST = 4096
QUERY = re.compile(r"(https?://[^\s?]+)\?[^\s]*")


@app.route("/bad")
def bad():
    return {"text": QUERY.sub("", request.args["text"])}  # expect: polynomial-regular-expression


@app.route("/by-bytes")
def by_bytes():
    text = request.args["text"]
    if len(text.encode("utf-8")) > MOST:
        abort(400)
    return {"text": QUERY.sub("", text)}


@app.route("/by-maximum")
def by_maximum():
    text = request.args["text"]
    plain = len(text.encode("utf-8", "surrogatepass"))
    normal = len(unicodedata.normalize("NFC", text).encode("utf-8"))
    if max(plain, normal) > MOST:
        abort(400)
    return {"text": QUERY.sub("", text)}


@app.route("/by-minimum")
def by_minimum():
    text = request.args["text"]
    if min(len(text), MOST) > MOST:
        abort(400)
    return {"text": QUERY.sub("", text)}  # expect: polynomial-regular-expression


@app.route("/parts")
def parts():
    text = request.args["text"]
    some = [part for part in text.split("/") if part != ""]
    if len(text) > MOST:
        abort(400)
    return {"text": QUERY.sub("", "/".join(some))}


@app.route("/other-text")
def other_text():
    text = request.args["text"]
    title = request.args["title"]
    if len(text) > MOST:
        abort(400)
    return {"text": QUERY.sub("", title)}  # expect: polynomial-regular-expression


@app.route("/whole-of-it")
def whole_of_it():
    whole = request.args["text"]
    begin = whole[:9]
    if len(begin) > MOST:
        abort(400)
    return {"text": QUERY.sub("", whole)}  # expect: polynomial-regular-expression


@app.route("/counted-twice")
def counted_twice():
    text = request.args["text"]
    size = len(text)
    size = 0
    if size > MOST:
        abort(400)
    return {"text": QUERY.sub("", text)}  # expect: polynomial-regular-expression


@app.route("/too-long-alone")
def too_long_alone():
    text = request.args["text"]
    if len(text.encode()) < MOST:
        abort(400)
    return {"text": QUERY.sub("", text)}  # expect: polynomial-regular-expression


@app.route("/in-another-form")
def in_another_form():
    text = request.args["text"]
    if len(text) > MOST:
        abort(400)
    return {"text": QUERY.sub("", unicodedata.normalize("NFC", text))}


@app.route("/in-no-form")
def in_no_form():
    text = unicodedata.normalize("NFC", request.args["text"])
    return {"text": QUERY.sub("", text)}  # expect: polynomial-regular-expression


@app.route("/exchanged")
def exchanged():
    text = request.args["text"]
    size = len(text)
    text = request.args["other"]
    if size > MOST:
        abort(400)
    return {"text": QUERY.sub("", text)}  # expect: polynomial-regular-expression


@app.route("/for-each")
def for_each():
    text = request.args["text"]
    size = len(text)
    for size in (1, 2):
        if size > MOST:
            abort(400)
    return {"text": QUERY.sub("", text)}  # expect: polynomial-regular-expression

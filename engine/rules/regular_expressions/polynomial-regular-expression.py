"""Patterns whose time grows with the square of a text, and texts from outside that they read."""

import re

from flask import Flask, request

app = Flask(__name__)
TRAILING = re.compile(r"[ \t]+$")
NUMBER = re.compile(r"\d+")
SPACED = re.compile(r"^(\d+) - (\d+)  # \s* \s*", re.X)
LAID_OUT = re.compile(
    r"""^ \s*
    (\w*)  # a name
    \s* $""",
    re.VERBOSE,
)


@app.route("/bad")
def bad():
    text = re.sub(r"\s+$", "", request.args["text"])  # expect: polynomial-regular-expression
    return str(len(text))


@app.route("/good")
def good():
    text = request.args["text"].rstrip()
    return str(len(text))


@app.route("/each")
def each_way():
    text = request.args["text"]
    TRAILING.sub("", text)  # expect: polynomial-regular-expression
    LAID_OUT.match(text)  # expect: polynomial-regular-expression
    re.search(r"\d+px", text)  # expect: polynomial-regular-expression
    re.search(r"\d+(?=px)", text)  # expect: polynomial-regular-expression
    re.search(r"(?:^\d+|[a-f]+)px", text)  # expect: polynomial-regular-expression
    re.search(r"(?:^)?\d+px", text)  # expect: polynomial-regular-expression
    re.findall("<a.*>x", text)  # expect: polynomial-regular-expression
    re.match(r"^\s*\d*\s*\d*x$", text)  # expect: polynomial-regular-expression
    re.match("a*ba*ba*c", text)
    re.fullmatch("(ab)*(a|b)*c", text)  # expect: polynomial-regular-expression
    re.split(r"\s*,", text)  # expect: polynomial-regular-expression
    re.sub(r"^\s+|\s+$", "", text)  # expect: polynomial-regular-expression


@app.route("/fast")
def each_fast_way():
    text = request.args["text"]
    NUMBER.search(text)
    SPACED.match(text)
    re.sub(r"\s+", " ", text)
    re.sub(r"^\s+", "", text)
    re.match(r"\s+$", text)
    re.match(r"^[\w.+-]+@[\w-]+\.[\w.-]+$", text)
    re.match(r"^(.+)=(.+)$", text)
    re.fullmatch(r"\d+-\d+", text)
    re.search(r"^\d+px", text)
    re.search(r"(?!\s)x?\s+$", text)
    re.search(r"\w(?<!x)\s+$", text)
    re.search(r"(^\d+)px", text)
    re.search(r"(?:^\d+|\A[a-f]+)px", text)
    re.match(r"[^@]*@.*\.[a-z]*!", text)
    re.search("[a-z]", text)
    re.findall(r"\w+", text)
    re.split(",", text)
    # What is not read.
    re.search(r"\b\w+x", text)


@app.route("/short")
def of_short_texts():
    text = request.args["text"]
    if len(text) > 1000:
        return "too long"
    if len(request.args["other"]) < 100:
        re.search(r"\d+px", request.args["other"])
    return str(len(re.sub(r"\s+$", "", text)))


def of_our_own_text(text):
    return re.sub(r"\s+$", "", text)

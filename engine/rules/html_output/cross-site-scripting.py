# profile: default
"""Text of a request in a page, as it is."""

import html

import bleach
from flask import Flask, Response, jsonify, make_response, render_template, request
from markupsafe import Markup, escape

app = Flask(__name__)


@app.route("/hello")
def bad():
    name = request.args["name"]
    return f"<p>Hello {name}</p>"  # expect: cross-site-scripting


@app.route("/hello/safe")
def good():
    name = request.args["name"]
    return f"<p>Hello {html.escape(name)}</p>"


@app.route("/made")
def made():
    response = make_response("<p>" + request.args["name"])  # expect: cross-site-scripting
    response.headers["X-Kind"] = "page"
    return response


@app.route("/response")
def response_object():
    return Response("<p>" + request.cookies["name"])  # expect: cross-site-scripting


@app.route("/markup")
def markup():
    return render_template("hello.html", name=Markup(request.args["name"]))  # expect: cross-site-scripting


@app.route("/user/<name>")
def part_of_the_path(name):
    return "<p>" + name  # expect: cross-site-scripting


def page(title):
    return "<h1>%s</h1>" % title


@app.route("/helper")
def through_a_helper():
    return page(request.args["title"])  # expect: cross-site-scripting


@app.route("/tuple")
def with_a_status():
    return "<p>no " + request.args["name"], 404  # expect: cross-site-scripting


@app.route("/escaped")
def escaped():
    return "<p>" + escape(request.args["name"])


@app.route("/cleaned")
def cleaned():
    return "<p>" + bleach.clean(request.args["text"])


@app.route("/json")
def as_json():
    return jsonify(name=request.args["name"])


@app.route("/dictionary")
def as_dictionary():
    return {"name": request.args["name"]}


@app.route("/plain")
def as_plain_text():
    return Response(request.args["name"], mimetype="text/plain")


@app.route("/template")
def by_a_template():
    return render_template("hello.html", name=request.args["name"])


@app.route("/formatted")
def formatted():
    return Markup("<b>{}</b>").format(request.args["name"])


@app.route("/number")
def number():
    return "<p>%d" % int(request.args["number"])


# What no flow decides stays with the rule that looks at single places.
def from_a_caller(name):
    return Markup("<b>" + name)  # expect: markup-of-variable


def decided():
    color = "red"
    return Markup("<b class='" + color + "'>")

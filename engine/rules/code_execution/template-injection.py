# profile: default
"""Text of a request that is read as a template."""

import jinja2
import mako.template
from flask import Flask, render_template, render_template_string, request

app = Flask(__name__)
PAGES = {"home": "Home of {{ name }}", "about": "About {{ name }}"}


@app.route("/hello")
def bad():
    name = request.args["name"]
    return render_template_string(f"Hello {name}")  # expect: template-injection


@app.route("/hello/safe")
def good():
    name = request.args["name"]
    return render_template_string("Hello {{ name }}", name=name)


@app.route("/ways")
def each_way():
    text = request.form["text"]
    jinja2.Template(text).render()  # expect: template-injection
    environment = jinja2.Environment(autoescape=True)
    environment.from_string("<p>" + text).render()  # expect: template-injection
    mako.template.Template(text, default_filters=["h"]).render()  # expect: template-injection
    return "done"


@app.route("/safe")
def safe_ways():
    render_template_string(PAGES[request.args["page"]], name=request.args["name"])
    return render_template("hello.html", name=request.args["name"])

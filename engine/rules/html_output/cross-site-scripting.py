# profile: default
"""Text of a request in a page, as it is."""

import html

import bleach
import tornado.web
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.safestring import mark_safe
from flask import Flask, Response, jsonify, make_response, render_template, render_template_string, request
from markupsafe import Markup, escape

from shop import pages

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


class Orders(tornado.web.RequestHandler):
    def get(self):
        self.set_header("Content-Type", "application/json")
        self.write('{"name": "%s"}' % self.get_argument("name"))

    def post(self):
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.write("<p>%s" % self.get_argument("name"))  # expect: cross-site-scripting


def by_another_template(request):
    return HttpResponse(pages.named("order").render({"name": request.GET["name"]}, request))


@login_required
def of_a_row(request, order):
    if hasattr(order, "title"):
        return HttpResponse(mark_safe(order.title))  # what a part of an address has no more
    return HttpResponse("<p>" + order)  # expect: cross-site-scripting


@app.route("/address/<name>")
def who_asks(name):
    if name == "proxy":
        return "<p>" + request.environ["HTTP_X_FORWARDED_FOR"]  # expect: cross-site-scripting
    return "<p>" + request.environ["REMOTE_ADDR"]


class Fragment:
    def __init__(self, text):
        self.text = html.escape(text)

    def __str__(self):
        return self.text


def escaped_once(value):
    if isinstance(value, Fragment):
        return value
    return html.escape(value)


def tagged(value):
    if isinstance(value, Fragment):
        return html.escape(str(value))
    return value


@app.route("/fragment")
def by_its_class():
    name = request.args["name"]
    if name == "tagged":
        return Markup(escaped_once(request.args["text"]))
    return Markup(tagged(request.args["text"]))  # expect: cross-site-scripting


@app.route("/tag/<uuid_text:number>")
def by_a_converter_of_its_own(number):
    return "There is no " + number


@app.route("/tag/<shop_text:name>")
def by_one_that_says_nothing(name):
    return "There is no " + name  # expect: cross-site-scripting


@app.route("/unescaped")
def unescaped():
    name = request.args["name"]
    render_template_string("<b>{{ name|safe }}</b>", name=name)  # expect: cross-site-scripting
    render_template_string("<b>{{ name | trim | safe }}</b>", name=name)  # expect: cross-site-scripting
    render_template_string("{% autoescape false %}{{ name }}{% endautoescape %}", name=name)  # expect: cross-site-scripting
    render_template_string("<b>{{ name }}</b> {{ other|safe }}", name=name, other="b")
    render_template_string("<b>{{ names|safe }} {{ name }}</b>", name=name)
    render_template_string("<script>page = {{ name|tojson|safe }}</script>", name=name)
    render_template_string("{% autoescape false %}{{ name|e }}{% endautoescape %}{{ name }}", name=name)
    render_template_string("{{ name|default('not | safe') }}", name=name)
    return "done"


def answer(content, content_type, charset):
    if charset:
        content_type += "; charset=" + charset
    return Response(content, content_type=content_type)


def answer_page(content, content_type, charset):
    if charset:
        content_type += "; charset=" + charset
    return Response(content, content_type=content_type)  # expect: cross-site-scripting


@app.route("/typed")
def typed_by_a_function():
    if request.args:
        return answer(request.args["name"], "application/json", app.name)
    return answer_page(request.args["name"], "text/html", app.name)

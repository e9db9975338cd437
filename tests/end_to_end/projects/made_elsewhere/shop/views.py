"""What another file answers with is JSON where it says so, and a page otherwise."""

from flask import Flask, request

from shop.responses import in_json, in_page, in_page_at_last

app = Flask(__name__)


@app.route("/json")
def json():
    return in_json(request.args["order"])


@app.route("/page")
def page():
    return in_page(request.args["order"])  # expect: cross-site-scripting


@app.route("/later")
def later():
    return in_page_at_last(request.args["order"])  # expect-missed: cross-site-scripting

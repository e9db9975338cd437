# profile: default
"""Text of a request in a header of the response."""

from django.http import HttpResponse
from flask import Flask, jsonify, make_response, request

app = Flask(__name__)
KINDS = ("short", "long")


@app.route("/page")
def bad():
    response = make_response("done")
    response.headers["X-Name"] = request.args["name"]  # expect: header-injection
    return response


@app.route("/page/safe")
def good():
    response = make_response("done")
    name = request.args["name"].replace("\r", "").replace("\n", "")
    response.headers["X-Name"] = name
    return response


def django_view(request):
    response = HttpResponse("done")
    response["X-Name"] = request.GET["name"]  # expect: header-injection
    return response


@app.route("/allowed")
def only_what_is_allowed():
    response = jsonify(done=True)
    kind = request.args["kind"]
    if kind in KINDS:
        response.headers["X-Kind"] = kind
    return response

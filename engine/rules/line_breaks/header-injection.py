# profile: default
"""Text of a request in a header of the response."""

import falcon
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


class Orders:
    def on_get(self, req, resp):
        resp.set_cookie(req.get_param("name"), "1", secure=True, http_only=True)  # expect: header-injection
        resp.set_cookie("name", "1", secure=True, http_only=True)


falcon.App().add_route("/orders", Orders())


@app.after_request
def with_its_number(response):
    response.headers["X-Number"] = request.args["number"]  # expect: header-injection
    response.headers["X-Status"] = response.status
    return response

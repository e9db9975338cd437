"""Origins that are allowed because they ask."""

from flask import Flask, request

app = Flask(__name__)
ORIGINS = {"https://app.example"}


@app.after_request
def bad(response):
    response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]  # expect: reflected-origin-with-credentials
    response.headers["Access-Control-Allow-Credentials"] = "true"
    return response


@app.after_request
def good(response):
    origin = request.headers.get("Origin")
    if origin in ORIGINS:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Credentials"] = "true"
    return response


class Handler:
    def each_way(self, request, response):
        origin = request.headers.get("Origin", "*")
        self.set_header("Access-Control-Allow-Origin", origin)  # expect: reflected-origin-with-credentials
        if request.headers.get("origin"):
            response.headers.add("Access-Control-Allow-Origin", request.headers["origin"])  # expect: reflected-origin-with-credentials
        response["Access-Control-Allow-Origin"] = request.META.get("HTTP_ORIGIN") or "*"  # expect: reflected-origin-with-credentials
        response.headers.update({"Access-Control-Allow-Origin": request.origin})  # expect: reflected-origin-with-credentials

    def safe_ways(self, request, response, options):
        self.set_header("Access-Control-Allow-Origin", "https://app.example")
        self.set_header("Access-Control-Allow-Origin", options.origin)
        if self.is_known(request.headers["Origin"]):
            self.set_header("Access-Control-Allow-Origin", request.headers["Origin"])
        given = request.headers.get("Origin")
        if not self.is_known(given):
            return
        self.set_header("Access-Control-Allow-Origin", given)

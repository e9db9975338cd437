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


class Checked:
    def otherwise(self, request, response):
        if request.method == "OPTIONS":
            return
        elif request.headers["Origin"] in ORIGINS:
            response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]

    def before(self, request, response):
        if request.headers.get("Origin") not in ORIGINS:
            return response
        response.headers["Access-Control-Allow-Origin"] = request.headers.get("Origin")
        return response

    def by_its_end(self, request, response):
        origin = request.headers.get("Origin")
        if not origin.endswith(".app.example"):
            return
        response.headers["Access-Control-Allow-Origin"] = origin

    def by_table(self, request, response):
        origin = request.headers.get("Origin")
        if ORIGINS_BY_NAME[origin]:
            response.headers["Access-Control-Allow-Origin"] = origin

    def by_flag(self, request, response):
        ok = request.headers.get("Origin") in ORIGINS
        if ok:
            response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]

    def by_method(self, request, response):
        if not self.check_origin():
            return
        response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]

    @only_origins(ORIGINS)
    def by_decorator(self, request, response):
        response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]

    def by_configuration(self, response, config):
        response["Access-Control-Allow-Origin"] = config.get("origin")
        return {"Access-Control-Allow-Origin": config["origin"]}


class Unchecked:
    def given(self, request, response, logger):
        origin = request.headers.get("Origin")
        if origin is None:
            return
        logger.info("asked from %s", origin)
        response.headers["Access-Control-Allow-Origin"] = origin  # expect: reflected-origin-with-credentials

    def of_environment(self, environ, headers):
        headers["Access-Control-Allow-Origin"] = environ["HTTP_ORIGIN"]  # expect: reflected-origin-with-credentials

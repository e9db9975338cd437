# profile: default
"""Origins that are allowed, and credentials that are not."""


def allow(request, response):
    response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]
    response.headers["Access-Control-Allow-Credentials"] = "false"

"""Text of a request in a log, with its line breaks."""

import logging

from flask import Flask, request

app = Flask(__name__)
logger = logging.getLogger(__name__)


@app.route("/login")
def bad():
    logger.info("login of " + request.args["name"])  # expect: log-injection
    return "done"


@app.route("/login/safe")
def good():
    name = request.args["name"].replace("\r", " ").replace("\n", " ")
    logger.info("login of " + name)
    return "done"


@app.route("/ways")
def each_way():
    name = request.args["name"]
    logging.warning("login of %s", name)  # expect: log-injection
    logger.error(f"login of {name}")  # expect: log-injection
    app.logger.info("login of {}".format(name))  # expect: log-injection
    logger.info("number %d", int(request.args["number"]))
    logger.info("login of %r", name)  # expect-wrong: log-injection
    return "done"

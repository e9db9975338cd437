"""Flask applications that are set to debug."""

from flask import Flask

app = Flask(__name__)


def bad():
    app.config["DEBUG"] = True  # expect: flask-debug-setting


def good(environment):
    app.config["DEBUG"] = environment.get("DEBUG") == "1"


def more():
    app.debug = True  # expect: flask-debug-setting
    app.config.update(DEBUG=True)  # expect: flask-debug-setting
    app.config.from_mapping({"DEBUG": True})  # expect: flask-debug-setting
    app.config.setdefault("DEBUG", True)  # expect: flask-debug-setting
    app.config["DEBUG"] = False
    debug = True
    return app.test_client(debug=debug)


class Development:
    DEBUG = True  # expect: flask-debug-setting

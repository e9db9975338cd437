# profile: default
"""Names of a request that choose what is imported or looked up."""

import importlib
import os

from flask import Flask, request

app = Flask(__name__)
PLUGINS = ("csv", "json")


@app.route("/load")
def bad():
    module = importlib.import_module(request.args["module"])  # expect: unsafe-reflection
    return {"name": module.__name__}


@app.route("/load/safe")
def good():
    name = request.args["module"]
    if name not in PLUGINS:
        raise ValueError(name)
    return {"name": importlib.import_module(name).__name__}


class Reports:
    def daily(self):
        return "daily"


@app.route("/ways")
def each_way():
    name = request.args["name"]
    __import__("plugins." + name)  # expect: unsafe-reflection
    getattr(Reports(), name)()  # expect: unsafe-reflection
    getattr(Reports(), "daily")()
    return "done"


class Commands:
    def do_list(self):
        return "list"


@app.route("/command")
def one_of_those_named_so():
    name = request.args["name"]
    getattr(Commands(), "do_" + name)()
    getattr(Commands(), name + "_list")()  # expect: unsafe-reflection
    return "done"


@app.route("/own")
def what_is_no_text():
    name = request.args["name"]
    if not isinstance(name, str):
        getattr(Commands(), name)
    if not name.startswith("_"):
        getattr(os, name)(request.args["b"])  # expect: unsafe-reflection
    return "done"


@app.route("/global")
def names_of_the_module():
    name = request.args["name"]
    for attribute in dir(Commands(request.args["kind"])):
        getattr(Commands, attribute)
    if name.startswith("do_"):
        globals()[name]()  # expect: unsafe-reflection
    locals()[name]()  # expect: unsafe-reflection
    return "done"


@app.route("/packages")
def packages():
    module = request.args["module"]
    if module.startswith("application.plugins."):
        importlib.import_module(module)
    if module.startswith("application"):
        importlib.import_module(module)  # expect: unsafe-reflection
    other = request.args["other"]
    if other.split(".")[0] not in ("reports", "exports"):
        raise ValueError(other)
    importlib.import_module(other)
    third = request.args["third"]
    if third.split(".")[1] not in ("reports", "exports"):
        raise ValueError(third)
    importlib.import_module(third)  # expect: unsafe-reflection
    return "done"


@app.route("/other-parts")
def other_parts():
    module = request.args["module"]
    if module.split("x")[0] in ("reports", "exports"):
        importlib.import_module(module)  # expect: unsafe-reflection
    if module.split()[0] in ("reports", "exports"):
        importlib.import_module(module)  # expect: unsafe-reflection
    if module.partition(".")[0] in ("reports", "exports"):
        importlib.import_module(module)
    return "done"

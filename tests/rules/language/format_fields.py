# profile: default
"""What stands in the fields of a format: attributes and elements of what is given."""

from flask import request


def fields():
    eval("{r.args}".format(r=request))  # expect: code-injection
    eval("{0.args[x]}".format(request))  # expect: code-injection
    eval("{.args}".format(request))  # expect: code-injection
    eval("{0[x]!r:>10}".format(request.args))  # expect: code-injection
    eval("{values[name]}".format(values={"name": request.args["x"], "other": "1"}))  # expect: code-injection
    eval("{0[1]}".format({1: request.args["x"], "1": "1"}))  # expect: code-injection
    eval("{0[1x]} {0[-1]}".format({"1x": request.args["x"], "-1": "1"}))  # expect: code-injection


def safe_fields():
    eval("{r.method}".format(r=request))  # expect: eval-call
    eval("{values[other]}".format(values={"name": request.args["x"], "other": "1"}))
    eval("{0[1]}".format(["1", "2"]))
    eval("{0[1]}".format({1: "1", "1": request.args["x"]}))
    eval("{0[-1]}".format({"-1": "1", -1: request.args["x"]}))

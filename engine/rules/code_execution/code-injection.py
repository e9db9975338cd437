# profile: default
"""Text of a request that is run as Python code."""

import ast
import json
import operator

from flask import Flask, jsonify, request

app = Flask(__name__)
OPERATORS = {"+": operator.add, "-": operator.sub}


@app.route("/calculate")
def bad():
    return jsonify(value=eval(request.args["expression"]))  # expect: code-injection


@app.route("/calculate/safe")
def good():
    return jsonify(value=ast.literal_eval(request.args["value"]))


@app.route("/ways")
def each_way():
    text = request.get_json()["text"]
    exec(text)  # expect: code-injection
    exec(compile(text, "rule", "exec"))  # expect: code-injection, code-injection
    eval("lambda x: " + text)  # expect: code-injection
    eval(f"value > {text}", {"value": 1})  # expect: code-injection
    evaluate = eval
    evaluate(text)  # expect: code-injection
    return "done"


class Rule:
    def __init__(self, condition):
        self.condition = condition

    def holds(self, value):
        return eval(self.condition, {"value": value})  # expect: code-injection


@app.route("/rule")
def through_an_object():
    rule = Rule(request.form["condition"])
    return {"holds": rule.holds(1)}


@app.route("/safe")
def safe_ways():
    json.loads(request.data)
    eval(str(int(request.args["number"])) + " + 1")
    return jsonify(value=OPERATORS[request.args["operator"]](1, 2))


# What no flow decides stays with the rules that look at single places.
def from_a_caller(text):
    return eval(text)  # expect: eval-call


def decided():
    code = "1 + " + "1"
    return eval(code)

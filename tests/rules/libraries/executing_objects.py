# profile: default
"""What is executed and is no text: an object of the program's own."""

from flask import Flask, request
from orders import executor, session

app = Flask(__name__)


class Context:
    def __init__(self, data):
        self.schema = data["schema"]
        self.sql = data["sql"]


class Statement(str):
    pass


@app.route("/object", methods=["POST"])
def of_object():
    context = Context(request.json)
    return executor.execute(context, "SELECT 1")


@app.route("/field", methods=["POST"])
def of_field():
    context = Context(request.json)
    return executor.execute(context.sql)  # expect: sql-injection


@app.route("/text", methods=["POST"])
def of_text():
    session.execute(Statement("SELECT " + request.json["name"]))  # expect: sql-injection
    return "done"

"""A file of a library that tables know something of: ray.cloudpickle."""

from flask import Flask, request
from ray.reading import read

app = Flask(__name__)


@app.route("/job")
def job():
    return {"job": read(request.args["name"])}  # expect: path-traversal

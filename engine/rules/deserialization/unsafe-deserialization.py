# profile: default
"""Data of a request that is turned into whatever objects it says."""

import base64
import json
import pickle

import torch
import yaml
from flask import Flask, request

try:
    from yaml import CLoader as Loader
    from yaml import CSafeLoader as SafeLoader
except ImportError:
    from yaml import Loader, SafeLoader

app = Flask(__name__)


@app.route("/cart")
def bad():
    data = base64.b64decode(request.cookies["cart"])
    return {"count": len(pickle.loads(data))}  # expect: unsafe-deserialization


@app.route("/cart/safe")
def good():
    data = base64.b64decode(request.cookies["cart"])
    return {"count": len(json.loads(data))}


def load(text):
    return yaml.load(text, Loader=yaml.Loader)  # expect: unsafe-deserialization


@app.route("/ways", methods=["POST"])
def each_way():
    pickle.load(request.files["data"])  # expect: unsafe-deserialization
    yaml.unsafe_load(request.data)  # expect: unsafe-deserialization
    load(request.form["text"])
    yaml.load(request.data, Loader=yaml.SafeLoader)
    yaml.load(request.data, Loader=Loader)  # expect: unsafe-deserialization
    yaml.load(request.data, Loader=SafeLoader)
    yaml.safe_load(request.data)
    return "done"


# What no flow decides stays with the rules that look at single places.
def from_a_caller(data):
    with open("/srv/cache") as file:
        pickle.load(file)  # expect: pickle-load
    return pickle.loads(data)  # expect: pickle-load


def decided():
    data = b"N."
    return pickle.loads(data)


@app.route("/model")
def a_model_of_any_repository():
    torch.hub.load("pytorch/vision", request.args["model"])
    torch.hub.load(request.args["repository"], "resnet50")  # expect: unsafe-deserialization
    return "done"


@app.route("/saved")
def saved():
    search = Search.objects.get(pk=request.args["search"])
    query = pickle.loads(base64.b64decode(str(search.query).encode()))  # expect: pickle-load
    return {"count": len(query)}

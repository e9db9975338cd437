# profile: default
"""Data of a request that is turned into objects."""

import io
import json
import pickle

from flask import Flask, request

app = Flask(__name__)


@app.route("/pickles", methods=["POST"])
def pickles():
    import _pickle
    import base64
    import io
    import pickle
    import shelve
    import cloudpickle
    import dill
    import jsonpickle
    import joblib
    import pandas
    import numpy
    import torch

    data = request.data
    pickle.loads(data)  # expect: unsafe-deserialization
    pickle.loads(pickle.dumps(request.get_json(), pickle.HIGHEST_PROTOCOL))
    _pickle.loads(data)  # expect: unsafe-deserialization
    pickle.load(io.BytesIO(data))  # expect: unsafe-deserialization
    pickle.Unpickler(io.BytesIO(data)).load()  # expect: unsafe-deserialization
    pickle.loads(base64.b64decode(request.cookies["state"]))  # expect: unsafe-deserialization
    cloudpickle.loads(data)  # expect: unsafe-deserialization
    dill.loads(data)  # expect: unsafe-deserialization
    jsonpickle.decode(request.get_json()["state"])  # expect: unsafe-deserialization
    joblib.load(request.files["model"])  # expect: unsafe-deserialization
    pandas.read_pickle(request.files["frame"])  # expect: unsafe-deserialization
    numpy.load(request.files["array"], allow_pickle=True)  # expect: unsafe-deserialization
    numpy.load(request.files["array"])
    torch.load(request.files["model"])  # expect: unsafe-deserialization
    torch.load(request.files["model"], weights_only=True)
    json.loads(data)
    return "done"


@app.route("/documents", methods=["POST"])
def documents():
    import ruamel.yaml
    import yaml
    from yaml import CLoader, CSafeLoader, FullLoader, Loader, SafeLoader, UnsafeLoader

    data = request.data
    yaml.load(data, Loader=Loader)  # expect: unsafe-deserialization
    yaml.load(data, Loader=UnsafeLoader)  # expect: unsafe-deserialization
    yaml.load(data, CLoader)  # expect: unsafe-deserialization
    yaml.unsafe_load(data)  # expect: unsafe-deserialization
    yaml.load_all(data, Loader=Loader)  # expect: unsafe-deserialization
    yaml.load(data, Loader=FullLoader)  # expect: unsafe-deserialization
    yaml.load(data, Loader=SafeLoader)
    yaml.load(data, Loader=CSafeLoader)
    yaml.safe_load(data)
    ruamel.yaml.YAML(typ="unsafe").load(data)  # expect: unsafe-deserialization
    ruamel.yaml.YAML(typ="safe").load(data)
    ruamel.yaml.YAML().load(data)
    return "done"


@app.route("/models", methods=["POST"])
def models():
    import keras
    import skops.io
    import safetensors.torch
    import tensorflow

    upload = request.files["model"]
    keras.models.load_model(upload)  # expect: unsafe-deserialization
    tensorflow.keras.models.load_model(upload)  # expect: unsafe-deserialization
    skops.io.load(upload, trusted=[])
    safetensors.torch.load(request.data)
    return "done"


@app.route("/others", methods=["POST"])
def others():
    import hickle
    import oyaml
    import pyarrow
    import srsly
    from django.contrib.sessions.serializers import JSONSerializer, PickleSerializer

    data = request.data
    srsly.pickle_loads(data)  # expect: unsafe-deserialization
    srsly.json_loads(data)
    hickle.load(request.files["file"])  # expect: unsafe-deserialization
    pyarrow.deserialize(data)  # expect: unsafe-deserialization
    PickleSerializer().loads(data)  # expect: unsafe-deserialization
    JSONSerializer().loads(data)
    oyaml.load(data, Loader=oyaml.Loader)  # expect: unsafe-deserialization
    oyaml.load(data, Loader=oyaml.SafeLoader)
    return "done"


class Limited(pickle.Unpickler):
    def find_class(self, module, name):
        raise pickle.UnpicklingError(name)


class Named(pickle.Unpickler):
    def __init__(self, file, names):
        super().__init__(file)
        self.names = names

    def find_class(self, module, name):
        return self.names[module, name]


class Referring(pickle.Unpickler):
    def persistent_load(self, number):
        return number


@app.route("/unpicklers", methods=["POST"])
def unpicklers():
    Limited(io.BytesIO(request.data)).load()
    Named(io.BytesIO(request.data), {}).load()
    Referring(io.BytesIO(request.data)).load()  # expect: unsafe-deserialization
    return "done"


# Whoever wants it otherwise has to say so.
class SafeUnlessTold:
    def __init__(self, allow_pickle=False):
        self.allow_pickle = allow_pickle

    def read(self, name):
        import numpy

        return numpy.load(request.files[name], allow_pickle=self.allow_pickle)


class OpenUnlessTold:
    def __init__(self, weights_only=False):
        self.weights_only = weights_only

    def read(self, name):
        import torch

        return torch.load(request.files[name], weights_only=self.weights_only)  # expect: unsafe-deserialization


def cached(path, allow_pickle=False):
    return path, allow_pickle


@app.route("/as-they-like")
def as_they_like():
    import numpy

    allow_pickle = bool(request.args["allow_pickle"])
    numpy.load(request.files["a"], allow_pickle=allow_pickle)  # expect: unsafe-deserialization
    return "done"

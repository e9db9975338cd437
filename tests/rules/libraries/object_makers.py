# profile: default
"""What makes objects of any class from text, beside the well-known ones."""

import io

import dill
import jsonpickle
import mlflow
import pandas.compat.pickle_compat
import ray.cloudpickle
import torch.package
import yaml
import zodbpickle
from celery.utils.serialization import pickle as celery_pickle
from flask import Flask, request
from numpy.lib import format as array_format
from pyspark.serializers import PickleSerializer

app = Flask(__name__)


@app.route("/made", methods=["POST"])
def made():
    text = request.data
    dill.Unpickler(io.BytesIO(text)).load()  # expect: unsafe-deserialization
    jsonpickle.Unpickler().restore(text)  # expect: unsafe-deserialization
    pandas.compat.pickle_compat.loads(text)  # expect: unsafe-deserialization
    ray.cloudpickle.loads(text)  # expect: unsafe-deserialization
    zodbpickle.loads(text)  # expect: unsafe-deserialization
    celery_pickle.loads(text)  # expect: unsafe-deserialization
    PickleSerializer().loads(text)  # expect: unsafe-deserialization
    torch.package.PackageImporter(io.BytesIO(text))  # expect: unsafe-deserialization
    mlflow.pyfunc.load_model(text)  # expect: unsafe-deserialization
    yaml.UnsafeLoader(text).get_single_data()  # expect: unsafe-deserialization
    yaml.SafeLoader(text).get_single_data()
    array_format.read_array(io.BytesIO(text), allow_pickle=True)  # expect: unsafe-deserialization
    array_format.read_array(io.BytesIO(text))
    return "done"

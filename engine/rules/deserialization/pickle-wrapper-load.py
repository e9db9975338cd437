"""Pickle under other names."""

import json

import cloudpickle
import joblib
from joblib import load


def bad(path):
    return joblib.load(path)  # expect: pickle-wrapper-load


def good(path):
    with open(path) as file:
        return json.load(file)


def more(data, file):
    cloudpickle.loads(data)  # expect: pickle-wrapper-load
    return load(file)  # expect: pickle-wrapper-load


def between_processes(data):
    from multiprocessing.reduction import ForkingPickler

    return ForkingPickler.loads(data)  # expect: pickle-wrapper-load

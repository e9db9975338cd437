"""The pickle family."""

import json
import pickle  # expect: pickle-import
import shelve  # expect: pickle-import

import dill  # expect: pickle-import
import jsonpickle
import pandas as pd
from pickle import loads as unpickle  # expect: pickle-import


def bad(data):
    return pickle.loads(data)  # expect: pickle-load


def good(data):
    return json.loads(data)


def each(data, file):
    pickle.load(file)  # expect: pickle-load
    pickle.Unpickler(file).load()  # expect: pickle-load
    unpickle(data)  # expect: pickle-load
    dill.loads(data)  # expect: pickle-load
    shelve.open("state")  # expect: pickle-load
    jsonpickle.decode(data)  # expect: pickle-load
    pd.read_pickle("frame.pkl")  # expect: pickle-load
    load = pickle.loads
    return [load(d) for d in data]  # expect: pickle-load


def handed_on(texts, pool):
    list(pool.imap_unordered(unpickle, texts))  # expect: pickle-load
    return map(pickle.dumps, texts), map(pickle.loads, texts)  # expect: pickle-load


def writing(data, file):
    pickle.dump(data, file)
    return pickle.dumps(data)


def shadowed(pickle):
    return pickle.loads("x")

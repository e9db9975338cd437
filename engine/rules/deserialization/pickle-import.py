"""Imports of the pickle family."""


def bad():
    import pickle  # expect: pickle-import

    return pickle


def good():
    import json

    return json


def more():
    import cPickle as pickle  # expect: pickle-import
    from dill import dumps  # expect: pickle-import
    import pickletools
    from . import shelve as local
    from .pickle import thing

    return pickle, dumps, pickletools, local, thing


if True:
    import shelve  # expect: pickle-import

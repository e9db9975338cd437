from flask import request

from store.files import Files, Numbered, default


class Mine(Files):
    pass


def made_here():
    return Files("/srv").load(request.args["name"])  # expect: path-traversal


def made_there():
    return default.load(request.args["name"])  # expect: path-traversal


def derived():
    return Mine("/srv").load(request.args["name"])  # expect: path-traversal


def overridden():
    return Numbered("/srv").load(request.args["name"])


def kept():
    store = Files("/srv")
    store.remember(request.args["name"])
    return store.read()  # expect: path-traversal


def not_kept():
    store = Files("/srv")
    store.remember("readme")
    return store.read()

from flask import request

from shop.reading import read


def view():
    return read(request.args["name"])  # expect: path-traversal

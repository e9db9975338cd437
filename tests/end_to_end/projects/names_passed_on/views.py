import shop
import shop.plain
from flask import request
from shop import read, read_file, shown


def by_name():
    return read(request.args["name"])  # expect: path-traversal


def by_star():
    return read_file(request.args["name"])  # expect: path-traversal


def by_package():
    return shop.read(request.args["name"])  # expect: path-traversal


def harmless():
    shown(request.args["name"])
    shop.plain.shown(request.args["name"])

from flask import request

from ..common import tools
from ..common.tools import SAFE, cleaner, logged

short = cleaner(20)


@logged
def read(name):
    return open(name).read()  # expect: path-traversal


def decorated():
    return read(request.args["name"])


def made():
    return open(short(request.args["name"])).read()  # expect: path-traversal


def chosen():
    return open(SAFE[request.args["name"]]).read()


def chosen_by_module():
    return open(tools.SAFE.get(request.args["name"], "/srv/c")).read()

from flask import request

from helpers import requests as ours
from helpers.requests import Arguments, current_name, current_page


def by_function():
    print(request.method)
    return open(current_name()).read()  # expect: path-traversal


def by_module():
    return open(ours.current_name()).read()  # expect: path-traversal


def by_object():
    arguments = Arguments()
    open(f"/srv/{arguments.page}").close()
    return open(arguments.name).read()  # expect: path-traversal


def numbers():
    return open(f"/srv/{current_page()}").read()

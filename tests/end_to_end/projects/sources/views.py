from helpers import requests as ours
from helpers.requests import Arguments, LIMIT, current_name, current_page


def by_function():
    return open(current_name()).read()  # expect-missed: path-traversal


def by_module():
    return open(ours.current_name()).read()  # expect-missed: path-traversal


def by_object():
    arguments = Arguments()
    open(f"/srv/{arguments.page}").close()
    return open(arguments.name).read()  # expect-missed: path-traversal


def numbers():
    return open(f"/srv/{current_page()}-{LIMIT}").read()

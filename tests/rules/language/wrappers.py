# profile: default
"""Decorators of the file that ask something before they call the function."""

import functools
import os
import re

from flask import Flask, abort, request

app = Flask(__name__)
NAMES = {"songs", "singers"}


def of_a_known_name(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        if kwargs["name"] not in NAMES:
            abort(404)
        return function(*args, **kwargs)

    return wrapper


def of_a_plain_name(function):
    def wrapper(name):
        if not re.fullmatch("[a-z]+", name):
            return "no such name", 404
        return function(name)

    return wrapper


def logged(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print("called")
        return function(*args, **kwargs)

    return wrapper


def of_another_name(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        if kwargs["name"].lower() == "songs":
            print("songs")
        return function(*args, **kwargs)

    return wrapper


@app.route("/known/<name>")
@of_a_known_name
def known(name):
    os.system("cat " + name)  # expect-wrong: command-injection
    return "done"


@app.route("/plain/<name>")
@of_a_plain_name
def plain(name):
    os.system("cat " + name)  # expect-wrong: command-injection
    return "done"


@app.route("/both/<name>")
@logged
@of_a_known_name
def both(name):
    os.system("cat " + name)  # expect-wrong: command-injection
    return "done"


@app.route("/logged/<name>")
@logged
def only_logged(name):
    os.system("cat " + name)  # expect: command-injection
    return "done"


@app.route("/other/<name>")
@of_another_name
def another(name):
    os.system("cat " + name)  # expect: command-injection
    return "done"


@app.route("/two/<name>/<kind>")
@of_a_known_name
def one_of_two(name, kind):
    os.system("cat " + name)  # expect-wrong: command-injection
    os.system("cat " + kind)  # expect: command-injection
    return "done"


def of_a_known_argument(function):
    @functools.wraps(function)
    def wrapper():
        if request.args["name"] not in NAMES:
            abort(404)
        return function()

    return wrapper


@app.route("/argument")
@of_a_known_argument
def by_argument():
    os.system("cat " + request.args["name"])  # expect-wrong: command-injection
    return "done"


@of_a_known_name
@app.route("/in-the-wrong-order/<name>")
def in_the_wrong_order(name):
    os.system("cat " + name)  # expect: command-injection
    return "done"


def registered_as_it_stands(function):
    app.add_url_rule("/as-it-stands/<name>", view_func=function)

    def wrapper(**kwargs):
        if kwargs["name"] not in NAMES:
            abort(404)
        return function(**kwargs)

    return wrapper


@app.route("/registered-twice/<name>")
@registered_as_it_stands
def registered_twice(name):
    os.system("cat " + name)  # expect: command-injection
    return "done"


def in_another_order(function):
    def wrapper(name, other):
        if name not in NAMES:
            abort(404)
        return function(other, name)

    return wrapper


@app.route("/in-another-order/<name>/<other>")
@in_another_order
def swapped(name, other):
    os.system("cat " + name)  # expect: command-injection
    return "done"

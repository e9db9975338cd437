# profile: default
"""Checks by way of a variable that says how they went, of an attribute, and in a function that a thread runs."""

import asyncio
import pathlib
import re
from urllib.parse import urlparse

import anyio
import requests
from asgiref.sync import sync_to_async
from flask import abort, redirect, request

ALLOWED = {"a", "b"}
PREFIXES = ("a", "b")
ORIGIN = re.compile(settings.ORIGIN)
BASE = pathlib.Path("/srv/files")


def flag():
    x = request.args["x"]
    allowed = False
    if x in ALLOWED:
        allowed = True
    if not allowed:
        abort(403)
    eval(x)


def flag_with_else():
    x = request.args["x"]
    if x in ALLOWED:
        refused = False
    else:
        refused = True
    if refused:
        return "no"
    eval(x)


def flag_that_says_nothing():
    x = request.args["x"]
    allowed = False
    if len(x) < 10:
        allowed = True
    if allowed:
        eval(x)  # expect: code-injection


def flag_of_another():
    x = request.args["x"]
    y = request.args["y"]
    allowed = False
    if x in ALLOWED:
        allowed = True
    if allowed:
        eval(y)  # expect: code-injection
        eval(x)


def flag_the_other_way():
    x = request.args["x"]
    allowed = False
    if x in ALLOWED:
        allowed = True
    if not allowed:
        eval(x)  # expect: code-injection


def flag_and_then_another_value():
    x = request.args["x"]
    allowed = False
    if x in ALLOWED:
        allowed = True
    x = request.args["y"]
    if allowed:
        eval(x)  # expect: code-injection


def flag_by_two_ways():
    x = request.args["x"]
    allowed = False
    if request.method == "GET":
        allowed = x in ALLOWED
    elif request.method == "POST":
        allowed = x.isdigit()
    if not allowed:
        abort(403)
    eval(x)


def flag_by_two_ways_of_which_one_is_open():
    x = request.args["x"]
    allowed = False
    if request.method == "GET":
        allowed = x in ALLOWED
    elif request.method == "POST":
        allowed = True
    if not allowed:
        abort(403)
    eval(x)  # expect: code-injection


def flag_in_loop():
    x = request.args["x"]
    found = False
    for one in PREFIXES:
        if x == one:
            found = True
            break
    if not found:
        abort(404)
    eval(x)


def is_allowed(x):
    good = False
    if x in ALLOWED:
        good = True
    return good


def flag_that_is_returned():
    x = request.args["x"]
    if is_allowed(x):
        eval(x)
    eval(x)  # expect: code-injection


def flag_by_try():
    x = request.args["x"]
    try:
        check(x)
        good = True
    except ValueError:
        good = False
    if good:
        eval(x)


def check(x):
    if x not in ALLOWED:
        raise ValueError("no")


def by_origin(default):
    url = request.args["next"]
    parsed = urlparse(url)
    if parsed.netloc:
        allow = False
        origin = f"{parsed.scheme}://{parsed.netloc}".lower()
        if settings.allow_origin:
            allow = settings.allow_origin == origin
        elif settings.allow_origin_pattern:
            allow = bool(re.match(settings.allow_origin_pattern, origin))
        if not allow:
            url = default
    return redirect(url)


def by_origin_without_a_word(default):
    url = request.args["next"]
    parsed = urlparse(url)
    if parsed.netloc:
        allow = False
        if settings.allow_all:
            allow = True
        if not allow:
            url = default
    return redirect(url)  # expect: open-redirect


def attribute_of_what_is_unknown():
    upload = request.files["x"]
    check(upload.filename)
    open("/srv/" + upload.filename)
    check(request.form["y"])
    open("/srv/" + request.form["y"])
    open("/srv/" + request.form["z"])  # expect: path-traversal


def attribute_that_is_changed():
    upload = request.files["x"]
    check(upload.filename)
    upload.filename = request.form["y"]
    open("/srv/" + upload.filename)  # expect: path-traversal


def below(name):
    path = (BASE / name).resolve()
    path.relative_to(BASE)
    return path


def same(name):
    return name


def below_an_unknown_folder(folder, name):
    path = folder / name
    path.relative_to(folder)
    with path.open("wb") as file:
        file.write(b"")


async def in_thread(loop, hass, folder):
    name = request.args["x"]
    open(await loop.run_in_executor(None, below, name))
    open(await hass.async_add_executor_job(below, name))
    open(await asyncio.to_thread(below, name))
    open(await anyio.to_thread.run_sync(below, name))
    open(await sync_to_async(below)(name))
    open(await sync_to_async(below, thread_sensitive=False)(name))
    await hass.async_add_executor_job(below_an_unknown_folder, folder, request.args["y"])
    open(await loop.run_in_executor(None, same, request.args["z"]))  # expect: path-traversal


async def checked_in_thread(loop):
    x = request.args["x"]
    await loop.run_in_executor(None, check, x)
    eval(x)


async def checked_too_late(executor):
    x = request.args["x"]
    executor.submit(check, x)
    eval(x)  # expect: code-injection


def default_name(value):
    return "".join(c for c in value if c.isalnum())


class Field:
    def __init__(self, name_of=None, plain=None):
        self.name_of = name_of or default_name
        self.plain = plain

    def save(self):
        open("/srv/" + self.name_of(request.args["x"]))
        open("/srv/" + self.plain(request.args["y"]))  # expect: path-traversal


UP = re.compile(r"(~|\.(\.)+)")


def refuse_up(path):
    if UP.sub("", path) != path:
        raise ValueError("no")


def no_way_up(folder):
    path = folder / request.args["x"]
    refuse_up(str(path))
    with path.open("wb") as file:
        file.write(b"")
    with open(re.sub(r"\.\.", "", request.args["y"])) as file:  # expect: path-traversal
        file.read()


def port_of_this_server(port):
    requests.get(f"http://localhost:{port}/{request.args['x']}", timeout=5)
    requests.get(f"http://localhost:{request.args['y']}", timeout=5)  # expect: server-side-request-forgery


def looked_up_in_many(registry):
    for entry in registry.async_entries(request.args["x"]):
        open("/srv/" + entry.domain)
    for entry in registry.parts(request.args["y"]):
        open("/srv/" + entry)  # expect: path-traversal


def validate_path_is_safe(path):
    parts = settings.split(path)
    if settings.has_way_up(parts):
        raise ValueError("no")
    return settings.joined(parts)


def unsafe_path(path):
    return settings.joined(path)


def by_the_name_of_a_check():
    open(validate_path_is_safe(request.args["x"]))
    y = request.args["y"]
    validate_path_is_safe(y)
    open("/srv/" + y)
    eval(y)  # expect: code-injection
    open(unsafe_path(request.args["z"]))  # expect: path-traversal

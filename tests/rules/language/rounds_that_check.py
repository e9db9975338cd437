# profile: default
"""Loops, sets and other ways to check each character, and what comes back only from a good one."""

import enum
import importlib
import ipaddress
import os
import re
import string
import subprocess
from pathlib import Path
from urllib.parse import urlparse, urlsplit

import requests
from flask import Flask, abort, request

app = Flask(__name__)
LETTERS = string.ascii_letters + string.digits
LETTER_SET = set("abcdef")
HOSTS = {"a.example", "b.example"}
NAMES = ("a", "b")


class Color(enum.Enum):
    RED = "red"


@app.route("/loop-that-raises")
def loop_that_raises():
    name = request.args["n"]
    for c in name:
        if c not in LETTERS:
            raise ValueError(name)
    os.system("ls " + name)
    return "ok"


@app.route("/loop-that-goes-on")
def loop_that_goes_on():
    name = request.args["n"]
    for c in name:
        if c.isalnum():
            continue
        abort(400)
    os.system("ls " + name)
    return "ok"


@app.route("/loop-that-checks-nothing")
def loop_that_checks_nothing():
    name = request.args["n"]
    for c in name:
        if c not in LETTERS:
            print("odd")
    os.system("ls " + name)  # expect: command-injection
    return "ok"


@app.route("/loop-that-breaks")
def loop_that_breaks():
    name = request.args["n"]
    for c in name:
        if c == "-":
            break
        if c not in LETTERS:
            abort(400)
    os.system("ls " + name)  # expect: command-injection
    return "ok"


@app.route("/loop-that-leaves-out")
def loop_that_leaves_out():
    name = request.args["n"]
    loose = request.args.get("loose") == "1"
    for c in name:
        if loose:
            continue
        if c not in LETTERS:
            abort(400)
    os.system("ls " + name)  # expect: command-injection
    return "ok"


@app.route("/loop-that-rebinds")
def loop_that_rebinds():
    name = request.args["n"]
    for c in name:
        c = "x"
        if c not in LETTERS:
            abort(400)
    os.system("ls " + name)  # expect: command-injection
    return "ok"


def is_tame(text):
    if not text:
        return False
    for c in text:
        if not c.isalnum():
            return False
    return True


def has_bad(text):
    for c in text:
        if c not in LETTERS:
            return True
    return False


@app.route("/functions")
def functions():
    name = request.args["n"]
    if not is_tame(name):
        return "bad"
    os.system("ls " + name)
    other = request.args["o"]
    if has_bad(other):
        return "bad"
    os.system("ls " + other)
    third = request.args["t"]
    if is_tame(third):
        return "bad"
    os.system("ls " + third)  # expect: command-injection
    return "ok"


@app.route("/several")
def several():
    first = request.args["f"]
    last = request.args["l"]
    for name in (first, last):
        if not re.fullmatch("[a-z]+", name):
            abort(400)
    os.system("ls " + first + last)
    return "ok"


@app.route("/parts")
def parts():
    name = request.args["n"]
    if not all(part.isalnum() for part in name.split("-")):
        abort(400)
    os.system("ls x" + name)
    other = request.args["o"]
    if not all(part.isalnum() for part in other.split(";")):
        abort(400)
    os.system("ls " + other)  # expect: command-injection
    return "ok"


@app.route("/sets")
def sets():
    name = request.args["n"]
    if set(name) - LETTER_SET:
        return "bad"
    os.system("ls " + name)
    path = request.args["p"]
    if set(path) & {"/", "\\"}:
        return "bad"
    with open("/srv/" + path) as file:
        file.read()
    os.system("ls " + path)  # expect: command-injection
    other = request.args["o"]
    if not set(other) - LETTER_SET:
        return "bad"
    os.system("ls " + other)  # expect: command-injection
    return "ok"


@app.route("/handed-to-map")
def handed_to_map():
    os.system("ls " + "".join(filter(str.isalnum, request.args["a"])))
    os.system("ls " + "".join(filter(str.strip, request.args["a"])))  # expect: command-injection
    name = request.args["n"]
    if not all(map(str.isalnum, name)):
        return "bad"
    os.system("ls " + name)
    return "ok"


@app.route("/converted")
def converted():
    number = request.args.get("n", type=lambda text: int(text))
    os.system(f"ls {number}")
    text = request.args.get("t", type=lambda text: text.strip())
    os.system(f"ls {text}")  # expect: command-injection
    return "ok"


@app.route("/conditional")
def conditional():
    name = request.args["n"] if request.args["n"].isalnum() else "x"
    os.system("ls " + name)
    other = "x" if request.args["o"].isalnum() else request.args["o"]
    os.system("ls " + other)  # expect: command-injection
    return "ok"


@app.route("/left-out")
def left_out():
    name = request.args["n"]
    if not name.replace("-", "").replace("_", "").isalnum():
        return "bad"
    os.system("ls x" + name)
    other = request.args["o"]
    if not other.replace(";", "").isalnum():
        return "bad"
    os.system("ls x" + other)  # expect: command-injection
    return "ok"


@app.route("/hosts")
def hosts():
    url = request.args["u"]
    name = urlparse(url).hostname
    if name not in HOSTS:
        abort(400)
    return requests.get(url, timeout=3).text


@app.route("/hosts-told")
def hosts_told():
    url = request.args["u"]
    is_known = urlparse(url).netloc in HOSTS
    if not is_known:
        abort(400)
    return requests.get(url, timeout=3).text


@app.route("/hosts-below")
def hosts_below():
    url = request.args["u"]
    if urlsplit(url).hostname.endswith(".example.com"):
        return requests.get(url, timeout=3).text
    if urlsplit(url).hostname.endswith("example.org"):  # expect: host-check-by-part
        return requests.get(url, timeout=3).text  # expect: server-side-request-forgery
    return "bad"


@app.route("/raising")
def raising():
    color = request.args["c"]
    try:
        Color(color)
    except ValueError:
        abort(400)
    os.system("ls " + color)
    name = request.args["n"]
    try:
        NAMES.index(name)
    except ValueError:
        abort(400)
    os.system("ls " + name)  # expect-wrong: command-injection
    address = request.args["a"]
    try:
        ipaddress.IPv4Address(address)
    except ValueError:
        abort(400)
    os.system("ping " + address)
    return "ok"


# "::1%; reboot" is an address.
@app.route("/scope-of-an-address")
def scope_of_an_address():
    address = request.args["a"]
    try:
        ipaddress.ip_address(address)
    except ValueError:
        abort(400)
    os.system("ping " + address)  # expect: command-injection
    return "ok"


@app.route("/separator")
def separator():
    name = request.args["n"]
    if os.sep in name:
        abort(404)
    with open("/srv/" + name) as file:
        return {"text": file.read()}


# Only a path without ".." lies where it seems to.
@app.route("/below")
def below():
    base = Path("/srv/files").resolve()
    path = (base / request.args["n"]).resolve()
    try:
        path.relative_to(base)
    except ValueError:
        abort(404)
    path.read_text()
    loose = base / request.args["n"]
    loose.relative_to(base)
    return loose.read_text()  # expect: path-traversal


@app.route("/imported")
def imported():
    __import__("os").system(request.args["x"])  # expect: command-injection
    importlib.import_module("os").popen(request.args["x"])  # expect: command-injection
    return "ok"


@app.route("/shells")
def shells():
    text = request.data
    subprocess.run(["bash"], input=text)  # expect: command-injection
    subprocess.run(["bash", "-s"], input=text)  # expect: command-injection
    subprocess.run(["bash", "/srv/job"], input=text)
    subprocess.run(["cat"], input=text)
    subprocess.Popen(["sh"], stdin=subprocess.PIPE).communicate(text)  # expect: command-injection
    shell = subprocess.Popen("bash", stdin=subprocess.PIPE)
    shell.stdin.write(text)  # expect: command-injection
    subprocess.Popen(["cat"], stdin=subprocess.PIPE).communicate(text)
    return "ok"


@app.route("/checks-that-let-much-through")
def checks_that_let_much_through():
    name = request.args["n"]
    if not re.search(r"[^\x00-\x7F]", name):
        os.system("ls " + name)  # expect: command-injection
    if not re.search(r"[^\w\s().'\"]", name):
        os.system("ls " + name)  # expect: command-injection
    if not any(c not in "abc();" for c in name):
        os.system("ls " + name)  # expect: command-injection
    if not set(name) - {"a", ";"}:
        os.system("ls " + name)  # expect: command-injection
    if set(name) <= {"a", "|"}:
        os.system("ls " + name)  # expect: command-injection
    if set(name).issubset("abc;"):
        os.system("ls " + name)  # expect: command-injection
    if not re.search(r"[^a-z0-9_]", name):
        os.system("ls " + name)
    return "ok"


@app.route("/loop-that-lets-much-through")
def loop_that_lets_much_through():
    name = request.args["n"]
    for c in name:
        if c not in "abc();":
            raise ValueError(name)
    os.system("ls " + name)  # expect: command-injection
    return "ok"


def file_in(folder, name):
    path = folder.joinpath(name).resolve()
    path.relative_to(folder)
    return path


@app.route("/below-a-folder")
def below_a_folder():
    return open(file_in(app.config["FOLDER"], request.args["n"])).read()

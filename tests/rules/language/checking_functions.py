# profile: default
"""Functions that say whether an address leads here, or a path lies below a folder."""

import os
from urllib.parse import urljoin, urlparse

from flask import Flask, abort, redirect, request

app = Flask(__name__)


def leads_here(target):
    here = urlparse(request.host_url)
    there = urlparse(urljoin(request.host_url, target))
    return there.scheme in ("http", "https") and here.netloc == there.netloc


def has_no_other_host(target):
    parts = urlparse(target)
    return not parts.netloc or parts.netloc == request.host


def has_known_host(target):
    parts = urlparse(target)
    return parts.netloc == "" or parts.netloc == "example.com" or parts.netloc == "example.org"


def has_scheme(target):
    return urlparse(target).scheme in ("http", "https")


def has_same_path(target):
    return urlparse(target).path == urlparse(request.url).path


@app.route("/checked")
def checked():
    target = request.args["next"]
    if leads_here(target):
        return redirect(target)
    if has_no_other_host(target):
        return redirect(target)
    if has_known_host(target):
        return redirect(target)
    if urlparse(urljoin(request.host_url, target)).netloc == urlparse(request.host_url).netloc:
        return redirect(target)
    return redirect(target)  # expect: open-redirect


@app.route("/checked-for-something-else")
def checked_for_something_else():
    target = request.args["next"]
    if has_scheme(target):
        return redirect(target)  # expect: open-redirect
    if has_same_path(target):
        return redirect(target)  # expect: open-redirect
    return "done"


class Adapter:
    def __init__(self, urls):
        self.urls = urls

    def next_address(self):
        target = request.args["next"]
        if target and not self.urls.adapter().is_safe_url(target):
            target = None
        return redirect(target)


def is_within(folder, path):
    folder = os.path.abspath(folder)
    full = os.path.abspath(path)
    return full == folder or full.startswith(os.path.join(folder, ""))


def refuse_outside(folder, path):
    if not is_within(folder, path):
        raise ValueError(path)


def has_suffix(path):
    return os.path.abspath(path).endswith(".txt")


@app.route("/files")
def files():
    path = os.path.join("/srv/files", request.args["name"])
    if is_within("/srv/files", path):
        with open(path) as file:
            return {"text": file.read()}
    with open(path) as file:  # expect: path-traversal
        return {"text": file.read()}


@app.route("/files/refused")
def files_refused():
    path = os.path.join("/srv/files", request.args["name"])
    refuse_outside("/srv/files", path)
    with open(path) as file:
        return {"text": file.read()}


@app.route("/files/with-suffix")
def files_with_suffix():
    path = os.path.join("/srv/files", request.args["name"])
    if not has_suffix(path):
        abort(404)
    with open(path) as file:  # expect: path-traversal
        return {"text": file.read()}


# A path from the root that is normal has no ".." in it.
@app.route("/files/normal")
def files_normal():
    name = os.path.normpath("/" + request.args["name"])
    with open("/srv/files" + name) as file:
        file.read()
    with open(os.path.join("/srv/files", name.lstrip("/"))) as file:
        file.read()
    with open(os.path.join("/srv/files", name)) as file:  # expect: path-traversal
        file.read()
    with open(os.path.join("/srv/files", name.lstrip("."))) as file:  # expect: path-traversal
        file.read()
    with open("/" + name) as file:  # expect: path-traversal
        file.read()
    below = "/" + os.path.normpath(request.args["name"])
    with open("/srv/files" + below) as file:  # expect: path-traversal
        file.read()
    relative = os.path.normpath(request.args["name"])
    with open(os.path.join("/srv/files", relative.lstrip("/"))) as file:  # expect: path-traversal
        return {"text": file.read()}

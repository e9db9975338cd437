# profile: default
"""Text of a request that decides which file is used."""

import os
import posixpath
import shutil
from pathlib import Path

import boto3
import bottle
import git
import paramiko
import pygit2
from dulwich import porcelain
from google.cloud import storage
from PIL import Image
from flask import Flask, request, send_file, send_from_directory
from werkzeug.utils import secure_filename

import shop

app = Flask(__name__)
FOLDER = Path("/srv/files")


@app.route("/read")
def bad():
    name = request.args["name"]
    with open(os.path.join("/srv/files", name)) as file:  # expect: path-traversal
        return {"text": file.read()}


@app.route("/read/safe")
def good():
    name = request.args["name"]
    path = (FOLDER / name).resolve()
    if not path.is_relative_to(FOLDER):
        raise ValueError(name)
    with open(path) as file:
        return {"text": file.read()}


@app.route("/ways")
def each_way():
    name = request.args["name"]
    open("/srv/files/" + name)  # expect: path-traversal
    os.remove(f"/srv/files/{name}")  # expect: path-traversal
    os.listdir("/srv/%s" % name)  # expect: path-traversal
    shutil.rmtree("/srv/" + name)  # expect: path-traversal
    (FOLDER / name).read_text()  # expect: path-traversal
    Path("/srv/files", name).unlink()  # expect: path-traversal
    return send_file("/srv/files/" + name)  # expect: path-traversal


def path_of(name):
    return os.path.join("/srv/files", name)


@app.route("/upload", methods=["POST"])
def upload():
    file = request.files["file"]
    file.save(path_of(file.filename))  # expect: path-traversal
    return "done"


@app.route("/upload/safe", methods=["POST"])
def upload_safely():
    file = request.files["file"]
    file.save(path_of(secure_filename(file.filename)))
    return "done"


@app.route("/safe")
def safe_ways():
    name = request.args["name"]
    open("/srv/files/" + os.path.basename(name))
    open(f"/srv/files/{int(request.args['number'])}.txt")
    if name in ("a.txt", "b.txt"):
        open("/srv/files/" + name)
    return send_from_directory("/srv/files", name)


@app.route("/inside")
def only_inside():
    path = os.path.realpath(os.path.join("/srv/files", request.args["name"]))
    if not path.startswith("/srv/files/"):
        return "no such file", 404
    return send_file(path)


@app.route("/common")
def only_below():
    path = os.path.abspath(os.path.join("/srv/files", request.args["name"]))
    if os.path.commonpath(["/srv/files", path]) != "/srv/files":
        raise PermissionError(path)
    return send_file(path)


def from_a_caller(name):
    return open(name)


@app.route("/picture", methods=["POST"])
def picture():
    file = request.files["picture"]
    size = Image.open(file).size
    Image.open(file.filename)  # expect: path-traversal
    return {"width": size[0]}


@app.route("/forms")
def of_a_function_of_elsewhere():
    name = request.args["name"]
    open(shop.get_order(name))
    open(shop.Order(name))
    open(shop.address_of(name))  # expect: path-traversal
    open(shop.gettext(name))  # expect: path-traversal
    open(shop.get_path(name))  # expect: path-traversal
    open(shop.listed(name))  # expect: path-traversal
    open(shop.RawText(name))  # expect: path-traversal
    return "done"


def joined_safely(folder, path):
    name = posixpath.normpath(path)
    whole = os.path.join(folder, name)
    if any(sign in name for sign in ("\\", ":")) or os.path.isabs(name) or name == ".." or name.startswith("../"):
        raise FileNotFoundError(path)
    return whole


def joined_where_it_may_be_absolute(folder, path):
    name = posixpath.normpath(path)
    if name == ".." or name.startswith("../"):
        raise FileNotFoundError(path)
    return os.path.join(folder, name)


def joined_where_it_may_go_up(folder, path):
    if os.path.isabs(path) or path.startswith("../"):
        raise FileNotFoundError(path)
    return os.path.join(folder, path)


@app.route("/normal")
def normal_and_relative():
    name = request.args["name"]
    open(joined_where_it_may_be_absolute("/srv", name))  # expect: path-traversal
    open(joined_where_it_may_go_up("/srv", name))  # expect: path-traversal
    return open(joined_safely("/srv", name)).read()


@app.route("/copies")
def copies_from_elsewhere():
    name = request.args["name"]
    boto3.client("s3").download_file("shop", "orders", "/srv/" + name)  # expect: path-traversal
    boto3.resource("s3").Bucket("shop").upload_file("/srv/" + name, "orders")  # expect: path-traversal
    boto3.client("s3").download_file("shop", name, "/srv/orders")
    files = paramiko.SSHClient().open_sftp()
    files.get("/srv/orders", "/srv/" + name)  # expect: path-traversal
    files.put("/srv/" + name, "/srv/orders")  # expect: path-traversal
    storage.Client().bucket("shop").blob("orders").download_to_filename("/srv/" + name)  # expect: path-traversal
    bottle.request.files.get("order").save("/srv/" + bottle.request.files["order"].raw_filename)  # expect: path-traversal
    bottle.request.files.get("order").save("/srv/" + bottle.request.files["order"].filename)
    return "done"


@app.route("/repositories")
def repositories():
    name = request.args["name"]
    git.Repo.init("/srv/" + name, bare=True)  # expect: path-traversal
    git.Repo.clone_from("https://example.com/shop.git", "/srv/" + name)  # expect: path-traversal
    pygit2.init_repository("/srv/" + name)  # expect: path-traversal
    pygit2.clone_repository("https://example.com/shop.git", "/srv/" + name)  # expect: path-traversal
    porcelain.clone("https://example.com/shop.git", "/srv/" + name)  # expect: path-traversal
    git.Repo.clone_from("https://example.com/shop.git", "/srv/shop", branch=name)
    return "done"


@app.route("/beside")
def beside_the_folder():
    path = os.path.realpath(os.path.join("/srv/files", request.args["name"]))
    if path.startswith("/srv/files"):
        open(path)  # expect: path-traversal
    if path.startswith("/srv/files/"):
        open(path)
    if path.startswith("/srv/files" + os.sep):
        open(path)
    if Path(path).is_relative_to("/srv/files"):
        open(path)
    return "done"

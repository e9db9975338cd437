# profile: default
"""Text of a request in names of files, and what makes it harmless."""

import os
import pathlib
import re
from pathlib import Path

from flask import Flask, abort, request, send_file, send_from_directory
from werkzeug.security import safe_join
from werkzeug.utils import secure_filename

app = Flask(__name__)
ROOT = "/srv/files"


@app.route("/standard-library")
def standard_library():
    import codecs
    import configparser
    import filecmp
    import fileinput
    import glob
    import gzip
    import io
    import linecache
    import mimetypes
    import shutil
    import sqlite3
    import tarfile
    import tempfile
    import zipfile

    name = request.args["name"]
    open(name)  # expect: path-traversal
    open("/srv/files/" + name)  # expect: path-traversal
    open(os.path.join(ROOT, name))  # expect: path-traversal
    open(f"{ROOT}/{name}.txt")  # expect: path-traversal
    io.open(name)  # expect: path-traversal
    codecs.open(name, encoding="utf-8")  # expect: path-traversal
    gzip.open(name)  # expect: path-traversal
    os.open(name, os.O_RDONLY)  # expect: path-traversal
    os.remove(name)  # expect: path-traversal
    os.listdir(os.path.join(ROOT, name))  # expect: path-traversal
    os.scandir(name)  # expect: path-traversal
    os.makedirs(name)  # expect: path-traversal
    os.rename("a", name)  # expect: path-traversal
    os.path.exists(name)  # expect: path-traversal
    shutil.copyfile(name, "copy")  # expect: path-traversal
    shutil.rmtree(name)  # expect: path-traversal
    shutil.move("a", name)  # expect: path-traversal
    shutil.unpack_archive(name)  # expect: path-traversal, unpacked-archive
    glob.glob(ROOT + name + "/*")  # expect: path-traversal
    linecache.getline(name, 1)  # expect: path-traversal
    linecache.getlines(name)  # expect: path-traversal
    fileinput.input(files=[name])  # expect: path-traversal
    fileinput.FileInput(name)  # expect: path-traversal
    filecmp.cmp(name, "other")  # expect: path-traversal
    configparser.ConfigParser().read(name)  # expect: path-traversal
    tarfile.open(name)  # expect: path-traversal
    zipfile.ZipFile(name)  # expect: path-traversal
    zipfile.ZipFile("new.zip", "w").write(name)  # expect: path-traversal
    tempfile.NamedTemporaryFile(prefix=name)  # expect: path-traversal
    sqlite3.connect(name)  # expect: path-traversal
    mimetypes.guess_type(name)
    os.path.splitext(name)
    return "done"


@app.route("/pathlib")
def pathlib_forms():
    name = request.args["name"]
    Path(name).read_text()  # expect: path-traversal
    (Path(ROOT) / name).read_bytes()  # expect: path-traversal
    Path(ROOT).joinpath(name).write_text("")  # expect: path-traversal
    Path(ROOT, name).open()  # expect: path-traversal
    pathlib.Path(ROOT, name).unlink()  # expect: path-traversal
    open(Path(ROOT) / name)  # expect: path-traversal
    Path(ROOT).joinpath(name).resolve().read_text()  # expect: path-traversal
    list((Path(ROOT) / name).iterdir())  # expect: path-traversal
    Path(ROOT).glob(name)  # expect: path-traversal
    for entry in (Path(ROOT) / name).rglob("*"):  # expect: path-traversal
        print(entry)
    Path("a").rename(name)  # expect: path-traversal
    (Path(ROOT) / Path(name).name).read_text()
    (Path(ROOT) / Path(name).stem).read_text()
    return "done"


@app.route("/libraries")
async def libraries():
    import aiofiles
    import anyio
    import cv2
    import h5py
    import joblib
    import numpy
    import openpyxl
    import pandas
    import PIL.Image
    import yaml
    from dotenv import load_dotenv

    name = request.args["name"]
    async with aiofiles.open(name) as file:  # expect: path-traversal
        await file.read()
    await anyio.open_file(name)  # expect: path-traversal
    await anyio.Path(name).read_text()  # expect: path-traversal
    numpy.load(name)  # expect: path-traversal
    numpy.loadtxt(name)  # expect: path-traversal
    pandas.read_csv(name)  # expect: path-traversal
    pandas.read_parquet(os.path.join(ROOT, name))  # expect: path-traversal
    pandas.DataFrame().to_csv(name)  # expect: path-traversal
    PIL.Image.open(name)  # expect: path-traversal
    PIL.Image.new("RGB", (1, 1)).save(name)  # expect: path-traversal
    cv2.imread(name)  # expect: path-traversal
    cv2.imwrite(name, None)  # expect: path-traversal
    h5py.File(name)  # expect: path-traversal
    openpyxl.load_workbook(name)  # expect: path-traversal
    openpyxl.Workbook().save(name)  # expect: path-traversal
    load_dotenv(name)  # expect: path-traversal
    send_file(name)  # expect: path-traversal
    send_file(os.path.join(ROOT, name))  # expect: path-traversal
    send_from_directory(ROOT, name)
    send_from_directory(name, "index.html")  # expect: path-traversal
    PIL.Image.open(request.files["image"])
    pandas.read_csv(request.files["table"])
    yaml.safe_load(request.files["settings"])
    request.files["a"].save(os.path.join(ROOT, request.files["a"].filename))  # expect: path-traversal
    request.files["a"].save(os.path.join(ROOT, secure_filename(request.files["a"].filename)))
    return "done"


@app.route("/checked")
def checked():
    name = request.args["name"]
    open(os.path.join(ROOT, os.path.basename(name)))
    open(os.path.join(ROOT, secure_filename(name)))
    open(safe_join(ROOT, name))
    open(os.path.join(ROOT, str(int(request.args["number"]))))
    if name in os.listdir(ROOT):
        open(os.path.join(ROOT, name))
    if name.isalnum():
        open(os.path.join(ROOT, name))
    path = os.path.realpath(os.path.join(ROOT, name))
    if path.startswith(ROOT + os.sep):
        open(path)
    if os.path.commonpath([ROOT, path]) == ROOT:
        open(path)
    if os.path.commonprefix([path, ROOT + "/"]) == ROOT + "/":
        open(path)
    if not path.startswith("/srv/files/"):
        abort(403)
    open(path)
    return "done"


@app.route("/compared")
def compared():
    root = os.path.realpath(os.environ["ROOT"])
    given = os.path.join(root, request.args["given"])
    if os.path.commonpath([root, given]) == root:
        open(given)  # expect: path-traversal
    path = os.path.realpath(os.path.join(root, request.args["path"]))
    if os.path.commonprefix([root, path]) == root:
        open(path)  # expect: path-traversal
    if os.path.commonpath((root, path)) == root:
        open(path)
    beside = os.path.abspath(os.path.join(root, request.args["beside"]))
    if os.path.commonprefix([root + os.sep, beside]) != root + os.sep:
        abort(404)
    open(beside)
    return "done"


@app.route("/resolved")
def resolved():
    root = Path(ROOT).resolve()
    path = (root / request.args["name"]).resolve()
    if not path.is_relative_to(root):
        abort(404)
    path.read_text()
    other = (root / request.args["other"]).resolve()
    if root in other.parents:
        other.read_text()
    third = (root / request.args["third"]).resolve()
    try:
        third.relative_to(root)
    except ValueError:
        abort(404)
    third.read_text()
    return "done"


@app.route("/checked-too-early")
def checked_too_early():
    name = request.args["name"]
    path = os.path.join(ROOT, name)
    if path.startswith(ROOT):
        open(path)  # expect: path-traversal
    if not name.startswith("/"):
        open(ROOT + "/" + name)  # expect: path-traversal
    return "done"


@app.route("/archives", methods=["POST"])
def archives():
    import tarfile
    import zipfile

    with tarfile.open(fileobj=request.files["archive"]) as archive:
        archive.extractall("/srv/files")  # expect: archive-path-traversal
    with tarfile.open(fileobj=request.files["archive"]) as archive:
        archive.extractall("/srv/files", filter="data")
    with tarfile.open(fileobj=request.files["archive"]) as archive:
        for member in archive.getmembers():
            archive.extract(member, "/srv/files")  # expect: archive-path-traversal
    with tarfile.open(fileobj=request.files["archive"]) as archive:
        for member in archive:
            target = os.path.join("/srv/files", member.name)
            with open(target, "wb") as file:  # expect: path-traversal
                file.write(archive.extractfile(member).read())
    with zipfile.ZipFile(request.files["archive"]) as archive:
        archive.extractall("/srv/files")
    with zipfile.ZipFile(request.files["archive"]) as archive:
        for name in archive.namelist():
            with open(os.path.join("/srv/files", name), "wb") as file:  # expect: path-traversal
                file.write(archive.read(name))
    return "done"


@app.route("/documents")
def documents():
    import io
    import xml.etree.ElementTree as ET
    import zipfile

    ET.parse(request.args["name"])  # expect: path-traversal, xml-element-tree-call
    ET.parse(request.files["document"])  # expect: xml-element-tree-call
    ET.parse(io.BytesIO(request.data))  # expect: xml-element-tree-call
    ET.parse(io.StringIO(request.args["text"]))  # expect: xml-element-tree-call
    archive = zipfile.ZipFile(request.files["archive"])
    ET.parse(archive.open(request.args["member"]))  # expect: xml-element-tree-call


@app.route("/stores")
async def stores():
    import aiofile
    import fsspec
    import joblib
    import torch
    import werkzeug.utils

    name = request.args["name"]
    async with aiofile.async_open(name) as file:  # expect: path-traversal
        await file.read()
    joblib.dump({}, name)  # expect: path-traversal
    torch.save({}, name)  # expect: path-traversal
    joblib.dump(name, "fixed")
    with fsspec.open(name) as file:  # expect: path-traversal
        file.read()
    return werkzeug.utils.send_file(name, request.environ)  # expect: path-traversal


# What was sent is an open file, and no name of one.
@app.route("/sent", methods=["POST"])
def sent():
    import zipfile

    with zipfile.ZipFile(request.files["archive"].stream) as archive:
        archive.testzip()
    with zipfile.ZipFile(request.files["archive"]) as archive:
        archive.testzip()
    with zipfile.ZipFile(request.files["archive"].filename) as archive:  # expect: path-traversal
        archive.testzip()
    return "done"


@app.route("/loaded")
def loaded():
    import ctypes
    import importlib.util

    import weasyprint

    name = request.args["name"]
    ctypes.CDLL("/opt/plugins/" + name)  # expect: path-traversal
    ctypes.cdll.LoadLibrary("/opt/plugins/" + name)  # expect: path-traversal
    importlib.util.spec_from_file_location("plugin", "/opt/plugins/" + name)  # expect: path-traversal
    weasyprint.HTML(filename="/srv/" + name)  # expect: path-traversal
    ctypes.CDLL("libplugin.so")
    importlib.util.spec_from_file_location("plugin", "/opt/plugins/one.py")
    return "done"


@app.route("/formats")
def formats():
    import bz2
    import git
    import gzip
    import logging
    import lmdb
    import nbformat
    import py7zr
    import rarfile
    import send2trash
    import smart_open
    import tinydb
    from distutils import dir_util, file_util

    name = os.path.join(ROOT, request.args["name"])
    gzip.GzipFile(name)  # expect: path-traversal
    bz2.BZ2File(name)  # expect: path-traversal
    smart_open.open(name)  # expect: path-traversal
    dir_util.remove_tree(name)  # expect: path-traversal
    file_util.copy_file(name, "/srv/copy")  # expect: path-traversal
    rarfile.RarFile(name)  # expect: path-traversal
    py7zr.SevenZipFile(name)  # expect: path-traversal
    git.Repo(name)  # expect: path-traversal
    tinydb.TinyDB(name)  # expect: path-traversal
    lmdb.open(name)  # expect: path-traversal
    nbformat.read(name, as_version=4)  # expect: path-traversal
    send2trash.send2trash(name)  # expect: path-traversal
    logging.basicConfig(filename=name)  # expect: path-traversal
    rarfile.RarFile(os.path.join(ROOT, secure_filename(request.args["name"])))
    gzip.GzipFile(fileobj=request.stream)
    return "done"


UNSAFE = re.compile(r"(\.{2,}|[/\\])")


def refuse_separators(name):
    if UNSAFE.search(name):
        raise ValueError(name)
    return name


@app.route("/looked-for")
def looked_for():
    name = request.args["name"]
    refuse_separators(name)
    open(os.path.join(ROOT, name))
    other = request.args["other"]
    open(os.path.join(ROOT, other))  # expect: path-traversal
    if re.search(r"\.\.|^~", other):
        abort(400)
    open(ROOT + "/" + other)
    third = request.args["third"]
    if re.search(r"[<>:|]", third):
        abort(400)
    open(os.path.join(ROOT, third))  # expect: path-traversal
    return "done"


@app.route("/parts")
def parts():
    name = request.args["name"]
    if any(part == ".." for part in name.split("/")):
        abort(400)
    open(ROOT + "/" + name)
    other = request.args["other"]
    if any(part == "." for part in other.split("/")):
        abort(400)
    open(ROOT + "/" + other)  # expect: path-traversal
    return "done"


@app.route("/relative")
def relative():
    path = os.path.join(ROOT, request.args["name"])
    if os.path.relpath(path, ROOT).startswith(".."):
        abort(400)
    open(path)
    other = os.path.join(ROOT, request.args["other"])
    way = os.path.relpath(other, ROOT)
    open(other)  # expect: path-traversal
    if way.startswith(".."):
        abort(400)
    open(other)
    return "done"


@app.route("/folder")
def folder():
    path = os.path.abspath(os.path.join(ROOT, request.args["name"]))
    if os.path.dirname(path) != ROOT:
        abort(400)
    open(path)
    other = os.path.join(ROOT, request.args["other"])
    if os.path.dirname(other) != ROOT:
        abort(400)
    open(other)  # expect: path-traversal
    third = (Path(ROOT) / request.args["third"]).resolve()
    if third.parent != Path(ROOT):
        abort(400)
    open(third)
    return "done"


@app.route("/left")
def left():
    name = request.args["name"]
    open(ROOT + "/" + re.sub(r"[^\w\-.]", "_", name))
    open(ROOT + "/" + re.sub(r"[^\w./-]+", "_", name))  # expect: path-traversal
    return "done"


@app.route("/other-parts")
def other_parts():
    name = request.args["name"]
    if any(part == ".." for part in name.split(",")):
        abort(400)
    open(ROOT + "/" + name)  # expect: path-traversal
    if ".." in name.split():
        abort(400)
    open(ROOT + "/" + name)  # expect: path-traversal
    if ".." in name.split(os.sep):
        abort(400)
    open(ROOT + "/" + name)
    return "done"

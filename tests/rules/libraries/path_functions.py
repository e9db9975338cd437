# profile: default
"""Functions of the standard library and others that take a path, one by one."""

import importlib.resources
import os
import pathlib
import shutil
import tarfile
import tempfile
from pathlib import Path, WindowsPath

import aiofiles.os
import fsspec
from flask import Flask, request

app = Flask(__name__)


@app.route("/of-os")
def of_os():
    name = request.args["name"]
    os.renames("draft", name)  # expect: path-traversal
    os.lchmod(name, 0o600)  # expect: path-traversal
    os.chflags(name, 0)  # expect: path-traversal
    os.getxattr(name, "user.owner")  # expect: path-traversal
    os.listxattr(name)  # expect: path-traversal
    os.removexattr(name, "user.owner")  # expect: path-traversal
    os.add_dll_directory(name)  # expect: path-traversal
    os.path.islink(name)  # expect: path-traversal
    os.path.ismount(name)  # expect: path-traversal
    os.path.getatime(name)  # expect: path-traversal
    os.path.samefile("draft", name)  # expect: path-traversal
    shutil.make_archive("all", "zip", "/srv", name)  # expect: path-traversal
    os.fwalk(name)  # expect: path-traversal
    return "done"


@app.route("/of-tempfile")
def of_tempfile():
    name = request.args["name"]
    tempfile.TemporaryDirectory(dir=name)  # expect: path-traversal
    tempfile.SpooledTemporaryFile(dir=name)  # expect: path-traversal
    tempfile.mkstemp(".txt", name)  # expect: path-traversal
    tempfile.mkdtemp(suffix=name)  # expect: path-traversal
    tempfile.mkstemp(".txt", "draft", "/srv")
    return "done"


@app.route("/of-pathlib")
def of_pathlib():
    path = Path("/srv") / request.args["name"]
    path.is_mount()  # expect: path-traversal
    path.is_fifo()  # expect: path-traversal
    path.group()  # expect: path-traversal
    path.readlink()  # expect: path-traversal
    path.copy("/srv/copy")  # expect: path-traversal
    path.move_into("/srv/copies")  # expect: path-traversal
    path.parents[1].iterdir()  # expect: path-traversal
    Path("/srv/a").samefile(path)  # expect: path-traversal
    Path("/srv/a").hardlink_to(path)  # expect: path-traversal
    Path("/srv").rglob(request.args["name"])  # expect: path-traversal
    WindowsPath(request.args["name"]).unlink()  # expect: path-traversal
    pathlib.PosixPath("/srv/a").unlink()
    return "done"



@app.route("/of-others")
async def of_others_by_route():
    name = request.args["name"]
    await aiofiles.os.unlink(name)  # expect: path-traversal
    await aiofiles.os.replace("draft", name)  # expect: path-traversal
    await aiofiles.os.path.exists(name)  # expect: path-traversal
    fsspec.core.open(name)  # expect: path-traversal
    return fsspec.filesystem("file").open(name)  # expect: path-traversal


@app.route("/of-a-package")
def of_a_package():
    folder = importlib.resources.files("shop")
    (folder / "pages" / request.args["name"]).read_text()  # expect: path-traversal
    folder.joinpath(request.args["name"]).read_bytes()  # expect: path-traversal
    return (folder / "pages" / "index.html").read_text()

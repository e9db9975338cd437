# profile: default
"""An archive of a request that is unpacked by the names that it holds."""

import tarfile

from flask import Flask, request

app = Flask(__name__)


@app.route("/restore", methods=["POST"])
def bad():
    with tarfile.open(fileobj=request.files["archive"]) as archive:
        archive.extractall("/srv/restored")  # expect: archive-path-traversal
    return "done"


@app.route("/restore/safe", methods=["POST"])
def good():
    with tarfile.open(fileobj=request.files["archive"]) as archive:
        archive.extractall("/srv/restored", filter="data")
    return "done"


@app.route("/stream", methods=["POST"])
def from_a_stream():
    archive = tarfile.open(mode="r|gz", fileobj=request.stream)
    archive.extractall()  # expect: archive-path-traversal
    return "done"


# What no flow decides stays with the rule that looks at single places.
def from_a_caller(path):
    with tarfile.open(path) as archive:
        archive.extractall("/srv/restored")  # expect: tar-extract-all

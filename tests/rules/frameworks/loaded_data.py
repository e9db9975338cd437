# profile: default
"""marshmallow: what a schema loads from a dictionary in which more than text stands."""

import shutil
from zipfile import ZipFile

from flask import Flask, request
from marshmallow import Schema, fields

app = Flask(__name__)


class UploadSchema(Schema):
    name = fields.String()
    file = fields.Raw()


@app.route("/upload", methods=["POST"])
def upload():
    form = request.form.to_dict()
    form["file"] = request.files.get("file")
    loaded = UploadSchema().load(form)
    with ZipFile(loaded["file"]) as archive:
        names = archive.namelist()
    shutil.rmtree(loaded["name"])  # expect: path-traversal
    return {"count": len(names)}


@app.route("/named", methods=["POST"])
def named():
    form = request.form.to_dict()
    loaded = UploadSchema().load(form)
    with ZipFile(loaded["file"]) as archive:  # expect: path-traversal
        return {"count": len(archive.namelist())}


@app.route("/put-by-name", methods=["POST"])
def put_by_name():
    form = request.form.to_dict()
    form[request.args["key"]] = request.files.get("file")
    loaded = UploadSchema().load(form)
    shutil.rmtree(loaded["name"])  # expect: path-traversal
    return "done"


@app.route("/written-over", methods=["POST"])
def written_over():
    form = request.form.to_dict()
    form["file"] = request.files.get("file")
    form["file"] = request.form["file"]
    loaded = UploadSchema().load(form)
    shutil.rmtree(loaded["file"])  # expect: path-traversal
    return "done"


@app.route("/plain", methods=["POST"])
def plain():
    form = request.form.to_dict()
    shutil.rmtree(form["folder"])  # expect: path-traversal
    for name, value in form.items():
        setattr(app.user, name, value)  # expect: mass-assignment
    return "done"

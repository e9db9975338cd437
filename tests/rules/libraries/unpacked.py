# profile: default
"""What is unpacked as it is read holds what was sent."""

import bz2
import gzip
import io
import lzma

from fastapi import FastAPI, UploadFile
from flask import Flask, request

app = Flask(__name__)
api = FastAPI()


@app.route("/code", methods=["POST"])
def run():
    exec(gzip.GzipFile(fileobj=request.stream).read(1_000))  # expect: code-injection
    exec(gzip.GzipFile(fileobj=io.BufferedReader(request.stream)).read(1_000))  # expect: code-injection
    exec(gzip.GzipFile(fileobj=request.environ["wsgi.input"]).read(1_000))  # expect: code-injection
    return "done"


@api.post("/code")
def run_upload(file: UploadFile):
    exec(gzip.open(file.file).read(1_000))  # expect: code-injection
    exec(bz2.open(file.file, "rt").read(1_000))  # expect: code-injection
    exec(lzma.open(file.file).read(1_000))  # expect: code-injection

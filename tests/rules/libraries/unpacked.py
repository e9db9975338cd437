# profile: default
"""What is unpacked as it is read holds what was sent."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

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


@app.route("/members", methods=["POST"])
def members():
    archive = zipfile.ZipFile(request.files["songs"])
    archive.read("song.txt")  # expect: decompression-bomb
    archive.open("song.txt").read()  # expect: decompression-bomb
    archive.open("song.txt").read(1000)
    with archive.open("song.txt") as member:
        member.read()  # expect: decompression-bomb
    tarfile.open(fileobj=request.files["songs"]).extractfile("song.txt").read()  # expect: decompression-bomb
    return "done"


@app.route("/sizes", methods=["POST"])
def sizes():
    archive = zipfile.ZipFile(request.files["songs"])
    for member in archive.infolist():
        if member.file_size > 1_000_000:
            return "too large", 400
        archive.read(member)
    return "done"


@app.route("/packed-size", methods=["POST"])
def packed_size():
    songs = request.files["songs"]
    if songs.size > 1_000_000:
        return "too large", 400
    zipfile.ZipFile(songs).read("song.txt")  # expect: decompression-bomb
    return "done"

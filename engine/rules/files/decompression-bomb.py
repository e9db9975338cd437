# profile: default
"""Data of a request that is unpacked, however large it becomes."""

import bz2
import gzip
import zlib

from flask import Flask, request

app = Flask(__name__)
MAX_SIZE = 10_000_000


@app.route("/import", methods=["POST"])
def bad():
    text = zlib.decompress(request.data)  # expect: decompression-bomb
    return str(len(text))


@app.route("/import/safe", methods=["POST"])
def good():
    text = zlib.decompressobj().decompress(request.data, MAX_SIZE)
    return str(len(text))


@app.route("/ways", methods=["POST"])
def each_way():
    gzip.decompress(request.data)  # expect: decompression-bomb
    bz2.decompress(request.files["list"].read())  # expect: decompression-bomb
    return "done"


def of_its_own(data):
    return gzip.decompress(data)

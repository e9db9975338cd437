# profile: default
"""Data of a request that is unpacked, however large it becomes."""

import bz2
import gzip
import io
import lzma
import zipfile
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
    zlib.decompressobj().decompress(request.data)  # expect: decompression-bomb
    lzma.LZMADecompressor().decompress(request.data)  # expect: decompression-bomb
    unpacker = bz2.BZ2Decompressor()
    unpacker.decompress(request.data)  # expect: decompression-bomb
    unpacker.decompress(request.data, MAX_SIZE)
    with zipfile.ZipFile(request.files["list"]) as archive:
        if archive.getinfo("list.csv").file_size < MAX_SIZE:
            archive.read("list.csv")
    return "done"


@app.route("/short", methods=["POST"])
def short_ones():
    data = request.data
    if len(data) > 1_000:
        raise ValueError("too long")
    return str(len(zlib.decompress(data)))


@app.route("/long", methods=["POST"])
def ones_that_are_not():
    data = request.data
    if len(data) > 500_000_000:
        raise ValueError("too long")
    return str(len(zlib.decompress(data)))  # expect: decompression-bomb


@app.route("/archived")
def archived():
    with zipfile.ZipFile("own.zip") as archive:
        return archive.read("list.csv")


def of_its_own(data):
    return gzip.decompress(data)


@app.route("/streams", methods=["POST"])
def streams():
    with gzip.open(request.files["list"]) as file:
        file.read()  # expect: decompression-bomb
        file.read(1_000)
    with bz2.open(request.files["list"].stream) as file:
        file.readlines()  # expect: decompression-bomb
    for line in gzip.GzipFile(fileobj=io.BytesIO(request.data)):  # expect: decompression-bomb
        print(len(line))
    return "done"


NAMES = {"january": "2024-01.gz", "june": "2024-06.gz"}


# Which of its own files is unpacked, a request may say.
@app.route("/own")
def own():
    with gzip.open(NAMES[request.args["name"]]) as file:
        return str(len(file.read()))


@app.route("/named")
def named():
    with gzip.open(request.args["name"]) as file:  # expect: path-traversal
        return str(len(file.read()))

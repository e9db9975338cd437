"""Names in a folder where everyone may write, before there is a file."""

import os
import tempfile


def bad():
    return open(os.tmpnam(), "w")  # expect: temporary-name-call


def good():
    return tempfile.NamedTemporaryFile("w")


def each_way():
    return os.tempnam("/var/app")  # expect: temporary-name-call

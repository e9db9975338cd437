"""tempfile.mktemp()."""

import tempfile
from tempfile import mktemp


def bad():
    return tempfile.mktemp()  # expect: mktemp-call


def good():
    return tempfile.NamedTemporaryFile()


def more():
    tempfile.mkstemp()
    return open(mktemp(".txt"), "w")  # expect: mktemp-call

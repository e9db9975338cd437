"""Imports of xml.sax and what is in it."""

import importlib

import xml.sax as reader, os.path  # expect: xml-sax-import
from xml import dom, sax  # expect: xml-sax-import
from xml.sax import *  # expect: xml-sax-import
import defusedxml.sax
import xml.saxony


def bad(upload, handler):
    import xml.sax  # expect: xml-sax-import

    xml.sax.parse(upload, handler)  # expect: xml-sax-call


def good(upload, handler):
    import defusedxml.sax

    defusedxml.sax.parse(upload, handler)


def parts():
    from xml.sax.handler import ContentHandler  # expect: xml-sax-import
    import xml.sax.xmlreader  # expect: xml-sax-import

    return ContentHandler


# Puts quotes and brackets into text and parses nothing.
def only_escape(text):
    from xml.sax.saxutils import escape

    return escape(text)


def by_call(name):
    importlib.import_module("xml.sax")  # expect: xml-sax-import
    importlib.import_module("xml.sax.handler")  # expect: xml-sax-import
    importlib.import_module(name)
    return __import__("xml.sax")  # expect: xml-sax-import


class Lazy:
    if True:
        from xml.sax import make_parser  # expect: xml-sax-import


def of_this_package():
    from .xml import sax
    from . import sax as other

    return sax, other

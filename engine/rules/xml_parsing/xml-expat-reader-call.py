"""SAX parsers made by xml.sax.expatreader."""

import xml.sax.expatreader  # expect: xml-sax-import
from xml.sax import expatreader as reader  # expect: xml-sax-import
from xml.sax.expatreader import create_parser as make  # expect: xml-sax-import

import defusedxml.expatreader


def bad(handler, upload):
    parser = xml.sax.expatreader.create_parser()  # expect: xml-expat-reader-call
    parser.setContentHandler(handler)
    parser.parse(upload)


def good(handler, upload):
    parser = defusedxml.expatreader.create_parser()
    parser.setContentHandler(handler)
    parser.parse(upload)


def by_other_names(upload):
    make().parse(upload)  # expect: xml-expat-reader-call
    parsers = {kind: reader.create_parser(1) for kind in ("a", "b")}  # expect: xml-expat-reader-call
    return parsers


def at_once(upload, parser=make()):  # expect: xml-expat-reader-call
    return (
        parser
        or reader.create_parser(  # expect: xml-expat-reader-call
            namespaceHandling=1,
        )
    ).parse(upload)


def by_class():
    return reader.ExpatParser()  # expect: xml-expat-reader-call


def create_parser():
    return None


def own(factory):
    return create_parser(), factory.create_parser()

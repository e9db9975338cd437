"""DOM trees built by xml.dom.expatbuilder."""

import xml.dom.expatbuilder  # expect: xml-expat-builder-import
from xml.dom import expatbuilder as builder  # expect: xml-expat-builder-import
from xml.dom.expatbuilder import parse as build, parseString  # expect: xml-expat-builder-import

import defusedxml.expatbuilder


def bad(text):
    return xml.dom.expatbuilder.parseString(text)  # expect: xml-expat-builder-call


def good(text):
    return defusedxml.expatbuilder.parseString(text)


def by_other_names(path, text):
    build(path, namespaces=False)  # expect: xml-expat-builder-call
    builder.parse(file=path)  # expect: xml-expat-builder-call
    return parseString(text) if text else None  # expect: xml-expat-builder-call


def first_of(documents):
    return next((parseString(text) for text in documents), None)  # expect: xml-expat-builder-call


def by_class(path):
    return builder.ExpatBuilder().parseFile(path)  # expect: xml-expat-builder-call


def shadowed(documents):
    return [build(path) for build, path in documents]


def own(path):
    def parseString(text):
        return text

    return parseString(path)

"""Imports of xml.dom.expatbuilder."""

from xml.dom import expatbuilder, minidom  # expect: xml-expat-builder-import, xml-minidom-import
import xml.dom.expatbuilder as builder  # expect: xml-expat-builder-import
import xml.parsers.expat


def bad():
    from xml.dom.expatbuilder import parse  # expect: xml-expat-builder-import

    return parse


def good():
    from defusedxml.expatbuilder import parse

    return parse


def late(wanted):
    while wanted:
        with open("log") as log:
            from xml.dom.expatbuilder import ExpatBuilder as Builder  # expect: xml-expat-builder-import
        return Builder, log
    return __import__("xml.dom.expatbuilder")  # expect: xml-expat-builder-import


def text_alone():
    return "import xml.dom.expatbuilder"

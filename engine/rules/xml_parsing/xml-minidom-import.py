"""Imports of xml.dom.minidom."""

import contextlib

import xml.dom.minidom  # expect: xml-minidom-import
import xml.dom
from xml.dom import Node, minidom as dom  # expect: xml-minidom-import
from xml.dom.minidom import *  # expect: xml-minidom-import
from defusedxml import minidom

with contextlib.suppress(ImportError):
    from xml.dom.minidom import parse  # expect: xml-minidom-import


def bad():
    from xml.dom import minidom  # expect: xml-minidom-import

    return minidom


def good():
    from defusedxml import minidom

    return minidom


def by_call(name):
    import importlib as machinery

    machinery.import_module("xml.dom.minidom")  # expect: xml-minidom-import
    machinery.import_module(f"xml.dom.{name}")
    return machinery.import_module("xml.dom" + ".minidom")  # expect-missed: xml-minidom-import


def of_another_package():
    from minidom import parse
    from ...xml.dom import minidom

    return parse, minidom

"""Imports of xml.etree's modules."""

import importlib
from importlib import import_module as load
from typing import TYPE_CHECKING

import xml.etree.ElementTree as ET, xml.sax.handler  # expect: xml-element-tree-import, xml-sax-import
from xml.etree.ElementTree import *  # expect: xml-element-tree-import
import xml.etree
import xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element
else:
    from xml.etree.ElementTree import Element  # expect: xml-element-tree-import


def bad():
    import xml.etree.ElementTree  # expect: xml-element-tree-import

    return xml.etree.ElementTree


def good():
    import defusedxml.ElementTree

    return defusedxml.ElementTree


try:
    from xml.etree import cElementTree  # expect: xml-element-tree-import
except ImportError:
    cElementTree = None

from xml.etree import (  # expect: xml-element-tree-import
    ElementInclude,
    ElementTree as tree,
)


def by_call():
    importlib.import_module("xml.etree.ElementTree")  # expect: xml-element-tree-import
    load(name="xml.etree.cElementTree")  # expect: xml-element-tree-import
    return __import__("xml.etree.ElementTree", fromlist=["parse"])  # expect: xml-element-tree-import


def by_call_in_parts():
    return importlib.import_module(".ElementTree", "xml.etree")  # expect: xml-element-tree-import


def other_modules():
    from lxml import etree
    from xml.etree import ElementPath
    import xml.etree.ElementTreeLookalike

    return etree, ElementPath

"""Documents read with xml.etree.cElementTree, which Python had until 3.8."""

import xml.etree.cElementTree as ET  # expect: xml-element-tree-import
from xml.etree.cElementTree import fromstring as from_text, iterparse  # expect: xml-element-tree-import

import defusedxml.cElementTree

try:
    from xml.etree import cElementTree as Tree  # expect: xml-element-tree-import
except ImportError:
    from xml.etree import ElementTree as Tree  # expect: xml-element-tree-import


def bad(upload):
    return ET.parse(upload)  # expect: xml-c-element-tree-call


def good(upload):
    return defusedxml.cElementTree.parse(upload)


def each_entrance(path, text):
    ET.iterparse(path)  # expect: xml-c-element-tree-call
    from_text(text)  # expect: xml-c-element-tree-call
    ET.XMLParser()  # expect: xml-c-element-tree-call
    return [element for _, element in iterparse(source=path)]  # expect: xml-c-element-tree-call


def whichever_there_is(path):
    return Tree.parse(path)  # expect: xml-c-element-tree-call, xml-element-tree-call


class Reader:
    parse = staticmethod(ET.parse)

    def read(self, path):
        return self.parse(path)  # expect-missed: xml-c-element-tree-call


def nested(paths):
    return len(str(ET.parse(str(paths[0])).getroot()))  # expect: xml-c-element-tree-call


def shadowed(ET, path):
    return ET.parse(path)


def written(root):
    return ET.tostring(root)

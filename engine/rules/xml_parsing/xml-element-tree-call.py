"""Documents read with xml.etree.ElementTree."""

from functools import partial
from xml.etree import ElementTree  # expect: xml-element-tree-import
from xml.etree.ElementTree import XMLParser as Parser, fromstring, iterparse  # expect: xml-element-tree-import

import defusedxml.ElementTree as safe_tree
import lxml.etree


def bad(upload):
    return ElementTree.parse(upload).getroot()  # expect: xml-element-tree-call


def good(upload):
    return safe_tree.parse(upload).getroot()


def each_entrance(path, text):
    ElementTree.iterparse(path, events=("start", "end"))  # expect: xml-element-tree-call
    fromstring(text)  # expect: xml-element-tree-call
    ElementTree.parse(path, parser=Parser(encoding="utf-8"))  # expect: xml-element-tree-call, xml-element-tree-call
    ElementTree.XMLParser(target=None)  # expect: xml-element-tree-call


def by_other_names(text):
    read = ElementTree.fromstring
    tree = ElementTree
    read(text)  # expect: xml-element-tree-call
    return tree.fromstring(text=text)  # expect: xml-element-tree-call


def imported_here(path):
    import xml.etree.ElementTree as ET  # expect: xml-element-tree-import

    return ET.parse(  # expect: xml-element-tree-call
        path,
    )


def in_expressions(texts, path):
    roots = [fromstring(text) for text in texts]  # expect: xml-element-tree-call
    if (root := fromstring(texts[0])) is not None:  # expect: xml-element-tree-call
        roots.append(root)
    lazy = lambda: ElementTree.parse(path)  # expect: xml-element-tree-call
    names = {element.tag for _, element in iterparse(path)}  # expect: xml-element-tree-call
    return f"{fromstring(texts[0]).tag!r} of {f'{fromstring(texts[1]).tag}'}", lazy, names  # expect: xml-element-tree-call, xml-element-tree-call


def by_kind(kind, path):
    match kind:
        case "rss" | "atom":
            return ElementTree.parse(path)  # expect: xml-element-tree-call
        case _:
            return None


async def awaited(response):
    return fromstring(await response.text())  # expect: xml-element-tree-call


def handed_on(texts):
    roots = list(map(fromstring, texts))  # expect: xml-element-tree-call
    return roots, partial(ElementTree.parse, texts[0])  # expect: xml-element-tree-call


def other_entrances(text):
    ElementTree.XML(text)  # expect: xml-element-tree-call
    ElementTree.fromstringlist([text])  # expect: xml-element-tree-call
    return ElementTree.ElementTree(file=text)  # expect: xml-element-tree-call


# Nothing is parsed.
def written(name):
    root = ElementTree.Element("list")
    ElementTree.ElementTree(root).write(name)
    ElementTree.SubElement(root, "entry", name=name)
    return ElementTree.tostring(root)


class Feed:
    def parse(self, text):
        return text

    def read(self, text):
        return self.parse(text), lxml.etree.fromstring(text)


def shadowed(fromstring, text):
    class ElementTree:
        parse = staticmethod(str)

    return fromstring(text), ElementTree.parse(text)

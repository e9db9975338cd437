"""Documents read with xml.dom.minidom."""

from xml.dom import minidom  # expect: xml-minidom-import
from xml.dom.minidom import *  # expect: xml-minidom-import

import defusedxml.minidom


def bad(text):
    return minidom.parseString(text).documentElement  # expect: xml-minidom-call


def good(text):
    return defusedxml.minidom.parseString(text).documentElement


def by_the_star(path, text):
    parse(path)  # expect: xml-minidom-call
    return parseString(text)  # expect: xml-minidom-call


def imported_here(path):
    from xml.dom.minidom import parse as load  # expect: xml-minidom-import

    return load(file=path)  # expect: xml-minidom-call


def pretty(element, tree):
    return minidom.parseString(tree.tostring(element)).toprettyxml(indent="  ")  # expect: xml-minidom-call


def in_expressions(texts, show):
    show(*[minidom.parseString(text) for text in texts])  # expect: xml-minidom-call
    show(**{"tree": minidom.parseString("".join(texts))})  # expect: xml-minidom-call
    return show(lambda text: minidom.parseString(text))  # expect: xml-minidom-call


def decorated(wrap):
    @wrap(minidom.parse("settings.xml"))  # expect: xml-minidom-call
    def inner():
        return None

    return inner


def written():
    document = minidom.Document()
    document.appendChild(document.createElement("list"))
    return document.toxml()


def own(minidom, text):
    return minidom.parseString(text)

"""Documents read with xml.dom.pulldom."""

import xml.dom.pulldom as pull  # expect: xml-pulldom-import
from xml.dom.pulldom import (  # expect: xml-pulldom-import
    START_ELEMENT,
    parse,
    parseString as parse_text,
)

import defusedxml.pulldom


def bad(upload):
    for event, node in pull.parse(upload):  # expect: xml-pulldom-call
        print(event, node.nodeName)


def good(upload):
    for event, node in defusedxml.pulldom.parse(upload):
        print(event, node.nodeName)


def by_other_names(path, text):
    events = parse(path, bufsize=1024)  # expect: xml-pulldom-call
    found = [node for event, node in parse_text(text) if event == START_ELEMENT]  # expect: xml-pulldom-call
    return events, found


def generated(paths):
    for path in paths:
        yield from pull.parse(path)  # expect: xml-pulldom-call


def rebound(path):
    parse = str.upper
    return parse(path)


def own(parser, path):
    return parser.parse(path), pull.SAX2DOM()

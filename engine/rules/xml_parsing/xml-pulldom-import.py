"""Imports of xml.dom.pulldom."""

import xml.dom.pulldom  # expect: xml-pulldom-import
from xml.dom import minidom, pulldom  # expect: xml-minidom-import, xml-pulldom-import
import xml.dom.domreg


def bad():
    import xml.dom.pulldom as pulldom  # expect: xml-pulldom-import

    return pulldom


def good():
    import defusedxml.pulldom as pulldom

    return pulldom


def in_branches(kind):
    match kind:
        case "events":
            from xml.dom.pulldom import parse  # expect: xml-pulldom-import
        case "defused":
            from defusedxml.pulldom import parse
        case _:
            parse = None
    return parse


async def late():
    async def inner():
        from xml.dom.pulldom import DOMEventStream as Stream  # expect: xml-pulldom-import

        return Stream

    return await inner()


def pulldom_like(xml):
    return xml.dom.pulldom

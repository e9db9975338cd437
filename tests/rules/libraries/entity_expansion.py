"""Parsers that expand entities without bound, in less usual ways, by what a request brings."""

import io
import xml.dom.expatbuilder  # expect: xml-expat-builder-import
import xml.etree.ElementTree as ElementTree  # expect: xml-element-tree-import
import xml.parsers.expat
import xml.sax  # expect: xml-sax-import

from flask import Flask, request

app = Flask(__name__)


@app.route("/bombs", methods=["POST"])
def bombs():
    text = request.data
    ElementTree.XMLID(text)  # expect: xml-entity-expansion, xml-element-tree-call
    ElementTree.XMLParser().feed(text)  # expect: xml-entity-expansion, xml-element-tree-call
    ElementTree.XMLPullParser().feed(text)  # expect: xml-entity-expansion, xml-element-tree-call
    ElementTree.ElementTree(file=io.BytesIO(text))  # expect: xml-entity-expansion, xml-element-tree-call
    ElementTree.ElementTree().parse(io.BytesIO(text))  # expect: xml-entity-expansion
    xml.dom.expatbuilder.parseString(text)  # expect: xml-entity-expansion, xml-expat-builder-call
    parser = xml.parsers.expat.ParserCreate()
    parser.Parse(text)  # expect: xml-entity-expansion
    reader = xml.sax.make_parser()  # expect: xml-sax-call
    reader.feed(text)  # expect: xml-entity-expansion
    return "done"

# profile: default
"""Parsers of XML and what is asked of trees, in less usual ways, by what a request brings."""

import libxml2
import lxml.objectify
from flask import Flask, request
from lxml import etree

app = Flask(__name__)


@app.route("/entities", methods=["POST"])
def entities():
    text = request.data
    etree.XMLID(text)  # expect: xml-external-entity
    lxml.objectify.XML(text)  # expect: xml-external-entity
    etree.fromstring(text, etree.ETCompatXMLParser())  # expect: xml-external-entity
    etree.fromstring(text, parser=etree.get_default_parser())  # expect: xml-external-entity
    etree.XMLPullParser().feed(text)  # expect: xml-external-entity
    etree.XMLPullParser(resolve_entities=False).feed(text)
    etree.fromstring(text, etree.ETCompatXMLParser(resolve_entities=False))
    return "done"


@app.route("/paths")
def paths():
    path = request.args["path"]
    tree = etree.fromstringlist(["<shop/>"])
    tree.xpath(path)  # expect: xpath-injection
    etree.XPathEvaluator(tree)(path)  # expect: xpath-injection
    etree.XPathDocumentEvaluator(tree)("//song")
    libxml2.parseMemory("<shop/>", 7).xpathEval(path)  # expect: xpath-injection
    libxml2.parseFile("shop.xml").xpathNewContext().xpathEval(path)  # expect: xpath-injection
    return "done"

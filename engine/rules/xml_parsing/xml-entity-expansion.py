"""Documents of a request that may declare entities without bound."""

import xml.dom.minidom  # expect: xml-minidom-import
import xml.etree.ElementTree as ElementTree  # expect: xml-element-tree-import

import defusedxml.ElementTree
from flask import Flask, jsonify, request

app = Flask(__name__)


@app.route("/import", methods=["POST"])
def bad():
    document = ElementTree.fromstring(request.data)  # expect: xml-entity-expansion, xml-element-tree-call
    return jsonify(root=document.tag)


@app.route("/import/safe", methods=["POST"])
def good():
    document = defusedxml.ElementTree.fromstring(request.data)
    return jsonify(root=document.tag)


@app.route("/ways", methods=["POST"])
def each_way():
    text = request.form["xml"]
    xml.dom.minidom.parseString(text)  # expect: xml-entity-expansion, xml-minidom-call
    ElementTree.XML("<list>" + text + "</list>")  # expect: xml-entity-expansion, xml-element-tree-call
    ElementTree.parse(request.files["document"])  # expect: xml-entity-expansion, xml-element-tree-call
    return "done"


# What no flow decides stays with the rules that look at single places.
def from_a_caller(text):
    return ElementTree.fromstring(text)  # expect: xml-element-tree-call


def decided():
    return ElementTree.fromstring("<list><item/></list>")  # expect: xml-element-tree-call

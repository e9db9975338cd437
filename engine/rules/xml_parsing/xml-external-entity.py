# profile: default
"""Documents of a request that are read with their external entities."""

import io
import xml.sax
from xml.sax.handler import feature_external_ges

from flask import Flask, jsonify, request
from lxml import etree, objectify

app = Flask(__name__)


@app.route("/import", methods=["POST"])
def bad():
    document = etree.fromstring(request.data)  # expect: xml-external-entity
    return jsonify(root=document.tag)


@app.route("/import/safe", methods=["POST"])
def good():
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    document = etree.fromstring(request.data, parser)
    return jsonify(root=document.tag)


@app.route("/ways", methods=["POST"])
def each_way():
    etree.fromstring(request.data)  # expect: xml-external-entity
    etree.XML(request.form["xml"])  # expect: xml-external-entity
    etree.parse(io.BytesIO(request.data))  # expect: xml-external-entity
    parser = etree.XMLParser(resolve_entities=True)
    etree.fromstring(request.data, parser)  # expect: xml-external-entity
    return "done"


@app.route("/sax", methods=["POST"])
def switched_on():
    parser = xml.sax.make_parser()  # expect: xml-sax-call
    parser.setFeature(feature_external_ges, True)
    parser.parse(io.BytesIO(request.data))  # expect: xml-external-entity
    return "done"


def from_a_caller(text):
    return etree.fromstring(text)


@app.route("/objects", methods=["POST"])
def by_a_parser_of_objects():
    objectify.fromstring(request.data, objectify.makeparser(resolve_entities=False))
    objectify.fromstring(request.data, objectify.makeparser(resolve_entities=True))  # expect: xml-external-entity
    return "done"


@app.route("/rows", methods=["POST"])
def rows():
    for _, row in etree.iterparse(request.files["rows"], resolve_entities=False):
        print(row.tag)
    for _, row in etree.iterparse(request.files["rows"]):  # expect: xml-external-entity
        print(row.tag)
    return "done"

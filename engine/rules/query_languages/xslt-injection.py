# profile: default
"""Stylesheets that come with a request."""

from flask import Flask, request
from lxml import etree

app = Flask(__name__)
SAFE = etree.XMLParser(resolve_entities=False)
TREE = etree.parse("/srv/orders.xml")


@app.route("/orders")
def bad():
    stylesheet = etree.fromstring(request.data, SAFE)
    return str(etree.XSLT(stylesheet)(TREE))  # expect: xslt-injection


@app.route("/orders/safe")
def good():
    return str(etree.XSLT(etree.parse("/srv/app/orders.xsl"))(TREE))


@app.route("/ways")
def each_way():
    tree = etree.parse("/srv/orders.xml")
    return str(tree.xslt(etree.XML(request.args["sheet"], SAFE)))  # expect: xslt-injection

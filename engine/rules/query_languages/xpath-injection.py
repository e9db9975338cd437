# profile: default
"""Text of a request that becomes part of an XPath expression."""

from flask import Flask, jsonify, request
from lxml import etree

app = Flask(__name__)
TREE = etree.parse("/srv/users.xml")


@app.route("/user")
def bad():
    name = request.args["name"]
    return jsonify(found=len(TREE.xpath(f"//user[name='{name}']")))  # expect: xpath-injection


@app.route("/user/safe")
def good():
    name = request.args["name"]
    return jsonify(found=len(TREE.xpath("//user[name=$name]", name=name)))


@app.route("/ways")
def each_way():
    tree = etree.parse("/srv/users.xml")
    name = request.form["name"]
    tree.findall("user[@name='" + name + "']")  # expect: xpath-injection
    etree.XPath("//user[@name='%s']" % name)(tree)  # expect: xpath-injection
    return "done"


@app.route("/safe")
def safe_ways():
    tree = etree.parse("/srv/users.xml")
    tree.xpath("//user[%d]" % int(request.args["number"]))
    name = request.args["name"]
    if not name.isalnum():
        raise ValueError(name)
    tree.xpath("//user[@name='" + name + "']")
    return "done"

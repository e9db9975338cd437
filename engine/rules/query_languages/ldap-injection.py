# profile: default
"""Text of a request that becomes part of an LDAP search."""

import ldap
import ldap.filter
import ldap3
from flask import Flask, jsonify, request
from ldap3.utils.conv import escape_filter_chars

app = Flask(__name__)
BASE = "dc=example,dc=org"


@app.route("/person")
def bad():
    connection = ldap3.Connection("ldap://directory.example.org")
    name = request.args["name"]
    connection.search(BASE, f"(uid={name})")  # expect: ldap-injection
    return jsonify(found=len(connection.entries))


@app.route("/person/safe")
def good():
    connection = ldap3.Connection("ldap://directory.example.org")
    name = escape_filter_chars(request.args["name"])
    connection.search(BASE, f"(uid={name})")
    return jsonify(found=len(connection.entries))


def filter_for(name):
    return "(&(objectClass=person)(uid=%s))" % name


@app.route("/old")
def another_library():
    connection = ldap.initialize("ldap://directory.example.org")
    name = request.args["name"]
    connection.search_s(BASE, ldap.SCOPE_SUBTREE, filter_for(name))  # expect: ldap-injection
    connection.search_s("ou=" + name + "," + BASE, ldap.SCOPE_SUBTREE)  # expect: ldap-injection
    safe = ldap.filter.escape_filter_chars(name)
    connection.search_s(BASE, ldap.SCOPE_SUBTREE, filter_for(safe))
    connection.search_s(BASE, ldap.SCOPE_SUBTREE, filter_for("ada"))
    return "done"

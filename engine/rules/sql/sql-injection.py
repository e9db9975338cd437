# profile: default
"""Text of a request that becomes part of an SQL statement."""

import sqlite3
import uuid

import dataset
import ibm_db
from flask import Flask, jsonify, request
from sqlalchemy import text

import shop

app = Flask(__name__)
COLUMNS = ("name", "born")


@app.route("/user")
def bad():
    name = request.args["name"]
    cursor = sqlite3.connect("users.db").cursor()
    cursor.execute(f"SELECT * FROM users WHERE name = '{name}'")  # expect: sql-injection
    return jsonify(cursor.fetchall())


@app.route("/user/safe")
def good():
    name = request.args["name"]
    cursor = sqlite3.connect("users.db").cursor()
    cursor.execute("SELECT * FROM users WHERE name = ?", (name,))
    return jsonify(cursor.fetchall())


@app.route("/built")
def each_way_to_build():
    name = request.form.get("name", "")
    connection = sqlite3.connect("users.db")
    connection.execute("SELECT a FROM t WHERE b = '" + name + "'")  # expect: sql-injection
    connection.execute("SELECT a FROM t WHERE b = '%s'" % name)  # expect: sql-injection
    connection.execute("SELECT a FROM t WHERE b = '%s' AND c = %d" % (name, 1))  # expect: sql-injection
    connection.execute("SELECT a FROM t WHERE b = '{}'".format(name))  # expect: sql-injection
    connection.execute("SELECT a FROM t WHERE b = '{n}'".format(n=name))  # expect: sql-injection
    connection.execute(" ".join(["SELECT a FROM t ORDER BY", name]))  # expect: sql-injection
    connection.execute("SELECT a FROM t WHERE b = 'NAME'".replace("NAME", name))  # expect: sql-injection
    connection.executescript("DELETE FROM t WHERE b = '" + name.strip() + "'")  # expect: sql-injection
    statement = "SELECT a FROM t"
    if name:
        statement += f" WHERE b = '{name}'"
    connection.execute(statement)  # expect: sql-injection
    return "done"


def statement_for(table, name):
    return f"SELECT * FROM {table} WHERE name = '{name}'"  # expect: sql-text


class Users:
    def __init__(self, connection):
        self.connection = connection
        self.condition = ""

    def only(self, name):
        self.condition = f"name = '{name}'"
        return self

    def rows(self):
        return self.connection.execute("SELECT a FROM t WHERE " + self.condition)  # expect: sql-injection


@app.route("/helpers")
def through_helpers():
    connection = sqlite3.connect("users.db")
    connection.execute(statement_for("users", request.args["name"]))  # expect: sql-injection
    connection.execute(statement_for("users", "ada"))
    Users(connection).only(request.args["name"]).rows()
    with connection:
        cursor = connection.cursor()
        cursor.execute(text("SELECT a FROM t WHERE b = '%s'" % request.json["b"]))  # expect: sql-injection
    return "done"


@app.route("/containers")
def through_containers():
    connection = sqlite3.connect("users.db")
    values = {"name": request.args["name"], "table": "users"}
    connection.execute(f"SELECT a FROM {values['table']}")
    connection.execute(f"SELECT a FROM t WHERE b = '{values['name']}'")  # expect: sql-injection
    parts = ["SELECT a FROM t"]
    parts.append("WHERE b = '" + request.args["name"] + "'")
    connection.execute(" ".join(parts))  # expect: sql-injection
    first, second = "users", request.args["name"]
    connection.execute("SELECT a FROM " + first)
    connection.execute("SELECT a FROM " + second)  # expect: sql-injection
    return "done"


@app.route("/numbers/<int:number>")
def numbers(number):
    connection = sqlite3.connect("users.db")
    connection.execute(f"SELECT a FROM t WHERE b = {int(request.args['b'])}")
    connection.execute(f"SELECT a FROM t WHERE b = '{uuid.UUID(request.args['b'])}'")
    connection.execute(f"SELECT a FROM t LIMIT {len(request.args['b'])}")
    return "done"


@app.route("/allowed")
def only_what_is_allowed():
    column = request.args["column"]
    connection = sqlite3.connect("users.db")
    if column not in COLUMNS:
        return "no such column", 400
    connection.execute(f"SELECT a FROM t ORDER BY {column}")
    order = "DESC" if request.args.get("down") else "ASC"
    connection.execute(f"SELECT a FROM t ORDER BY a {order}")
    table = {"u": "users", "g": "groups"}[request.args["table"]]
    connection.execute(f"SELECT a FROM {table}")
    return "done"


@app.route("/digits")
def only_digits():
    number = request.args["number"]
    connection = sqlite3.connect("users.db")
    if not number.isdigit():
        raise ValueError(number)
    connection.execute("SELECT a FROM t WHERE b = " + number)
    return "done"


# What no flow decides stays with the rule that looks at single places.
def from_a_caller(cursor, name):
    cursor.execute(f"SELECT a FROM t WHERE b = '{name}'")  # expect: sql-text


def decided():
    connection = sqlite3.connect("users.db")
    for table in ("users", "groups"):
        connection.execute(f"DELETE FROM {table} WHERE a = 1")


def not_told_where_it_goes(run):
    return run(f"SELECT a FROM t WHERE b = '{request.args['b']}'")  # expect: sql-text


# Operators of columns make parameters of what they are given.
@app.route("/columns")
def by_operators_of_columns():
    names = request.args.getlist("name")
    statement = shop.select_orders().where(shop.Order.name.in_(names))
    statement = statement.where(shop.Order.number.startswith(request.args["number"], autoescape=True))
    shop.session.execute(statement)
    shop.session.execute("SELECT * FROM orders WHERE name = '%s'" % names[0])  # expect: sql-injection
    return "done"


@app.route("/other/databases")
def by_other_clients():
    statement = request.args["statement"]
    dataset.connect("sqlite:///shop").query(statement)  # expect: sql-injection
    ibm_db.exec_immediate(shop.connection, statement)  # expect: sql-injection
    dataset.connect("sqlite:///shop").query("SELECT * FROM orders WHERE name = :name", name=request.args["name"])
    return "done"

from sqlalchemy import text

from .extensions import app, db, routes


@app.route("/orders/<name>")
def orders(name):
    return str(db.session.execute(text("SELECT * FROM orders WHERE name = '" + name + "'")).all())  # expect: sql-injection


@routes.route("/file/<path:name>")
def file(name):
    return open(name).read()  # expect: path-traversal


@routes.route("/number/<int:number>")
def number(number):
    return open(f"/srv/{number}").read()


@app.route("/safe/<name>")
def safe(name):
    return str(db.session.execute(text("SELECT * FROM orders WHERE name = :name"), {"name": name}).all())

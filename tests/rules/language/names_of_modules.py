# profile: default
"""What a module defines, by a name that somebody sends; and paths that are joined from the left."""

from pathlib import Path

import handlers
from flask import Flask, request

app = Flask(__name__)
TABLE = {"show": len}


@app.get("/call")
def call():
    name = request.args["name"]
    vars(handlers)[name]()  # expect: unsafe-reflection
    handlers.__dict__[name]()  # expect: unsafe-reflection
    vars(handlers).get(name)()  # expect: unsafe-reflection
    TABLE[name]()
    return ""


class Settings:
    def __init__(self):
        self.color = "red"

    def get(self, name):
        return self.__dict__[name]


@app.get("/color")
def color():
    return {"color": Settings().get(request.args["name"])}


@app.get("/page")
def page():
    name = request.args["name"]
    text = (name / Path("page.txt")).read_text()  # expect: path-traversal
    return {"text": text}

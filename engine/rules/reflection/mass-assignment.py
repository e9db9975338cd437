# profile: default
"""Names of a request that choose which attribute is set."""

from flask import Flask, request

from shop.schemas import PostSchema

app = Flask(__name__)
FIELDS = ("title", "text")


class Post:
    title = ""
    text = ""
    is_public = False


@app.route("/post", methods=["POST"])
def bad():
    post = Post()
    for name, value in request.form.items():
        setattr(post, name, value)  # expect: mass-assignment
    return "done"


@app.route("/post/safe", methods=["POST"])
def good():
    post = Post()
    for name in FIELDS:
        setattr(post, name, request.form[name])
    return "done"


@app.route("/checked", methods=["POST"])
def only_what_is_allowed():
    post = Post()
    for name, value in request.get_json().items():
        if name in FIELDS:
            setattr(post, name, value)
    return "done"


@app.route("/declared", methods=["POST"])
def names_of_a_schema():
    post = Post()
    for name, value in PostSchema().load(request.get_json()).items():
        setattr(post, name, value)
    return "done"

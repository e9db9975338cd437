# profile: default
"""Flask and what is built on it: where requests are read, how handlers are registered, what answers do."""

import json

import flask
from flask import (Blueprint, Flask, Response, abort, current_app, g, jsonify, make_response, redirect,
                   render_template, render_template_string, request, send_file, send_from_directory,
                   session, stream_with_context, url_for)
from flask.views import MethodView, View
from flask_login import current_user, login_required
from flask_restful import Api, Resource, reqparse
from flask_restx import Namespace
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import FlaskForm
from markupsafe import Markup, escape
from marshmallow import Schema, fields
from webargs.flaskparser import use_args, use_kwargs, parser as args_parser
from werkzeug.utils import secure_filename
from werkzeug.wsgi import wrap_file
from wtforms import IntegerField, StringField

app = Flask(__name__)
db = SQLAlchemy(app)
pages = Blueprint("pages", __name__)


# Where a request is read.

@app.route("/sources")
def sources():
    open(request.args.get("q"))  # expect: path-traversal
    open(request.args["q"])  # expect: path-traversal
    open(request.args.getlist("q")[0])  # expect: path-traversal
    open(request.args.to_dict()["q"])  # expect: path-traversal
    open(request.form.get("q", "1"))  # expect: path-traversal
    open(request.values["q"])  # expect: path-traversal
    open(request.cookies.get("q"))  # expect: path-traversal
    open(request.headers.get("X-Code"))  # expect: path-traversal
    open(request.headers["X-Code"])  # expect: path-traversal
    open(request.json["q"])  # expect: path-traversal
    open(request.get_json(force=True)["q"])  # expect: path-traversal
    open(request.data)  # expect: path-traversal
    open(request.get_data(as_text=True))  # expect: path-traversal
    open(request.stream.read())  # expect: path-traversal
    open(request.query_string.decode())  # expect: path-traversal
    open(request.view_args["q"])  # expect: path-traversal
    open(request.path)
    open(request.full_path)  # expect: path-traversal
    open(request.url)  # expect: path-traversal
    open(request.url_root)  # expect: path-traversal
    open(request.host_url)  # expect: path-traversal
    open(request.host)  # expect: path-traversal
    open(request.referrer)  # expect: path-traversal
    open(request.user_agent.string)  # expect: path-traversal
    open(request.authorization.username)  # expect: path-traversal
    open(request.authorization.password)  # expect: path-traversal
    open(request.environ["HTTP_X"])  # expect: path-traversal
    open(request.files["f"].filename)  # expect: path-traversal
    open(request.files["f"].read())  # expect: path-traversal
    open(request.files.get("f").stream.read())  # expect: path-traversal
    for upload in request.files.getlist("f"):
        open(upload.filename)  # expect: path-traversal
    for name, upload in request.files.items():
        open(name)  # expect: path-traversal
        open(upload.filename)  # expect: path-traversal
    for key in request.form:
        open(key)  # expect: path-traversal
    for key, value in request.args.items():
        open(value)  # expect: path-traversal
    open(flask.request.args["q"])  # expect: path-traversal
    open(request.args.get("n", type=int))
    open(request.args.get("n", 0, int))
    open(request.args.get("n", 0, float))
    open(request.form.getlist("n", type=int)[0])
    open(request.method)
    open(request.endpoint)
    open(request.blueprint)
    open(request.remote_addr)
    open(request.is_secure)
    open(request.content_length)
    open(session["user"])
    open(current_app.config["X"])
    return "done"


# How a function becomes a handler.

@app.get("/a/<name>")
def by_method(name):
    open(name)  # expect: path-traversal
    return "done"


@pages.route("/b/<string:name>/<path:rest>/<int:number>/<float:size>/<uuid:key>/<any(a, b):kind>")
def by_blueprint(name, rest, number, size, key, kind):
    open(name)  # expect: path-traversal
    open(rest)  # expect: path-traversal
    open(number)
    open(size)
    open(key)
    open(kind)
    return "done"


def by_call(name):
    open(name)  # expect: path-traversal
    return "<b>" + name  # expect: cross-site-scripting


app.add_url_rule("/c/<name>", "by_call", by_call)


def by_call_with_keyword(name, number):
    open(name)  # expect: path-traversal
    open(number)
    return "done"


pages.add_url_rule("/d/<name>/<int:number>", view_func=by_call_with_keyword)


def helper(name):
    open(name)


def make_app():
    made = Flask("made")
    made.add_url_rule("/e/<name>", view_func=late)

    @made.route("/f/<name>")
    def inner(name):
        open(name)  # expect: path-traversal
        return "done"

    return made


def late(name):
    open(name)  # expect: path-traversal
    return "done"


class Items(MethodView):
    decorators = [login_required]

    def get(self, name):
        open(name)  # expect: path-traversal
        return "<p>" + name  # expect: cross-site-scripting

    def post(self):
        open(request.form["x"])  # expect: path-traversal
        return "done"


class Page(View):
    methods = ["GET"]

    def dispatch_request(self, name):
        open(name)  # expect: path-traversal
        return "done"


app.add_url_rule("/items/<name>", view_func=Items.as_view("items"))


@app.before_request
def before():
    g.token = request.headers["X-Token"]


@app.route("/g")
def from_g():
    open(g.token)  # expect: path-traversal
    return "done"


@app.after_request
def after(response):
    response.headers["X-Echo"] = request.args["q"]  # expect: header-injection
    return response


@app.errorhandler(404)
def missing(error):
    return "<p>nothing at " + request.args["page"], 404  # expect: cross-site-scripting


@app.url_value_preprocessor
def pull(endpoint, values):
    open(values["lang"])  # expect: path-traversal


@app.endpoint("named")
def named(name):
    open(name)  # expect: path-traversal
    return "done"


# Answers.

@app.route("/answers")
def answers():
    q = request.args["q"]
    make_response("<p>" + q)  # expect: cross-site-scripting
    make_response(("<p>" + q, 200))  # expect: cross-site-scripting
    Response("<p>" + q)  # expect: cross-site-scripting
    Response("<p>" + q, mimetype="text/html")  # expect: cross-site-scripting
    Response("<p>" + q, 200, {"X-A": "b"}, "text/plain")
    Response(q, mimetype="application/json")
    Response(q, content_type="text/plain; charset=utf-8")
    Response(stream_with_context(q), mimetype="text/csv")
    app.response_class(q, mimetype="application/json")
    app.response_class("<p>" + q)  # expect: cross-site-scripting
    current_app.make_response("<p>" + q)  # expect: cross-site-scripting
    jsonify({"q": q})
    jsonify(q=q)
    Markup("<p>" + q)  # expect: cross-site-scripting
    Markup("<p>%s</p>") % q
    Markup("<p>{}</p>").format(q)
    Markup.escape(q)
    render_template("a.html", q=q)
    render_template_string("<p>{{ q }}</p>", q=q)
    render_template_string("<p>" + q)  # expect: template-injection
    redirect(q)  # expect: open-redirect
    redirect(location=q, code=303)  # expect: open-redirect
    redirect(url_for("answers", q=q))
    redirect(url_for("answers") + "?q=" + q)
    flask.redirect(q)  # expect: open-redirect
    send_file(q)  # expect: path-traversal
    send_file("/data/" + q, as_attachment=True)  # expect: path-traversal
    send_from_directory("/data", q)
    send_from_directory(q, "a.txt")  # expect: path-traversal
    app.send_static_file(q)
    current_app.open_resource(q)  # expect: path-traversal
    current_app.open_instance_resource(q)  # expect: path-traversal
    open("/data/" + secure_filename(q))
    app.jinja_env.from_string(q)  # expect: template-injection
    abort(404, "<p>no " + q)
    return str(escape(q))


@app.route("/answers/text")
def answer_as_text():
    response = make_response(request.args["q"])
    response.mimetype = "text/plain"
    return response


@app.route("/answers/type")
def answer_with_type():
    response = make_response(request.args["q"])
    response.headers["Content-Type"] = "application/json"
    return response


@app.route("/answers/tuple")
def answer_tuple():
    return request.args["q"], 200, {"Content-Type": "text/plain"}


@app.route("/answers/list")
def answer_list():
    return [request.args["q"]]


@app.route("/answers/dictionary")
def answer_dictionary():
    return {"q": request.args["q"]}, 201


@app.route("/answers/cookies")
def answer_cookies():
    response = make_response("done")
    response.set_cookie("a", request.args["q"], secure=True, httponly=True, samesite="Lax")  # expect: header-injection
    response.headers["X-A"] = request.args["q"]  # expect: header-injection
    response.headers.add("X-A", request.args["q"])  # expect: header-injection
    response.headers.extend({"X-A": request.args["q"]})  # expect: header-injection
    response.headers.update({"X-A": request.args["q"]})  # expect: header-injection
    response.headers["Location"] = request.args["q"]  # expect: header-injection
    response.location = request.args["q"]  # expect: open-redirect
    response.data = "<p>" + request.args["q"]  # expect: cross-site-scripting
    response.set_data("<p>" + request.args["q"])  # expect: cross-site-scripting
    return response


@app.route("/answers/headers")
def answer_headers():
    return "done", 200, {"X-A": request.args["q"]}  # expect: header-injection


@app.route("/answers/stream")
def answer_stream():
    def generate():
        yield "<p>" + request.args["q"]

    return Response(generate())  # expect: cross-site-scripting


# Extensions.

arguments = reqparse.RequestParser()
arguments.add_argument("name", type=str)
arguments.add_argument("count", type=int)


class Thing(Resource):
    def get(self, name):
        open(name)  # expect: path-traversal
        given = arguments.parse_args()
        open(given["name"])  # expect: path-traversal
        open(given.name)  # expect: path-traversal
        open(given["count"])  # expect-wrong: path-traversal
        return {"name": name}


api = Namespace("things")


@api.route("/<name>")
class Other(Resource):
    @api.doc("put")
    def put(self, name):
        open(name)  # expect: path-traversal
        open(api.payload["code"])  # expect: path-traversal


class NameForm(FlaskForm):
    name = StringField("name")
    age = IntegerField("age")


@app.route("/form", methods=["POST"])
def form():
    given = NameForm()
    if given.validate_on_submit():
        open(given.name.data)  # expect: path-traversal
        open(given.data["name"])  # expect: path-traversal
        open(given.age.data)
    return "done"


class UserSchema(Schema):
    name = fields.Str(required=True)
    age = fields.Int()


@app.route("/schema", methods=["POST"])
def schema():
    given = UserSchema().load(request.get_json())
    open(given["name"])  # expect: path-traversal
    open(given["age"])  # expect-wrong: path-traversal
    return "done"


@app.route("/webargs")
@use_kwargs({"name": fields.Str(), "age": fields.Int()}, location="query")
def with_keywords(name, age):
    open(name)  # expect: path-traversal
    return "done"


@app.route("/webargs/one")
@use_args({"name": fields.Str()}, location="query")
def with_arguments(args):
    open(args["name"])  # expect: path-traversal
    return "done"


@app.route("/webargs/parse")
def with_parse():
    given = args_parser.parse({"name": fields.Str()}, request)
    open(given["name"])  # expect: path-traversal
    return "done"


@app.route("/database")
def database():
    name = request.args["name"]
    db.session.execute("select * from users where name = '" + name + "'")  # expect: sql-injection
    db.session.execute(db.text("select * from users where name = :name"), {"name": name})
    db.engine.execute("select * from users where name = '%s'" % name)  # expect: sql-injection
    db.session.query(db.text("name = '" + name + "'"))  # expect: sql-injection
    return "done"


@app.route("/me")
@login_required
def me():
    return jsonify(current_user.name)


@app.route("/headers")
def headers():
    response = make_response("done")
    response.headers[request.args["name"]] = "1"  # expect: header-injection
    response.headers["X-Name"] = "1"
    response.set_cookie("a", "1", domain=request.args["domain"], secure=True, httponly=True, samesite="Lax")  # expect: header-injection
    return response


class NameSchema(Schema):
    name = fields.Str()


@app.route("/schema", methods=["POST"])
def declared_names():
    given = NameSchema().load(request.get_json())
    for name, value in given.items():
        setattr(current_user, name, value)
    open(given["name"])  # expect: path-traversal
    for name, value in request.get_json().items():
        setattr(current_user, name, value)  # expect: mass-assignment
    return "done"


@app.route("/file")
def conditional():
    answer = Response(wrap_file(request.environ, open("/data/file", "rb")))
    return answer.make_conditional(request.environ, accept_ranges=True)


@app.route("/wrapped")
def wrapped():
    return Response.from_app(other_application, request.environ)


@app.route("/environment")
def environment():
    return request.environ["QUERY_STRING"]  # expect: cross-site-scripting


@app.route("/no-page")
def no_page():
    text = Markup(request.args["q"]).unescape()  # expect-wrong: markup-of-variable
    title = Markup(request.args["q"])  # expect: cross-site-scripting
    body = json.dumps({"q": request.args["q"]})
    return make_response((body, 200, {"Content-Type": "application/json", "X-Title": text + title}))


def by_default(page_kind):
    return "<p>" + page_kind


def by_prefix(language):
    return "<p>" + language  # expect: cross-site-scripting


class ByRule(View):
    def dispatch_request(self, name):
        return "<p>" + name  # expect: cross-site-scripting


app.add_url_rule("/new", view_func=by_default, defaults={"page_kind": "page"})
localized = Blueprint("localized", __name__, url_prefix="/<language>")
localized.add_url_rule("/start", view_func=by_prefix)
app.add_url_rule("/by-rule/<name>", view_func=ByRule.as_view("by_rule"))


@app.route("/rendered")
def rendered():
    return app.jinja_env.get_template("page.html").render(q=request.args["q"])

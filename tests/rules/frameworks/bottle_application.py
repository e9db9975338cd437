# profile: default
"""Bottle: its own request and response, routes by decorator and by call."""

import bottle
from bottle import (Bottle, HTTPResponse, abort, get, post, redirect, request, response, route,
                    static_file, template)

app = Bottle()


@route("/a/<name>/<number:int>/<slug:re:[a-z]+>/<rest:path>")
def by_decorator(name, number, slug, rest):
    open(name)  # expect: path-traversal
    open(number)
    open(slug)
    open(rest)  # expect: path-traversal
    return "<p>" + name  # expect: cross-site-scripting


@app.post("/b")
def by_application():
    open(request.query.q)  # expect: path-traversal
    open(request.query["q"])  # expect: path-traversal
    open(request.query.get("q"))  # expect: path-traversal
    open(request.query.getunicode("q"))  # expect: path-traversal
    open(request.forms.get("q"))  # expect: path-traversal
    open(request.forms.q)  # expect: path-traversal
    open(request.params["q"])  # expect: path-traversal
    open(request.GET["q"])  # expect: path-traversal
    open(request.POST["q"])  # expect: path-traversal
    open(request.json["q"])  # expect: path-traversal
    open(request.body.read())  # expect: path-traversal
    open(request.headers["X"])  # expect: path-traversal
    open(request.get_header("X"))  # expect: path-traversal
    open(request.get_cookie("x"))  # expect: path-traversal
    open(request.cookies["x"])  # expect: path-traversal
    open(request.query_string)  # expect: path-traversal
    open(request.path)  # expect: path-traversal
    open(request.url)  # expect: path-traversal
    open(request.fullpath)  # expect: path-traversal
    open(request.urlparts.query)  # expect: path-traversal
    open(request.environ["HTTP_X"])  # expect: path-traversal
    open(request.url_args["name"])  # expect: path-traversal
    open("/data/" + request.files.get("f").raw_filename)  # expect: path-traversal
    open("/data/" + request.files.get("f").filename)
    request.files["f"].save("/data/")
    open(request.files.f.file.read())  # expect: path-traversal
    open(bottle.request.query.q)  # expect: path-traversal
    open(request.method)
    open(request.remote_addr)
    return "<p>" + request.query.q  # expect: cross-site-scripting


def by_call(name):
    return "<p>" + name  # expect: cross-site-scripting


app.route("/c/<name>", "GET", by_call)


def by_keyword(name):
    return "<p>" + name  # expect: cross-site-scripting


bottle.route("/d/<name>", method=["GET", "POST"], callback=by_keyword)


@get("/answers")
def answers():
    q = request.query.q
    template("<p>" + q)  # expect: template-injection
    template("<p>{{q}}</p>", q=q)
    static_file(q, root="/data")
    static_file("a.txt", root=q)  # expect: path-traversal
    response.set_header("X-A", q)  # expect: header-injection
    response.headers["X-A"] = q  # expect: header-injection
    response.set_cookie("a", q, secure=True, httponly=True, samesite="lax")  # expect: header-injection
    HTTPResponse("<p>" + q)  # expect: cross-site-scripting
    if number:
        abort(404, "<p>" + q)
    redirect(q)  # expect: open-redirect


@post("/json")
def answer_dictionary():
    return {"q": request.query.q}


@app.error(404)
def missing(error):
    return "<p>nothing at " + request.path  # expect: cross-site-scripting


@app.hook("before_request")
def before():
    open(request.query.q)  # expect: path-traversal

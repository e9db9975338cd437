# profile: default
"""Sanic and Quart."""

import quart
from quart import Quart, request as quart_request
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import file, html, json, raw, redirect, text
from sanic.views import HTTPMethodView

app = Sanic("app")
blueprint = Blueprint("pages")


@app.get("/a/<name>/<number:int>/<slug:[a-z]+>")
async def by_decorator(request, name, number, slug):
    open(name)  # expect: path-traversal
    open(number)
    open(slug)
    open(request.args.get("q"))  # expect: path-traversal
    open(request.args["q"][0])  # expect: path-traversal
    open(request.get_args()["q"])  # expect: path-traversal
    open(request.query_args[0][1])  # expect: path-traversal
    open(request.form.get("q"))  # expect: path-traversal
    open(request.json["q"])  # expect: path-traversal
    open(request.body)  # expect: path-traversal
    open(request.headers["x"])  # expect: path-traversal
    open(request.cookies.get("x"))  # expect: path-traversal
    open(request.files.get("f").name)  # expect: path-traversal
    open(request.files["f"][0].body)  # expect: path-traversal
    open(request.path)  # expect: path-traversal
    open(request.url)  # expect: path-traversal
    open(request.query_string)  # expect: path-traversal
    open(request.match_info["name"])  # expect: path-traversal
    open(request.token)  # expect: path-traversal
    open(request.method)
    open(request.ip)
    return text("done")


@blueprint.route("/b")
async def answers(request: Request):
    q = request.args.get("q")
    html("<p>" + q)  # expect: cross-site-scripting
    text("<p>" + q)
    json({"q": q})
    raw(q, content_type="text/html")  # expect: cross-site-scripting
    redirect(q)  # expect: open-redirect
    redirect(app.url_for("answers", q=q))
    await file("/data/" + q)  # expect: path-traversal
    text("done", headers={"X-A": q})  # expect: header-injection


async def by_call(request, name):
    open(name)  # expect: path-traversal


app.add_route(by_call, "/c/<name>")


class Things(HTTPMethodView):
    async def get(self, request, name):
        open(name)  # expect: path-traversal
        open(request.args.get("q"))  # expect: path-traversal


@app.websocket("/d")
async def feed(request, ws):
    open(await ws.recv())  # expect: path-traversal
    async for message in ws:
        open(message)  # expect: path-traversal


@app.middleware("request")
async def before(request):
    request.ctx.folder = request.headers["x"]


@app.get("/e")
async def after(request):
    open(request.ctx.folder)  # expect: path-traversal
    return text("done")


pages = Quart(__name__)


@pages.route("/f/<name>")
async def page(name):
    open(name)  # expect: path-traversal
    open(quart_request.args["q"])  # expect: path-traversal
    open((await quart_request.form)["q"])  # expect: path-traversal
    open((await quart_request.get_json())["q"])  # expect: path-traversal
    open((await quart_request.files)["f"].filename)  # expect: path-traversal
    open(await quart_request.get_data())  # expect: path-traversal
    quart.redirect(quart_request.args["next"])  # expect: open-redirect
    await quart.send_file(quart_request.args["f"])  # expect: path-traversal
    return "<p>" + name  # expect: cross-site-scripting


@pages.websocket("/g")
async def sockets():
    open(await quart.websocket.receive())  # expect: path-traversal
    open(quart.websocket.args["q"])  # expect: path-traversal

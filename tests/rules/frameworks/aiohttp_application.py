# profile: default
"""aiohttp: handlers by route table, by call and as classes; its requests and answers."""

import aiohttp
from aiohttp import web
from aiohttp.web import Response
from aiohttp_session import get_session

routes = web.RouteTableDef()


@routes.get("/a/{name}")
async def by_table(request):
    open(request.match_info["name"])  # expect: path-traversal
    open(request.match_info.get("name", "x"))  # expect: path-traversal
    open(request.query["q"])  # expect: path-traversal
    open(request.query.get("q"))  # expect: path-traversal
    open(request.rel_url.query["q"])  # expect: path-traversal
    open(request.query_string)  # expect: path-traversal
    open(request.headers["X"])  # expect: path-traversal
    open(request.cookies["x"])  # expect: path-traversal
    open((await request.post())["x"])  # expect: path-traversal
    open((await request.json())["x"])  # expect: path-traversal
    open(await request.text())  # expect: path-traversal
    open(await request.read())  # expect: path-traversal
    open(await request.content.read())  # expect: path-traversal
    data = await request.post()
    open("/data/" + data["file"].filename)  # expect: path-traversal
    reader = await request.multipart()
    field = await reader.next()
    open("/data/" + field.filename)  # expect: path-traversal
    open(request.path)  # expect: path-traversal
    open(request.path_qs)  # expect: path-traversal
    open(request.host)  # expect: path-traversal
    open(request.method)
    open(request.app["folder"])
    return web.Response(text="done")


async def by_call(request):
    q = request.query["q"]
    web.Response(text="<p>" + q, content_type="text/html")  # expect: cross-site-scripting
    web.Response(body=b"<p>" + q.encode(), headers={"Content-Type": "text/html"})  # expect: cross-site-scripting
    Response(text="<p>" + q)
    web.Response(text=q, headers={"X-A": q})  # expect: header-injection
    web.json_response({"q": q})
    web.FileResponse("/data/" + q)  # expect: path-traversal
    response = web.Response(text="done")
    response.headers["X-A"] = q  # expect: header-injection
    response.set_cookie("a", q, secure=True, httponly=True, samesite="Lax")  # expect: header-injection
    location = request.app.router["page"].url_for(name=q)
    if q == "a":
        raise web.HTTPFound(location)
    raise web.HTTPFound(q)  # expect: open-redirect


async def another(request):
    raise web.HTTPSeeOther(location=request.query["next"])  # expect: open-redirect


class Things(web.View):
    async def get(self):
        open(self.request.query["q"])  # expect: path-traversal
        open(self.request.match_info["name"])  # expect: path-traversal
        return web.Response(text="done")

    async def post(self):
        open((await self.request.json())["q"])  # expect: path-traversal


async def named_otherwise(req):
    open(req.query["q"])  # expect: path-traversal


async def named_strangely(r):
    open(r.query["q"])  # expect: path-traversal


class Handlers:
    async def index(self, incoming):
        open(incoming.query["q"])  # expect: path-traversal


async def sockets(request):
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    async for message in socket:
        open(message.data)  # expect: path-traversal
    open(await socket.receive_str())  # expect: path-traversal
    open((await socket.receive_json())["x"])  # expect: path-traversal
    return socket


@web.middleware
async def middleware(request, handler):
    open(request.headers["x"])  # expect: path-traversal
    request["folder"] = request.headers["x-folder"]
    return await handler(request)


def make():
    app = web.Application(middlewares=[middleware])
    handlers = Handlers()
    app.add_routes(routes)
    app.add_routes([web.get("/b", by_call), web.post("/c", named_otherwise), web.get("/d", named_strangely)])
    app.router.add_get("/e", another)
    app.router.add_route("GET", "/f", handlers.index)
    app.router.add_view("/g/{name}", Things)
    web.run_app(app)

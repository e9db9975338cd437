# profile: default
"""Falcon: resources, requests, answers."""

import falcon
import falcon.asgi


class Things:
    def on_get(self, req, resp, name):
        open(name)  # expect: path-traversal
        open(req.get_param("q"))  # expect: path-traversal
        open(req.params["q"])  # expect: path-traversal
        open(req.get_param_as_list("q")[0])  # expect: path-traversal
        open(req.get_param_as_int("n"))
        open(req.get_param_as_uuid("n"))
        open(req.media["x"])  # expect: path-traversal
        open(req.get_media()["x"])  # expect: path-traversal
        open(req.stream.read())  # expect: path-traversal
        open(req.bounded_stream.read())  # expect: path-traversal
        open(req.get_header("X"))  # expect: path-traversal
        open(req.headers["X"])  # expect: path-traversal
        open(req.cookies["x"])  # expect: path-traversal
        open(req.get_cookie_values("x")[0])  # expect: path-traversal
        open(req.path)  # expect: path-traversal
        open(req.uri)  # expect: path-traversal
        open(req.query_string)  # expect: path-traversal
        open(req.relative_uri)  # expect: path-traversal
        open(req.host)  # expect: path-traversal
        open(req.method)
        open(req.remote_addr)

    def on_post(self, req, resp):
        q = req.get_param("q")
        resp.text = "<p>" + q
        resp.media = {"q": q}
        resp.set_header("X-A", q)  # expect: header-injection
        resp.append_header("X-A", q)  # expect: header-injection
        resp.set_cookie("a", q, secure=True, http_only=True, same_site="Lax")  # expect: header-injection
        resp.location = q  # expect: open-redirect
        resp.stream = open("/data/" + q, "rb")  # expect: path-traversal
        if q:
            raise falcon.HTTPFound(q)  # expect: open-redirect
        raise falcon.HTTPSeeOther(location=q)  # expect: open-redirect

    def on_put(self, req, resp):
        resp.content_type = falcon.MEDIA_HTML
        resp.text = "<p>" + req.get_param("q")  # expect: cross-site-scripting

    def on_patch(self, req, resp):
        resp.content_type = "text/html"
        resp.body = "<p>" + req.get_param("q")  # expect: cross-site-scripting

    async def on_get_all(self, req, resp, name):
        open(name)  # expect: path-traversal


class Middleware:
    def process_request(self, req, resp):
        req.context.folder = req.get_header("X")


class Later:
    def on_get(self, req, resp):
        open(req.context.folder)  # expect: path-traversal


def sink(req, resp, **kwargs):
    open(kwargs["name"])  # expect: path-traversal


app = falcon.App(middleware=[Middleware()])
app.add_route("/a/{name}", Things())
app.add_route("/a/{name}/all", Things(), suffix="all")
app.add_sink(sink, prefix="/b")

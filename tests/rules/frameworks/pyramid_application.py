# profile: default
"""Pyramid: views by decorator, by call and as classes."""

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPFound, HTTPMovedPermanently, HTTPSeeOther
from pyramid.renderers import render_to_response
from pyramid.response import FileResponse, Response
from pyramid.view import notfound_view_config, view_config, view_defaults


@view_config(route_name="a", renderer="json")
def by_decorator(request):
    open(request.params["q"])  # expect: path-traversal
    open(request.params.get("q"))  # expect: path-traversal
    open(request.GET["q"])  # expect: path-traversal
    open(request.POST["q"])  # expect: path-traversal
    open(request.matchdict["name"])  # expect: path-traversal
    open(request.json_body["q"])  # expect: path-traversal
    open(request.json["q"])  # expect: path-traversal
    open(request.body)  # expect: path-traversal
    open(request.text)  # expect: path-traversal
    open(request.headers["X"])  # expect: path-traversal
    open(request.cookies["x"])  # expect: path-traversal
    open(request.path)  # expect: path-traversal
    open(request.path_info)  # expect: path-traversal
    open(request.url)  # expect: path-traversal
    open(request.query_string)  # expect: path-traversal
    open(request.subpath[0])  # expect: path-traversal
    open(request.traverse[0])  # expect: path-traversal
    open("/data/" + request.POST["f"].filename)  # expect: path-traversal
    open(request.POST["f"].file.read())  # expect: path-traversal
    open(request.method)
    open(request.registry.settings["folder"])
    return {}


def by_call(request):
    q = request.params["q"]
    Response("<p>" + q)  # expect: cross-site-scripting
    Response(text="<p>" + q)  # expect: cross-site-scripting
    Response(q, content_type="text/plain")
    Response(json_body={"q": q})
    HTTPFound(q)  # expect: open-redirect
    HTTPFound(location=q)  # expect: open-redirect
    HTTPSeeOther(location=request.route_url("a", name=q))
    HTTPFound(location=request.route_path("a") + "?q=" + q)
    FileResponse("/data/" + q)  # expect: path-traversal
    render_to_response("a.pt", {"q": q}, request=request)
    response = request.response
    response.headers["X-A"] = q  # expect: header-injection
    response.text = "<p>" + q  # expect: cross-site-scripting
    response.set_cookie("a", q, secure=True, httponly=True, samesite="Lax")  # expect: header-injection
    raise HTTPMovedPermanently(location=q)  # expect: open-redirect


def with_context(context, request):
    open(request.params["q"])  # expect: path-traversal
    return Response("<p>" + request.params["q"])  # expect: cross-site-scripting


@view_defaults(route_name="b")
class Things:
    def __init__(self, request):
        self.request = request

    @view_config(request_method="GET")
    def get(self):
        open(self.request.params["q"])  # expect: path-traversal
        open(self.request.matchdict["name"])  # expect: path-traversal
        return Response("<p>" + self.request.params["q"])  # expect: cross-site-scripting


@notfound_view_config()
def missing(request):
    return Response("<p>nothing at " + request.path, status=404)  # expect: cross-site-scripting


def main(settings):
    with Configurator(settings=settings) as config:
        config.add_route("c", "/c/{name}")
        config.add_view(by_call, route_name="c")
        config.add_view(view=with_context, route_name="d")
        return config.make_wsgi_app()

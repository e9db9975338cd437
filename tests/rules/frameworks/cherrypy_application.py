# profile: default
"""CherryPy, web.py, web2py and Twisted."""

import cherrypy
import klein
import web
from cherrypy.lib.static import serve_file
from twisted.web import resource, server, static
from twisted.web.resource import Resource
from twisted.web.util import redirectTo


class Root:
    @cherrypy.expose
    def index(self, name, number="1", **kwargs):
        open(name)  # expect: path-traversal
        open(number)  # expect: path-traversal
        open(kwargs["q"])  # expect: path-traversal
        open(cherrypy.request.params["q"])  # expect: path-traversal
        open(cherrypy.request.headers["X"])  # expect: path-traversal
        open(cherrypy.request.json["q"])  # expect: path-traversal
        open(cherrypy.request.body.read())  # expect: path-traversal
        open(cherrypy.request.cookie["x"].value)  # expect: path-traversal
        open(cherrypy.request.query_string)  # expect: path-traversal
        open(cherrypy.request.path_info)  # expect: path-traversal
        open(cherrypy.url())  # expect: path-traversal
        cherrypy.response.headers["X-A"] = name  # expect: header-injection
        return "<p>" + name  # expect: cross-site-scripting

    def old(self, name):
        return "<p>" + name  # expect: cross-site-scripting

    old.exposed = True

    @cherrypy.expose
    @cherrypy.tools.json_out()
    def data(self, name):
        return {"name": name}

    @cherrypy.expose
    def other(self, name):
        serve_file("/data/" + name)  # expect: path-traversal
        raise cherrypy.HTTPRedirect(name)  # expect: open-redirect

    def hidden(self, name):
        open(name)

    @cherrypy.expose
    def upload(self, upload):
        open("/data/" + upload.filename)  # expect: path-traversal
        open(upload.file.read())  # expect: path-traversal


@cherrypy.expose
class Service:
    def GET(self, name):
        return "<p>" + name  # expect: cross-site-scripting

    def POST(self, name):
        open(name)  # expect: path-traversal


cherrypy.quickstart(Root())


# web.py

urls = ("/a/(.*)", "Page", "/b", "Other")


class Page:
    def GET(self, name):
        open(name)  # expect: path-traversal
        open(web.input().q)  # expect: path-traversal
        open(web.input(q="x")["q"])  # expect: path-traversal
        open(web.data())  # expect: path-traversal
        open(web.cookies().get("x"))  # expect: path-traversal
        open(web.ctx.env["HTTP_X"])  # expect: path-traversal
        open(web.ctx.query)  # expect: path-traversal
        web.header("X-A", web.input().q)  # expect: header-injection
        return "<p>" + name  # expect: cross-site-scripting

    def POST(self, name):
        raise web.seeother(web.input().next)  # expect: open-redirect


# Twisted

class Thing(Resource):
    isLeaf = True

    def render_GET(self, request):
        open(request.args[b"q"][0])  # expect: path-traversal
        open(request.getHeader("x"))  # expect: path-traversal
        open(request.content.read())  # expect: path-traversal
        open(request.path)  # expect: path-traversal
        open(request.uri)  # expect: path-traversal
        open(request.postpath[0])  # expect: path-traversal
        open(request.getCookie(b"x"))  # expect: path-traversal
        request.setHeader("x", request.args["q"][0])  # expect: header-injection
        request.write(b"<p>" + request.args[b"q"][0])  # expect: cross-site-scripting
        request.redirect(request.args[b"q"][0])  # expect: open-redirect
        redirectTo(request.args[b"q"][0], request)  # expect: open-redirect
        return b"<p>" + request.args[b"q"][0]  # expect: cross-site-scripting

    def getChild(self, path, request):
        open("/data/" + path.decode())  # expect: path-traversal
        return static.File("/data/" + path.decode())  # expect: path-traversal


app = klein.Klein()


@app.route("/c/<name>")
def by_klein(request, name):
    open(name)  # expect: path-traversal
    open(request.args[b"q"][0])  # expect: path-traversal
    return "<p>" + name  # expect: cross-site-scripting

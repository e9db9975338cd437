# profile: default
"""Tornado: arguments, path arguments, what handlers write."""

import tornado.escape
import tornado.web
import tornado.websocket
from tornado.httputil import url_concat
from tornado.web import RequestHandler, StaticFileHandler


class Page(tornado.web.RequestHandler):
    def prepare(self):
        open(self.request.headers["X"])  # expect: path-traversal

    def get(self, name, number=None):
        open(name)  # expect: path-traversal
        open(self.get_argument("q"))  # expect: path-traversal
        open(self.get_arguments("q")[0])  # expect: path-traversal
        open(self.get_query_argument("q", ""))  # expect: path-traversal
        open(self.get_body_argument("q"))  # expect: path-traversal
        open(self.request.arguments["q"][0])  # expect: path-traversal
        open(self.request.query_arguments["q"][0])  # expect: path-traversal
        open(self.request.body)  # expect: path-traversal
        open(tornado.escape.json_decode(self.request.body)["x"])  # expect: path-traversal
        open(self.request.uri)  # expect: path-traversal
        open(self.request.path)  # expect: path-traversal
        open(self.request.query)  # expect: path-traversal
        open(self.request.host)  # expect: path-traversal
        open(self.request.full_url())  # expect: path-traversal
        open(self.request.headers.get("X"))  # expect: path-traversal
        open(self.request.cookies["x"].value)  # expect: path-traversal
        open(self.get_cookie("x"))  # expect: path-traversal
        open("/data/" + self.request.files["f"][0]["filename"])  # expect: path-traversal
        open("/data/" + self.request.files["f"][0].filename)  # expect: path-traversal
        open(self.path_args[0])  # expect: path-traversal
        open(self.path_kwargs["name"])  # expect: path-traversal
        open(self.request.remote_ip)
        open(self.request.method)
        open(self.get_secure_cookie("x"))
        open(self.current_user)
        open(self.settings["folder"])

    def post(self):
        q = self.get_argument("q")
        self.write("<p>" + q)  # expect: cross-site-scripting
        self.write({"q": q})
        self.write(tornado.escape.xhtml_escape(q))
        self.finish("<p>" + q)  # expect: cross-site-scripting
        self.render("a.html", q=q)
        self.render("/data/" + q)  # expect: path-traversal
        self.render_string("a.html", q=q)
        self.redirect(q)  # expect: open-redirect
        self.redirect(self.reverse_url("page", q))
        self.redirect("/a?q=" + q)
        self.set_header("X-A", q)  # expect: header-injection
        self.add_header("X-A", q)  # expect: header-injection
        self.set_cookie("a", q, secure=True, httponly=True, samesite="Lax")  # expect: header-injection
        self.set_secure_cookie("a", q, secure=True, httponly=True, samesite="Lax")
        tornado.template.Template("<p>" + q)  # expect: template-injection

    async def put(self, name):
        open(name)  # expect: path-traversal


class JsonPage(RequestHandler):
    def get(self):
        self.set_header("Content-Type", "application/json")
        self.write("{\"q\": \"" + self.get_argument("q") + "\"}")


class Base(tornado.web.RequestHandler):
    @property
    def name(self):
        return self.get_argument("name")


class Derived(Base):
    def get(self):
        open(self.name)  # expect: path-traversal
        self.write("<p>" + self.name)  # expect: cross-site-scripting


class Data(tornado.web.RequestHandler):
    def set_default_headers(self):
        self.set_header("Content-Type", "application/json")

    def get(self):
        self.write(self.get_argument("q"))


class Ended(tornado.web.RequestHandler):
    def finish(self, *arguments, **options):
        self.set_header("Content-Type", options.pop("content_type", "application/json"))
        return super().finish(*arguments, **options)

    def get(self):
        self.write(self.get_argument("q"))


class Styled(tornado.web.RequestHandler):
    def set_default_headers(self):
        self.set_header("X-Style", "plain")

    def get(self):
        self.write(self.get_argument("q"))  # expect: cross-site-scripting


class Socket(tornado.websocket.WebSocketHandler):
    def open(self, name):
        self.stream.set_nodelay(True)

    def on_message(self, message):
        eval(message)  # expect: code-injection
        self.write_message("<p>" + message)


app = tornado.web.Application([
    (r"/a/(.*)/(\d+)", Page),
    (r"/b", Derived),
    (r"/static/(.*)", StaticFileHandler, {"path": "/static"}),
])


class Sorted(tornado.web.RequestHandler):
    def get(self):
        column = self.get_argument("column")

        def key(row):
            return getattr(row, column)  # expect: unsafe-reflection

        def fixed(row):
            return getattr(row, "name")

        self.render("rows.html", rows=sorted(self.rows, key=key), others=sorted(self.rows, key=fixed))


class Concatenated(tornado.web.RequestHandler):
    def get(self):
        self.redirect(url_concat(self.settings["home"], {"next": self.get_argument("next")}))
        self.redirect(url_concat(self.get_argument("next"), {"a": 1}))  # expect: open-redirect


class Prepared(tornado.web.RequestHandler):
    def prepare(self):
        self.name = self.get_argument("name")
        self.number = int(self.get_argument("number"))

    def get(self):
        self.write("<p>" + self.name)  # expect: cross-site-scripting
        self.write("<p>%s" % self.number)

# profile: default
"""What requests bring, in parts of frameworks that few applications use."""

import os

import flask_admin
import gradio
import tg
import tornado.web
import tornado.websocket
from aiohttp import web
from django import forms
from django.http import HttpResponse
from flask import Flask, redirect, request
from flask_appbuilder import BaseView, expose
from twisted.web.resource import Resource
from wtforms.fields.simple import HiddenField
from wtforms.form import Form as WebForm

app = Flask(__name__)


@app.route("/headers")
def of_flask():
    os.system(request.mimetype_params["charset"])  # expect: command-injection
    os.system(request.content_encoding)  # expect: command-injection
    os.system(request.accept_languages.best_match(["de", "en"]))
    os.system(request.accept_mimetypes.best)  # expect: command-injection
    os.system(request.if_none_match.to_header())  # expect: command-injection
    return "done"


@app.route("/parsed")
def parsed_into_numbers():
    os.system("z %s" % request.accept_mimetypes.accept_html)
    os.system("y %s" % request.accept_mimetypes.quality("text/html"))
    os.system("x %s" % request.accept_charsets.find("utf-8"))
    os.system("w %s" % request.if_none_match.star_tag)
    os.system("v %s" % request.if_match.contains("a"))
    os.system(f"u {request.cache_control.no_store}")
    return "<p>%s</p>" % request.cache_control.max_age


class Pages(flask_admin.BaseView):
    @flask_admin.expose("/page/<name>")
    def page(self, name):
        os.system(name)  # expect: command-injection
        return "done"


class Built(BaseView):
    @expose("/built/<string:name>")
    def built(self, name):
        os.system(name)  # expect: command-injection
        return "done"


class Upload(tornado.web.RequestHandler):
    def data_received(self, chunk):
        os.system(chunk)  # expect: command-injection

    def get(self):
        os.system(self.cookies["name"].value)  # expect: command-injection
        os.system(self.request.host_name)  # expect: command-injection


class Socket(tornado.websocket.WebSocketHandler):
    def check_origin(self, origin):
        os.system(origin)  # expect: command-injection
        return False


class SongForm(forms.Form):
    title = forms.CharField()

    def clean(self):
        cleaned = super().clean()
        os.system(cleaned["title"])  # expect: command-injection
        return cleaned


def of_django(request):
    response = HttpResponse("done")
    response.setdefault("X-Title", request.GET["title"])  # expect: header-injection
    return response


class Page(web.View):
    async def post(self):
        body = await self.request.read()
        return web.Response(body=b"Hello " + body, content_type="text/html")  # expect: cross-site-scripting


class Twisted(Resource):
    def render_GET(self, request):
        os.system(request.getUser())  # expect: command-injection
        os.system(request.received_cookies[b"name"])  # expect: command-injection
        os.system(request.requestHeaders.getRawHeaders("name")[0])  # expect: command-injection
        return b"done"


class Flag(Resource):
    def getChild(self, path, request):
        request.country = path
        request.shown = "de"
        return self

    def render(self, request):
        with open(request.country, "rb") as file:  # expect: path-traversal
            file.read()
        with open(request.shown, "rb") as file:
            return file.read()


class Tenants:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.tenant = request.GET["tenant"]
        request.number = int(request.GET["number"])
        return self.get_response(request)


def of_a_tenant(request):
    os.system("list " + request.tenant)  # expect: command-injection
    os.system("list %s" % request.number)
    return HttpResponse("done")


class LoginForm(WebForm):
    next = HiddenField(filters=[lambda text: text if text.startswith("/") else "/"])


@app.route("/login")
def log_in():
    form = LoginForm()
    return redirect(form.next.data)  # expect: open-redirect


class Root(tg.TGController):
    @tg.expose()
    def index(self, name):
        os.system(name)  # expect: command-injection
        os.system(tg.request.params["name"])  # expect: command-injection
        return "Hello " + name  # expect: cross-site-scripting


with gradio.Blocks() as page:
    text = gradio.Textbox()
    button = gradio.Button()

    @button.click(inputs=[text])
    def by_click(name):
        os.system(name)  # expect: command-injection

    @gradio.on(button.click, inputs=[text])
    def by_event(name):
        os.system(name)  # expect: command-injection

    def by_name(name):
        os.system(name)  # expect: command-injection

    gradio.on([button.click, text.submit], by_name, text)

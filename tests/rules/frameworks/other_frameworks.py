# profile: default
"""Litestar, BlackSheep, Robyn, Responder, Connexion, hug, and what widgets bring."""

import blacksheep
import connexion
import dash
import gradio as gr
import hug
import responder
import streamlit as st
from blacksheep import Application, Request, redirect
from blacksheep.server.responses import html
from dash import Dash, Input, Output, State, callback, dcc
from litestar import Controller, Litestar, MediaType, get, post
from litestar.params import Parameter
from litestar.response import File, Redirect, Template
from pydantic import BaseModel
from robyn import Robyn


class Item(BaseModel):
    name: str
    count: int


@get("/a/{name:str}/{number:int}")
async def by_litestar(name: str, number: int, q: str | None = None,
                      token: str = Parameter(header="X-TOKEN")) -> dict:
    open(name)  # expect: path-traversal
    open(number)
    open(q)  # expect: path-traversal
    open(token)  # expect: path-traversal
    return {}


@get("/b", media_type=MediaType.HTML)
async def page(q: str) -> str:
    return "<p>" + q  # expect: cross-site-scripting


@get("/c", media_type=MediaType.TEXT)
async def plain(q: str) -> str:
    return "<p>" + q


class Items(Controller):
    path = "/items"

    @post()
    async def create(self, data: Item) -> Item:
        open(data.name)  # expect: path-traversal
        open(data.count)
        return data

    @get("/{name:str}")
    async def show(self, name: str) -> Redirect:
        File(path="/data/" + name)  # expect: path-traversal
        return Redirect(path=name)  # expect: open-redirect


litestar = Litestar(route_handlers=[by_litestar, page, Items])


black = Application()


@black.router.get("/a/{name}")
def by_black(name: str, number: int):
    open(name)  # expect: path-traversal
    open(number)
    return html("<p>" + name)  # expect: cross-site-scripting


@blacksheep.post("/b")
async def by_request(request: Request):
    open((await request.json())["x"])  # expect: path-traversal
    open((await request.form())["x"])  # expect: path-traversal
    open(request.query["q"])  # expect: path-traversal
    open(request.route_values["name"])  # expect: path-traversal
    open(request.get_first_header(b"x"))  # expect: path-traversal
    return redirect(request.query["next"][0])  # expect: open-redirect


robyn = Robyn(__file__)


@robyn.get("/a/:name")
async def by_robyn(request):
    open(request.path_params["name"])  # expect: path-traversal
    open(request.query_params.get("q"))  # expect: path-traversal
    open(request.body)  # expect: path-traversal
    return "done"


api = responder.API()


@api.route("/a/{name}")
async def by_responder(req, resp, *, name):
    open(name)  # expect: path-traversal
    open(req.params["q"])  # expect: path-traversal
    open((await req.media())["x"])  # expect: path-traversal
    resp.html = "<p>" + name  # expect: cross-site-scripting
    resp.text = "<p>" + name


@hug.get("/a")
def by_hug(name: hug.types.text, number: hug.types.number = 1):
    open(name)  # expect: path-traversal
    return {"name": name}


@hug.post(output=hug.output_format.html)
def by_hug_post(body):
    open(body["x"])  # expect: path-traversal
    return "<p>" + body["x"]  # expect: cross-site-scripting


def by_connexion(name):
    open(connexion.request.args["q"])  # expect: path-traversal
    return {}


# Widgets.

open(st.text_input("name"))  # expect: path-traversal
open(st.sidebar.text_area("name"))  # expect: path-traversal
open(st.query_params["q"])  # expect: path-traversal
open("/data/" + st.file_uploader("file").name)  # expect: path-traversal
open(st.number_input("number"))
open(st.selectbox("kind", ["a", "b"]))
st.markdown("<p>" + st.text_input("name"), unsafe_allow_html=True)  # expect: cross-site-scripting
st.write(st.text_input("name"))

app = Dash(__name__)


@app.callback(Output("out", "children"), Input("name", "value"), State("other", "value"))
def update(name, other):
    open(name)  # expect: path-traversal
    open(other)  # expect: path-traversal
    return dcc.Markdown(name, dangerously_allow_html=True)  # expect: cross-site-scripting


@callback(Output("out", "children"), Input("name", "value"))
def update_more(name):
    open(name)  # expect: path-traversal


def read(name):
    return open(name).read()  # expect: path-traversal


def chat(message, history):
    return open(message).read()  # expect: path-traversal


gr.Interface(fn=read, inputs="text", outputs="text")
gr.ChatInterface(chat)

with gr.Blocks() as blocks:
    box = gr.Textbox()
    button = gr.Button()

    def clicked(name):
        open(name)  # expect: path-traversal

    button.click(fn=clicked, inputs=box)

# profile: default
"""FastAPI and Starlette: parameters by signature, models, dependencies, answers."""

import enum
import os
from collections import namedtuple
from dataclasses import dataclass
from typing import Annotated, List, Literal, Optional, Union
from uuid import UUID

from fastapi import (APIRouter, BackgroundTasks, Body, Cookie, Depends, FastAPI, File, Form, Header,
                     HTTPException, Path, Query, Request, Response, UploadFile, WebSocket)
from fastapi.responses import (FileResponse, HTMLResponse, JSONResponse, PlainTextResponse,
                               RedirectResponse, StreamingResponse)
from pydantic import BaseModel, Field, PositiveInt
from sqlalchemy import text
from sqlalchemy.orm import Session
from starlette.applications import Starlette
from starlette.endpoints import HTTPEndpoint, WebSocketEndpoint
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

app = FastAPI()
router = APIRouter(prefix="/api")


class Color(str, enum.Enum):
    red = "red"
    blue = "blue"


class Address(BaseModel):
    street: str
    number: int


class Item(BaseModel):
    name: str
    count: int = 1
    price: float | None = None
    color: Color = Color.red
    kind: Literal["a", "b"] = "a"
    size: PositiveInt = 1
    tags: List[str] = []
    numbers: list[int] = Field(default_factory=list)
    address: Optional[Address] = None

    def folder(self):
        return "/data/" + self.name


class BigItem(Item):
    note: str = ""


@app.get("/a/{name}/{number}/{file:path}")
async def by_signature(name: str, number: int, file: str, q: Optional[str] = None, page: int | None = None,
                       key: UUID = None, color: Color = Color.red, kind: Literal["x", "y"] = "x",
                       names: list[str] = Query([]), numbers: List[int] = Query([])):
    open(name)  # expect: path-traversal
    open(number)
    open(file)  # expect: path-traversal
    open(q)  # expect: path-traversal
    open(page)
    open(key)
    open(color)
    open("/data/" + color.value)
    open(kind)
    open(names[0])  # expect: path-traversal
    open(numbers[0])
    for number in numbers:
        open(number)
    return {"name": name}


@app.post("/items")
def by_model(item: Item, more: List[Item], other: BigItem):
    open(item.name)  # expect: path-traversal
    open(item.count)
    open(item.price)
    open(item.color)
    open(item.kind)
    open(item.size)
    open(item.tags[0])  # expect: path-traversal
    open(item.numbers[0])
    open(item.address.street)  # expect: path-traversal
    open(item.address.number)
    open(item.folder())  # expect: path-traversal
    open(item.dict()["name"])  # expect: path-traversal
    open(item.model_dump()["name"])  # expect: path-traversal
    open(other.note)  # expect: path-traversal
    open(other.name)  # expect: path-traversal
    open(other.count)
    for one in more:
        open(one.name)  # expect: path-traversal
        open(one.count)
    return item


@router.post("/parts")
async def by_parts(user: str = Form(...), agent: str = Header(None), session_id: str = Cookie(None),
                   body: dict = Body(...), age: int = Form(0), data: bytes = File(...),
                   annotated: Annotated[str, Query(max_length=50)] = "",
                   number: Annotated[int, Path(gt=0)] = 1):
    open(user)  # expect: path-traversal
    open(agent)  # expect: path-traversal
    open(session_id)  # expect: path-traversal
    open(body["x"])  # expect: path-traversal
    open(age)
    open(data)  # expect: path-traversal
    open(annotated)  # expect: path-traversal
    open(number)


@app.post("/upload")
async def upload(file: UploadFile, files: list[UploadFile] = File(...), old: UploadFile = File(...)):
    open("/data/" + file.filename)  # expect: path-traversal
    open(await file.read())  # expect: path-traversal
    open("/data/" + old.filename)  # expect: path-traversal
    for one in files:
        open("/data/" + one.filename)  # expect: path-traversal


@app.get("/request")
async def by_request(request: Request, db: Session = Depends(lambda: None)):
    open(request.query_params["q"])  # expect: path-traversal
    open(request.query_params.get("q"))  # expect: path-traversal
    open(request.path_params["q"])  # expect: path-traversal
    open(request.headers["x"])  # expect: path-traversal
    open(request.cookies.get("x"))  # expect: path-traversal
    open((await request.json())["x"])  # expect: path-traversal
    open((await request.form())["x"])  # expect: path-traversal
    open(await request.body())  # expect: path-traversal
    async for chunk in request.stream():
        open(chunk)  # expect: path-traversal
    async with request.form() as form:
        open(form["x"])  # expect: path-traversal
    open(str(request.url))  # expect: path-traversal
    open(request.url.path)  # expect: path-traversal
    open(request.method)
    open(request.client.host)
    open(request.app.state.folder)
    db.execute(text("select * from t where a = '" + request.query_params["q"] + "'"))  # expect: sql-injection
    db.execute(text("select * from t where a = :q"), {"q": request.query_params["q"]})


# Dependencies.

def page_of(q: str = "", skip: int = 0):
    return {"q": q, "skip": skip}


async def token_of(token: str = Header(...)):
    open(token)  # expect: path-traversal
    return token


def deeper(page: dict = Depends(page_of)):
    return page["q"]


def connection():
    made = object()
    yield made


class Paging:
    def __init__(self, q: str = "", limit: int = 10):
        self.q = q
        self.limit = limit


@dataclass
class Filter:
    name: str
    number: int


@app.get("/depends")
def with_dependencies(page: dict = Depends(page_of), token: str = Depends(token_of), q: str = Depends(deeper),
                      made=Depends(connection), paging: Paging = Depends(), other: Paging = Depends(Paging),
                      given: Annotated[str, Depends(token_of)] = "", filter: Filter = Depends()):
    open(page["q"])  # expect: path-traversal
    open(page["skip"])
    open(token)  # expect: path-traversal
    open(q)  # expect: path-traversal
    open(made)
    open(paging.q)  # expect: path-traversal
    open(paging.limit)
    open(other.q)  # expect: path-traversal
    open(given)  # expect: path-traversal
    open(filter.name)  # expect: path-traversal
    open(filter.number)


# Answers.

@app.get("/page", response_class=HTMLResponse)
def page(q: str):
    return "<p>" + q  # expect: cross-site-scripting


@app.get("/text", response_class=PlainTextResponse)
def plain(q: str):
    return "<p>" + q


@app.get("/json")
def json(q: str):
    return "<p>" + q


@app.get("/answers")
def answers(q: str, response: Response):
    HTMLResponse("<p>" + q)  # expect: cross-site-scripting
    HTMLResponse(content="<p>" + q, status_code=200)  # expect: cross-site-scripting
    Response("<p>" + q)
    Response("<p>" + q, media_type="text/html")  # expect: cross-site-scripting
    Response("<p>" + q, 200, {}, "text/html")  # expect: cross-site-scripting
    Response("<p>" + q, headers={"Content-Type": "text/html"})  # expect: cross-site-scripting
    PlainTextResponse(q)
    JSONResponse({"q": q})
    StreamingResponse(iter(["<p>" + q]), media_type="text/html")  # expect: cross-site-scripting
    RedirectResponse(q)  # expect: open-redirect
    RedirectResponse(url=q, status_code=303)  # expect: open-redirect
    RedirectResponse(app.url_path_for("page") + "?q=" + q)
    RedirectResponse("/a?q=" + q)
    FileResponse(q)  # expect: path-traversal
    FileResponse("/data/" + q, filename="a")  # expect: path-traversal
    response.headers["X-A"] = q  # expect: header-injection
    response.set_cookie("a", q, secure=True, httponly=True, samesite="lax")  # expect: header-injection
    JSONResponse({}, headers={"X-A": q})  # expect: header-injection
    raise HTTPException(status_code=400, detail=q)


# Web sockets.

@app.websocket("/socket/{room}")
async def socket(websocket: WebSocket, room: str):
    await websocket.accept()
    open(room)  # expect: path-traversal
    open(await websocket.receive_text())  # expect: path-traversal
    open((await websocket.receive_json())["x"])  # expect: path-traversal
    async for message in websocket.iter_text():
        open(message)  # expect: path-traversal
    open(websocket.query_params["q"])  # expect: path-traversal
    open(websocket.cookies["q"])  # expect: path-traversal


# Registered by a call.

def by_call(name: str):
    open(name)  # expect: path-traversal


app.add_api_route("/c/{name}", by_call, methods=["GET"])


async def socket_by_call(websocket, name: str):
    open(name)  # expect: path-traversal


app.add_api_websocket_route("/d/{name}", endpoint=socket_by_call)


async def endpoint(request):
    open(request.query_params["q"])  # expect: path-traversal
    open(request.path_params["name"])  # expect: path-traversal
    return HTMLResponse("<p>" + request.path_params["name"])  # expect: cross-site-scripting


class Things(HTTPEndpoint):
    async def get(self, request):
        open(request.query_params["q"])  # expect: path-traversal
        return PlainTextResponse("done")


class Sockets(WebSocketEndpoint):
    encoding = "text"

    async def on_receive(self, websocket, data):
        open(data)  # expect: path-traversal


class Middleware(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        open(request.headers["x"])  # expect: path-traversal
        request.state.folder = request.headers["x-folder"]
        return await call_next(request)


async def after_middleware(request):
    open(request.state.folder)  # expect: path-traversal


@app.middleware("http")
async def middleware(request: Request, call_next):
    open(request.headers["x"])  # expect: path-traversal
    return await call_next(request)


@app.exception_handler(404)
async def missing(request: Request, error):
    return HTMLResponse("<p>nothing at " + request.url.path, status_code=404)  # expect: cross-site-scripting


starlette = Starlette(routes=[Route("/e/{name}", endpoint), Route("/f", Things)])


class Own(FastAPI):
    def __init__(self, **settings):
        self.folder = "/srv"
        super().__init__(**settings, docs_url=None)

    @staticmethod
    def create():
        made = Own()

        @made.get("/files/{name:path}")
        async def file(name: str):
            return FileResponse(name)  # expect: path-traversal

        @made.get("/numbers/{number}")
        async def numbered(number: int):
            return FileResponse(f"/srv/{number}")

        return made


class Service:
    def __init__(self):
        self.app = FastAPI()
        self.add_routes()

    def add_routes(self):
        @self.app.get("/files/{name:path}")
        async def file(name: str):
            open(name)  # expect: path-traversal

        def helper(name):
            open(name)

        helper("/srv/a.txt")


def create_app():
    made = FastAPI()

    @made.get("/files/{name:path}")
    async def file(name: str):
        return FileResponse(name)  # expect: path-traversal

    return made


# What a parameter is stands at a name of its own.

def sheet_of(request: Request):
    return request.query_params["page"]


def shelf_of(request: Request):
    return request.app.state.store


PageOf = Annotated[str, Depends(sheet_of)]
StoreOf = Annotated[object, Depends(shelf_of)]
QueryOf = Annotated[str, Query()]


@app.get("/other/names")
async def by_other_names(page: PageOf, store: StoreOf, q: QueryOf):
    open(page)  # expect: path-traversal
    open(store.folder)
    open(store)
    open(q)  # expect: path-traversal


Point = namedtuple("Point", "name size")


@app.post("/point")
async def with_named_tuple(point: Point):
    open(point.name)  # expect: path-traversal


class Kept(StaticFiles):
    def lookup_path(self, path):
        full = os.path.join("/srv/kept", path)
        return full, os.stat(full)  # expect: path-traversal


class Order(BaseModel):
    name: str
    size: int


class LargeOrder(Order):
    note: str


# What is called as a framework's own request is a model of what a client sends.
@app.post("/order")
async def called_request(request: LargeOrder, raw_request: Request):
    open(request.name)  # expect: path-traversal
    open(request.note)  # expect: path-traversal
    open(str(request.size))
    open(raw_request.app.state.folder)

"""Applications that show what is inside of them."""

import bottle
from fastapi import FastAPI
from quart import Quart
from sanic import Sanic
from starlette.applications import Starlette
from werkzeug.debug import DebuggedApplication


def bad():
    return FastAPI(debug=True)  # expect: framework-debug


def good(settings):
    return FastAPI(debug=settings.debug)


def each_way(routes, app):
    Starlette(debug=True, routes=routes)  # expect: framework-debug
    DebuggedApplication(app, evalex=True)  # expect: framework-debug
    DebuggedApplication(app, True)  # expect: framework-debug
    Starlette(routes=routes)
    FastAPI(debug=False)
    DebuggedApplication(app, evalex=False)


def of_servers():
    app = Sanic("app")
    app.run(debug=True)  # expect: framework-debug
    page = Quart("page")
    page.run(debug=False)
    bottle.run(host="localhost", debug=True)  # expect: framework-debug
    bottle.debug(True)  # expect: framework-debug
    bottle.debug(False)

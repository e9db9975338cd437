# profile: default
"""Clients that request what a request names, beside the well-known ones."""

import asyncio

import aiohttp_retry
import httpx
import libtaxii.clients
import requests_toolbelt.sessions
import scrapy
import tornado.websocket
import urllib3
from flask import Flask, request
from starlette.testclient import TestClient

app = Flask(__name__)


@app.route("/clients")
async def clients():
    url = request.args["url"]
    requests_toolbelt.sessions.BaseUrlSession(base_url=url)  # expect: server-side-request-forgery
    httpx.Client().send(httpx.Request("GET", url))  # expect: server-side-request-forgery
    pool = urllib3.proxy_from_url("http://proxy.example")
    pool.request("GET", url)  # expect: server-side-request-forgery
    client = libtaxii.clients.HttpClient()
    client.callTaxiiService(url, "/", None, None)  # expect: server-side-request-forgery
    scrapy.Request(url)  # expect: server-side-request-forgery
    scrapy.FormRequest(url="https://example.com/", formdata={"url": url})
    await tornado.websocket.websocket_connect(url)  # expect: server-side-request-forgery
    await asyncio.get_event_loop().create_connection(None, url, 80)  # expect: server-side-request-forgery
    TestClient(app).get("/songs/" + request.args["song"])
    await aiohttp_retry.RetryClient().get(url)  # expect: server-side-request-forgery
    return "done"

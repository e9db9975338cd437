# profile: default
"""Servers of the standard library, plain WSGI and ASGI, sockets, remote procedure calls."""

import asyncio
import cgi
import html
import socket
import socketserver
from http.server import BaseHTTPRequestHandler, HTTPServer, SimpleHTTPRequestHandler
from urllib.parse import parse_qs, parse_qsl, unquote, urlparse, urlsplit
from wsgiref.simple_server import make_server
from wsgiref.util import request_uri
from xmlrpc.server import SimpleXMLRPCServer

import rpyc
import websockets
import zmq
from jsonrpcserver import method


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        open(self.path)  # expect: path-traversal
        open(parse_qs(urlparse(self.path).query)["q"][0])  # expect: path-traversal
        open(dict(parse_qsl(urlsplit(self.path).query))["q"])  # expect: path-traversal
        open(unquote(self.path[1:]))  # expect: path-traversal
        open(self.headers["X"])  # expect: path-traversal
        open(self.headers.get("X"))  # expect: path-traversal
        open(self.requestline)  # expect: path-traversal
        open(self.client_address[0])
        open(self.command)
        self.wfile.write(b"<p>" + self.path.encode())  # expect: cross-site-scripting
        self.wfile.write(html.escape(self.path).encode())
        self.send_header("X-A", self.headers["X"])  # expect: header-injection
        self.send_response(200)

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        body = self.rfile.read(length)
        open(body)  # expect: path-traversal
        form = cgi.FieldStorage(fp=self.rfile, headers=self.headers, environ={"REQUEST_METHOD": "POST"})
        open(form["q"].value)  # expect: path-traversal
        open(form.getvalue("q"))  # expect: path-traversal
        open("/data/" + form["f"].filename)  # expect: path-traversal


class JsonHandler(SimpleHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(self.path.encode())


class Lines(socketserver.StreamRequestHandler):
    def handle(self):
        open(self.rfile.readline().strip())  # expect: path-traversal
        open(self.request.recv(1024))  # expect: path-traversal
        self.wfile.write(self.rfile.readline())


class Datagrams(socketserver.BaseRequestHandler):
    def handle(self):
        data, connection = self.request
        open(data)  # expect: path-traversal
        open(self.client_address[0])


def application(environ, start_response):
    open(environ["QUERY_STRING"])  # expect: path-traversal
    open(environ.get("PATH_INFO"))  # expect: path-traversal
    open(environ["HTTP_X"])  # expect: path-traversal
    open(parse_qs(environ["QUERY_STRING"])["q"][0])  # expect: path-traversal
    open(environ["wsgi.input"].read())  # expect: path-traversal
    open(environ["REMOTE_ADDR"])
    open(environ["REQUEST_METHOD"])
    open(request_uri(environ))  # expect: path-traversal
    start_response("200 OK", [("X-A", environ["HTTP_X"])])  # expect: header-injection
    return [b"done"]


def page(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/html")])
    return [b"<p>" + environ["QUERY_STRING"].encode()]  # expect: cross-site-scripting


class Middleware:
    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        open(environ["HTTP_X"])  # expect: path-traversal
        return self.app(environ, start_response)


async def asgi(scope, receive, send):
    open(scope["path"])  # expect: path-traversal
    open(scope["query_string"].decode())  # expect: path-traversal
    open(dict(scope["headers"])[b"x"])  # expect: path-traversal
    message = await receive()
    open(message["body"])  # expect: path-traversal
    await send({"type": "http.response.body", "body": b"done"})


# Sockets.

def serve():
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.bind(("127.0.0.1", 8000))
    connection, address = listener.accept()
    open(connection.recv(1024))  # expect: path-traversal
    open(connection.recv(1024).decode())  # expect: path-traversal
    data, sender = listener.recvfrom(1024)
    open(data)  # expect: path-traversal
    for line in connection.makefile():
        open(line)  # expect: path-traversal
    with socket.create_connection(("example.org", 80)) as other:
        open(other.recv(10))  # expect: path-traversal


async def on_client(reader, writer):
    open(await reader.readline())  # expect: path-traversal
    open((await reader.read(100)).decode())  # expect: path-traversal


async def serve_later():
    await asyncio.start_server(on_client, "127.0.0.1", 8000)


class Echo(asyncio.Protocol):
    def data_received(self, data):
        open(data)  # expect: path-traversal


async def talk(websocket):
    open(await websocket.recv())  # expect: path-traversal
    async for message in websocket:
        open(message)  # expect: path-traversal


async def answer(connection, path):
    open(await connection.recv())  # expect: path-traversal
    async for message in connection:
        open(message)  # expect: path-traversal


async def serve_sockets():
    async with websockets.serve(answer, "127.0.0.1", 8000):
        await asyncio.Future()


def queue():
    replies = zmq.Context().socket(zmq.REP)
    open(replies.recv())  # expect: path-traversal
    open(replies.recv_string())  # expect: path-traversal
    open(replies.recv_json()["x"])  # expect: path-traversal


# Remote procedure calls.

def run_job(name):
    open(name)  # expect: path-traversal


class Jobs:
    def start(self, name):
        open(name)  # expect: path-traversal

    def _hidden(self, name):
        open(name)


def serve_procedures():
    server = SimpleXMLRPCServer(("127.0.0.1", 8000))
    server.register_function(run_job, "run_job")
    server.register_instance(Jobs())

    @server.register_function
    def inner(name):
        open(name)  # expect: path-traversal


@method
def by_json(name):
    open(name)  # expect: path-traversal


class Service(rpyc.Service):
    def exposed_read(self, name):
        open(name)  # expect: path-traversal

    def helper(self, name):
        open(name)


make_server("", 8000, application)  # expect: bind-any-address
HTTPServer(("", 8000), Handler)  # expect: bind-any-address

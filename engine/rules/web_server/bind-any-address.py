"""Sockets and servers that listen on every interface, in other words than 0.0.0.0."""

import asyncio
import socket
import socketserver
from http.server import HTTPServer
from wsgiref.simple_server import make_server

HOST = ""


def bad(port):
    listener = socket.socket()
    listener.bind(("", port))  # expect: bind-any-address
    return listener


def good(port):
    listener = socket.socket()
    listener.bind(("127.0.0.1", port))
    return listener


def more(listener, handler, host, port):
    listener.bind(("::", port))  # expect: bind-any-address
    listener.bind(("::", port, 0, 0))  # expect: bind-any-address
    listener.bind((HOST, port))  # expect: bind-any-address
    listener.bind((socket.INADDR_ANY, port))  # expect: bind-any-address
    HTTPServer(("", port), handler)  # expect: bind-any-address
    socketserver.TCPServer(("", port), handler)  # expect: bind-any-address
    socket.create_server(("", port))  # expect: bind-any-address
    asyncio.start_server(handler, "", port)  # expect: bind-any-address
    asyncio.start_server(handler, host="::", port=port)  # expect: bind-any-address
    make_server("", port, handler)  # expect: bind-any-address
    address = ("", port)
    listener.bind(address)  # expect: bind-any-address
    make_server("localhost", port, handler)
    listener.bind((host, port))
    listener.bind(("::1", port))
    listener.bind("/run/app.sock")
    HTTPServer(("localhost", port), handler)
    asyncio.start_server(handler, "localhost", port)


# A free port is asked for, and no one is listened to.
def free_port():
    asked = socket.socket()
    asked.bind(("", 0))
    return asked.getsockname()[1]


# Other things are bound, too.
def others(widget, session, handler):
    widget.bind("", handler)
    session.bind("::")


def by_an_application(app, listener, port):
    app.run(host="::")  # expect: bind-any-address
    app.run(host="::1")
    app.run(host="")
    listener.bind(("::0", port))  # expect: bind-any-address
    listener.bind(("::1", port))

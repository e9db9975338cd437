"""Servers that listen on every interface."""

import socket

HOST: str = "0.0.0.0"  # expect: bind-all-interfaces
SETTINGS = {"host": "0.0.0.0", "port": 80}  # expect: bind-all-interfaces


def bad(server):
    server.bind(("0.0.0.0", 8000))  # expect: bind-all-interfaces


def good(server):
    server.bind(("127.0.0.1", 8000))


def in_every_form(serve, names, host="0.0.0.0"):  # expect: bind-all-interfaces
    serve(host=f"0.0.0.0")  # expect: bind-all-interfaces
    serve(host=r"0.0.0.0" if host else host)  # expect: bind-all-interfaces
    serve(host="0.0" ".0.0")  # expect: bind-all-interfaces
    serve([(name, "0.0.0.0") for name in names])  # expect: bind-all-interfaces
    if chosen := names.get("host", "0.0.0.0"):  # expect: bind-all-interfaces
        serve(chosen)
    return lambda: serve("0.0.0.0")  # expect: bind-all-interfaces


def in_other_words(server, serve, port):
    server.bind(("", port))  # expect: bind-any-address
    server.bind(("::", port))  # expect: bind-any-address
    server.bind(("0", port))  # expect: bind-any-address
    serve("0.0.0.0:8000")  # expect: bind-all-interfaces
    serve(f"0.0.0.0:{port}")  # expect: bind-all-interfaces
    server.bind((socket.INADDR_ANY, port))  # expect: bind-any-address


# Nothing listens.
def asked(host, addresses):
    if host == "0.0.0.0":
        return "localhost"
    match host:
        case "0.0.0.0":
            return "any"
    return host in ("0.0.0.0", "::")


def told(print_all):
    """0.0.0.0"""
    print_all("do not bind to 0.0.0.0", b"0.0.0.0", "10.0.0.0.0", "0.0.0.0/0", "0.0.0.0:x")

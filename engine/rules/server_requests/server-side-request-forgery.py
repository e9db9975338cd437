# profile: default
"""Requests of this machine to where a request says."""

from urllib.parse import urlsplit
from urllib.request import urlopen

import grpc
import httpx
import ldap
import redis
import requests
from flask import Flask, request

app = Flask(__name__)
HOSTS = {"api.example.org", "files.example.org"}


@app.route("/preview")
def bad():
    url = request.args["url"]
    return {"status": requests.get(url, timeout=5).status_code}  # expect: server-side-request-forgery


@app.route("/preview/safe")
def good():
    url = request.args["url"]
    if urlsplit(url).hostname not in HOSTS:
        raise ValueError(url)
    return {"status": requests.get(url, timeout=5).status_code}


@app.route("/ways")
def each_way():
    host = request.json["host"]
    requests.post("http://" + host + "/hook", timeout=5)  # expect: server-side-request-forgery
    requests.get(f"https://{host}.example.org/", timeout=5)  # expect: server-side-request-forgery
    requests.request("GET", host, timeout=5)  # expect: server-side-request-forgery
    httpx.get(host, timeout=5)  # expect: server-side-request-forgery
    urlopen(host, timeout=5)  # expect: server-side-request-forgery
    session = requests.Session()
    session.get(host, timeout=5)  # expect: server-side-request-forgery
    return "done"


class Client:
    def __init__(self, base):
        self.base = base

    def get(self, path):
        return requests.get(self.base + path, timeout=5)  # expect: server-side-request-forgery


@app.route("/client")
def through_an_object():
    return {"status": Client(request.args["base"]).get("/status").status_code}


@app.route("/safe")
def safe_ways():
    requests.get("https://api.example.org/users/" + request.args["name"], timeout=5)
    requests.get("https://api.example.org/users", params={"q": request.args["q"]}, timeout=5)
    requests.post("https://api.example.org/users", json=request.json, timeout=5)
    urlopen(f"https://api.example.org/{request.args['name']}", timeout=5)
    return "done"


@app.route("/services")
def services_of_any_host():
    host = request.args["host"]
    grpc.insecure_channel(host)  # expect: server-side-request-forgery
    ldap.initialize("ldap://" + host)  # expect: server-side-request-forgery
    redis.Redis(host=host)  # expect: server-side-request-forgery
    redis.Redis(host="localhost", password=host)
    return "done"


# What no flow decides stays with the rule that looks at single places.
def from_a_caller(url):
    return urlopen(url, timeout=5)  # expect: url-open


def decided():
    host = "api.example.org"
    return urlopen("https://" + host + "/list.json", timeout=5)

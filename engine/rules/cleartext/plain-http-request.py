"""Requests that are sent as plain text."""

import http.client
import urllib.request

import httpx
import requests

LIST = "http://example.org/list"


def bad():
    return requests.get("http://example.org/list", timeout=10)  # expect: plain-http-request


def good():
    return requests.get("https://example.org/list", timeout=10)


def each_way(name):
    requests.get(LIST, timeout=10)  # expect: plain-http-request
    requests.request("GET", "http://example.org/list", timeout=10)  # expect: plain-http-request
    httpx.post(f"http://example.org/{name}")  # expect: plain-http-request
    urllib.request.urlretrieve("http://example.org/tool.exe")  # expect: plain-http-request, url-open
    return urllib.request.Request("http://example.org/")  # expect: plain-http-request


def nearby(host, address):
    requests.get("http://localhost:8080/", timeout=10)
    requests.get("http://127.0.0.1/", timeout=10)
    requests.get("http://10.0.0.3/", timeout=10)
    requests.get("http://172.20.0.3/", timeout=10)
    requests.get("http://database:8086/query", timeout=10)
    requests.get("http://[::1]/", timeout=10)
    requests.get("http://printer.local/", timeout=10)
    requests.get("http://169.254.169.254/latest/meta-data/", timeout=10)
    requests.get(f"http://{host}/", timeout=10)
    requests.get(f"http://a{host}/", timeout=10)
    requests.get(address, timeout=10)


def connections(host):
    http.client.HTTPConnection("downloads.vendor.com").request("GET", "/list")  # expect: plain-http-request
    http.client.HTTPSConnection("downloads.vendor.com").request("GET", "/list")
    http.client.HTTPConnection("localhost", 8080).request("GET", "/list")
    http.client.HTTPConnection("127.0.0.1:8080").request("GET", "/list")
    return http.client.HTTPConnection(host)

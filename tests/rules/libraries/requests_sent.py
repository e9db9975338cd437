# profile: default
"""Text of a request in the addresses that the server itself asks."""

import ipaddress
import socket
from urllib.parse import quote, urlparse

import requests
from flask import Flask, abort, request

app = Flask(__name__)
HOSTS = {"a.example", "b.example"}


@app.route("/standard-library")
async def standard_library():
    import asyncio
    import ftplib
    import http.client
    import smtplib
    import socket
    import urllib.request
    import xmlrpc.client

    url = request.args["url"]
    host = request.args["host"]
    urllib.request.urlopen(url)  # expect: server-side-request-forgery
    urllib.request.urlopen(urllib.request.Request(url))  # expect: server-side-request-forgery
    urllib.request.urlretrieve(url, "page")  # expect: server-side-request-forgery
    urllib.request.build_opener().open(url)  # expect: server-side-request-forgery
    urllib.request.URLopener().open(url)  # expect: server-side-request-forgery, url-open
    http.client.HTTPSConnection(host)  # expect: server-side-request-forgery
    ftplib.FTP(host)  # expect: server-side-request-forgery, ftp-call
    ftplib.FTP_TLS(host=host)  # expect: server-side-request-forgery
    smtplib.SMTP(host, 25)  # expect: server-side-request-forgery
    socket.create_connection((host, 80))  # expect: server-side-request-forgery
    socket.socket().connect((host, 80))  # expect: server-side-request-forgery
    await asyncio.open_connection(host, 80)  # expect: server-side-request-forgery
    xmlrpc.client.ServerProxy(url)  # expect: server-side-request-forgery
    socket.create_connection(("a.example", int(request.args["port"])))
    return "done"


@app.route("/libraries")
async def libraries():
    import aiohttp
    import feedparser
    import httplib2
    import httpx
    import pandas
    import paramiko
    import pycurl
    import requests
    import treq
    import urllib3
    import websockets
    from playwright.async_api import async_playwright
    from requests import Session
    from selenium import webdriver
    from tornado.httpclient import AsyncHTTPClient

    url = request.args["url"]
    requests.get(url, timeout=3)  # expect: server-side-request-forgery
    requests.request("GET", url, timeout=3)  # expect: server-side-request-forgery
    requests.post(f"http://{url}/hook", timeout=3)  # expect: server-side-request-forgery
    with Session() as session:
        session.get(url)  # expect: server-side-request-forgery
        session.request(method="GET", url=url)  # expect: server-side-request-forgery
        session.send(requests.Request("GET", url).prepare())  # expect: server-side-request-forgery
    httpx.get(url)  # expect: server-side-request-forgery
    with httpx.Client() as client:
        client.post(url)  # expect: server-side-request-forgery
    async with httpx.AsyncClient() as client:
        await client.get(url)  # expect: server-side-request-forgery
        async with client.stream("GET", url) as response:  # expect: server-side-request-forgery
            await response.aread()
    httpx.Client(base_url=url)  # expect: server-side-request-forgery
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as response:  # expect: server-side-request-forgery
            await response.text()
        await session.ws_connect(url)  # expect: server-side-request-forgery
    urllib3.PoolManager().request("GET", url)  # expect: server-side-request-forgery
    urllib3.request("GET", url)  # expect: server-side-request-forgery
    httplib2.Http().request(url)  # expect: server-side-request-forgery
    curl = pycurl.Curl()
    curl.setopt(pycurl.URL, url)  # expect: server-side-request-forgery
    curl.setopt(curl.URL, url)  # expect: server-side-request-forgery
    curl.setopt(pycurl.USERAGENT, url)
    treq.get(url)  # expect: server-side-request-forgery
    AsyncHTTPClient().fetch(url)  # expect: server-side-request-forgery
    websockets.connect(url)  # expect: server-side-request-forgery
    feedparser.parse(url)  # expect: server-side-request-forgery
    pandas.read_html(url)  # expect: server-side-request-forgery
    paramiko.SSHClient().connect(url)  # expect: server-side-request-forgery
    webdriver.Chrome().get(url)  # expect: server-side-request-forgery
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch()
        page = await browser.new_page()
        await page.goto(url)  # expect: server-side-request-forgery
    return "done"


@app.route("/checked")
def checked():
    import requests

    name = request.args["name"]
    requests.get("https://a.example/" + name, timeout=3)
    requests.get(f"https://a.example/users/{quote(name, safe='')}", timeout=3)
    requests.get("https://a.example/search", params={"q": name}, timeout=3)
    requests.post("https://a.example/", json={"name": name}, timeout=3)
    import httpx

    client = httpx.Client()
    client.send(client.build_request("GET", httpx.URL(name)))  # expect: server-side-request-forgery
    client.send(client.build_request("GET", "https://a.example/", params={"q": name}))
    requests.get("https://a.example" + name, timeout=3)  # expect: server-side-request-forgery
    url = request.args["url"]
    if urlparse(url).hostname in HOSTS:
        requests.get(url, timeout=3)
    if url == "https://a.example/":
        requests.get(url, timeout=3)
    if urlparse(url).netloc != "a.example":
        abort(400)
    requests.get(url, timeout=3)
    return "done"


def shown_in_a_browser():
    import webbrowser

    address = request.args["address"]
    webbrowser.open(address)  # expect: server-side-request-forgery
    webbrowser.get("firefox").open_new_tab(address)  # expect: server-side-request-forgery
    webbrowser.open("https://example.com/?q=" + address)


@app.route("/hosts-of-addresses")
async def hosts_of_addresses():
    import pyppeteer
    import requests
    from yarl import URL

    url = request.args["url"]
    if URL(url).host in HOSTS:
        requests.get(url, timeout=3)
    if urlparse(url).hostname not in HOSTS:
        browser = await pyppeteer.launch()
        page = await browser.newPage()
        await page.goto(url)  # expect: server-side-request-forgery
        abort(400)
    requests.get(url, timeout=3)
    return "done"


# The end of a host, the port and the path say nothing of where an address leads.
@app.route("/parts-of-addresses")
def parts_of_addresses():
    import requests

    url = request.args["url"]
    if urlparse(url).path in ("a.example", "b.example"):
        requests.get(url, timeout=3)  # expect: server-side-request-forgery
    if urlparse(url).hostname.rsplit(".", 1)[-1] in ("com", "org"):
        requests.get(url, timeout=3)  # expect: server-side-request-forgery
    if urlparse(url).netloc.partition(":")[2] == "443":
        requests.get(url, timeout=3)  # expect: server-side-request-forgery
    return "done"


@app.route("/clients")
def clients():
    import apprise
    import cairosvg
    import lxml.html
    import mechanize
    import rdflib
    import requests_html
    import tls_client
    import yt_dlp
    from requests_futures.sessions import FuturesSession
    from slack_sdk.webhook import WebhookClient

    url = request.args["url"]
    requests_html.HTMLSession().get(url)  # expect: server-side-request-forgery
    FuturesSession().get(url)  # expect: server-side-request-forgery
    tls_client.Session().get(url)  # expect: server-side-request-forgery
    rdflib.Graph().parse(url)  # expect: server-side-request-forgery
    rdflib.Graph().parse(data=request.args["data"])
    lxml.html.parse(url)  # expect: server-side-request-forgery
    mechanize.Browser().open(url)  # expect: server-side-request-forgery
    cairosvg.svg2png(url=url, write_to="/srv/picture.png")  # expect: server-side-request-forgery
    yt_dlp.YoutubeDL({}).download([url])  # expect: server-side-request-forgery
    WebhookClient(url)  # expect: server-side-request-forgery
    apprise.Apprise().add(url)  # expect: server-side-request-forgery
    return "done"


def any_method(method, url):
    import requests

    send = getattr(requests, method)  # expect: unsafe-reflection
    send("https://api.example/", params={"url": url}, timeout=3)
    send(url, timeout=3)  # expect: server-side-request-forgery
    client = requests.Session()
    send = getattr(client, method.lower())  # expect: unsafe-reflection
    send(url, timeout=3)  # expect: server-side-request-forgery


@app.route("/any-method")
def sent_by_any_method():
    any_method(request.args["method"], request.args["url"])
    return "done"


NETWORKS = [ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("127.0.0.0/8")]


@app.route("/resolved")
def resolved():
    url = request.args["url"]
    host = urlparse(url).hostname
    requests.get(url, timeout=3)  # expect: server-side-request-forgery
    address = ipaddress.ip_address(socket.gethostbyname(host))
    if address.is_loopback:
        abort(400)
    requests.get(url, timeout=3)  # expect: server-side-request-forgery
    if address.is_private or address.is_loopback:
        abort(400)
    requests.get(url, timeout=3)
    return "done"


@app.route("/resolved-to-several")
def resolved_to_several():
    url = request.args["url"]
    for found in socket.getaddrinfo(urlparse(url).hostname, 443):
        address = ipaddress.ip_address(found[4][0])
        if not address.is_global:
            raise ValueError(url)
    requests.get(url, timeout=3)
    other = request.args["other"]
    requests.get(other, timeout=3)  # expect: server-side-request-forgery
    for found in socket.getaddrinfo(urlparse(other).hostname, 443):
        address = ipaddress.ip_address(found[4][0])
        if address.is_private:
            print(address)
    requests.get(other, timeout=3)  # expect: server-side-request-forgery
    return "done"


@app.route("/resolved-to-any")
def resolved_to_any():
    url = request.args["url"]
    found = socket.getaddrinfo(urlparse(url).hostname, 443)
    if any(ipaddress.ip_address(one[4][0]).is_private for one in found):
        abort(400)
    requests.get(url, timeout=3)
    other = request.args["other"]
    address = ipaddress.ip_address(socket.gethostbyname(urlparse(other).hostname))
    if any(address in network for network in NETWORKS):
        abort(400)
    requests.get(other, timeout=3)
    return "done"


def leads_out(host):
    try:
        found = socket.getaddrinfo(host, None)
    except socket.gaierror:
        return False
    for one in found:
        if ipaddress.ip_address(one[4][0]).is_private:
            return False
    return True


def refuse_inside(url):
    address = ipaddress.ip_address(socket.gethostbyname(urlparse(url).hostname))
    if address.is_private:
        raise ValueError(url)


@app.route("/resolved-elsewhere")
def resolved_elsewhere():
    url = request.args["url"]
    if not leads_out(urlparse(url).hostname):
        abort(400)
    requests.get(url, timeout=3)
    other = request.args["other"]
    refuse_inside(other)
    requests.get(other, timeout=3)
    return "done"


@app.route("/address-alone")
def address_alone():
    host = request.args["host"]
    try:
        if ipaddress.ip_address(host).is_private:
            abort(400)
    except ValueError:
        pass
    requests.get(f"https://{host}/", timeout=3)  # expect: server-side-request-forgery
    return "done"


@app.route("/models")
def models():
    import ollama
    import openai
    from langchain_community.document_loaders import WebBaseLoader

    url = request.args["url"]
    openai.OpenAI(base_url=url)  # expect: server-side-request-forgery
    openai.OpenAI(api_key=url)
    ollama.Client(host=url)  # expect: server-side-request-forgery
    WebBaseLoader(url)  # expect: server-side-request-forgery
    return "done"


@app.route("/names")
def names():
    url = request.args["url"]
    try:
        address = ipaddress.ip_address(urlparse(url).hostname)
    except ValueError:
        address = None
    if address is not None and address.is_private:
        abort(400)
    requests.get(url, timeout=3)  # expect: server-side-request-forgery
    if address is None:
        requests.get(url, timeout=3)  # expect: server-side-request-forgery
    return "done"


def is_inside(host):
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return False


@app.route("/names-elsewhere")
def names_elsewhere():
    url = request.args["url"]
    if is_inside(urlparse(url).hostname):
        abort(400)
    requests.get(url, timeout=3)  # expect: server-side-request-forgery
    return "done"


seen = []
EMPTY = []


@app.route("/not-seen")
def not_seen(cache):
    url = request.args["url"]
    address = socket.gethostbyname(urlparse(url).hostname)
    if address in cache:
        return "seen"
    requests.get(url, timeout=3)  # expect: server-side-request-forgery
    if address not in seen:
        requests.get(url, timeout=3)  # expect: server-side-request-forgery
    return "done"


@app.route("/no-network")
def no_network(caches):
    url = request.args["url"]
    address = ipaddress.ip_address(socket.gethostbyname(urlparse(url).hostname))
    if any(address in network for network in []):
        abort(400)
    requests.get(url, timeout=3)  # expect: server-side-request-forgery
    if any(address in network for network in EMPTY):
        abort(400)
    requests.get(url, timeout=3)  # expect: server-side-request-forgery
    if any(address in cache for cache in caches):
        abort(400)
    requests.get(url, timeout=3)  # expect: server-side-request-forgery
    if any(address in one for one in (ipaddress.ip_network("10.0.0.0/8"), NETWORKS[1])):
        abort(400)
    requests.get(url, timeout=3)
    return "done"

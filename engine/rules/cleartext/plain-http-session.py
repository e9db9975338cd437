"""Sessions that send requests as plain text."""

import requests


def bad():
    session = requests.Session()
    return session.get("http://example.org/list", timeout=10)  # expect: plain-http-session


def good():
    session = requests.Session()
    return session.get("https://example.org/list", timeout=10)


def each_way():
    with requests.Session() as session:
        session.post("http://example.org/list", timeout=10)  # expect: plain-http-session
        session.get("http://localhost/list", timeout=10)
    return requests.Session().request("GET", "http://example.org/", timeout=10)  # expect: plain-http-session


def others(cache, texts):
    cache.get("http://example.org/list")
    return texts.get("http://example.org/list")


kept = requests.Session()


def of_the_module():
    return kept.get("http://downloads.vendor.com/list", timeout=5)  # expect: plain-http-session

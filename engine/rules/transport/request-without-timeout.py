"""Requests that may wait for ever."""

from functools import partial

import httpx
import requests
import requests as http
from requests import get, post as send


def bad(url):
    return requests.get(url)  # expect: request-without-timeout


def good(url):
    return requests.get(url, timeout=10)


def each_verb(url, data):
    get(url)  # expect: request-without-timeout
    send(url, data)  # expect: request-without-timeout
    http.put(url, json={"timeout": 5})  # expect: request-without-timeout
    http.api.delete(url, params="timeout=5")  # expect: request-without-timeout
    requests.head(url, timeout=None)  # expect: request-without-timeout
    requests.options(url=url)  # expect: request-without-timeout
    return requests.patch(  # expect: request-without-timeout
        url,
        data,
    )


def of_httpx(url):
    httpx.get(url, timeout=None)  # expect: request-without-timeout
    httpx.Client(timeout=None)  # expect: request-without-timeout
    httpx.AsyncClient(base_url=url, timeout=None)  # expect: request-without-timeout
    httpx.get(url)
    httpx.stream("GET", url)
    return httpx.Client()


def in_expressions(urls, show):
    show([get(url).text for url in urls])  # expect: request-without-timeout
    show({url: get(url) for url in urls}, *(get(url) for url in urls))  # expect: request-without-timeout, request-without-timeout
    show(f"{get(urls[0]).status_code} {f'{get(urls[1]).status_code}'}")  # expect: request-without-timeout, request-without-timeout
    while (answer := get(urls[0])).status_code == 202:  # expect: request-without-timeout
        show(answer)
    return lambda url: requests.post(url)  # expect: request-without-timeout


def decorated(wrap):
    @wrap(requests.get("https://example.org/rules"))  # expect: request-without-timeout
    def inner(rules=requests.get("https://example.org/defaults")):  # expect: request-without-timeout
        return rules

    return inner


def sessions(url, session=requests.Session()):
    session.get(url)  # expect-missed: request-without-timeout
    requests.Session().get(url)  # expect: request-without-timeout
    requests.request("GET", url)  # expect: request-without-timeout
    return httpx.request("GET", url, timeout=None)  # expect: request-without-timeout


def in_roundabout_ways(url, urls):
    partial(requests.get, url)()  # expect-missed: request-without-timeout
    return map(requests.get, urls)  # expect-missed: request-without-timeout


def decided_elsewhere(url, settings, seconds, **options):
    requests.get(url, timeout=seconds)
    requests.get(url, timeout=settings.get("timeout"))
    requests.get(url, timeout=(3.05, 27))
    requests.get(url, **options)


def others(settings, cache, requests):
    settings.get("timeout")
    cache.post("entry")
    requests.get("entry")

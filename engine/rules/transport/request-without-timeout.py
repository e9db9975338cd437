"""Requests that may wait for ever."""

import httpx
import requests
from requests import post as send


def bad(url):
    return requests.get(url)  # expect: request-without-timeout


def good(url):
    return requests.get(url, timeout=10)


def more(url, settings, options):
    send(url, {})  # expect: request-without-timeout
    requests.delete(url, timeout=None)  # expect: request-without-timeout
    httpx.get(url, timeout=None)  # expect: request-without-timeout
    httpx.get(url)
    requests.get(url, timeout=settings.get("timeout"))
    requests.get(url, timeout=(3, 10))
    requests.get(url, **options)
    return [requests.head(u) for u in url]  # expect: request-without-timeout

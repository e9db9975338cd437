"""Addresses of any scheme."""

from urllib import request
from urllib.request import urlopen

import requests


def bad(url):
    return urlopen(url)  # expect: url-open


def good(url):
    return requests.get(url, timeout=10)


def more(url):
    request.urlretrieve(url, "file")  # expect: url-open
    request.FancyURLopener()  # expect: url-open
    return request.Request(url)

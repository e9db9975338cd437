"""HTTPS without a look at the certificate."""

import httpx
import requests
from requests import get


def bad(url):
    return requests.get(url, timeout=10, verify=False)  # expect: request-without-verification


def good(url):
    return requests.get(url, timeout=10)


def more(url, flag):
    get(url, timeout=1, verify=False)  # expect: request-without-verification
    requests.api.post(url, timeout=1, verify=False)  # expect: request-without-verification
    requests.request("GET", url, timeout=1, verify=False)  # expect: request-without-verification
    httpx.Client(verify=False)  # expect: request-without-verification
    requests.put(
        url,
        timeout=1,
        verify=False,  # expect: request-without-verification
    )
    requests.get(url, timeout=1, verify=flag)
    requests.get(url, timeout=1, verify="/etc/ca.pem")
    return url.get(verify=False)

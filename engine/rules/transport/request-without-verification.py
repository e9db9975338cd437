"""Requests that take any certificate."""

import functools

import httpx
import requests
import requests as http
from httpx import AsyncClient, get as fetch
from requests import post, Session
from requests import *


def bad(url):
    return requests.get(url, verify=False, timeout=10)  # expect: request-without-verification


def good(url):
    return requests.get(url, verify="/etc/ssl/own-ca.pem", timeout=10)


def each_verb(url, data):
    http.put(url, data, timeout=5, verify=False)  # expect: request-without-verification
    post(url, data=data, verify=False, timeout=5)  # expect: request-without-verification
    requests.api.delete(url, verify=False, timeout=5)  # expect: request-without-verification
    requests.request("PATCH", url, verify=False, timeout=5)  # expect: request-without-verification
    patch(url, verify=False, timeout=5)  # expect: request-without-verification
    httpx.options(url, verify=False)  # expect: request-without-verification
    fetch(url, verify=False)  # expect: request-without-verification
    send = requests.head
    return send(url, verify=False, timeout=5)  # expect: request-without-verification


def clients(url):
    with httpx.Client(verify=False) as client:  # expect: request-without-verification
        client.get(url)
    with httpx.stream("GET", url, verify=False) as answer:  # expect: request-without-verification
        answer.read()
    return AsyncClient(http2=True, verify=False)  # expect: request-without-verification


def in_expressions(urls):
    found = [requests.get(url, verify=False, timeout=5).json() for url in urls]  # expect: request-without-verification
    if (answer := requests.get(urls[0], verify=False, timeout=5)).ok:  # expect: request-without-verification
        found.append(answer)
    text = f"{requests.get(f'{urls[0]}/x', verify=False, timeout=5).text}"  # expect: request-without-verification
    return (
        text,
        requests.get(
            urls[0],
            timeout=5,
            verify=False,  # expect: request-without-verification
        ),
    )


def sessions(url):
    session = requests.Session()
    session.get(url, verify=False)  # expect: request-without-verification
    Session().post(url, verify=False, timeout=5)  # expect: request-without-verification
    requests.session().get(url, verify=False)  # expect: request-without-verification
    with requests.Session() as opened:
        opened.request("GET", url, verify=False)  # expect: request-without-verification
    api = requests.Session()
    api.get(url, verify=False)  # expect: request-without-verification


def in_roundabout_ways(url, off=False):
    requests.get(url, verify=0, timeout=5)  # expect: request-without-verification
    requests.get(url, timeout=5, **{"verify": False})  # expect: request-without-verification
    options = dict(verify=False)
    requests.get(url, timeout=5, **options)  # expect: request-without-verification
    unverified = False
    requests.get(url, timeout=5, verify=unverified)  # expect: request-without-verification


def decided_elsewhere(url, settings, verify):
    requests.get(url, verify=verify, timeout=5)
    requests.get(url, verify=settings.verify, timeout=5)
    requests.get(url, verify=not settings.insecure, timeout=5)
    httpx.get(url)


def others(url, store, requests):
    store.get(url, verify=False)
    requests.get(url, verify=False)
    httpx.Limits(max_connections=5)
    store.find(url, verify=False)
    return dict(verify=False)


def in_turn(url, ways, open_way):
    verify = False
    for verify in (True, "/etc/ssl/own-ca.pem"):
        requests.get(url, verify=verify, timeout=5)
    checked = False
    with open_way() as checked:
        requests.get(url, verify=checked, timeout=5)
    pair = False
    pair, other = ways
    requests.get(url, verify=pair, timeout=5)
    alone = False
    return requests.get(url, verify=alone, timeout=other)  # expect: request-without-verification


def by_options(url):
    options = {"verify": False, "timeout": 5}
    requests.get(url, **options)  # expect: request-without-verification
    requests.get(url, **{"verify": False, "timeout": 5})  # expect: request-without-verification
    checked = dict(verify=True, timeout=5)
    requests.get(url, **checked)


def by_options_that_are_set(url, settings):
    options = {"timeout": 5}
    options["verify"] = False
    requests.get(url, **options)  # expect: request-without-verification
    kept = {"timeout": 5}
    kept["verify"] = "/etc/ssl/own-ca.pem"
    requests.get(url, **kept)
    if settings.is_insecure:
        kept["verify"] = False
    return requests.get(url, **kept)


def by_options_that_are_handed_on(url, **options):
    options.setdefault("verify", False)
    return requests.post(url, timeout=5, **options)  # expect: request-without-verification


def by_options_that_are_set_last(url, settings):
    options = {"verify": "/etc/ssl/own-ca.pem"}
    options["verify"] = False
    options.setdefault("verify", True)
    options["timeout"] = 5
    options.pop("stream", None)
    print(options)
    with settings.opened(), requests.get(url, **options):  # expect: request-without-verification
        for page in settings.pages:
            requests.get(url + page, **options)  # expect: request-without-verification
    options |= {"verify": True}
    requests.get(url, **options)
    options.update(settings.more, verify=False)
    requests.get(url, **options)  # expect: request-without-verification
    options = dict(settings.more, verify=False)
    requests.get(url, **options)  # expect: request-without-verification


def by_options_bound_anew(url, all_options, defaults):
    options = {}
    options["verify"] = False
    options = {"timeout": 5}
    requests.get(url, **options)
    options["verify"] = False
    options = defaults(options)
    requests.get(url, **options)
    options["verify"] = False
    for options in all_options:
        requests.get(url, **options)
    options["verify"] = False
    with defaults() as options:
        requests.get(url, **options)
    options["verify"] = False
    return [requests.get(url, **options) for options in all_options]


def by_options_taken_out(url, others):
    options = {}
    options["verify"] = False
    options.pop("verify")
    requests.get(url, **options)
    options["verify"] = False
    del options["verify"]
    requests.get(url, **options)
    options["verify"] = False
    del options["verify"], others["verify"]
    requests.get(url, **options)
    options["verify"] = False
    options.clear()
    requests.get(url, **options)


def by_options_set_otherwise(url, options, secure, key, configure):
    options["verify"] = False
    options.update({"verify": True})
    requests.get(url, **options)
    options["verify"] = False
    options |= {"verify": True}
    requests.get(url, **options)
    options["verify"] = False
    options[key] = True
    requests.get(url, **options)
    options["verify"] = False
    configure(options)
    requests.get(url, **options)
    options["verify"] = False
    if secure:
        options["verify"] = True
    else:
        options["verify"] = "/etc/ssl/own-ca.pem"
    requests.get(url, **options)


def by_other_options(url, ways):
    ways.options["verify"] = False
    options = {"verify": True}
    options.setdefault("verify", False)
    requests.get(url, **options)
    kept = {"verify": False}
    kept["verify"] = True
    return requests.get(url, **kept)


def by_options_of_others(url, options):
    options.setdefault("verify", False)
    return requests.get(url, **options)


def in_parts(url, prepared):
    unchecked = functools.partial(requests.get, verify=False, timeout=10)  # expect: request-without-verification
    checked = functools.partial(requests.get, verify=True, timeout=10)
    own = functools.partial(print, verify=False)
    session = requests.Session()
    session.send(prepared, verify=False, timeout=10)  # expect: request-without-verification
    session.send(prepared, timeout=10)
    return unchecked(url), checked(url), own

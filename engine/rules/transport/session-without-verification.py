"""Sessions that never look at certificates."""

import requests


def bad():
    session = requests.Session()
    session.verify = False  # expect: session-without-verification
    return session


def good():
    session = requests.Session()
    session.verify = "/etc/ssl/own-ca.pem"
    return session


def more(other):
    verify = False
    return other(verify=False), verify

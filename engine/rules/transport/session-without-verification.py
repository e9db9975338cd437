"""Sessions that take any certificate."""

import httpx
import requests

session = requests.Session()
session.verify = False  # expect: session-without-verification


def bad():
    session = requests.Session()
    session.verify = False  # expect: session-without-verification
    return session


def good():
    session = requests.Session()
    session.verify = "/etc/ssl/own-ca.pem"
    return session


class Client:
    def __init__(self, url, insecure):
        self.session = requests.Session()
        self.session.verify = False  # expect: session-without-verification
        self.url, self.session.verify = url, False  # expect: session-without-verification
        self.other = self.session.verify = False  # expect: session-without-verification
        if insecure:
            self.session.verify: bool = False  # expect: session-without-verification
        self.session.verify = not insecure
        self.session.verify = True


def with_block(url):
    with requests.Session() as opened:
        opened.verify = (False)  # expect: session-without-verification
        return opened.get(url)


def in_roundabout_ways(session):
    setattr(session, "verify", False)  # expect-missed: session-without-verification
    session.verify = 0  # expect-missed: session-without-verification
    session.__dict__["verify"] = False  # expect-missed: session-without-verification
    off = False
    session.verify = off  # expect-missed: session-without-verification
    return session


def others(user, settings):
    verify = False
    settings["verify"] = False
    user.verify_mail = False
    if user.verify == False:
        return dict(verify=False), {"verify": verify}
    return httpx


class Upload:
    verify = False

    def skip(self, checksum):
        checksum.verify = False  # expect-wrong: session-without-verification


class Unchecked(requests.Session):
    verify = False  # expect: session-without-verification


class Form:
    verify = False

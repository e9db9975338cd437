"""Telnet."""

from telnetlib import Telnet  # expect: telnet-import


def bad(host):
    return Telnet(host)  # expect: telnet-call


def good(client, host):
    return client.connect(host)

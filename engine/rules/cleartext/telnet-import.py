"""Imports of telnetlib."""


def bad():
    import telnetlib  # expect: telnet-import

    return telnetlib


def good():
    import asyncssh

    return asyncssh

"""Switching checks off for the whole process."""

import ssl


def bad():
    ssl._create_default_https_context = ssl._create_unverified_context  # expect: unverified-tls-by-default


def good():
    return ssl.create_default_context(cafile="own-ca.pem")


def back():
    ssl._create_default_https_context = ssl.create_default_context

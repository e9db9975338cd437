"""Imports of ftplib."""


def bad():
    import ftplib  # expect: ftp-import

    return ftplib


def good():
    import asyncssh

    return asyncssh

# profile: default
"""Names and passwords that are given by their places."""

import ftplib
import os
import smtplib

import httpx
import requests
from requests.auth import HTTPBasicAuth


def bad(message):
    server = smtplib.SMTP_SSL("mail.example.org")
    server.login("ada", "correct-horse-7")  # expect: hard-coded-credential
    server.sendmail("ada@example.org", ["info@example.org"], message)


def good(message):
    server = smtplib.SMTP_SSL("mail.example.org")
    server.login(os.environ["MAIL_USER"], os.environ["MAIL_PASSWORD"])
    server.sendmail("ada@example.org", ["info@example.org"], message)


def each_way(address):
    requests.get(address, auth=("ada", "correct-horse-7"), timeout=3)  # expect: hard-coded-credential
    requests.post(address, auth=HTTPBasicAuth("ada", "correct-horse-7"), timeout=3)  # expect: hard-coded-credential
    httpx.Client(auth=("ada", "correct-horse-7"))  # expect: hard-coded-credential
    ftplib.FTP("files.example.org", "ada", "correct-horse-7")  # expect: hard-coded-credential, ftp-call


def safe_ways(address, server, password, page):
    requests.get(address, auth=("ada", password), timeout=3)
    requests.get(address, auth=HTTPBasicAuth("ada", ""), timeout=3)
    requests.get(address, auth=None, timeout=3)
    httpx.Client(auth=("ada", "changeme"))
    server.login("ada", password)
    server.login(username="ada")
    page.login("next")
    page.login("#login-name", "#login-password")
    page.login("POST", "/api/v1/login")
    page.login("Ada", "see the manual")
    ftplib.FTP("files.example.org", "anonymous", "")  # expect: ftp-call

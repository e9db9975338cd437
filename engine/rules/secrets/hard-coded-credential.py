# profile: default
"""Names and passwords that are given by their places."""

import ftplib
import os
import smtplib

import cx_Oracle
import httpx
import ldap
import pika
import pymysql
import requests
from elasticsearch import Elasticsearch
from neo4j import GraphDatabase
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


def by_place(password, search):
    pymysql.connect("db.example.org", "ada", "correct-horse-7", "users")  # expect: hard-coded-credential
    pymysql.connect("db.example.org", "ada", password, "users")
    cx_Oracle.connect("ada", "correct-horse-7", "db.example.org/users")  # expect: hard-coded-credential
    pika.PlainCredentials("ada", "correct-horse-7")  # expect: hard-coded-credential
    pika.PlainCredentials("guest", "guest")
    GraphDatabase.driver("neo4j+s://db.example.org", auth=("neo4j", "correct-horse-7"))  # expect: hard-coded-credential
    Elasticsearch("https://search.example.org", basic_auth=("elastic", "correct-horse-7"))  # expect: hard-coded-credential
    Elasticsearch("https://search.example.org", basic_auth=("elastic", password))
    directory = ldap.initialize("ldaps://directory.example.org")
    directory.simple_bind_s("cn=ada,dc=example,dc=org", "correct-horse-7")  # expect: hard-coded-credential
    directory.simple_bind_s("cn=ada,dc=example,dc=org", password)

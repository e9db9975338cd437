"""Clients of other libraries than requests that are told to take any certificate."""

import ssl
from OpenSSL import SSL

import aiohttp
import asyncssh
import boto3
import consul
import docker
import elasticsearch
import httplib2
import httpx
import kafka
import libtaxii.clients
import ldap
import pycurl
import pymongo
import redis
import tornado.httpclient
import paho.mqtt.client as mqtt
import winrm
from pyVim.connect import SmartConnect, SmartConnectNoSSL
import urllib3
import websocket

UNCHECKED = {"cert_reqs": ssl.CERT_NONE, "check_hostname": False}


def bad():
    return aiohttp.TCPConnector(ssl=False)  # expect: client-without-verification


def good():
    return aiohttp.TCPConnector(ssl=ssl.create_default_context(cafile="own-ca.pem"))


async def each_library(session, cache, option, context):
    await session.get("https://a.example", ssl=False)  # expect: client-without-verification
    await session.post("https://a.example", verify_ssl=False)  # expect: client-without-verification
    await asyncssh.connect("a.example", known_hosts=None)  # expect: client-without-verification
    urllib3.PoolManager(cert_reqs="CERT_NONE")  # expect: client-without-verification
    urllib3.PoolManager(cert_reqs=ssl.CERT_NONE)  # expect: client-without-verification
    boto3.client("s3", verify=False)  # expect: client-without-verification
    elasticsearch.Elasticsearch("https://a.example", verify_certs=False)  # expect: client-without-verification
    pymongo.MongoClient("a.example", tlsAllowInvalidCertificates=True)  # expect: client-without-verification
    redis.Redis(ssl=True, ssl_cert_reqs="none")  # expect: client-without-verification
    httplib2.Http(disable_ssl_certificate_validation=True)  # expect: client-without-verification
    ldap.set_option(ldap.OPT_X_TLS_REQUIRE_CERT, ldap.OPT_X_TLS_NEVER)  # expect: client-without-verification
    curl = pycurl.Curl()
    curl.setopt(pycurl.SSL_VERIFYPEER, 0)  # expect: client-without-verification
    websocket.create_connection("wss://a.example", sslopt={"cert_reqs": ssl.CERT_NONE})  # expect: client-without-verification
    websocket.WebSocket(sslopt={"check_hostname": False})  # expect: client-without-verification
    websocket.WebSocketApp("wss://a.example").run_forever(sslopt=UNCHECKED)  # expect: client-without-verification

    boto3.client("s3", use_ssl=False)  # expect: client-without-verification
    tornado.httpclient.HTTPRequest("https://a.example", validate_cert=False)  # expect: client-without-verification
    await tornado.httpclient.AsyncHTTPClient().fetch("https://a.example", validate_cert=False)  # expect: client-without-verification
    context.set_verify(SSL.VERIFY_NONE, lambda *given: True)  # expect: client-without-verification

    boto3.client("s3", use_ssl=True)
    tornado.httpclient.HTTPRequest("https://a.example", validate_cert=option)
    context.set_verify(SSL.VERIFY_PEER, None)
    await session.get("https://a.example", ssl=True)
    await session.get("https://a.example", ssl=option)
    cache.get("https://a.example", ssl=False)
    await asyncssh.connect("a.example")
    urllib3.PoolManager(cert_reqs="CERT_REQUIRED")
    boto3.client("s3", verify="own-ca.pem")
    redis.Redis(ssl=True)
    httplib2.Http(timeout=10)
    ldap.set_option(ldap.OPT_X_TLS_REQUIRE_CERT, ldap.OPT_X_TLS_DEMAND)
    curl.setopt(pycurl.SSL_VERIFYPEER, 1)
    curl.setopt(pycurl.TIMEOUT, 0)
    websocket.create_connection("wss://a.example", sslopt={"ca_certs": "own-ca.pem"})
    websocket.WebSocketApp("wss://a.example").run_forever()


def serve(key):
    context = SSL.Context(SSL.TLS_SERVER_METHOD)
    context.set_verify(SSL.VERIFY_NONE, lambda *given: True)
    other = SSL.Context(SSL.TLS_METHOD)
    other.use_privatekey(key)
    other.set_verify(SSL.VERIFY_NONE, lambda *given: True)


def accept(context, socket):
    context.set_verify(SSL.VERIFY_NONE, lambda *given: True)
    connection = SSL.Connection(context, socket)
    connection.set_accept_state()
    return connection


class Server:
    def __init__(self):
        self.context = SSL.Context(method=SSL.TLS_SERVER_METHOD)
        self.context.set_verify(SSL.VERIFY_NONE, lambda *given: True)


async def by_what_it_was_made_by(url):
    async with aiohttp.ClientSession() as web:
        await web.get(url, ssl=False)  # expect: client-without-verification
        async with web.get(url, verify_ssl=False) as answer:  # expect: client-without-verification
            return answer


def by_a_method():
    taxii = libtaxii.clients.HttpClient()
    taxii.set_verify_server(False)  # expect: client-without-verification
    taxii.set_verify_server(True)


def of_more_libraries(password):
    boto3.Session().client("s3", verify=False)  # expect: client-without-verification
    boto3.Session().client("s3", verify="own-ca.pem")
    httpx.HTTPTransport(verify=False, retries=3)  # expect: client-without-verification
    httpx.HTTPTransport(retries=3)
    consul.Consul("consul.example", scheme="https", verify=False)  # expect: client-without-verification
    docker.tls.TLSConfig(verify=False)  # expect: client-without-verification
    docker.tls.TLSConfig(verify=True)
    SmartConnectNoSSL(host="vcenter.example", pwd=password)  # expect: client-without-verification
    SmartConnect(host="vcenter.example", disableSslCertValidation=True)  # expect: client-without-verification
    SmartConnect(host="vcenter.example", pwd=password)
    winrm.Session("https://host.example", ("ada", password), server_cert_validation="ignore")  # expect: client-without-verification
    winrm.Session("https://host.example", ("ada", password), server_cert_validation="validate")
    kafka.KafkaProducer(security_protocol="SSL", ssl_check_hostname=False)  # expect: client-without-verification
    kafka.KafkaProducer(security_protocol="SSL")
    client = mqtt.Client()
    client.tls_set(cert_reqs=ssl.CERT_NONE)  # expect: client-without-verification
    client.tls_set("ca.pem")

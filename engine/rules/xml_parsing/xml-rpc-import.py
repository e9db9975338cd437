"""Imports of xmlrpc."""

import importlib

import xmlrpc  # expect: xml-rpc-import
import xmlrpc.server as rpc_server  # expect: xml-rpc-import
from xmlrpc import client, server  # expect: xml-rpc-import
from xmlrpc.client import *  # expect: xml-rpc-import
import xmlrpc_lookalike
import xmlrpclib
from django_xmlrpc import views


def bad(address):
    from xmlrpc.client import ServerProxy  # expect: xml-rpc-import

    return ServerProxy(address)


def good(address):
    import httpx

    return httpx.post(address, json={"method": "status"})


# What the fix of the rule says: the import stays, its parsers are others.
def defused(address):
    from defusedxml import xmlrpc

    xmlrpc.monkey_patch()
    from xmlrpc.client import ServerProxy  # expect-wrong: xml-rpc-import

    return ServerProxy(address)


def by_call():
    __import__("xmlrpc")  # expect: xml-rpc-import
    importlib.__import__("xmlrpc")  # expect: xml-rpc-import
    return importlib.import_module("xmlrpc.client")  # expect: xml-rpc-import


def of_this_package():
    from .xmlrpc import ServerProxy
    from ..common.xmlrpc import client

    return ServerProxy, client

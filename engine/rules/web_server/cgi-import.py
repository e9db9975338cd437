"""Imports of what serves CGI."""

import importlib
import wsgiref.handlers

from wsgiref.handlers import CGIHandler  # expect: cgi-import
from wsgiref.handlers import SimpleHandler, CGIHandler as Handler  # expect: cgi-import
from twisted.web import twcgi
from twisted.web.twcgi import CGIDirectory, CGIScript  # expect: cgi-import


def bad(app):
    from wsgiref.handlers import CGIHandler  # expect: cgi-import

    CGIHandler().run(app)


def good(app):
    from wsgiref.simple_server import make_server

    make_server("127.0.0.1", 8000, app).serve_forever()


def through_the_module(app):
    wsgiref.handlers.CGIHandler().run(app)  # expect-missed: cgi-import
    return twcgi.CGIScript("/srv/run.cgi")  # expect-missed: cgi-import


def by_the_star(app):
    handlers = importlib.import_module("wsgiref.handlers")
    return handlers.CGIHandler().run(app)  # expect-missed: cgi-import


try:
    import twisted.web.twcgi.CGIScript as Script  # expect: cgi-import
except ImportError:
    Script = None


def others():
    from wsgiref.handlers import BaseCGIHandlerFactory, IISCGIHandler
    from .handlers import CGIHandler as own

    return own, BaseCGIHandlerFactory, IISCGIHandler

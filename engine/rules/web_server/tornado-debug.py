"""Applications of Tornado that are set to debug."""

import tornado.web
from tornado.web import Application

DEBUG = True


def bad(handlers):
    return tornado.web.Application(handlers, debug=True)  # expect: tornado-debug


def good(handlers, options):
    return tornado.web.Application(handlers, debug=options.debug)


def each_way(handlers):
    Application(handlers, serve_traceback=True)  # expect: tornado-debug
    Application(handlers, debug=DEBUG)  # expect: tornado-debug
    Application(handlers)
    Application(handlers, debug=False)

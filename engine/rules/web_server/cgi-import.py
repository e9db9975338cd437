"""CGI, where a request header sets HTTP_PROXY."""


def bad(application):
    from wsgiref.handlers import CGIHandler  # expect: cgi-import

    return CGIHandler().run(application)


def good(application):
    from wsgiref.simple_server import make_server

    return make_server("127.0.0.1", 8000, application)


def more():
    from twisted.web import twcgi
    from twisted.web.twcgi import CGIScript  # expect: cgi-import

    return CGIScript, twcgi

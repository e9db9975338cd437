"""Documents read with xml.sax."""

import xml.sax  # expect: xml-sax-import
from xml import sax  # expect: xml-sax-import
from xml.sax import make_parser, parseString as parse_text  # expect: xml-sax-import
from xml.sax.saxutils import escape  # which reads no document

import defusedxml.sax


def bad(upload, handler):
    xml.sax.parse(upload, handler)  # expect: xml-sax-call


def good(upload, handler):
    defusedxml.sax.parse(upload, handler)


def each_entrance(text, handler):
    parse_text(text, handler)  # expect: xml-sax-call
    sax.parseString(string=text, handler=handler)  # expect: xml-sax-call
    parser = make_parser(["xml.sax.drivers2.drv_expat"])  # expect: xml-sax-call
    parser.parse(text)


def careful(text, handler):
    parser = sax.make_parser()  # expect: xml-sax-call
    parser.setFeature(sax.handler.feature_external_ges, False)
    parser.setContentHandler(handler)
    parser.parse(text)


def chosen(safe):
    if safe:
        from defusedxml import sax as library
    else:
        from xml import sax as library  # expect: xml-sax-import
    return library.make_parser()  # expect: xml-sax-call


def retried(text, handler):
    try:
        sax.parseString(text, handler)  # expect: xml-sax-call
    except sax.SAXParseException as error:
        return error.getLineNumber()
    finally:
        with open("log", "a") as log:
            log.write(escape(text))
    return 0


class Handler(sax.ContentHandler):
    def parse(self, text):
        return text


def own(make_parser, text):
    return make_parser().parse(text), Handler().parse(text)

from flask import Response


def in_json(text):
    response = Response(mimetype="application/json")
    response.set_data(text)
    return response


def in_page(text):
    response = Response()
    response.set_data(text)
    return response


def in_page_at_last(text):
    response = Response(mimetype="application/json")
    response.mimetype = "text/html"
    response.set_data(text)
    return response

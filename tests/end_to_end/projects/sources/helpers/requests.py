from flask import request

LIMIT = 10


def current_name():
    return request.args.get("name", "")


def current_page():
    return int(request.args.get("page", 1))


class Arguments:
    def __init__(self):
        self.name = request.args["name"]
        self.page = int(request.args["page"])

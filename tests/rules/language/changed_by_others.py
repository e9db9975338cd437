# profile: default
"""What the module, or an __init__, puts somewhere is what it is at first: functions change it."""

import pickle

from flask import Flask, request

app = Flask(__name__)
enabled = False
client = None
closed = None
limit = 0
settings = {"on": False, "fixed": False}
known = {}
handlers = []
untouched = {}
never = False


@app.route("/run")
def run():
    text = request.args["text"]
    if enabled:
        eval(text)  # expect: code-injection
    if client is not None:
        eval(text)  # expect: code-injection
    if limit:
        eval(text)  # expect: code-injection
    if settings["on"]:
        eval(text)  # expect: code-injection
    if known:
        eval(text)  # expect: code-injection
    for handler in handlers:
        eval(text)  # expect: code-injection
    return ""


@app.route("/never")
def not_run():
    text = request.args["text"]
    if never:
        eval(text)
    if closed is not None:
        eval(text)
    if untouched:
        eval(text)
    return ""


@app.route("/start")
def start():
    global enabled, client, closed, limit
    enabled = True
    client = object()
    closed = None
    limit += 1
    settings["on"] = True
    known["name"] = 1
    handlers.append(start)
    return ""


class Reader:
    kind = None
    shared = False
    fixed = False

    def __init__(self, options):
        self.is_open = False
        self.is_ready = False
        self.is_closed = False
        self.is_named = False
        self.names = []
        self.options = options

    def open(self):
        self.is_open = True
        self.kind = "file"
        setattr(self, "is_named", True)
        self.names.append("one")

    def close(self):
        self.is_closed = False

    @classmethod
    def share(cls):
        cls.shared = True

    def read(self, data):
        if self.is_open:
            pickle.loads(data)  # expect: pickle-load
        if self.is_ready:
            pickle.loads(data)  # expect: pickle-load
        if self.is_named:
            pickle.loads(data)  # expect: pickle-load
        if self.kind:
            pickle.loads(data)  # expect: pickle-load
        if self.shared:
            pickle.loads(data)  # expect: pickle-load
        for name in self.names:
            pickle.loads(data)  # expect: pickle-load
        if self.is_closed or self.fixed:
            pickle.loads(data)

    @staticmethod
    def of(handle):
        reader = Reader.__new__(Reader)
        reader.is_ready = True
        return reader


class Other:
    def __init__(self):
        self.is_open = False

    def read(self, data):
        if self.is_open:
            pickle.loads(data)


class Page:
    def __init__(self):
        self.is_shown = False

    def show(self):
        self.is_shown = True

    def run(self, text):
        if self.is_shown:
            return eval(text)  # expect: code-injection
        return None


page = Page()


@app.route("/page")
def show_page():
    page.run(request.args["text"])
    if page.is_shown:
        eval(request.args["text"])  # expect: code-injection
    return ""


# An object that is made here has been seen by nobody else.
@app.route("/own")
def own_page():
    own = Page()
    if own.is_shown:
        eval(request.args["text"])
    own.show()
    if own.is_shown:
        eval(request.args["text"])  # expect: code-injection
    return ""

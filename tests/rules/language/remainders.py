# profile: default
"""What is left of a text when all that is allowed is taken out of it."""

import os
import re
import subprocess

from flask import Flask, Response, abort, request

app = Flask(__name__)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
NAMES = {"songs", "singers"}


@app.route("/letters")
def letters():
    name = request.args["name"]
    bad = [letter for letter in name if letter not in LETTERS]
    if bad:
        abort(400)
    os.system("cat " + name)  # expect-wrong: command-injection
    return "done"


@app.route("/negated")
def negated():
    name = request.args["name"]
    bad = {letter for letter in name if letter not in LETTERS}
    if not bad:
        os.system("cat " + name)  # expect-wrong: command-injection
    os.system("cat " + name)  # expect: command-injection
    return "done"


@app.route("/at-once")
def at_once():
    name = request.args["name"]
    if [letter for letter in name if letter not in LETTERS]:
        abort(400)
    os.system("cat " + name)
    return "done"


@app.route("/elements")
def elements():
    names = request.args.getlist("name")
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        return "unknown", 400
    for name in names:
        os.system("cat " + name)  # expect-wrong: command-injection
    return "done"


@app.route("/a-few")
def a_few():
    name = request.args["name"]
    bad = [letter for letter in name if letter in ";|"]
    if bad:
        abort(400)
    os.system("cat " + name)  # expect: command-injection
    return "done"


@app.route("/later")
def later():
    name = request.args["name"]
    bad = [letter for letter in name if letter not in LETTERS]
    name = request.args["other"]
    if bad:
        abort(400)
    os.system("cat " + name)  # expect: command-injection
    return "done"


@app.route("/options")
def options():
    name = request.args["name"]
    subprocess.run(["ls", f"--ignore={name}"], check=True)  # expect-wrong: argument-injection
    subprocess.run(["ls", "copy-" + name], check=True)
    subprocess.run(["ls", "--" + name], check=True)  # expect: argument-injection
    subprocess.run(["ls", f"{name}.txt"], check=True)  # expect: argument-injection
    return "done"


@app.route("/lines")
def lines():
    answer = Response("done")
    text = request.args["text"]
    answer.headers["X-A"] = re.sub(r"[\r\n]", "", text)
    answer.headers["X-B"] = re.sub(r"\r\n|\r|\n", " ", text)
    answer.headers["X-C"] = re.sub(r"\s+", " ", text)
    answer.headers["X-D"] = " ".join(text.split())  # expect-wrong: header-injection
    answer.headers["X-E"] = text.splitlines()[0]  # expect-wrong: header-injection
    answer.headers["X-F"] = re.sub(r"[a-z]", "", text)  # expect: header-injection
    answer.headers["X-G"] = text.split(" ")[0]  # expect: header-injection
    answer.headers["X-H"] = "\n".join(text.splitlines())  # expect: header-injection
    return answer


@app.route("/plain")
def plain():
    answer = Response(mimetype="text/plain")
    answer.set_data(request.args["text"])
    return answer


@app.route("/page")
def page():
    answer = Response(mimetype="text/html")
    answer.set_data(request.args["text"])  # expect: cross-site-scripting
    return answer


@app.route("/json")
def json():
    answer = Response(content_type="application/json")
    answer.data = request.args["text"]
    return answer


@app.route("/looks/like/checks")
def looks_like_checks():
    text = request.args["text"]
    answer = Response("done")
    answer.headers["X-A"] = re.sub("\n", "", text, count=1)  # expect: header-injection
    answer.headers["X-B"] = "\n".join(text.split())  # expect: header-injection
    answer.headers["X-C"] = re.sub(r"[\\n]", "", text)  # expect: header-injection
    return answer


@app.route("/page/after/all")
def page_after_all():
    answer = Response(mimetype="text/plain")
    answer.mimetype = "text/html"
    answer.set_data(request.args["text"])  # expect: cross-site-scripting
    return answer


@app.route("/changed")
def changed_list():
    text = request.args["text"]
    bad = [c for c in text if c not in "abc"]
    bad.remove(";")
    if bad:
        abort(400)
    os.system("cat " + text)  # expect: command-injection
    return "done"


def may_be_known(fields):
    if fields["name"] not in {"songs", "singers"}:
        return False
    return True


@app.route("/asked/for/nothing")
def asked_for_nothing():
    fields = {"name": request.args["name"]}
    may_be_known(fields)
    os.system("cat " + fields["name"])  # expect: command-injection
    return "done"


@app.route("/programs")
def programs():
    name = request.args["name"]
    subprocess.run(["git", "clone", "--upload-pack=" + name, "u"])  # expect: argument-injection
    subprocess.run(["tar", "--to-command=" + name, "x"])  # expect: argument-injection
    subprocess.run(["tar", "-xf", "backup-" + name])
    return "done"

# profile: default
"""Text of a request as an argument of a program that runs without a shell."""

import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.route("/log")
def bad():
    branch = request.args["branch"]
    subprocess.run(["/usr/bin/git", "log", branch], check=True)  # expect: argument-injection
    return "done"


@app.route("/log/safe")
def good():
    branch = request.args["branch"]
    if branch.startswith("-"):
        return "no such branch", 400
    subprocess.run(["/usr/bin/git", "log", "--", branch], check=True)
    return "done"


@app.route("/ways")
def each_way():
    name = request.args["name"]
    command = ["/usr/bin/curl", "--silent"]
    command.append(name)
    subprocess.check_output(command)  # expect: argument-injection
    subprocess.call(["/usr/bin/curl"] + [name])  # expect: argument-injection
    subprocess.Popen(("/usr/bin/curl", name))  # expect: argument-injection
    subprocess.run(["/usr/bin/curl", *request.args.getlist("names")])  # expect: argument-injection
    return "done"


@app.route("/safe")
def safe_ways():
    subprocess.run(["/usr/bin/head", "-n", str(int(request.args["lines"]))])
    kind = request.args["kind"]
    if kind in {"short", "long"}:
        subprocess.run(["/usr/bin/report", kind])
    return "done"

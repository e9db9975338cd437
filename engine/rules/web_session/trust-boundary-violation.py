# profile: default
"""Text of a request that is kept in the session."""

from flask import Flask, request, session

app = Flask(__name__)
COLORS = ("red", "green")


@app.route("/set")
def bad():
    session["role"] = request.args["role"]  # expect: trust-boundary-violation
    return "done"


@app.route("/set/safe")
def good():
    color = request.args["color"]
    if color in COLORS:
        session["color"] = color
    return "done"


def django_view(request):
    request.session["role"] = request.POST["role"]  # expect: trust-boundary-violation


@app.route("/ways")
def each_way():
    session[request.args["name"]] = True  # expect: trust-boundary-violation
    session.update(role=request.args["role"])  # expect: trust-boundary-violation
    session["number"] = int(request.args["number"])
    session["seen"] = True
    return "done"


@app.route("/theme")
def how_it_looks():
    session["color"] = request.args["color"]  # nobody is trusted for it
    session["next_url"] = request.args["next"]  # expect: trust-boundary-violation
    return "done"

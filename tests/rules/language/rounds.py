# profile: default
# What one round of a loop leaves to the next.

from flask import Flask, request

app = Flask(__name__)


@app.route("/branch")
def by_branch():
    for i in range(3):
        if i:
            eval(y)  # expect: code-injection
        y = request.args["x"]


@app.route("/closure")
def by_closure():
    def use():
        eval(last)  # expect: code-injection

    for i in range(3):
        if i:
            use()
        last = request.args["x"]


@app.route("/global")
def by_global():
    global kept
    for i in range(3):
        if i:
            eval(kept)  # expect: code-injection
        kept = request.args["x"]


@app.route("/list")
def by_list():
    found = []
    for i in range(3):
        for one in found:
            eval(one)  # expect: code-injection
        found.append(request.args["x"])


@app.route("/object")
def by_object():
    class Box:
        held = "1"

    box = Box()
    for i in range(3):
        eval(box.held)  # expect: code-injection
        box.held = request.args["x"]


@app.route("/target")
def by_target():
    x = request.args["x"]
    for x in ["1", "2"]:
        eval(x)
    for y in ["1"]:
        z = y
        eval(z)


@app.route("/nested")
def by_nested():
    for i in range(3):
        for j in range(3):
            if j:
                eval(y)  # expect: code-injection
        y = request.args["x"]
        eval("1")


@app.route("/called")
def called_in_condition():
    x = request.args["x"]
    while x.strip().lower() == "1":
        eval(x.strip())  # expect: code-injection
        x = x.strip()

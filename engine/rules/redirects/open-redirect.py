# profile: default
"""Browsers that are sent where the request says."""

from urllib.parse import urlsplit

from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from flask import Flask, redirect, request, url_for

app = Flask(__name__)


@app.route("/login")
def bad():
    return redirect(request.args["next"])  # expect: open-redirect


@app.route("/login/safe")
def good():
    target = request.args["next"]
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={"www.example.org"}):
        target = "/"
    return redirect(target)


@app.route("/default")
def with_a_default():
    return redirect(request.args.get("next") or url_for("home"))  # expect: open-redirect


@app.route("/host")
def host():
    return redirect("https://" + request.args["host"] + "/login")  # expect: open-redirect


@app.route("/slash")
def another_host_after_a_slash():
    return redirect("/" + request.args["page"])  # expect: open-redirect


def django_view(request):
    return HttpResponseRedirect(request.GET["next"])  # expect: open-redirect


@app.route("/safe/host")
def host_is_fixed():
    return redirect("https://www.example.org/" + request.args["page"])


@app.route("/safe/path")
def path_is_fixed():
    return redirect("/search?q=" + request.args["q"])


@app.route("/safe/made")
def made_by_a_name():
    return redirect(url_for("page", name=request.args["page"]))


@app.route("/safe/checked")
def host_is_checked():
    target = request.args["next"]
    if urlsplit(target).netloc != "www.example.org":
        return redirect("/")
    return redirect(target)


@app.route("/safe/allowed")
def only_what_is_allowed():
    target = request.args["next"]
    if target not in ("/home", "/account"):
        target = "/home"
    return redirect(target)

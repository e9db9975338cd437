# profile: default
"""Browsers that are sent where the request says."""

from urllib.parse import quote, urlencode, urlsplit

from django import forms
from django.core.signing import Signer
from django.http import HttpResponseRedirect
from django.shortcuts import redirect as django_redirect
from django.utils.http import url_has_allowed_host_and_scheme
from flask import Flask, redirect, request, url_for

from shop import addresses, find_page

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


def checked_by_keyword(request):
    target = request.POST.get("next", "")
    is_safe = url_has_allowed_host_and_scheme(url=target, allowed_hosts=None, require_https=True)
    return HttpResponseRedirect(target if is_safe else "/")


def another_is_checked(request):
    target = request.POST.get("next", "")
    is_safe = url_has_allowed_host_and_scheme(url=request.POST.get("home", ""), allowed_hosts=None)
    return HttpResponseRedirect(target if is_safe else "/")  # expect: open-redirect


def signed_here(request):
    return HttpResponseRedirect(Signer(salt="next").unsign(request.GET["next"]))


def list_of_changes(request):
    return HttpResponseRedirect(addresses.CHANGES + "?" + request.GET.urlencode())


@app.route("/query")
def in_the_query():
    address = addresses.of("search")
    address += ("&" if "?" in address else "?") + "q=" + quote(request.args["q"])
    return redirect(address)


@app.route("/encoded")
def only_a_query():
    return redirect("?" + urlencode({"q": request.args["q"]}))


@app.route("/fragment")
def in_the_fragment():
    return redirect(addresses.of("order") + "#item-%s" % request.args["item"])


@app.route("/prefix")
def behind_a_prefix_that_is_mostly_empty():
    return redirect(request.script_root + request.args["next"])  # expect: open-redirect


@app.route("/page/<name>")
def of_what_was_found(name):
    page = find_page(name)
    if page.is_moved:
        return redirect(page.new_address)
    return redirect(name)  # expect: open-redirect


@app.route("/host/none")
def without_a_host():
    target = request.args["next"]
    parts = urlsplit(target)
    if target and (parts.netloc or parts.scheme):
        target = "/"
    return redirect(target)


def is_safe_redirect(target):
    if target.startswith("///"):
        return False
    parts = urlsplit(target)
    return not parts.netloc or any(parts.netloc.endswith(host) for host in addresses.HOSTS)


def is_known(target):
    if addresses.of(target):
        return True
    return False


@app.route("/own/check")
def by_a_function_of_its_own():
    target = request.args["next"]
    if is_known(target):
        return redirect(target)  # expect: open-redirect
    if is_safe_redirect(target):
        return redirect(target)
    return redirect(url_for("home"))


def is_safe_url(target):
    count = addresses.count()
    addresses.note(count)
    return True


def is_unsafe_url(target):
    parts = urlsplit(target)
    return bool(addresses.of(parts) or parts.path)


@app.route("/own/name")
def by_a_function_that_only_has_the_name():
    target = request.args["next"]
    if is_safe_url(target):
        return redirect(target)  # expect: open-redirect
    return redirect(url_for("home"))


@app.route("/own/opposite")
def by_a_function_that_says_the_opposite():
    target = request.args["next"]
    if is_unsafe_url(target):
        return redirect(target)  # expect: open-redirect
    return redirect(url_for("home"))


@app.route("/stripped")
def one_slash_alone():
    target = urlsplit(request.args["next"])
    address = "/" + target.path.lstrip("/\\")
    if target.query:
        address += "?" + target.query
    if request.args["short"]:
        return redirect(f"/{request.args['next'].lstrip('/\\')}")
    return redirect(address)


@app.route("/stripped/less")
def a_backslash_is_left():
    return redirect("/" + request.args["next"].lstrip("/"))  # expect: open-redirect


class Orders(forms.Form):
    orders = forms.ModelMultipleChoiceField(queryset=None)
    address = forms.CharField()


def chosen_order(request):
    form = Orders(request.POST)
    form.is_valid()
    order = form.cleaned_data["orders"].get(id=request.POST["order"])
    if order.is_paid:
        return django_redirect(order)
    return django_redirect(form.cleaned_data["address"])  # expect: open-redirect


@app.route("/own/page")
def by_a_function_that_asks_another():
    def is_safe_url(target):
        """Whether the application has such a page."""
        return addresses.is_safe_url(target, app)

    target = request.args["next"]
    if target and is_safe_url(target):
        return redirect(target)
    return redirect(url_for("home"))

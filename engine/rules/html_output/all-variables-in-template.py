"""Templates that are handed every variable."""

from django.shortcuts import render
from flask import render_template


def bad(request, user):
    secret = user.key
    return render(request, "page.html", locals())  # expect: all-variables-in-template


def good(request, user):
    return render(request, "page.html", {"user": user})


def each_way(template, name):
    render_template("page.html", **globals())  # expect: all-variables-in-template
    template.render(context=locals())  # expect: all-variables-in-template
    print(locals())
    return render_template("page.html", name=name)

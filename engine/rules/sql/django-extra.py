"""Django's extra()."""

from django.contrib.auth.models import User


def bad(name):
    return User.objects.extra(where=[f"username = '{name}'"])  # expect: django-extra


def good(name):
    return User.objects.extra(where=["username = %s"], params=[name])


def more(name, table):
    User.objects.extra(select={"a": name})  # expect: django-extra
    User.objects.extra({"a": "b %s" % name})  # expect: django-extra
    User.objects.extra(tables=table)  # expect: django-extra
    User.objects.filter(active=True).extra(  # expect: django-extra
        where="a = b"  # extra takes lists
    )
    User.objects.extra(select={"a": "b"}, tables=["c"])
    return User.objects.extra(order_by=[name])


def of_another_library(plot):
    return plot.extra(3, 4)

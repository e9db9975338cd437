import os

from django.http import HttpResponse
from django.views import View

from .models import Page


def by_number(request, number, name):
    os.listdir("/srv/" + number)
    return HttpResponse(os.listdir("/srv/" + name))  # expect: path-traversal


def by_kind(request, kind, name):
    os.listdir("/srv/" + kind)
    return HttpResponse(os.listdir("/srv/" + name))  # expect: path-traversal


class BySlug(View):
    def get(self, request, short, name):
        os.listdir("/srv/" + short)
        return HttpResponse(os.listdir("/srv/" + name))  # expect: path-traversal


def twice(request, name):
    return HttpResponse(os.listdir("/srv/" + name))  # expect: path-traversal


def nowhere(request, name):
    return HttpResponse(os.listdir("/srv/" + name))  # expect: path-traversal

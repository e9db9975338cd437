# It imports no file of the project.
import os

from django.http import HttpResponse


def by_number(request, number, name):
    os.listdir("/srv/" + number)
    return HttpResponse(os.listdir("/srv/" + name))  # expect: path-traversal

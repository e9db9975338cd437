import os

from django.http import FileResponse, HttpResponse
from django.views import View


def show(request, name):
    return HttpResponse(os.listdir("/srv/" + name))  # expect: path-traversal


class Download(View):
    def get(self, request, name):
        return FileResponse(open("/srv/" + name, "rb"))  # expect: path-traversal

"""Views that take forms of other sites."""

from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt, csrf_protect


@csrf_exempt  # expect: cross-site-request-exempt
def bad(request):
    return HttpResponse("done")


@csrf_protect
def good(request):
    return HttpResponse("done")

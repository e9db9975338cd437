"""Views of the table of routes that take forms of other sites."""

from django.utils.decorators import method_decorator
from django.urls import path
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt


def bad(hook):
    return path("hook/", csrf_exempt(hook))  # expect: cross-site-request-exempt-view


def good(hook):
    return path("hook/", hook)


@method_decorator(csrf_exempt, name="dispatch")  # expect: cross-site-request-exempt-view
class Hook(View):
    @method_decorator([never_cache, csrf_exempt])  # expect: cross-site-request-exempt-view
    def post(self, request):
        return self.done(request)


@method_decorator(never_cache, name="dispatch")
class Page(View):
    pass

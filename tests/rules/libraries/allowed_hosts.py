# profile: default
"""Hosts that Django compares with a list of the settings."""

from urllib.parse import urlparse

import requests
from django import forms
from django.conf import settings
from django.http import HttpResponse, HttpResponseBadRequest
from django.http.request import validate_host


def fetch(request):
    url = request.GET["url"]
    if not validate_host(urlparse(url).hostname or "", settings.ALLOWED_ASSET_DOMAINS):
        return HttpResponseBadRequest()
    requests.get(url, timeout=9)
    return HttpResponse()


def fetch_anyway(request):
    url = request.GET["url"]
    validate_host(urlparse(url).hostname or "", settings.ALLOWED_ASSET_DOMAINS)
    requests.get(url, timeout=9)  # expect: server-side-request-forgery
    return HttpResponse()


def fetch_other(request):
    url = request.GET["url"]
    if not validate_host(urlparse(request.GET["base"]).hostname, settings.ALLOWED_ASSET_DOMAINS):
        return HttpResponseBadRequest()
    requests.get(url, timeout=9)  # expect: server-side-request-forgery
    return HttpResponse()


ALLOWED = ["first.example", "second.example"]


class Pictures(forms.Form):
    def clean_known(self):
        url = self.cleaned_data["url"]
        if urlparse(url).hostname not in ALLOWED:
            raise forms.ValidationError("no such host")
        return requests.get(url, timeout=9)

    def clean_listed(self):
        url = self.cleaned_data["url"]
        if not validate_host(urlparse(url).hostname, settings.ALLOWED_ASSET_DOMAINS):
            raise forms.ValidationError("no such host")
        return requests.get(url, timeout=9)

    def clean_any(self):
        url = self.cleaned_data["url"]
        if urlparse(url).path not in ALLOWED:
            raise forms.ValidationError("no such path")
        return requests.get(url, timeout=9)  # expect: server-side-request-forgery


def every_host(request):
    url = request.GET["url"]
    if not validate_host(urlparse(url).hostname, ["*"]):
        return None
    return requests.get(url, timeout=3)  # expect: server-side-request-forgery

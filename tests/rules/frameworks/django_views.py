# profile: default
"""Django, Django REST framework, Channels and Ninja: requests, views, forms, answers."""

import os
import pwd
import zipfile

from channels.generic.websocket import AsyncWebsocketConsumer, WebsocketConsumer
from django import forms
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.tokens import default_token_generator
from django.core.files.storage import default_storage
from django.db import connection, connections
from django.db.models.expressions import RawSQL
from django.http import (FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBadRequest,
                         HttpResponsePermanentRedirect, HttpResponseRedirect, JsonResponse,
                         StreamingHttpResponse)
from django.shortcuts import get_object_or_404, redirect, render
from django.template import Context, Template
from django.urls import path, re_path, reverse, translate_url
from django.utils.decorators import method_decorator
from django.utils.html import escape, format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import check_for_language
from django.views import View, generic
from django.views.static import serve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from django.views.generic import DetailView, FormView, ListView, RedirectView, TemplateView
from docutils.core import publish_parts
from furl import furl
from ninja import NinjaAPI, Schema
from PIL import Image
from ninja import Router
from rest_framework import generics, mixins, serializers, status, viewsets
from rest_framework.decorators import action, api_view, permission_classes
from rest_framework.response import Response
from rest_framework.views import APIView

from shop.models import Announcement


# Where a request is read.

def sources(request):
    open(request.GET["q"])  # expect: path-traversal
    open(request.GET.get("q", ""))  # expect: path-traversal
    open(request.GET.getlist("q")[0])  # expect: path-traversal
    open(request.POST["q"])  # expect: path-traversal
    open(request.COOKIES["q"])  # expect: path-traversal
    open(request.META["HTTP_X"])  # expect: path-traversal
    open(request.META.get("QUERY_STRING"))  # expect: path-traversal
    open(request.META["REMOTE_ADDR"])
    open(request.META.get("SERVER_NAME"))
    open(request.headers["X"])  # expect: path-traversal
    open(request.headers.get("X"))  # expect: path-traversal
    open(request.body)  # expect: path-traversal
    open(request.body.decode("utf-8"))  # expect: path-traversal
    open(request.read())  # expect: path-traversal
    open(request.path)  # expect: path-traversal
    open(request.path_info)  # expect: path-traversal
    open(request.get_full_path())  # expect: path-traversal
    open(request.build_absolute_uri())  # expect: path-traversal
    open(request.get_host())  # expect: path-traversal
    eval(request.FILES["f"].name)  # expect: code-injection
    eval(request.FILES.get("f").name)  # expect: code-injection
    open("/data/" + request.FILES.get("f").content_type)  # expect: path-traversal
    for upload in request.FILES.getlist("f"):
        eval(upload.name)  # expect: code-injection
        open("/data/" + upload.name)  # it has no folder any more
        open(upload.temporary_file_path())
    for chunk in request.FILES["f"].chunks():
        open(chunk)  # expect: path-traversal
    for key, value in request.POST.items():
        open(key)  # expect: path-traversal
        open(value)  # expect: path-traversal
    open(request.GET.dict()["q"])  # expect: path-traversal
    open(request.resolver_match.kwargs["q"])  # expect: path-traversal
    open(request.method)
    open(request.user.username)
    open(request.session["x"])
    open(request.get_port())
    open(request.content_type)  # expect: path-traversal


# Routes.

def by_path(request, name, number, slug):
    open(name)  # expect: path-traversal
    open(number)
    open(slug)
    return HttpResponse("done")


def by_pattern(request, year, name):
    open(year)
    open(name)  # expect: path-traversal


def not_a_view(kind, name):
    open(name)


@login_required
def with_decorator(request, name):
    open(name)  # expect: path-traversal


@csrf_exempt  # expect: cross-site-request-exempt
@require_POST
def with_decorators(request, name):
    open(name)  # expect: path-traversal


def wrapped(request, name):
    open(name)  # expect: path-traversal


class Page(View):
    def get(self, request, name, *args, **kwargs):
        open(name)  # expect: path-traversal
        open(kwargs["other"])  # expect: path-traversal
        open(self.kwargs["name"])  # expect: path-traversal
        open(self.args[0])  # expect: path-traversal
        open(self.request.GET["q"])  # expect: path-traversal
        return HttpResponse("<p>" + name)  # expect: cross-site-scripting

    @method_decorator(csrf_exempt)  # expect: cross-site-request-exempt-view
    def dispatch(self, request, *args, **kwargs):
        open(request.GET["q"])  # expect: path-traversal
        open(kwargs["name"])  # expect: path-traversal
        return super().dispatch(request, *args, **kwargs)


class Things(LoginRequiredMixin, generic.ListView):
    def get_queryset(self):
        return self.model.objects.raw("select * from t where a = '%s'" % self.request.GET["a"])  # expect: sql-injection

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        open(self.kwargs.get("name"))  # expect: path-traversal
        return context


class Onward(RedirectView):
    def get_redirect_url(self, *args, **kwargs):
        return self.request.GET["next"]  # expect: open-redirect


class Ask(FormView):
    def get_success_url(self):
        return self.request.GET.get("next", "/")  # expect: open-redirect

    def form_valid(self, form):
        open(form.cleaned_data["name"])  # expect: path-traversal
        return super().form_valid(form)


urlpatterns = [
    path("a/<str:name>/<int:number>/<slug:slug>/", by_path),
    re_path(r"^b/(?P<year>[0-9]{4})/(?P<name>.+)/$", by_pattern, name="b"),
    path("c/<path:name>", login_required(wrapped)),
    path("d/<str:name>/", Page.as_view(), name="page"),
]


# Forms.

class NameForm(forms.Form):
    name = forms.CharField()
    count = forms.IntegerField()

    def clean_name(self):
        open(self.cleaned_data["name"])  # expect: path-traversal
        return self.cleaned_data["name"]


def form(request):
    given = NameForm(request.POST)
    if given.is_valid():
        open(given.cleaned_data["name"])  # expect: path-traversal
        open(given.cleaned_data.get("name"))  # expect: path-traversal
        open(given.data["name"])  # expect: path-traversal
    return render(request, "form.html", {"form": given})


# Answers.

def answers(request):
    q = request.GET["q"]
    HttpResponse("<p>" + q)  # expect: cross-site-scripting
    HttpResponse(f"<p>{q}</p>", status=404)  # expect: cross-site-scripting
    HttpResponse(content="<p>" + q)  # expect: cross-site-scripting
    HttpResponse(q, content_type="text/plain")
    HttpResponse(q, "application/json")
    HttpResponse(q, headers={"Content-Type": "text/csv"})
    HttpResponse(escape(q))
    HttpResponse(["<p>", q])  # expect: cross-site-scripting
    HttpResponseBadRequest("no " + q)  # expect: cross-site-scripting
    StreamingHttpResponse(("<p>" + q for _ in range(3)))  # expect: cross-site-scripting
    JsonResponse({"q": q})
    JsonResponse([q], safe=False)
    mark_safe("<p>" + q)  # expect: cross-site-scripting
    SafeString("<p>" + q)  # expect: cross-site-scripting
    format_html("<p>{}</p>", q)
    format_html("<p>" + q)  # expect: cross-site-scripting
    format_html_join("", "<li>{}</li>", [(q,)])
    mark_safe(escape(q))
    Template("<p>{{ q }}</p>").render(Context({"q": q}))
    Template("<p>" + q)  # expect: template-injection
    render(request, q)  # expect: path-traversal
    render(request, "a.html", {"q": q})
    redirect(q)  # expect: open-redirect
    redirect("page", name=q)
    redirect(reverse("page", args=[q]))
    redirect(reverse("page") + "?q=" + q)
    HttpResponseRedirect(q)  # expect: open-redirect
    HttpResponsePermanentRedirect(q)  # expect: open-redirect
    HttpResponseRedirect("/search?q=" + q)
    HttpResponseRedirect(request.path)
    FileResponse(open(q, "rb"))  # expect: path-traversal
    default_storage.open(q)
    default_storage.save(q, request.FILES["f"])
    Http404("<p>" + q)
    response = HttpResponse("done")
    response["X-A"] = q  # expect: header-injection
    response.headers["X-A"] = q  # expect: header-injection
    response.write("<p>" + q)  # expect: cross-site-scripting
    response.content = "<p>" + q  # expect: cross-site-scripting
    response.set_cookie("a", q, secure=True, httponly=True, samesite="Lax")  # expect: header-injection
    return response


def text_later(request):
    response = HttpResponse(request.GET["q"])
    response["Content-Type"] = "text/plain"
    return response


def guarded(request):
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    return redirect(target)


# Databases.

def database(request, model):
    q = request.GET["q"]
    with connection.cursor() as cursor:
        cursor.execute("select * from t where a = '%s'" % q)  # expect: sql-injection
        cursor.execute("select * from t where a = %s", [q])
    with connections["other"].cursor() as cursor:
        cursor.execute(f"select * from t where a = '{q}'")  # expect: sql-injection
    model.objects.raw("select * from t where a = '" + q + "'")  # expect: sql-injection
    model.objects.raw("select * from t where a = %s", [q])
    model.objects.extra(where=["a = '" + q + "'"])  # expect: sql-injection
    model.objects.filter(a=q).extra(select={"b": q})  # expect: sql-injection
    model.objects.annotate(b=RawSQL("select " + q, []))  # expect: sql-injection
    model.objects.filter(a=q).order_by("b")
    model.objects.get(pk=q)


# Django REST framework.

class ThingSerializer(serializers.Serializer):
    name = serializers.CharField()

    def validate_name(self, value):
        open(value)  # expect: path-traversal
        return value

    def create(self, validated_data):
        open(validated_data["name"])  # expect: path-traversal


class ThingView(APIView):
    def get(self, request, name, format=None):
        open(name)  # expect: path-traversal
        open(request.query_params["q"])  # expect: path-traversal
        open(request.GET.get("q"))  # expect: path-traversal
        return Response("<p>" + name)

    def post(self, request):
        open(request.data["q"])  # expect: path-traversal
        open(request.data.get("q"))  # expect: path-traversal
        given = ThingSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        open(given.validated_data["name"])  # expect: path-traversal
        return Response(given.data, status=status.HTTP_201_CREATED)


class ThingSet(viewsets.ModelViewSet):
    def retrieve(self, request, pk=None):
        open("/data/" + pk)  # expect: path-traversal
        return Response({})

    @action(detail=True, methods=["post"])
    def rename(self, request, pk=None):
        open(request.data["name"])  # expect: path-traversal
        return Response({})

    def perform_create(self, serializer):
        open(serializer.validated_data["name"])  # expect: path-traversal

    def get_queryset(self):
        open(self.request.query_params.get("q"))  # expect: path-traversal
        open(self.kwargs["pk"])  # expect: path-traversal


class ThingList(generics.ListCreateAPIView):
    def list(self, request, *args, **kwargs):
        open(kwargs["name"])  # expect: path-traversal
        return Response([])


class ThingMixin(mixins.ListModelMixin, viewsets.GenericViewSet):
    def list(self, request, name):
        open(name)  # expect: path-traversal


@api_view(["GET"])
@permission_classes([])
def thing(request, name):
    open(name)  # expect: path-traversal
    open(request.query_params["q"])  # expect: path-traversal
    return Response({"q": request.data})


# Channels.

class Chat(WebsocketConsumer):
    def connect(self):
        open(self.scope["url_route"]["kwargs"]["room"])  # expect: path-traversal
        open(self.scope["query_string"])  # expect: path-traversal
        self.accept()

    def receive(self, text_data=None, bytes_data=None):
        open(text_data)  # expect: path-traversal


class LaterChat(AsyncWebsocketConsumer):
    async def receive(self, text_data):
        open(text_data)  # expect: path-traversal


# Ninja.

api = NinjaAPI()
router = Router()


class Item(Schema):
    name: str
    count: int


@api.get("/items/{name}/{number}")
def item(request, name: str, number: int, q: str = ""):
    open(name)  # expect: path-traversal
    open(number)
    open(q)  # expect: path-traversal
    return {"name": name}


@router.post("/items")
def create(request, item: Item):
    open(item.name)  # expect: path-traversal
    open(item.count)
    open(item.dict()["name"])  # expect: path-traversal
    return {}


# A request of its own, as frameworks on top of this one have: what it gives is no answer.

class Wrapped:
    def __init__(self, request):
        self.request = request

    @property
    def GET(self):
        return self.request.GET

    def POST(self, name):
        return "<p>" + name  # expect: cross-site-scripting


# The names of fields are declared, whoever sends the values.

class AnnouncementSerializer(serializers.Serializer):
    title = serializers.CharField()


def checked_fields(request):
    form = NameForm(request.POST)
    Announcement.objects.create(**form.cleaned_data)
    Announcement.objects.create(user=request.user, **form.cleaned_data)
    Announcement.objects.filter(**{"%s__contains" % request.user.column: request.GET["q"]})
    given = AnnouncementSerializer(data=request.data)
    for name, value in given.validated_data.items():
        setattr(request.user, name, value)
    Announcement.objects.create(**request.POST.dict())  # expect: mass-assignment
    Announcement.objects.create(**{**request.data})  # expect: mass-assignment
    Announcement.objects.filter(**request.GET.dict())  # expect: mass-assignment
    Announcement.objects.exclude(**{request.GET["field"] + "__in": [1]})  # expect: mass-assignment
    Announcement.objects.create(**{request.GET["field"]: 1})  # expect: mass-assignment
    return render(request, "done.html")


def of_a_field(request, field):
    getattr(request.user, field)  # expect: unsafe-reflection
    Announcement._meta.get_field(field)
    return render(request, "done.html", {"value": getattr(request.user, field)})


def described(request, name):
    parts = publish_parts("text", source_path="<%s>" % name, writer_name="html")
    open(parts["fragment"])
    parts = publish_parts("``%s``" % name, writer_name="html")
    return HttpResponse(parts["fragment"])  # expect: cross-site-scripting


# No part of an address is a truth value.

def send(request, filename, as_attachment=False):
    return FileResponse(open(filename, "rb"), as_attachment=as_attachment)


def sent(request, filename, kind=None):
    return FileResponse(open(filename, "rb"))  # expect: path-traversal


def of_a_user(request, username):
    open(pwd.getpwnam(username).pw_dir)
    open("/home/" + username)  # expect: path-traversal
    return render(request, "done.html")


class DeclaredSerializer(serializers.Serializer):
    def validate(self, attrs):
        others = attrs.copy()
        Announcement.objects.create(**attrs)
        Announcement.objects.create(**others)
        open(others["name"])  # expect: path-traversal
        for name, value in attrs.items():
            setattr(self.instance, name, value)
        Announcement.objects.create(**self.initial_data)  # expect: mass-assignment
        return attrs


def media(request, path):
    serve(request, request.GET["folder"], document_root="/srv/media")
    return serve(request, path, document_root=request.GET["folder"])  # expect: path-traversal


def elsewhere(request, host):
    if request.GET.get("own"):
        return redirect(furl(args={"zoom": request.GET["zoom"]}, path=reverse("page")).tostr())
    return redirect(furl(request.GET["to"]).tostr())  # expect: open-redirect


class ByRoute(View):
    def get(self, request, **kwargs):
        Announcement.objects.get(**kwargs)
        Announcement.objects.get(**self.kwargs)
        open(self.kwargs["name"])  # expect: path-traversal
        return render(request, "done.html")


# What has been checked by Django itself.

def language(request):
    code = request.POST["language"]
    response = redirect(translate_url("/", code))
    if check_for_language(code):
        response.set_cookie("language", code, secure=True, httponly=True, samesite="Lax")
    response.set_cookie("language", code, secure=True, httponly=True, samesite="Lax")  # expect: header-injection
    return response


def reset(request, user):
    token = request.GET["token"]
    if default_token_generator.check_token(user, token):
        request.session["reset_token"] = token
    request.session["reset_token"] = token  # expect: trust-boundary-violation
    request.session["search_" + user.key] = request.GET["q"]
    request.session["user_" + user.key] = request.GET["q"]  # expect: trust-boundary-violation
    return redirect("/")


class PictureForm(forms.Form):
    picture = forms.ImageField()

    def clean_picture(self):
        return Image.open(self.cleaned_data["picture"])


class NestedSerializer(serializers.ModelSerializer):
    def validate(self, data):
        data = super().validate(data)
        for key, value in data.items():
            setattr(self.instance, key, value)
        Announcement(**data)
        open(data["name"])  # expect: path-traversal
        return data

    def create(self, validated_data):
        inner = validated_data.pop("inner")
        Announcement.objects.create(**inner)
        for each in validated_data.pop("many"):
            Announcement.objects.create(**each)
            open(each["name"])  # expect: path-traversal
        if inner["title"].isdigit():
            eval(inner["title"])
        eval(inner["title"])  # expect: code-injection
        return Announcement.objects.create(**self.initial_data)  # expect: mass-assignment


def checked_for_the_session(request):
    form = NameForm(request.POST)
    request.session["user_name"] = form.cleaned_data["name"]
    request.session["cart_" + request.GET["cart"]] = 1
    request.session[request.GET["cart"]] = 1  # expect: trust-boundary-violation
    request.session["user_name"] = request.GET["name"]  # expect: trust-boundary-violation


def templates(request, registry):
    choose = registry.chooser
    render(request, choose(request.GET["kind"]))
    render(request, request.GET["kind"])  # expect: path-traversal
    return render(request, "kinds/" + request.GET["kind"])  # expect: path-traversal


class OrderForm(forms.Form):
    kind = forms.ChoiceField(choices=[("book", "Book"), ("film", "Film")])
    count = forms.IntegerField()
    note = forms.CharField()


def fields_of_a_form(request):
    form = OrderForm(request.POST)
    if form.is_valid():
        os.system("order " + form.cleaned_data["kind"])
        os.system("order %s" % form.cleaned_data["count"])
        os.system("order " + form.cleaned_data["note"])  # expect: command-injection
    return HttpResponse("done")


def offset_of_a_page(request):
    page = request.GET.get("page", "1")
    try:
        page = max(1, int(page))
    except ValueError:
        page = 1
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM orders LIMIT 10 OFFSET {page * 10 - 10}")
        cursor.execute("SELECT * FROM orders WHERE line = '%s'" % (3 * request.GET["line"]))  # expect: sql-injection
    return HttpResponse("done")


def order_by_name(request):
    form = OrderForm(request.POST)
    if not form.is_valid():
        return HttpResponse("no")
    data = form.cleaned_data
    os.system("order " + data["kind"])
    os.system("order %s" % data["count"])
    os.system("order %s" % data.get("count"))
    os.system("order " + data["note"])  # expect: command-injection
    os.system("order " + data.get("note"))  # expect: command-injection
    count, note = data["count"], data["note"]
    os.system("order %s" % count)
    os.system("order %s" % note)  # expect: command-injection
    return HttpResponse("done")


# What is set beside an address by the table of routes is no part of it.
@login_required
def configured(request, name, template_name="page.html", next_page="/"):
    if request.method == "POST":
        return redirect(next_page)
    open("/srv/" + name)  # expect: path-traversal
    open("/srv/" + template_name)
    return "done"


@login_required
def configured_by_address(request, template_name):
    return open("/srv/" + template_name).read()  # expect: path-traversal


class SetUp(View):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.name = request.GET["name"]
        self.length = len(self.name)

    def get(self, request):
        if self.length:
            return HttpResponse(self.length)
        return HttpResponse("<p>" + self.name)  # expect: cross-site-scripting


class ArchiveForm(forms.Form):
    archive = forms.FileField()


# What a form lets through for a file is one, and no name.
def list_archive(request):
    form = ArchiveForm(request.POST, request.FILES)
    if form.is_valid():
        with zipfile.ZipFile(form.cleaned_data["archive"]) as archive:
            return HttpResponse(len(archive.namelist()))
    return HttpResponse(0)


# An object may also be one of a class that is not here.
class Hooked(View):
    def get(self, request):
        if self.model is None:
            raise NotImplementedError
        os.system(request.GET["x"])  # expect: command-injection
        if self.checks(request):
            os.system(request.GET["y"])  # expect: command-injection
        return HttpResponse("done")


class OfNothing(Hooked):
    model = None

    def checks(self, request):
        return False


# What is left in a request another file may leave, too.
def without_tenant(get_response):
    def middleware(request):
        request.tenant = None
        return get_response(request)

    return middleware


@login_required
def of_tenant(request):
    if request.tenant is None:
        return HttpResponse("none")
    os.system(request.GET["x"])  # expect: command-injection
    return HttpResponse("done")

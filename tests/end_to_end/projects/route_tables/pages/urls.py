from django.contrib.auth.decorators import login_required
from django.urls import path, re_path

from . import views

urlpatterns = [
    path("number/<int:number>/<str:name>", views.by_number),
    re_path(r"^kind/(?P<kind>text|picture)/(?P<name>.+)$", login_required(views.by_kind)),
    path("slug/<slug:short>/<name>", views.BySlug.as_view()),
    path("twice/<slug:name>", views.twice),
    path("twice/<path:name>", views.twice),
]

from django.urls import path

from .views import Download, show

urlpatterns = [
    path("show/<str:name>", show),
    path("download/<path:name>", Download.as_view()),
]

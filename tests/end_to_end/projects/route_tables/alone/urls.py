from django.urls import path

from . import views

urlpatterns = [
    path("number/<int:number>/<str:name>", views.by_number),
]

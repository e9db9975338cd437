"""How messages of a queue are packed."""

from celery import Celery

app = Celery("tasks")


def bad():
    app.conf.update(accept_content=["json", "pickle"])  # expect: messages-by-pickle


def good():
    app.conf.update(accept_content=["json"], task_serializer="json")


def each_way():
    app.conf.task_serializer = "pickle"  # expect: messages-by-pickle


CELERY_ACCEPT_CONTENT = ("pickle",)  # expect: messages-by-pickle
CELERY_RESULT_SERIALIZER = "json"

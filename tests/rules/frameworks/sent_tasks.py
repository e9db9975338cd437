# profile: default
"""Celery: what a task is sent by name goes to the parameter of that name alone."""

import shutil

from celery import Celery
from flask import Flask, request

tasks = Celery()
app = Flask(__name__)


@tasks.task
def clear(folder, title=None):
    print(title)
    shutil.rmtree(folder)  # expect: path-traversal


@tasks.task
def clear_known(folder, title=None):
    print(title)
    shutil.rmtree(folder)


@app.route("/folder")
def by_folder():
    clear.apply_async(kwargs={"folder": request.args["folder"], "title": "none"})
    return "sent"


@app.route("/title")
def by_title():
    clear_known.apply_async(kwargs={"folder": "orders", "title": request.args["title"]})
    return "sent"


@app.route("/listed")
def by_place():
    clear_known.apply_async(args=["orders", request.args["title"]])
    return "sent"

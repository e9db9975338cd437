# profile: default
"""Text of a request in the envelope of an e-mail."""

import smtplib

from django.core.mail import send_mail
from flask import Flask, request

app = Flask(__name__)
ADDRESSES = {"sales": "sales@example.org", "press": "press@example.org"}


@app.route("/mail", methods=["POST"])
def bad():
    server = smtplib.SMTP("localhost")
    server.sendmail("web@example.org", [request.form["to"]], "Hello")  # expect: mail-header-injection
    return "done"


@app.route("/mail/safe", methods=["POST"])
def good():
    server = smtplib.SMTP("localhost")
    server.sendmail("web@example.org", [ADDRESSES[request.form["to"]]], "Hello")
    return "done"


# Django refuses line breaks in what becomes a header: BadHeaderError.
def django_view(request):
    send_mail(request.POST["subject"], "Hello", "web@example.org", ["info@example.org"])

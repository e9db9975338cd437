# profile: default
"""Text of a request in the pages that mails are."""

import html
from email.message import EmailMessage
from email.mime.text import MIMEText

import django.core.mail
from flask import Flask, request
from flask_mail import Message
from sendgrid.helpers.mail import Content, HtmlContent, Mail

app = Flask(__name__)


@app.route("/mails", methods=["POST"])
def mails():
    name = request.form["name"]
    MIMEText(f"<b>{name}</b>", "html")  # expect: cross-site-scripting
    MIMEText(name, _subtype="html")  # expect: cross-site-scripting
    MIMEText(name)
    MIMEText(name, "plain")
    MIMEText(html.escape(name), "html")
    Message("Hello", html="<b>%s</b>" % name)  # expect: cross-site-scripting
    Message("Hello", body=name)
    Mail("a@example.com", "b@example.com", "Hello", html_content=name)  # expect: cross-site-scripting
    Mail("a@example.com", "b@example.com", "Hello", plain_text_content=name)
    Content("text/html", name)  # expect: cross-site-scripting
    Content("text/plain", name)
    HtmlContent(name)  # expect: cross-site-scripting
    message = EmailMessage()
    message.set_content(name)
    message.add_alternative(f"<b>{name}</b>", subtype="html")  # expect: cross-site-scripting
    return "done"


def of_django(request):
    name = request.POST["name"]
    django.core.mail.send_mail("Hello", name, None, ["a@example.com"])
    django.core.mail.send_mail("Hello", "", None, [], html_message=name)  # expect: cross-site-scripting
    message = django.core.mail.EmailMultiAlternatives("Hello", name, None, [])
    message.attach_alternative(name, "text/html")  # expect: cross-site-scripting
    message.attach_alternative(name, "text/plain")
    request.user.email_user("Hello", "", html_message=name)  # expect: cross-site-scripting

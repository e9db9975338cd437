# profile: default
"""The host that a request names, in a link that is sent to somebody else."""

from django.core.mail import send_mail
from flask import Flask, request, url_for
from flask_mail import Mail, Message

app = Flask(__name__)
mail = Mail(app)
ADDRESS = "https://shop.example.org"


@app.route("/forgotten", methods=["POST"])
def bad():
    link = f"https://{request.headers['Host']}/reset/{new_key()}"
    mail.send(Message("Your account", recipients=[owner()], body="Follow " + link))  # expect: host-header-in-mail
    return "done"


@app.route("/forgotten/safe", methods=["POST"])
def good():
    link = f"{ADDRESS}/reset/{new_key()}"
    mail.send(Message("Your account", recipients=[owner()], body="Follow " + link))
    return "done"


@app.route("/ways", methods=["POST"])
def each_way():
    message = Message("Your account", recipients=[owner()])
    message.body = request.host_url + "reset/" + new_key()  # expect: host-header-in-mail
    message.body = "Follow " + request.headers.get("X-Forwarded-Host") + "/reset"  # expect: host-header-in-mail
    message.body = ADDRESS + url_for("reset", key=new_key())
    message.body = "From " + request.form["name"] + " by " + request.headers["User-Agent"]
    message.body = request.args["host"]
    return "done"


def forgotten(request, user):
    link = "https://" + request.META["HTTP_HOST"] + "/reset/"
    send_mail("Your account", link, "shop@example.org", [user.email])  # expect: host-header-in-mail
    # One of ALLOWED_HOSTS.
    send_mail("Your account", request.build_absolute_uri("/"), "shop@example.org", [user.email])
    send_mail("Your account", request.get_host(), "shop@example.org", [user.email])

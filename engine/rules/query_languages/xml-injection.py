# profile: default
"""Documents for other services that a request writes a part of."""

from xml.sax.saxutils import escape

from flask import Flask, request
from twilio.rest import Client

app = Flask(__name__)
client = Client()


@app.route("/call", methods=["POST"])
def bad():
    name = request.form["name"]
    client.calls.create(twiml=f"<Response><Say>{name}</Say></Response>", to="1", from_="2")  # expect: xml-injection
    return "done"


@app.route("/call/safe", methods=["POST"])
def good():
    name = escape(request.form["name"])
    client.calls.create(twiml=f"<Response><Say>{name}</Say></Response>", to="1", from_="2")
    return "done"

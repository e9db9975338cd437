# profile: default
"""Names of a request that choose which attribute is set."""

from flask import Flask, request
from rest_framework import serializers

from shop import bound, loaded, settings
from shop.models import Line, Ticket
from shop.schemas import PostSchema

app = Flask(__name__)
FIELDS = ("title", "text")


class Post:
    title = ""
    text = ""
    is_public = False


@app.route("/post", methods=["POST"])
def bad():
    post = Post()
    for name, value in request.form.items():
        setattr(post, name, value)  # expect: mass-assignment
    return "done"


@app.route("/post/safe", methods=["POST"])
def good():
    post = Post()
    for name in FIELDS:
        setattr(post, name, request.form[name])
    return "done"


@app.route("/checked", methods=["POST"])
def only_what_is_allowed():
    post = Post()
    for name, value in request.get_json().items():
        if name in FIELDS:
            setattr(post, name, value)
    return "done"


@app.route("/declared", methods=["POST"])
def names_of_a_schema():
    post = Post()
    for name, value in PostSchema().load(request.get_json()).items():
        setattr(post, name, value)
    return "done"


def found_by_names_of_the_source(request):
    wanted = None
    number = request.GET["q"]
    if "-" in number:
        try:
            shelf, place = number.split("-")
            place = int(place)
        except ValueError:
            pass
        else:
            wanted = {"shelf__name": shelf, "place": place}
    else:
        wanted = {"place": int(number)}
    if wanted:
        Ticket.objects.get(**wanted)
    if request.GET.get("by"):
        wanted = {request.GET["by"]: number}
    Ticket.objects.filter(**wanted)  # expect: mass-assignment


class OrderSerializer(serializers.ModelSerializer):
    def validate(self, data):
        data = super().validate(data)
        if settings.ORDER_CHECK:
            data = loaded(settings.ORDER_CHECK)(self, data)
        for name, value in data.items():
            setattr(self.order, name, value)
        return data

    def create(self, validated_data):
        def created(line, parent=None):
            inner = line.pop("inner", None)
            made = Line.objects.create(parent=parent, **line)
            if inner:
                created(inner, made)

        for line in validated_data.pop("order").pop("lines", []):
            created(line)
        return Ticket.objects.create(**request.get_json())  # expect: mass-assignment


class Customer:
    def settings(self):
        return bound(self)


def names_that_settings_have(request):
    customer = Customer()
    customer.name = request.GET["name"]
    for name in customer.settings().get("fields"):
        setattr(customer, name, "")
    setattr(customer, customer.name, "")  # expect: mass-assignment


def names_that_are_left(request):
    fields = request.get_json()
    for name in list(fields):
        if name not in ("title", "text") and name not in FIELDS:
            del fields[name]
    for name, value in fields.items():
        setattr(Customer(), name, value)
    return Ticket.objects.create(**fields)


def names_that_are_not_left(request):
    fields, others = request.get_json(), request.get_json()
    for name in list(fields):
        if name not in ("title", "text"):
            del others[name]
    for name, value in fields.items():
        setattr(Customer(), name, value)  # expect: mass-assignment
    for name in list(others):
        if name in ("password", "is_admin"):
            del others[name]
    for name, value in others.items():
        setattr(Customer(), name, value)  # expect: mass-assignment

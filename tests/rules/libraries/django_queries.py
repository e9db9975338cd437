# profile: default
"""Text of a request in what Django's mapper takes as SQL."""

from django.db import connection, connections, models
from django.db.models import Count, F
from django.db.models.expressions import RawSQL
from django.http import HttpResponse


class User(models.Model):
    name = models.CharField(max_length=100)


def each_way(request):
    name = request.GET["name"]
    User.objects.raw("SELECT * FROM users WHERE name = '%s'" % name)  # expect: sql-injection
    User.objects.raw("SELECT * FROM users WHERE name = %s", [name])
    User.objects.extra(where=["name = '" + name + "'"])  # expect: sql-injection
    User.objects.extra(where=["name = %s"], params=[name])
    User.objects.filter(name__contains="a").extra(order_by=[name])  # expect: sql-injection
    User.objects.annotate(value=RawSQL("SELECT " + name, []))  # expect: sql-injection
    User.objects.annotate(value=RawSQL("SELECT %s", [name]))
    User.objects.filter(name=name).order_by("name")
    User.objects.annotate(total=Count("id")).filter(name=F("name"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM users WHERE name = '" + name + "'")  # expect: sql-injection
        cursor.execute("SELECT * FROM users WHERE name = %s", [name])
    with connections["replica"].cursor() as cursor:
        cursor.execute(f"SELECT * FROM users WHERE name = '{name}'")  # expect: sql-injection
    return HttpResponse("done")

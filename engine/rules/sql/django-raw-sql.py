"""Django's RawSQL()."""

from django.db.models.expressions import RawSQL


def bad(objects, value):
    return objects.annotate(v=RawSQL("select a from b where c = '%s'" % value, []))  # expect: django-raw-sql, sql-text


def good(objects, value):
    return objects.annotate(v=RawSQL("select a from b where c = %s", [value]))


def more(objects, sql):
    return objects.annotate(v=RawSQL(sql=sql, params=[]))  # expect: django-raw-sql

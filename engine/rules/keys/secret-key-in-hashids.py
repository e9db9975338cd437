"""Hashids, which do not keep their salt."""

from hashids import Hashids


def bad(settings):
    return Hashids(salt=settings.SECRET_KEY)  # expect: secret-key-in-hashids


def good(environment):
    return Hashids(salt=environment["HASHIDS_SALT"])


def each_way(app):
    Hashids(app.config["SECRET_KEY"], min_length=8)  # expect: secret-key-in-hashids
    return Hashids(app.secret_key)  # expect: secret-key-in-hashids

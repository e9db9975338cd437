from functools import wraps


def logged(function):
    @wraps(function)
    def inner(*args, **kwargs):
        print(function.__name__)
        return function(*args, **kwargs)

    return inner


def cleaner(limit):
    def clean(text):
        return text[:limit]

    return clean


SAFE = {"a": "/srv/a", "b": "/srv/b"}

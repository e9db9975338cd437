"""Addresses with a password in them."""

import os

from sqlalchemy import create_engine


def bad():
    return create_engine("postgresql+psycopg://ada:correct-horse-7@db/main")  # expect: password-in-address


def good():
    return create_engine(os.environ["DATABASE_URL"])


def of_all_kinds(connect, names):
    connect(url="amqp://guest:9f31c2d07b5e@queue:5672//")  # expect: password-in-address
    connect("https://:9f31c2d07b5e@host")  # expect: password-in-address
    each = [f"redis://:9f31c2d07b5e@{name}:6379" for name in names]  # expect-missed: password-in-address
    settings = {"url": "mongodb://ada:" "correct-horse-7@one,two/main?tls=true"}  # expect: password-in-address
    match names:
        case "ftp://ada:correct-horse-7@files":  # expect: password-in-address
            return lambda: "ftp://ada:correct-horse-7@files"  # expect: password-in-address
    return each, settings


def without_one(user, password, host):
    """Such as postgres://ada:correct-horse-7@db/main."""
    connect = "postgres://ada@db/main", "postgres://db:5432/main", "https://host/a:b@c"
    filled_in = f"postgres://{user}:{password}@{host}/main", "postgres://%s:%s@db", "redis://:{secret}@db"
    placeholder = "postgres://user:password@db", "postgres://user:<password>@db", "https://ada:***@host"
    same = "amqp://guest:guest@queue", "mailto:ada@host", "a text: see https://host, ada:b@c"
    return connect, filled_in, placeholder, same

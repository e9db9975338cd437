"""Secrets that a whole module can reach."""

import os

secret = "my super secret phrase"  # expect: secret-at-module-scope, hard-coded-password
UNUSED_TOKEN = "a8f5f167f44f4964"  # expect: hard-coded-password
SHADOWED_TOKEN = "a8f5f167f44f4964"  # expect: hard-coded-password
FROM_ENVIRONMENT_TOKEN = os.environ["TOKEN"]


def bad(connect):
    return connect(secret)


def good(connect):
    password = os.environ["DATABASE_PASSWORD"]
    return connect(password, FROM_ENVIRONMENT_TOKEN)


def shadowed(SHADOWED_TOKEN):
    return SHADOWED_TOKEN.upper()


def named_alike(client):
    return client.UNUSED_TOKEN, client(UNUSED_TOKEN=1)


class Client:
    api_token = "a8f5f167f44f4964"  # expect: secret-at-module-scope, hard-coded-password
    other_token = "a8f5f167f44f4964"  # expect: hard-coded-password

    def headers(self):
        return {"Authorization": self.api_token}

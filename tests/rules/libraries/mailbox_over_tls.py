# profile: default
"""A mailbox that is asked for over an encrypted connection."""

import poplib


def fetch(host, user, password):
    box = poplib.POP3(host)
    box.stls()
    box.user(user)
    box.pass_(password)

"""logging.config.listen() without a check of what arrives."""

import logging.config
from logging.config import listen


def bad():
    return logging.config.listen(9999)  # expect: logging-config-listen


def good(check_signature):
    return logging.config.listen(9999, verify=check_signature)


def by_position(check_signature):
    listen(9999, check_signature)
    return listen()  # expect: logging-config-listen

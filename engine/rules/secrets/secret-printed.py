"""Secrets that are written out."""

import logging
import sys

logger = logging.getLogger(__name__)


def bad(user, password):
    print(user, password)  # expect: secret-printed


def good(user, password):
    logger.info("logged in as %s", user)
    return len(password)


def each_way(user, api_token, token):
    logger.info("token %s", api_token)  # expect: secret-printed
    logging.debug(f"token {api_token!r}")  # expect: secret-printed
    print("token " + api_token)  # expect: secret-printed
    print("token %s" % user.password)  # expect: secret-printed
    print("token {}".format(api_token))  # expect: secret-printed
    print(token, file=sys.stderr)  # expect: secret-printed
    logger.warning("%s", str(user.client_secret))  # expect: secret-printed


def harmless(user, password, math):
    print("password")
    print(len(password), bool(password), mask(password))
    print(user.password_field)
    math.log(password)


def mask(text):
    return "*" * len(text)

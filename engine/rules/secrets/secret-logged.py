# profile: default
"""Secrets that are written to logs and consoles."""

import getpass
import hashlib
import logging

logger = logging.getLogger(__name__)


def bad():
    answer = getpass.getpass("Password: ")
    logger.info("got %s", answer)  # expect: secret-logged
    return answer


def good():
    answer = getpass.getpass("Password: ")
    logger.info("got %d characters", len(answer))
    return answer


def each_way():
    answer = getpass.getpass("Password: ")
    print("you typed " + answer)  # expect: secret-logged
    logging.debug(f"answer: {answer}")  # expect: secret-logged
    pair = ("ada", answer)
    print(pair[0])
    print(pair[1])  # expect: secret-logged
    return hashlib.sha256(answer.encode()).hexdigest()

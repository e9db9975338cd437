"""random where numbers must not be guessed."""

import random
import secrets
from random import choice


def bad():
    return random.randint(0, 999999)  # expect: predictable-random


def good():
    return secrets.randbelow(1000000)


def more(alphabet):
    token = "".join(choice(alphabet) for _ in range(16))  # expect: predictable-random, predictable-token
    random.Random(4).random()  # expect: predictable-random
    random.seed(4)
    random.SystemRandom().random()
    return token, secrets.choice(alphabet)

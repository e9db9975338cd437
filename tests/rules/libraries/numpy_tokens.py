# profile: default
"""Tokens of numpy's generator."""

import numpy as np


def renew(user):
    user.reset_token = "".join(np.random.choice(list("abcdef"), 20))  # expect: predictable-token
    return np.random.choice(list("abcdef"), 20)

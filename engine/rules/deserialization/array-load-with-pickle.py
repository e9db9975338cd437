"""Files of arrays that may hold pickles."""

import numpy as np


def bad(path):
    return np.load(path, allow_pickle=True)  # expect: array-load-with-pickle


def good(path):
    return np.load(path)


def each_way(path, allowed):
    np.load(path, None, True)  # expect: array-load-with-pickle
    np.load(path, allow_pickle=False)
    return np.load(path, allow_pickle=allowed)

"""torch.load() and what it unpickles."""

import torch
from torch import load


def bad(path):
    return torch.load(path)  # expect: torch-load


def good(path):
    return torch.load(path, weights_only=True)


def more(path, flag):
    torch.load(path, weights_only=False)  # expect: torch-load
    torch.load(path, weights_only=flag)  # expect: torch-load
    torch.serialization.load(path)  # expect: torch-load
    return load(path, map_location="cpu")  # expect: torch-load

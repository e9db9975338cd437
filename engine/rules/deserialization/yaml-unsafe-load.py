"""Loaders of PyYAML that build objects."""

import yaml


def bad(text):
    return yaml.unsafe_load(text)  # expect: yaml-unsafe-load


def good(text):
    return yaml.safe_load(text)


def more(text):
    yaml.full_load(text)  # expect: yaml-unsafe-load
    yaml.load_all(text)  # expect: yaml-unsafe-load
    yaml.load_all(text, Loader=yaml.SafeLoader)
    return yaml.safe_load_all(text)

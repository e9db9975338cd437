"""Reads tables."""


def load_text(path):
    with open(path) as file:
        return file.read()

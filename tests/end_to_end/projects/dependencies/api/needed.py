from fastapi import Query


class Page:
    def __init__(self, order: str = Query("name"), size: int = 10):
        self.order = order
        self.size = size


class Plain:
    def __init__(self, text: str = ""):
        self.text = text


class Reader:
    def __init__(self, default):
        self.default = default

    def __call__(self, text: str = ""):
        return text or self.default

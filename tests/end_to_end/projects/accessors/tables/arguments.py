"""What views read of a request."""


def text_argument(given, name, default=None):
    value = given.args.get(name)
    if value is None or value == "":
        return default
    return str(value)

"""marshal."""

import json
import marshal
from marshal import load as read


def bad(data):
    return marshal.loads(data)  # expect: marshal-load


def good(data):
    return json.loads(data)


def more(file):
    marshal.dumps(file)
    return read(file)  # expect: marshal-load

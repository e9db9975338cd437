# profile: default
import json


def safe_deserialization(data):
    return json.loads(data)

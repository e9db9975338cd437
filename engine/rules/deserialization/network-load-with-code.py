"""Networks whose files may hold functions."""

import keras


def bad(path):
    return keras.models.load_model(path, safe_mode=False)  # expect: network-load-with-code


def good(path):
    return keras.models.load_model(path)


def each_way():
    keras.config.enable_unsafe_deserialization()  # expect: network-load-with-code

# profile: default
import pickle


def unsafe_deserialization(data):
    return pickle.loads(data)  # expect: pickle-load

"""How sessions are kept."""

SESSION_SERIALIZER = "django.contrib.sessions.serializers.PickleSerializer"  # expect: session-by-pickle


def bad():
    return SESSION_SERIALIZER


def good():
    return "django.contrib.sessions.serializers.JSONSerializer"


SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"

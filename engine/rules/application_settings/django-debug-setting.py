"""A module of settings whose pages for errors are those for developers. `good` is what a server has."""

INSTALLED_APPS = ["shop"]
DEBUG = True  # expect: django-debug-setting


def bad(os):
    return DEBUG


def good(os):
    return {"DEBUG": os.environ.get("DEBUG") == "1"}


def elsewhere(start):
    DEBUG = True
    start(DEBUG=True)
    return DEBUG

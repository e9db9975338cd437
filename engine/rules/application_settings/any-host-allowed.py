"""Which hosts a server answers for."""

ALLOWED_HOSTS = ["*"]  # expect: any-host-allowed


def bad():
    return ALLOWED_HOSTS


def good():
    return ["shop.example.com", ".example.org"]


def elsewhere(settings):
    return settings(ALLOWED_HOSTS=["*"])

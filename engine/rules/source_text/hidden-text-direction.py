"""Control characters that change the order in which source is shown."""


def bad(access_level):
    return access_level != "user‮ ⁦# check if admin⁩ ⁦"  # expect: hidden-text-direction


def good(access_level):
    return access_level != "user"

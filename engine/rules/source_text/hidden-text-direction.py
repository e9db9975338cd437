"""Text that is shown in another order than it runs."""


def bad(level):
    return level == "user‮⁦# only admins⁩ ⁦"  # expect: hidden-text-direction


def good(level):
    return level == "user\u202e"


# Later lines of the same file, too: ‮this one # expect-missed: hidden-text-direction
def later(level):
    return level == "⁦x⁩"  # expect-missed: hidden-text-direction


def other_letters():
    return "שלום", "مرحبا", "naïve", "\N{RIGHT-TO-LEFT OVERRIDE}", "zero​width"

"""nosec comments that name no test."""

import pickle  # nosec B403


def bad(cached):
    return pickle.loads(cached)  # nosec  # expect: nosec-without-id


def good(cached):
    return pickle.loads(cached)  # nosec B301


def in_every_form(cached):
    one = pickle.loads(cached)  # nosec: our own cache  # expect: nosec-without-id
    two = pickle.loads(cached)  # noqa: S301  # nosec  # expect: nosec-without-id
    three = pickle.loads(cached)  # nosec - ours  # expect: nosec-without-id
    four = pickle.loads(  # nosec B301
        cached,
    )
    five = pickle.loads(cached)  # nosec(B301)
    six = pickle.loads(cached)  # nosec pickle-load: our own
    return one, two, three, four, five, six


# A word on nosec comments is none.
def silent(text):
    return f"{text}  # nosec"

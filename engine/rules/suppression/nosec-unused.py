"""nosec comments that silence nothing."""

import pickle  # nosec B403
import subprocess  # nosec B404, B603  # expect: nosec-unused


def bad(text):
    return len(text)  # nosec B307  # expect: nosec-unused


def good(text):
    return eval(text)  # nosec B307


def in_every_form(text, cached):
    one = eval(text)  # nosec B301, B307  # expect: nosec-unused
    two = len(text)  # nosec: eval-call, eval  # expect: nosec-unused, nosec-unused
    three = len(text)  # nosec  # expect: nosec-without-id, nosec-unused
    return one, two, three, pickle.loads(cached)  # nosec  # expect: nosec-without-id


def on_many_lines(text, folder):
    query = f"""
        SELECT * FROM {text}
    """  # nosec B608
    subprocess.call(
        "ls " + folder,
        shell=True,
    )  # nosec B602
    assert text, (
        "a text "
        "of two lines"
    )  # nosec B101
    if eval(text) and (  # of any kind
        folder
    ):  # nosec B307
        return query
    with (
        subprocess.Popen(["/bin/ls"]) as listing,  # nosec B603
        open(text),
    ):
        return listing
    return subprocess.Popen(
        [
            text  # nosec B603
        ]
    )


def in_heads(
    user,
    password="correct-horse-7",
):  # nosec B107
    # nosec B106  # expect: nosec-unused
    return user, password


# No rule of this name is known here, so nothing is known about its use.
def of_others(text):
    return len(text)  # nosec other-tool, B999

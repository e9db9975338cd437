"""Text that is no constant and is marked as safe."""

from django.utils.html import format_html
from django.utils.safestring import SafeString


def bad(name):
    return SafeString("<b>%s</b>" % name)  # expect: unsafe-safe-text


def good(name):
    return format_html("<b>{}</b>", name)


def put_together_of_constants():
    title = "Home"
    if title:
        title = "Start"
    link = "<a>{}</a>".format(title)
    return SafeString("<b>%s</b>" % link)


def changed_on_the_way(request):
    title = "Home"
    if request:
        title = request.GET["title"]
    return SafeString(title)  # expect: unsafe-safe-text, cross-site-scripting


def f_string(name):
    return SafeString(f"<b>{name}</b>")  # expect: unsafe-safe-text


def unpacked(name):
    first, second = "a", name
    SafeString(first)
    return SafeString(second)  # expect: unsafe-safe-text

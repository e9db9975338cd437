"""Text that is put together before format_html() sees it."""

from django.utils.html import format_html, format_html_join


def bad(name):
    return format_html(f"<b>{name}</b>")  # expect: format-html-of-built-text


def good(name):
    return format_html("<b>{}</b>", name)


LINK = "<a href='{}'>"


def each_way(name, template):
    format_html("<b>" + name + "</b>")  # expect: format-html-of-built-text
    format_html("<b>%s</b>" % name)  # expect: format-html-of-built-text
    format_html("<b>{}</b>".format(name))  # expect: format-html-of-built-text
    text = f"<i>{name}</i>"
    format_html(text)  # expect: format-html-of-built-text
    format_html(LINK + "{}</a>", name, name)
    format_html(template, name)
    return format_html_join("", "<li>{}</li>", [(name,)])

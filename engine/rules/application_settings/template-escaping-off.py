"""Templates that do not escape."""

from django.template import Context, Engine

from shop.pages import Page


def bad(template, name):
    return template.render(Context({"name": name}, autoescape=False))  # expect: template-escaping-off


def good(template, name):
    return template.render(Context({"name": name}))


def each_way(name):
    Page(autoescape=False)
    Context({"name": name}, autoescape=True)
    return Engine(autoescape=False)  # expect: template-escaping-off


TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {"autoescape": False},  # expect: template-escaping-off
    }
]


def of_an_environment(app, page):
    app.jinja_env.autoescape = False  # expect: template-escaping-off
    app.jinja_env.autoescape = True
    page.autoescape = False

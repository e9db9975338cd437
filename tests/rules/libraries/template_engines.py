# profile: default
"""Engines of templates, each with a template that a request brings."""

import genshi.template.text
import kajiki
import minijinja
import pyratemp
import pystache
import tenjin
from Cheetah.Template import Template as CheetahTemplate
from chameleon import PageTemplate
from django.template import Engine
from flask import Flask, request
from mako.lookup import TemplateLookup

app = Flask(__name__)


@app.route("/templates")
def templates():
    text = request.args["text"]
    app.create_jinja_environment().from_string(text)  # expect: template-injection
    TemplateLookup().put_string("page", text)  # expect: template-injection
    CheetahTemplate.compile(source=text)  # expect: template-injection
    CheetahTemplate("Hello $name", searchList=[{"name": text}])
    genshi.template.text.OldTextTemplate(text)  # expect: template-injection
    pystache.Renderer().render(text, {})  # expect: template-injection
    pystache.Renderer().render("Hello {{name}}", {"name": text})
    Engine.get_default().from_string(text)  # expect: template-injection
    kajiki.TextTemplate(text)  # expect: template-injection
    minijinja.Environment().render_str(text)  # expect: template-injection
    minijinja.Environment().render_str("Hello {{ name }}", name=text)
    pyratemp.Template(text)  # expect: template-injection
    tenjin.Template(text)  # expect: path-traversal
    tenjin.Template(None, None, text)  # expect: template-injection
    tenjin.Template(input=text)  # expect: template-injection
    return PageTemplate(text)()  # expect: template-injection

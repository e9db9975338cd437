# profile: all
"""Text of a request in templates, pages, headers, logs, mails and patterns."""

import logging

from flask import Flask, Response, make_response, render_template, render_template_string, request

app = Flask(__name__)
logger = logging.getLogger(__name__)


@app.route("/templates")
def templates():
    import chevron
    import jinja2
    import mako.template
    import tornado.template
    from chameleon import PageTemplate
    from django.template import Context, Engine, Template
    from jinja2.sandbox import SandboxedEnvironment

    text = request.args["text"]
    jinja2.Template(text)  # expect: template-injection
    jinja2.Environment(autoescape=True).from_string(text)  # expect: template-injection
    mako.template.Template(text)  # expect: template-injection, mako-template
    tornado.template.Template(text)  # expect: template-injection
    PageTemplate(text)  # expect: template-injection
    chevron.render(text, {})  # expect: template-injection
    Template(text)  # expect: template-injection
    Engine().from_string(text)  # expect: template-injection
    render_template_string("Hello " + text)  # expect: template-injection
    SandboxedEnvironment().from_string(text)
    render_template_string("Hello {{ text }}", text=text)
    render_template("page.html", text=text)
    Template("Hello {{ text }}").render(Context({"text": text}))
    return "done"


@app.route("/pages")
def pages():
    import bleach
    import html
    import nh3
    from markupsafe import Markup, escape

    text = request.args["text"]
    if text == "a":
        return "<p>" + text + "</p>" + text
    if request.args.get("b"):
        return f"<p>{text}</p>"  # expect: cross-site-scripting
    if request.args.get("c"):
        return Response("<p>%s</p>" % text)  # expect: cross-site-scripting
    if request.args.get("d"):
        return make_response("<p>" + text + "</p>")  # expect: cross-site-scripting
    if request.args.get("e"):
        return Markup("<p>%s</p>") % text + text
    if request.args.get("m"):
        return Markup("<p>{}</p>").format(text)
    if request.args.get("f"):
        return Markup("<p>" + text + "</p>")  # expect: cross-site-scripting, markup-of-variable
    if request.args.get("g"):
        return f"<p>{escape(text)}</p>"
    if request.args.get("h"):
        return f"<p>{html.escape(text)}</p>"
    if request.args.get("i"):
        return bleach.clean(text)
    if request.args.get("j"):
        return nh3.clean(text)
    if request.args.get("k"):
        return Response(text, mimetype="text/plain")
    if request.args.get("l"):
        return {"text": text}
    return f"<p>{int(text)}</p>"


@app.route("/lines")
def lines():
    import smtplib
    from email.message import EmailMessage
    from email.mime.text import MIMEText

    text = request.args["text"]
    logger.info("name: %s", text)  # expect: log-injection
    logging.warning("name: " + text)  # expect: log-injection
    app.logger.error(f"name: {text}")  # expect: log-injection
    logger.info("name: %s", text.replace("\n", ""))
    logger.info("name: %r", text)  # expect-wrong: log-injection
    response = make_response("done")
    response.headers["X-Name"] = text  # expect: header-injection
    response.headers["X-Name"] = text.replace("\n", "").replace("\r", "")
    message = EmailMessage()
    message["Subject"] = text  # expect: mail-header-injection
    message["Subject"] = text.replace("\n", "").replace("\r", "")
    message.set_content(text)
    mime = MIMEText(text)
    mime["To"] = text  # expect: mail-header-injection
    smtplib.SMTP("localhost").sendmail("a@a.example", [text], "done")  # expect: mail-header-injection
    logger.info("number: %d", int(text))
    return response


@app.route("/patterns")
def patterns():
    import fnmatch
    import re
    import regex

    text = request.args["text"]
    pattern = re.compile(text)  # expect: regular-expression-injection
    re.search(text, "a")  # expect: regular-expression-injection
    re.sub("(" + text + ")", "a", "b")  # expect: regular-expression-injection
    regex.match(text, "a")  # expect: regular-expression-injection
    re.search(re.escape(text), "a")
    re.search("^a+$", text)
    fnmatch.fnmatch("a", text)
    return "done"


@app.route("/printed")
def printed():
    import html

    import pdfkit
    import weasyprint

    text = request.args["text"]
    pdfkit.from_string("<p>" + text, "page.pdf")  # expect: cross-site-scripting
    weasyprint.HTML(string=f"<p>{text}")  # expect: cross-site-scripting
    pdfkit.from_string("<p>" + html.escape(text), "page.pdf")
    weasyprint.HTML(string="<p>done")
    return "done"

# profile: default
"""Text of a request that is run as code, and modules and attributes that it names."""

import enum

from flask import Flask, request

app = Flask(__name__)


@app.route("/standard-library")
def standard_library():
    import bdb
    import code
    import cProfile
    import pdb
    import profile
    import runpy
    import timeit
    import trace

    text = request.args["text"]
    eval(text)  # expect: code-injection
    exec(text)  # expect: code-injection
    compile(text, "text", "exec")  # expect: code-injection
    code.interact(banner=text)
    code.InteractiveInterpreter().runsource(text)  # expect: code-injection
    code.InteractiveConsole().push(text)  # expect: code-injection
    code.InteractiveConsole().runsource(text)  # expect: code-injection
    timeit.timeit(text)  # expect: code-injection
    timeit.repeat(stmt=text)  # expect: code-injection
    timeit.Timer(setup=text).timeit()  # expect: code-injection
    cProfile.run(text)  # expect: code-injection
    cProfile.runctx(text, {}, {})  # expect: code-injection
    cProfile.Profile().run(text)  # expect: code-injection
    profile.run(text)  # expect: code-injection
    pdb.run(text)  # expect: code-injection
    pdb.runeval(text)  # expect: code-injection
    bdb.Bdb().run(text)  # expect: code-injection
    trace.Trace().run(text)  # expect: code-injection
    runpy.run_path(text)  # expect: code-injection
    timeit.timeit(lambda: len(text))
    return "done"


@app.route("/libraries")
def libraries():
    import asteval
    import numexpr
    import pandas
    import sympy
    from numpy import f2py
    from sympy.parsing.sympy_parser import parse_expr
    from IPython import get_ipython

    text = request.args["text"]
    frame = pandas.DataFrame({"a": [1]})
    pandas.eval(text)  # expect: code-injection
    frame.eval(text)  # expect: code-injection
    frame.query("a > " + text)  # expect: code-injection
    frame.query("a > @limit", local_dict={"limit": text})
    numexpr.evaluate(text)  # expect: code-injection
    sympy.sympify(text)  # expect: code-injection
    sympy.S(text)  # expect: code-injection
    sympy.simplify(text)  # expect: code-injection
    sympy.lambdify([], text)  # expect: code-injection
    parse_expr(text)  # expect: code-injection
    asteval.Interpreter()(text)  # expect: code-injection
    asteval.Interpreter().eval(text)  # expect: code-injection
    get_ipython().run_cell(text)  # expect: code-injection
    f2py.compile(text)  # expect: code-injection
    sympy.sympify(int(request.args["number"]))
    return "done"


@app.route("/browsers")
def browsers():
    import js2py
    import py_mini_racer
    import quickjs
    from playwright.sync_api import sync_playwright
    from selenium import webdriver

    text = request.args["text"]
    js2py.eval_js(text)  # expect: code-injection
    py_mini_racer.MiniRacer().eval(text)  # expect: code-injection
    quickjs.Context().eval(text)  # expect: code-injection
    driver = webdriver.Firefox()
    driver.execute_script(text)  # expect: code-injection
    driver.execute_script("return document.title + arguments[0]", text)
    with sync_playwright() as playwright:
        page = playwright.chromium.launch().new_page()
        page.evaluate("document.title = '" + text + "'")  # expect: code-injection
        page.evaluate("value => document.title = value", text)
    return "done"


@app.route("/names")
def names():
    import importlib
    import pkgutil
    import pydoc

    name = request.args["name"]
    importlib.import_module(name)  # expect: unsafe-reflection
    importlib.import_module("plugins." + name)  # expect: unsafe-reflection
    __import__(name)  # expect: unsafe-reflection
    pkgutil.resolve_name(name)  # expect: unsafe-reflection
    pydoc.locate(name)  # expect: unsafe-reflection
    getattr(importlib, name)  # expect: unsafe-reflection
    globals()[name]()  # expect: unsafe-reflection
    globals().get(name)()  # expect: unsafe-reflection
    if name in ("csv", "json"):
        importlib.import_module(name)
        globals()[name]
    return "done"


def select(df):
    return df.query(request.args["text"])  # expect: code-injection


def select_known(df):
    return df.query("name == @name", local_dict={"name": request.args["name"]})


class Weekday(enum.Enum):
    MONDAY = 1
    TUESDAY = 2


def of_an_enumeration():
    return getattr(Weekday, request.args["day"])


@app.route("/logging", methods=["POST"])
def set_up_logging():
    import logging.config

    logging.config.dictConfig(request.get_json())  # expect: code-injection
    logging.config.fileConfig(request.args["file"])  # expect: code-injection
    logging.config.dictConfig({"version": 1, "root": {"level": request.args["level"]}})
    logging.config.dictConfig({"version": 1})
    return "done"


class Account:
    pass


@app.route("/account", methods=["POST"])
def change_account():
    account = Account()
    account.__dict__.update(request.get_json())  # expect: mass-assignment
    vars(account).update(request.get_json())  # expect: mass-assignment
    account.__dict__.update({"name": request.get_json()["name"]})
    vars(account).update(name=request.get_json()["name"])
    return "done"

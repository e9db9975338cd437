"""exec() and what stands for it."""

import builtins


def bad(code):
    exec(code)  # expect: exec-call


def good(name, argument):
    handlers = {"start": print, "stop": repr}
    return handlers[name](argument)


def in_namespaces(code):
    exec(code, {}, {})  # expect: exec-call
    builtins.exec(code)  # expect: exec-call
    run = [exec(line) for line in code]  # expect: exec-call
    return lambda: exec(f"x = {run}")  # expect: exec-call


def constant():
    exec("x = 1")  # expect: exec-call


class Query:
    def exec(self):
        return self.session.exec(self)


def shadowed(exec):
    exec("x")

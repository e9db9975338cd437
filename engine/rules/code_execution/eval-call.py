"""eval() and what stands for it."""

import ast
import builtins
from builtins import eval as evaluate


def bad(text):
    return eval(text)  # expect: eval-call


def good(text):
    return ast.literal_eval(text)


def by_another_name(text):
    run = eval
    builtins.eval(text)  # expect: eval-call
    evaluate(text)  # expect: eval-call
    return run(text)  # expect: eval-call


def constant():
    return eval('os.system("rm -rf /")')  # expect: eval-call


class Model:
    def eval(self):
        return self

    def run(self):
        self.eval()
        return self.model.eval()


def shadowed(eval):
    return eval("x")

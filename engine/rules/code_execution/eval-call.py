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


def handed_on(texts, pool, Thread, partial):
    values = list(map(eval, texts))  # expect: eval-call
    pool.submit(builtins.eval, texts[0])  # expect: eval-call
    pool.apply_async(func=evaluate)  # expect: eval-call
    Thread(target=eval, args=(texts[0],))
    getattr(builtins, "eval")(texts[0])  # expect: eval-call
    named = {"eval": eval}
    return values, named, sorted(texts, key=len), map(ast.literal_eval, texts)


class Model:
    def eval(self):
        return self

    def run(self):
        self.eval()
        return self.model.eval()


def shadowed(eval):
    return eval("x")

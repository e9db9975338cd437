# profile: default
"""Values of a request through statements."""

import contextlib
from contextlib import ExitStack, closing, contextmanager, suppress

from flask import request


def branches(flag):
    x = request.args["x"]
    if flag:
        y = x
    else:
        y = "1"
    eval(y)  # expect: code-injection
    if flag:
        z = "1"
    elif x:
        z = "2"
    else:
        z = "3"
    eval(z)


def constants():
    x = request.args["x"]
    if False:
        y = x
    else:
        y = "1"
    eval(y)
    while False:
        y = x
    eval(y)


def conditional_expressions(flag):
    x = request.args["x"]
    eval(x if flag else "1")  # expect: code-injection
    eval("1" if x else "2")
    eval(x or "1")  # expect: code-injection
    eval("1" and x)  # expect: code-injection
    eval(flag and x or "1")  # expect: code-injection
    eval("1" or x)
    eval("" and x)
    eval(None or "1")


def walrus():
    if (x := request.args["x"]) and len(x) > 2:
        eval(x)  # expect: code-injection
    while (line := request.args["y"]) != "":
        eval(line)  # expect: code-injection
    eval(y := request.args["x"])  # expect: code-injection
    eval(y)  # expect: code-injection
    found = [z for v in ["1"] if (z := v)]
    eval(found[0])


def chained(flag):
    x = request.args["x"]
    if 1 < len(x) < 5:
        eval(x)  # expect: code-injection
    if "1" == x == "1":
        eval(x)  # expect-wrong: code-injection
    y = request.args["y"]
    if 0 < int(y) < 5:
        eval(y)


def loops():
    x = request.args["x"]
    y = "1"
    for i in range(3):
        eval(y)  # expect: code-injection
        y = x
    z = "1"
    for i in range(3):
        if i == 2:
            break
    else:
        z = x
    eval(z)  # expect: code-injection
    w = x
    while True:
        w = "1"
        break
    eval(w)


def loop_chain():
    a = b = c = "1"
    for i in range(5):
        c = b
        b = a
        a = request.args["x"]
    eval(c)  # expect: code-injection


def loop_continue():
    for x in [request.args["x"], request.args["y"]]:
        if x not in ("1", "2"):
            continue
        eval(x)


def loop_break():
    x = "1"
    for one in request.args.getlist("x"):
        x = one
        break
    eval(x)  # expect: code-injection


def while_true():
    while True:
        x = request.args["x"]
        if x.isdigit():
            break
    eval(x)


def match_values():
    x = request.args["x"]
    match x:
        case "1" | "2":
            eval(x)
        case "3":
            eval(x)
        case _:
            eval(x)  # expect: code-injection


def match_sequence():
    match [request.args["x"], "1"]:
        case [a, b]:
            eval(a)  # expect: code-injection
            eval(b)


def match_star():
    match request.args["x"].split():
        case ["go", direction]:
            eval(direction)  # expect: code-injection
        case [first, *rest]:
            eval(first)  # expect: code-injection
            eval(rest[0])  # expect: code-injection


def match_mapping():
    match {"a": request.args["x"], "b": "1", "c": "2"}:
        case {"a": a, "b": b, **rest}:
            eval(a)  # expect: code-injection
            eval(b)
            eval(rest["c"])


def match_json():
    match request.get_json():
        case {"code": str() as code}:
            eval(code)  # expect: code-injection
        case {"number": int() as number}:
            eval(number)


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


def match_class():
    match Point(request.args["x"], "1"):
        case Point(x=a, y=b):
            eval(a)  # expect: code-injection
            eval(b)
    match Point("1", request.args["x"]):
        case Point(a, b):
            eval(a)
            eval(b)  # expect: code-injection


def match_guard():
    x = request.args["x"]
    match x:
        case y if y.isdigit():
            eval(y)
        case y if y in ("1", "2"):
            eval(y)
        case y if len(y) > 3:
            eval(y)  # expect: code-injection


def match_type():
    match request.get_json():
        case int(n):
            eval(n)
        case str(s):
            eval(s)  # expect: code-injection
        case bool():
            pass


def match_alias():
    match (request.args["x"], "1"):
        case (("a" | "b") as a, b):
            eval(a)
        case (a, "1" as b):
            eval(b)


def tries():
    x = "1"
    try:
        x = request.args["x"]
    except KeyError:
        x = "2"
    eval(x)  # expect: code-injection


def try_else():
    y = "1"
    try:
        x = request.args["x"]
    except KeyError:
        x = "1"
    else:
        y = x
    finally:
        x = "1"
    eval(x)
    eval(y)  # expect: code-injection


def returns_in_finally():
    try:
        return request.args["x"]
    finally:
        return "1"


def returns_in_try():
    try:
        return request.args["x"]
    except ValueError:
        return "1"


def use_returns():
    eval(returns_in_finally())
    eval(returns_in_try())  # expect: code-injection


class Refused(Exception):
    def __init__(self, value, other="1"):
        super().__init__(value)
        self.value = value
        self.other = other


def exceptions():
    try:
        raise ValueError(request.args["x"])
    except ValueError as e:
        eval(e.args[0])  # expect: code-injection
        eval(str(e))  # expect: code-injection


def exceptions_of_the_file():
    try:
        raise Refused(request.args["x"])
    except Refused as e:
        eval(e.value)  # expect: code-injection
        eval(e.other)
        eval(str(e))  # expect: code-injection


def raising(x):
    raise Refused(x)


def exceptions_from_calls():
    try:
        raising(request.args["x"])
    except Refused as e:
        eval(e.value)  # expect: code-injection


def exceptions_constant():
    try:
        raise Refused("1")
    except Refused as e:
        eval(e.value)


def exception_groups():
    try:
        raise ValueError(request.args["x"])
    except* ValueError as e:
        eval(str(e))  # expect: code-injection


def checked_by_try():
    x = request.args["x"]
    try:
        int(x)
    except ValueError:
        return
    eval(x)


def checked_by_try_else():
    x = request.args["x"]
    try:
        n = int(x)
    except ValueError:
        n = 0
    eval(str(n))


def checked_by_float():
    x = request.args["x"]
    try:
        float(x)
    except (ValueError, TypeError) as e:
        raise RuntimeError("no number") from e
    eval(x)


def not_checked_by_try():
    x = request.args["x"]
    try:
        int(x)
    except ValueError:
        pass
    eval(x)  # expect: code-injection


@contextmanager
def managed(x):
    yield x


@contextmanager
def managed_constant(x):
    yield "1"


@contextlib.contextmanager
def managed_try(x):
    try:
        yield x
    finally:
        pass


def managers():
    x = request.args["x"]
    with managed(x) as y:
        eval(y)  # expect: code-injection
    with managed_constant(x) as y:
        eval(y)
    with managed_try(x) as y:
        eval(y)  # expect: code-injection
    with suppress(KeyError):
        z = x
    eval(z)  # expect: code-injection
    with ExitStack() as stack:
        w = stack.enter_context(managed(x))
        eval(w)  # expect: code-injection
    with managed("1") as a, managed(x) as b:
        eval(a)
        eval(b)  # expect: code-injection
    with contextlib.nullcontext(x) as v:
        eval(v)  # expect: code-injection


def manager_unpacks():
    with managed((request.args["x"], "1")) as (a, b):
        eval(a)  # expect: code-injection
        eval(b)


def deletes():
    x = request.args["x"]
    y = x
    del x
    eval(y)  # expect: code-injection
    x = "1"
    eval(x)


def asserts():
    x = request.args["x"]
    assert x in ("1", "2")  # expect-wrong: assert-statement
    eval(x)


def augmented():
    x = "1"
    x += request.args["x"]
    eval(x)  # expect: code-injection
    d = {"a": "1"}
    d["a"] += request.args["x"]
    eval(d["a"])  # expect: code-injection


def annotated():
    x: str = request.args["x"]
    eval(x)  # expect: code-injection
    y: str = "1"
    eval(y)


def multiple():
    a = b = request.args["x"]
    eval(a)  # expect: code-injection
    eval(b)  # expect: code-injection
    b = "1"
    eval(b)


def early_return():
    x = request.args["x"]
    if x not in ("1", "2"):
        return "no"
    eval(x)


def unreachable():
    x = request.args["x"]
    return "1"
    eval(x)


def star_targets():
    for a, *b in [("1", request.args["x"])]:
        eval(a)
        eval(b[0])  # expect: code-injection
    for i, (a, b) in enumerate([("1", request.args["x"])]):
        eval(a)
        eval(b)  # expect: code-injection

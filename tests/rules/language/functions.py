# profile: default
"""Values of a request through functions: decorated, partial, nested, handed on."""

import functools
import operator
from functools import lru_cache, partial, reduce, singledispatch, wraps

from flask import request


def identity(x):
    return x


def constant(x):
    return "1"


def evaluate(x):
    return eval(x)  # expect: code-injection


def calls():
    x = request.args["x"]
    evaluate(x)
    eval(identity(x))  # expect: code-injection
    eval(constant(x))
    eval(identity("1"))


def second(a, b):
    return b


def keywords(a, *, b="1", **rest):
    return b


def rest_of(*args, **kwargs):
    return args, kwargs


def forward(*args, **kwargs):
    return second(*args, **kwargs)


def arguments():
    x = request.args["x"]
    eval(second(x, "1"))
    eval(second("1", x))  # expect: code-injection
    eval(second(b=x, a="1"))  # expect: code-injection
    eval(second(b="1", a=x))
    eval(keywords(x))
    eval(keywords("1", b=x))  # expect: code-injection
    eval(second(*["1", x]))  # expect: code-injection
    eval(second(*[x, "1"]))
    eval(second(**{"a": "1", "b": x}))  # expect: code-injection
    eval(second(**{"a": x, "b": "1"}))
    eval(forward("1", x))  # expect: code-injection
    eval(forward(x, "1"))
    eval(forward("1", b=x))  # expect: code-injection
    a, k = rest_of("1", x, c=x, d="1")
    eval(a[0])
    eval(a[1])  # expect: code-injection
    eval(k["c"])  # expect: code-injection
    eval(k["d"])


def partials():
    x = request.args["x"]
    one = partial(second, "1")
    eval(one(x))  # expect: code-injection
    two = partial(second, x)
    eval(two("1"))
    three = functools.partial(second, b=x)
    eval(three("1"))  # expect: code-injection
    four = partial(partial(second, "1"), x)
    eval(four())  # expect: code-injection
    five = partial(eval, x)  # expect-wrong: eval-call
    five()  # expect: code-injection
    six = partial(eval)  # expect-wrong: eval-call
    six("1")
    six(x)  # expect: code-injection


class Partial:
    def call(self, a, b):
        return b

    first = functools.partialmethod(call, "1")


def partial_methods():
    eval(Partial().first(request.args["x"]))  # expect: code-injection
    eval(Partial().first("1"))


def reduces():
    x = request.args["x"]
    eval(reduce(lambda a, b: a + b, ["1", x]))  # expect: code-injection
    eval(reduce(operator.add, [x], ""))  # expect: code-injection
    eval(reduce(lambda a, b: "1", ["1", x], "1"))


@lru_cache(maxsize=None)
def cached(x):
    return x


@lru_cache
def cached_constant(x):
    return "1"


@functools.cache
def cached_second(x):
    return x


@singledispatch
def dispatched(x):
    return x


@dispatched.register
def _(x: int):
    return str(x)


def decorated_by_library():
    x = request.args["x"]
    eval(cached(x))  # expect: code-injection
    eval(cached_constant(x))
    eval(cached_second(x))  # expect: code-injection
    eval(dispatched(x))  # expect: code-injection


def plain(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


def cleaning(function):
    @wraps(function)
    def wrapper(x):
        return function(str(int(x)))

    return wrapper


def with_argument(name):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(x):
            return function(x + name)

        return wrapper

    return decorate


def replacing(function):
    def wrapper(x):
        return "1"

    return wrapper


def unchanged(function):
    return function


def adding(function):
    def wrapper():
        return function(request.args["x"])

    return wrapper


@plain
def decorated_plain(x):
    return x


@cleaning
def decorated_cleaning(x):
    return x


@with_argument("a")
def decorated_with_argument(x):
    return x


@replacing
def decorated_replacing(x):
    return x


@unchanged
def decorated_unchanged(x):
    return x


@plain
@cleaning
def decorated_twice(x):
    return x


@cleaning
def decorated_sink(x):
    eval(x)  # expect-wrong: eval-call


@plain
def decorated_plain_sink(x):
    eval(x)  # expect: code-injection


@adding
def decorated_adding(x):
    eval(x)  # expect: code-injection


def decorators():
    x = request.args["x"]
    eval(decorated_plain(x))  # expect: code-injection
    eval(decorated_cleaning(request.args["y"]))
    eval(decorated_with_argument(x))  # expect: code-injection
    eval(decorated_replacing(x))
    eval(decorated_unchanged(x))  # expect: code-injection
    eval(decorated_twice(request.args["y"]))  # expect-wrong: eval-call
    decorated_sink(request.args["y"])
    decorated_plain_sink(x)
    decorated_adding()


class Decorator:
    def __init__(self, function):
        self.function = function

    def __call__(self, x):
        return self.function(x)


class CleaningDecorator:
    def __init__(self, function):
        self.function = function

    def __call__(self, x):
        return self.function(str(int(x)))


@Decorator
def decorated_by_class(x):
    return x


@CleaningDecorator
def decorated_by_cleaning_class(x):
    return x


def class_decorators():
    x = request.args["x"]
    eval(decorated_by_class(x))  # expect: code-injection
    eval(decorated_by_cleaning_class(x))


def closures():
    x = request.args["x"]

    def inner():
        return x

    def inner_constant():
        return "1"

    eval(inner())  # expect: code-injection
    eval(inner_constant())


def nonlocals():
    x = "1"

    def change():
        nonlocal x
        x = request.args["x"]

    eval(x)
    change()
    eval(x)  # expect: code-injection


def nonlocal_cleaned():
    x = request.args["x"]

    def change():
        nonlocal x
        x = "1"

    change()
    eval(x)


def makers():
    def make(value):
        def get():
            return value

        return get

    one = make(request.args["x"])
    two = make("1")
    eval(one())  # expect: code-injection
    eval(two())


def lambdas():
    x = request.args["x"]
    table = {"a": lambda v: v, "b": lambda v: "1"}
    eval(table["a"](x))  # expect: code-injection
    eval(table["b"](x))
    eval(table[request.args["k"]](x))  # expect: code-injection
    eval((lambda v: v)(x))  # expect: code-injection
    eval((lambda v="1": v)())
    eval((lambda: x)())  # expect: code-injection
    functions = [identity, constant]
    eval(functions[0](x))  # expect: code-injection
    eval(functions[1](x))


def higher_order(function, x):
    return function(x)  # expect: code-injection


def handed_on():
    x = request.args["x"]
    eval(higher_order(identity, x))  # expect: code-injection
    eval(higher_order(constant, x))
    higher_order(eval, x)


def operators():
    x = request.args["x"]
    eval(operator.itemgetter(0)([x, "1"]))  # expect: code-injection
    eval(operator.itemgetter(1)([x, "1"]))
    eval(operator.itemgetter("a")({"a": x}))  # expect: code-injection
    eval(operator.attrgetter("a")(Holder(x, "1")))  # expect: code-injection
    eval(operator.attrgetter("b")(Holder(x, "1")))
    eval(operator.methodcaller("strip")(x))  # expect: code-injection
    eval(operator.methodcaller("get_b")(Holder(x, "1")))
    eval(operator.add("a", x))  # expect: code-injection
    eval(operator.getitem([x], 0))  # expect: code-injection
    eval(operator.concat("a", "b"))


class Holder:
    def __init__(self, a, b):
        self.a = a
        self.b = b

    def get_b(self):
        return self.b


def mutable_default(x, found=[]):
    found.append(x)
    return found


def mutable_defaults():
    mutable_default(request.args["x"])
    eval(mutable_default("1")[0])  # expect: code-injection


def defaults(x=None):
    if x is None:
        x = request.args["x"]
    eval(x)  # expect: code-injection


def recursive(x, n):
    if n == 0:
        return x
    return recursive(x, n - 1)


def recursive_constant(x, n):
    if n == 0:
        return "1"
    return recursive_constant(x, n - 1)


def even(x, n):
    return x if n == 0 else odd(x, n - 1)


def odd(x, n):
    return x if n == 0 else even(x, n - 1)


def recursion():
    x = request.args["x"]
    eval(recursive(x, 3))  # expect: code-injection
    eval(even(x, 4))  # expect: code-injection
    eval(recursive("1", 3))  # expect-wrong: eval-call


def collect(items, out):
    if not items:
        return out
    out.append(items[0])
    return collect(items[1:], out)


def recursion_with_containers():
    eval(collect([request.args["x"]], [])[0])  # expect: code-injection


STATE = "1"
TABLE = {}
ITEMS = []


def set_state():
    global STATE
    STATE = request.args["x"]


def use_state():
    eval(STATE)  # expect: code-injection


def set_table():
    TABLE["a"] = request.args["x"]
    ITEMS.append(request.args["y"])


def use_table():
    eval(TABLE["a"])  # expect: code-injection
    eval(ITEMS[0])  # expect: code-injection


FIXED = "1"


def use_fixed():
    eval(FIXED)


def attributes_by_name():
    h = Holder("1", "2")
    setattr(h, "a", request.args["x"])
    eval(getattr(h, "a"))  # expect: code-injection
    eval(getattr(h, "b"))
    eval(h.a)  # expect: code-injection
    eval(getattr(h, "c", request.args["y"]))  # expect: code-injection
    eval(h.__dict__["a"])  # expect: code-injection
    eval(h.__dict__["b"])
    eval(vars(h)["a"])  # expect: code-injection
    h.__dict__["b"] = request.args["z"]
    eval(h.b)  # expect: code-injection
    delattr(h, "a")


def scopes_as_dictionaries():
    x = request.args["x"]
    y = "1"
    eval(locals()["x"])  # expect: code-injection
    eval(locals()["y"])
    eval(globals()["identity"](x))  # expect: code-injection
    eval(globals()["FIXED"])


def function_attributes():
    identity.value = request.args["x"]
    eval(identity.value)  # expect: code-injection
    identity.value = "1"
    eval(identity.value)


def call_by_name():
    x = request.args["x"]
    eval(getattr(x, "strip")())  # expect: code-injection
    f = x.strip
    eval(f())  # expect: code-injection
    g = [].append
    h = []
    add = h.append
    add(x)
    eval(h[0])  # expect: code-injection

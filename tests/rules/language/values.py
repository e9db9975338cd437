# profile: default
"""Values of a request in records and containers of the standard library."""

import collections
import copy
import dataclasses
import enum
import types
import typing
from collections import ChainMap, Counter, OrderedDict, defaultdict, deque, namedtuple
from dataclasses import asdict, astuple, dataclass, field, replace
from types import SimpleNamespace
from typing import NamedTuple, TypedDict

import attr
from attrs import define
from flask import request


@dataclass
class Record:
    a: str
    b: str = "1"
    c: list = field(default_factory=list)

    def joined(self):
        return self.a + self.b


@dataclass(frozen=True)
class Frozen:
    a: str
    b: str = "1"


@dataclass
class Derived(Record):
    d: str = "1"


@dataclass
class Cleaned:
    a: str

    def __post_init__(self):
        self.a = str(int(self.a))


@dataclass
class Computed:
    a: str
    b: str = field(init=False)

    def __post_init__(self):
        self.b = "x" + self.a


def dataclass_values():
    x = request.args["x"]
    r = Record(x)
    eval(r.a)  # expect: code-injection
    eval(r.b)
    eval(r.joined())  # expect: code-injection
    eval(Record("1", x).a)
    eval(Record("1", x).b)  # expect: code-injection
    eval(Record(a="1", b=x).b)  # expect: code-injection
    eval(Frozen(x).a)  # expect: code-injection
    eval(Frozen(x).b)
    eval(Frozen(b=x, a="1").a)
    eval(Derived(x).a)  # expect: code-injection
    eval(Derived("1", "2", [], x).d)  # expect: code-injection
    eval(Derived(x).d)
    eval(Cleaned(x).a)
    eval(Computed(x).b)  # expect: code-injection
    r.c.append(x)
    eval(r.c[0])  # expect: code-injection


def dataclass_functions():
    x = request.args["x"]
    r = Record(x)
    eval(asdict(r)["a"])  # expect: code-injection
    eval(asdict(r)["b"])
    eval(astuple(r)[0])  # expect: code-injection
    eval(replace(r, a="1").a)
    eval(replace(r, b="2").a)  # expect: code-injection
    eval(dataclasses.replace(Record("1"), b=x).b)  # expect: code-injection
    for f in dataclasses.fields(r):
        eval(getattr(r, f.name))  # expect: code-injection


Pair = namedtuple("Pair", "a b")
Pair2 = collections.namedtuple("Pair2", ["a", "b"])


class Triple(NamedTuple):
    a: str
    b: str = "1"

    def first(self):
        return self.a


def named_tuples():
    x = request.args["x"]
    p = Pair(x, "1")
    eval(p.a)  # expect: code-injection
    eval(p.b)
    eval(p[0])  # expect: code-injection
    eval(p[1])
    a, b = p
    eval(a)  # expect: code-injection
    eval(b)
    eval(Pair2(b=x, a="1").b)  # expect: code-injection
    eval(Pair2(b=x, a="1").a)
    eval(p._replace(a="1").a)
    eval(p._replace(b=x).b)  # expect: code-injection
    eval(p._asdict()["a"])  # expect: code-injection
    t = Triple(x)
    eval(t.a)  # expect: code-injection
    eval(t.b)
    eval(t.first())  # expect: code-injection
    eval(t[0])  # expect: code-injection
    a, b = t
    eval(a)  # expect: code-injection
    eval(b)


class Shape(TypedDict):
    a: str
    b: str


def typed_dictionaries():
    s: Shape = {"a": request.args["x"], "b": "1"}
    eval(s["a"])  # expect: code-injection
    eval(s["b"])
    t = Shape(a=request.args["x"], b="1")
    eval(t["a"])  # expect: code-injection
    eval(t["b"])


@attr.s
class Attributes:
    a = attr.ib()
    b = attr.ib(default="1")


@define
class Defined:
    a: str
    b: str = "1"


def attrs_classes():
    x = request.args["x"]
    eval(Attributes(x).a)  # expect: code-injection
    eval(Attributes(x).b)
    eval(Defined(x).a)  # expect: code-injection
    eval(Defined(x).b)


def namespaces():
    x = request.args["x"]
    n = SimpleNamespace(a=x, b="1")
    eval(n.a)  # expect: code-injection
    eval(n.b)
    n.c = x
    eval(n.c)  # expect: code-injection
    n.a = "1"
    eval(n.a)
    m = types.SimpleNamespace(**{"a": x})
    eval(m.a)  # expect: code-injection


def default_dictionaries():
    x = request.args["x"]
    d = defaultdict(list)
    d["a"].append(x)
    eval(d["a"][0])  # expect: code-injection
    e = defaultdict(str)
    e["a"] = x
    e["b"] = "1"
    eval(e["a"])  # expect: code-injection
    eval(e["b"])
    f = defaultdict(lambda: x)
    eval(f["z"])  # expect: code-injection
    g = defaultdict(lambda: "1")
    eval(g["z"])
    h = collections.defaultdict(dict)
    h["a"]["b"] = x
    eval(h["a"]["b"])  # expect: code-injection


def other_dictionaries():
    x = request.args["x"]
    o = OrderedDict()
    o["a"] = x
    o["b"] = "1"
    eval(o["a"])  # expect: code-injection
    eval(o["b"])
    o.move_to_end("a")
    p = OrderedDict([("a", x)])
    eval(p["a"])  # expect: code-injection
    q = OrderedDict(a="1", b=x)
    eval(q["a"])
    m = ChainMap({"a": x}, {"b": "1"})
    eval(m["a"])  # expect: code-injection
    eval(m["b"])
    c = Counter([x])
    for key, count in c.most_common(3):
        eval(key)  # expect: code-injection
    for key in c:
        eval(key)  # expect: code-injection
    eval(str(c[x]))


def queues_of_two_ends():
    x = request.args["x"]
    d = deque()
    d.append("1")
    d.append(x)
    eval(d[1])  # expect: code-injection
    eval(d.pop())  # expect: code-injection
    e = deque(["1"], maxlen=3)
    eval(e.popleft())
    e.appendleft(x)
    eval(e.popleft())  # expect: code-injection
    f = deque([x])
    for one in f:
        eval(one)  # expect: code-injection


def copies():
    x = request.args["x"]
    d = {"a": x, "b": "1"}
    e = copy.copy(d)
    eval(e["a"])  # expect: code-injection
    eval(e["b"])
    f = copy.deepcopy(d)
    f["a"] = "1"
    eval(f["a"])
    eval(d["a"])  # expect: code-injection
    g = copy.deepcopy(Record(x))
    eval(g.a)  # expect: code-injection
    eval(g.b)
    h = copy.deepcopy({"k": [x, "1"]})
    h["k"][0] = "1"
    eval(h["k"][0])


class Color(enum.Enum):
    RED = "1"
    BLUE = "2"

    @property
    def text(self):
        return self.value

    @classmethod
    def parse(cls, x):
        return cls(x)


def enumerations():
    x = request.args["x"]
    eval(Color.RED.value)
    eval(Color.RED.name)
    eval(Color(x).text)
    eval(Color.parse(x).value)
    for one in Color:
        eval(one.value)


def casts():
    x = request.args["x"]
    eval(typing.cast(str, x))  # expect: code-injection
    eval(typing.cast(str, "1"))

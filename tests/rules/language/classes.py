# profile: default
"""Values of a request in objects."""

import abc
from abc import ABC, abstractmethod
from typing import Optional

from flask import request


class Plain:
    kind = "1"

    def __init__(self, a, b="1"):
        self.a = a
        self.b = b

    def get(self):
        return self.a

    def get_b(self):
        return self.b

    def set(self, a):
        self.a = a
        return self


def attributes():
    p = Plain(request.args["x"])
    eval(p.a)  # expect: code-injection
    eval(p.b)
    eval(p.get())  # expect: code-injection
    eval(p.get_b())
    eval(p.kind)
    p.a = "1"
    eval(p.a)
    eval(p.set(request.args["y"]).get())  # expect: code-injection
    eval(Plain("1").set("2").get())
    q = p
    q.b = request.args["z"]
    eval(p.b)  # expect: code-injection


class WithProperty:
    def __init__(self):
        self._x = "1"
        self._y = "1"

    @property
    def x(self):
        return self._x

    @x.setter
    def x(self, value):
        self._x = value

    @x.deleter
    def x(self):
        self._x = "1"

    @property
    def y(self):
        return self._y

    @y.setter
    def y(self, value):
        self._y = str(int(value))

    def _get(self):
        return self._x

    def _set(self, value):
        self._x = value

    z = property(_get, _set)


def properties():
    p = WithProperty()
    eval(p.x)
    p.x = request.args["x"]
    eval(p.x)  # expect: code-injection
    eval(p._x)  # expect: code-injection
    p.y = request.args["x"]
    eval(p.y)
    del p.x
    eval(p.x)


def properties_by_function():
    p = WithProperty()
    p.z = request.args["x"]
    eval(p.z)  # expect: code-injection
    q = WithProperty()
    eval(q.z)


class Base:
    def __init__(self, x):
        self.x = x

    def run(self):
        return self.step()

    def step(self):
        return self.x

    def describe(self):
        return self.x


class Child(Base):
    def __init__(self, x, y):
        super().__init__(x)
        self.y = y

    def step(self):
        return "1"

    def describe(self):
        return "a" + super().describe()


class OldChild(Base):
    def __init__(self, x):
        Base.__init__(self, x)


class CleaningChild(Base):
    def __init__(self, x):
        super(CleaningChild, self).__init__(str(int(x)))


def inheritance():
    x = request.args["x"]
    eval(Base(x).run())  # expect: code-injection
    eval(Child(x, "1").run())
    eval(Child(x, "1").describe())  # expect: code-injection
    eval(Child("1", x).describe())
    eval(Child("1", x).y)  # expect: code-injection
    eval(OldChild(x).run())  # expect: code-injection
    eval(CleaningChild(x).run())


class A:
    def value(self):
        return request.args["x"]


class B(A):
    pass


class C(A):
    def value(self):
        return "1"


class D(B, C):
    pass


class E(C, B):
    pass


class Left(A):
    def value(self):
        return super().value()


class Right(A):
    def value(self):
        return "1"


class Both(Left, Right):
    pass


def method_resolution():
    eval(D().value())
    eval(E().value())
    eval(B().value())  # expect: code-injection
    eval(Both().value())
    eval(Left().value())  # expect: code-injection


class Abstract(ABC):
    @abstractmethod
    def value(self):
        ...

    def show(self):
        return self.value()


class Concrete(Abstract):
    def value(self):
        return request.args["x"]


class ConcreteConstant(Abstract):
    def value(self):
        return "1"


class Mixin:
    def shown(self):
        return self.text


class WithMixin(Mixin):
    def __init__(self, text):
        self.text = text


def abstract():
    eval(Concrete().show())  # expect: code-injection
    eval(ConcreteConstant().show())
    eval(WithMixin(request.args["x"]).shown())  # expect: code-injection
    eval(WithMixin("1").shown())


class Dynamic:
    def __init__(self, values):
        self.values = values

    def __getattr__(self, name):
        return self.values[name]


class Everything:
    def __getattribute__(self, name):
        return request.args["x"]


def dynamic():
    eval(Dynamic({"a": request.args["x"]}).a)  # expect: code-injection
    eval(Dynamic({"a": "1"}).a)
    eval(Everything().anything)  # expect: eval-call # expect-missed: code-injection


class Setting:
    def __setattr__(self, name, value):
        object.__setattr__(self, name, str(int(value)))


class Storing:
    def __setattr__(self, name, value):
        self.__dict__[name] = value


def setting():
    s = Setting()
    s.a = request.args["x"]
    eval(s.a)
    t = Storing()
    t.a = request.args["x"]
    eval(t.a)  # expect: code-injection


class Descriptor:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner):
        return instance.stored

    def __set__(self, instance, value):
        instance.stored = value


class CleaningDescriptor:
    def __get__(self, instance, owner):
        return instance.cleaned

    def __set__(self, instance, value):
        instance.cleaned = str(int(value))


class Described:
    field = Descriptor()
    number = CleaningDescriptor()


def descriptors():
    d = Described()
    d.field = request.args["x"]
    eval(d.field)  # expect: code-injection
    d.number = request.args["x"]
    eval(d.number)


class Meta(type):
    def __call__(cls, *args, **kwargs):
        return super().__call__(*args, **kwargs)


class Singleton(type):
    instances = {}

    def __call__(cls, *args, **kwargs):
        if cls not in cls.instances:
            cls.instances[cls] = super().__call__(*args, **kwargs)
        return cls.instances[cls]


class WithMeta(metaclass=Meta):
    def __init__(self, x):
        self.x = x


class Single(metaclass=Singleton):
    def __init__(self, x):
        self.x = x


def metaclasses():
    eval(WithMeta(request.args["x"]).x)  # expect: code-injection
    eval(WithMeta("1").x)
    eval(Single(request.args["x"]).x)  # expect: code-injection


class Special:
    def __init__(self, x, y="1"):
        self.x = x
        self.y = y

    def __call__(self):
        return self.x

    def __getitem__(self, key):
        return self.x if key == "x" else self.y

    def __iter__(self):
        yield self.x

    def __enter__(self):
        return self.x

    def __exit__(self, *args):
        return False

    def __str__(self):
        return self.x

    def __repr__(self):
        return self.y

    def __format__(self, spec):
        return self.x

    def __add__(self, other):
        return self.x

    def __radd__(self, other):
        return self.x

    def __mul__(self, other):
        return self.y

    def __len__(self):
        return 3

    def __contains__(self, item):
        return True

    def __bytes__(self):
        return self.x.encode()

    def __neg__(self):
        return self.x

    def __or__(self, other):
        return other

    def __eq__(self, other):
        return True

    def __iadd__(self, other):
        self.x = other
        return self

    def __setitem__(self, key, value):
        self.y = value


def special_methods():
    s = Special(request.args["x"])
    eval(s())  # expect: code-injection
    eval(s["x"])  # expect: code-injection
    eval(s["y"])
    for one in s:
        eval(one)  # expect: code-injection
    with s as entered:
        eval(entered)  # expect: code-injection
    eval(str(s))  # expect: code-injection
    eval(repr(s))
    eval(f"{s}")  # expect: code-injection
    eval(f"{s!r}")  # expect-wrong: code-injection
    eval("%s" % s)  # expect: code-injection
    eval("{}".format(s))  # expect: code-injection
    eval(s + "1")  # expect: code-injection
    eval("1" + s)  # expect: code-injection
    eval(s * 2)
    eval(-s)  # expect-missed: code-injection
    eval(str(len(s)))
    eval(s | "1")
    eval(bytes(s))  # expect: code-injection
    first, = s
    eval(first)  # expect: code-injection
    eval(list(s)[0])  # expect: code-injection


def special_setters():
    s = Special("1")
    s["k"] = request.args["x"]
    eval(s.y)  # expect: code-injection
    t = Special("1")
    t += request.args["x"]
    eval(t.x)  # expect: code-injection
    eval(Special("1")())


class Counter:
    def __init__(self, items):
        self.items = items
        self.at = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.at += 1
        return self.items[0]


def iterators():
    for one in Counter([request.args["x"]]):
        eval(one)  # expect: code-injection
    for one in Counter(["1"]):
        eval(one)
    eval(next(Counter([request.args["x"]])))  # expect: code-injection


class Registry:
    made = []

    def __init_subclass__(cls, **kwargs):
        cls.label = kwargs.get("label", "1")
        super().__init_subclass__()


class Registered(Registry, label="2"):
    pass


class New:
    def __new__(cls, x):
        made = super().__new__(cls)
        made.x = x
        return made


class NewText(str):
    def __new__(cls, x):
        return str.__new__(cls, x)


def construction():
    eval(New(request.args["x"]).x)  # expect: code-injection
    eval(New("1").x)
    eval(NewText(request.args["x"]))  # expect: code-injection
    eval(Registered.label)  # expect-wrong: eval-call


class Factory:
    def __init__(self, x):
        self.x = x

    @classmethod
    def of(cls, x):
        return cls(x)

    @classmethod
    def constant(cls, x):
        return cls("1")

    @staticmethod
    def make(x):
        return Factory(x)

    @staticmethod
    def same(x):
        return x


class SubFactory(Factory):
    def read(self):
        return self.x


def factories():
    x = request.args["x"]
    eval(Factory.of(x).x)  # expect: code-injection
    eval(Factory.constant(x).x)
    eval(Factory.make(x).x)  # expect: code-injection
    eval(Factory.same(x))  # expect: code-injection
    eval(Factory("1").same(x))  # expect: code-injection
    eval(Factory.same("1"))
    eval(SubFactory.of(x).read())  # expect: code-injection
    eval(SubFactory.constant(x).read())
    eval(type(Factory("1"))(x).x)  # expect: code-injection
    eval(Factory("1").__class__(x).x)  # expect: code-injection


class Shared:
    value = "1"
    items = []

    @classmethod
    def put(cls, x):
        cls.value = x

    def add(self, x):
        self.items.append(x)


def shared():
    Shared.put(request.args["x"])
    eval(Shared.value)  # expect: code-injection
    eval(Shared().value)  # expect: code-injection
    Shared().add(request.args["x"])
    eval(Shared().items[0])  # expect: code-injection


class Sink:
    def __init__(self, code):
        self.code = code

    def run(self):
        return eval(self.code)  # expect: code-injection

    def run_constant(self):
        self.code = "1"
        return eval(self.code)


def object_sinks():
    s = Sink(request.args["x"])
    s.run()
    s.run_constant()


def class_decorator(cls):
    cls.extra = request.args["x"]
    return cls


def class_decorator_plain(cls):
    return cls


@class_decorator_plain
class DecoratedClass:
    def __init__(self, x):
        self.x = x


def decorated_classes():
    eval(DecoratedClass(request.args["x"]).x)  # expect: code-injection
    eval(DecoratedClass("1").x)


def local_class():
    x = request.args["x"]

    class Local:
        value = x

        def get(self):
            return x

        def other(self):
            return "1"

    eval(Local().get())  # expect: code-injection
    eval(Local.value)  # expect: code-injection
    eval(Local().other())


class Outer:
    class Inner:
        def __init__(self, x):
            self.x = x


def nested_classes():
    eval(Outer.Inner(request.args["x"]).x)  # expect: code-injection
    eval(Outer.Inner("1").x)


def bound_methods():
    p = Plain(request.args["x"])
    get = p.get
    eval(get())  # expect: code-injection
    eval(Plain.get(p))  # expect: code-injection
    eval(Plain.get(Plain("1")))
    table = {"a": p.get, "b": p.get_b}
    eval(table["a"]())  # expect: code-injection
    eval(table["b"]())


class Slots:
    __slots__ = ("x", "y")

    def __init__(self, **kwargs):
        for name, value in kwargs.items():
            setattr(self, name, value)


def slots():
    eval(Slots(x=request.args["x"]).x)  # expect: code-injection


class Node:
    def __init__(self, value, after=None):
        self.value = value
        self.after = after


def linked():
    nodes = Node("1", Node("2", Node(request.args["x"])))
    eval(nodes.after.after.value)  # expect: code-injection
    eval(nodes.after.value)
    node = nodes
    while node:
        eval(node.value)  # expect: code-injection
        node = node.after


class DictChild(dict):
    def shown(self):
        return self["a"]


class ListChild(list):
    pass


def children_of_builtins():
    d = DictChild()
    d["a"] = request.args["x"]
    eval(d["a"])  # expect: code-injection
    eval(d.shown())  # expect: code-injection
    items = ListChild()
    items.append(request.args["x"])
    eval(items[0])  # expect: code-injection


class Cached:
    def __init__(self, function):
        self.function = function


def cached(function):
    return Cached(function)


class GetterOfObject:
    @property
    def x(self):
        return request.args["x"]

    @x.getter
    @cached
    def y(self):
        return "1"


def getters_of_objects():
    eval(GetterOfObject().x)  # expect: code-injection


class Within:
    def method(self):
        def run(text):
            eval(text)  # expect: code-injection

        run(request.args["x"])


class Actions:
    def do_read(self, name):
        eval(name)  # expect: code-injection

    def do_list(self, name):
        return len(name)

    def do_echo(self, name):
        return name

    def stop(self, name):
        eval(name)  # expect: eval-call


class FixedActions:
    def run(self, name):
        eval(name)  # expect: eval-call

    def _hidden(self, name):
        eval(name)  # expect: eval-call


class AnyAction:
    def read(self, name):
        eval(name)  # expect: code-injection

    def _hidden(self, name):
        eval(name)  # expect: eval-call


def methods_by_name(which):
    action = request.args["action"]
    getattr(Actions(), "do_" + action)(request.args["name"])
    getattr(Actions(), f"do_{which}")("1")
    eval(getattr(Actions(), "do_echo" + which)(request.args["name"]))  # expect: code-injection
    getattr(FixedActions(), which)(request.args["name"])
    getattr(AnyAction(), action)(request.args["name"])  # expect: unsafe-reflection


# A method that is called on an object from outside, which may be one of a class made from its own.
class Step:
    def handle(self):
        self.run_with(request.args["x"])
        self.run_safely(request.args["x"])
        return self.make(request.args["x"])

    def run_with(self, name):
        raise NotImplementedError

    def run_safely(self, name):
        raise NotImplementedError

    @abstractmethod
    def make(self, name): ...


class RunsCode(Step):
    def run_with(self, name):
        eval(name)  # expect: code-injection

    def run_safely(self, name):
        eval("1", {"name": name})

    def apart(self, name):
        eval(name)  # expect: eval-call


class MakesCode(RunsCode):
    def make(self, name):
        return eval(name)  # expect: code-injection


class Unrelated:
    def run_with(self, name):
        eval(name)  # expect: eval-call


class Runner:
    def run(self, code):
        eval(code)  # expect: code-injection

    def run_later(self, code):
        eval(code)  # expect: code-injection

    def run_elsewhere(self, code):
        eval(code)  # expect: code-injection


class SetLater:
    runner: Optional[Runner] = None

    def __init__(self):
        self.other: Runner | None = None

    def go(self):
        self.runner.run(request.args["x"])
        self.other.run_later(request.args["y"])


current: Runner | None = None


def run_current():
    SetLater().go()
    current.run_elsewhere(request.args["x"])
    local: Runner | None = None
    local.apart_from_all(request.args["x"])


class Name(str):
    def short(self):
        return self[:10]


def of_text():
    eval(Name(request.args["x"]))  # expect: code-injection
    eval(Name(request.args["x"]).short())  # expect: code-injection
    eval(Name("1"))

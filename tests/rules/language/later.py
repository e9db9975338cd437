# profile: default
"""Values of a request through generators, iterators and coroutines."""

import asyncio
import contextvars
import itertools
import queue
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from itertools import chain, islice

from flask import request


def generator(x):
    yield "1"
    yield x


def generator_constant(x):
    yield "1"


def generator_from(x):
    yield from generator(x)


def generator_of_list(x):
    yield from [x, "1"]


def generator_pairs(x):
    yield "1", x


def generators():
    x = request.args["x"]
    for one in generator(x):
        eval(one)  # expect: code-injection
    for one in generator_constant(x):
        eval(one)
    for one in generator_from(x):
        eval(one)  # expect: code-injection
    for one in generator_of_list(x):
        eval(one)  # expect: code-injection
    for a, b in generator_pairs(x):
        eval(a)
        eval(b)  # expect: code-injection
    eval(next(generator(x)))  # expect: code-injection
    eval(list(generator(x))[0])  # expect: code-injection
    first, second = generator(x)
    eval(second)  # expect: code-injection
    eval("".join(generator(x)))  # expect: code-injection
    eval(next(v for v in generator(x)))  # expect: code-injection


def receiver():
    while True:
        x = yield
        eval(x)  # expect: eval-call # expect-missed: code-injection


def sends():
    r = receiver()
    next(r)
    r.send(request.args["x"])


def echo():
    x = None
    while True:
        x = yield x


def sends_back():
    e = echo()
    next(e)
    eval(e.send(request.args["x"]))  # expect: code-injection


def returning(x):
    yield "1"
    return x


def delegates(x):
    y = yield from returning(x)
    eval(y)  # expect: eval-call # expect-missed: code-injection


def use_delegates():
    list(delegates(request.args["x"]))


def iterators():
    x = request.args["x"]
    for one in chain(["1"], [x]):
        eval(one)  # expect: code-injection
    for one in chain(["1"], ["2"]):
        eval(one)
    for one in chain.from_iterable([["1"], [x]]):
        eval(one)  # expect: code-injection
    for one in islice([x], 3):
        eval(one)  # expect: code-injection
    for a, b in itertools.zip_longest(["1"], [x]):
        eval(a)
        eval(b)  # expect: code-injection
    for key, group in itertools.groupby([x]):
        eval(key)  # expect: code-injection
        for one in group:
            eval(one)  # expect: code-injection
    for one in itertools.starmap(lambda a, b: b, [("1", x)]):
        eval(one)  # expect: code-injection
    for one in itertools.starmap(lambda a, b: a, [("1", x)]):
        eval(one)
    for a, b in itertools.product(["1"], [x]):
        eval(a)
        eval(b)  # expect: code-injection
    for one in itertools.cycle([x]):
        eval(one)  # expect: code-injection
    for one in itertools.repeat(x, 3):
        eval(one)  # expect: code-injection
    for one in itertools.takewhile(len, [x]):
        eval(one)  # expect: code-injection
    for one in itertools.accumulate([x]):
        eval(one)  # expect: code-injection
    for a, b in itertools.pairwise([x]):
        eval(a)  # expect: code-injection
    one, two = itertools.tee([x])
    eval(next(one))  # expect: code-injection
    for one in itertools.filterfalse(None, [x]):
        eval(one)  # expect: code-injection
    for one in itertools.compress([x], [1]):
        eval(one)  # expect: code-injection
    for one in itertools.count():
        eval(one)  # expect-wrong: eval-call
        break


async def coroutine(x):
    return x


async def coroutine_constant(x):
    return "1"


async def awaits():
    x = request.args["x"]
    eval(await coroutine(x))  # expect: code-injection
    eval(await coroutine_constant(x))
    a, b = await asyncio.gather(coroutine(x), coroutine_constant(x))
    eval(a)  # expect: code-injection
    eval(b)
    task = asyncio.create_task(coroutine(x))
    eval(await task)  # expect: code-injection
    eval(task.result())  # expect: code-injection
    other = asyncio.create_task(coroutine_constant(x))
    eval(await other)
    eval(await asyncio.wait_for(coroutine(x), 3))  # expect: code-injection
    eval(await asyncio.to_thread(identity, x))  # expect: code-injection
    eval(await asyncio.to_thread(constant, x))
    eval(await asyncio.shield(coroutine(x)))  # expect: code-injection
    loop = asyncio.get_event_loop()
    eval(await loop.run_in_executor(None, identity, x))  # expect: code-injection
    eval(await loop.run_in_executor(None, constant, x))
    eval(await asyncio.ensure_future(coroutine(x)))  # expect: code-injection


def identity(x):
    return x


def constant(x):
    return "1"


def runs():
    x = request.args["x"]
    eval(asyncio.run(coroutine(x)))  # expect: code-injection
    eval(asyncio.run(coroutine_constant(x)))
    loop = asyncio.new_event_loop()
    eval(loop.run_until_complete(coroutine(x)))  # expect: code-injection


class Manager:
    def __init__(self, x):
        self.x = x

    async def __aenter__(self):
        return self.x

    async def __aexit__(self, *args):
        pass


class Manager2(Manager):
    async def __aenter__(self):
        return "1"


class AsyncIterator:
    def __init__(self, x):
        self.x = x

    def __aiter__(self):
        return self

    async def __anext__(self):
        return self.x


async def async_generator(x):
    yield x
    yield "1"


@asynccontextmanager
async def managed(x):
    yield x


async def asynchronous_statements():
    x = request.args["x"]
    async with Manager(x) as m:
        eval(m)  # expect: code-injection
    async with Manager2(x) as m:
        eval(m)
    async with managed(x) as m:
        eval(m)  # expect: code-injection
    async for one in AsyncIterator(x):
        eval(one)  # expect: code-injection
    async for one in AsyncIterator("1"):
        eval(one)
    async for one in async_generator(x):
        eval(one)  # expect: code-injection
    made = [one async for one in async_generator(x)]
    eval(made[0])  # expect: code-injection
    eval(await anext(async_generator(x)))  # expect: code-injection


async def group():
    async with asyncio.TaskGroup() as tg:
        task = tg.create_task(coroutine(request.args["x"]))
    eval(task.result())  # expect: code-injection


def threads():
    x = request.args["x"]
    threading.Thread(target=evaluate, args=(x,)).start()
    threading.Thread(target=evaluate_second, kwargs={"x": x}).start()
    threading.Thread(target=evaluate_constant, args=(x,)).start()
    threading.Timer(3, evaluate_third, [x]).start()


def evaluate(x):
    eval(x)  # expect: code-injection


def evaluate_second(x):
    eval(x)  # expect: code-injection


def evaluate_third(x):
    eval(x)  # expect: code-injection


def evaluate_constant(x):
    eval("1")


class Worker(threading.Thread):
    def __init__(self, x):
        super().__init__()
        self.x = x

    def run(self):
        eval(self.x)  # expect: code-injection


def workers():
    Worker(request.args["x"]).start()


def pools():
    x = request.args["x"]
    with ThreadPoolExecutor() as pool:
        eval(pool.submit(identity, x).result())  # expect: code-injection
        eval(pool.submit(constant, x).result())
        for one in pool.map(identity, [x]):
            eval(one)  # expect: code-injection
        for one in pool.map(constant, [x]):
            eval(one)


def queues():
    q = queue.Queue()
    q.put(request.args["x"])
    eval(q.get())  # expect: code-injection
    r = queue.Queue()
    r.put("1")
    eval(r.get())


def variables_of_a_context():
    name = contextvars.ContextVar("name")
    other = contextvars.ContextVar("other")
    name.set(request.args["q"])
    other.set("1")
    eval(name.get())  # expect: code-injection
    eval(other.get())

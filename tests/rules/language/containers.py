# profile: default
"""Values of a request in Python's own containers."""

from app import ALLOWED, USERS, select
from flask import request


def list_elements():
    items = ["1", request.args["x"], "3"]
    eval(items[1])  # expect: code-injection
    eval(items[0])
    eval(items[-1])
    eval(items[-2])  # expect: code-injection


def list_methods():
    items = []
    items.append(request.args["x"])
    eval(items[0])  # expect: code-injection
    items.insert(0, "1")
    eval(items[0])
    eval(items[1])  # expect: code-injection
    items.clear()
    items.append("1")
    eval(items[0])


def list_replaced():
    items = [request.args["x"], "2"]
    items[0] = "1"
    eval(items[0])
    items[1] = request.args["y"]
    eval(items[1])  # expect: code-injection


def list_negative_store():
    items = ["1", "2"]
    items[-1] = request.args["x"]
    eval(items[1])  # expect: code-injection
    eval(items[0])


def list_slices():
    items = ["1", "2", request.args["x"]]
    eval(items[:2][0])
    eval(items[2:][0])  # expect: code-injection
    eval(items[::-1][0])  # expect: code-injection
    for one in items[:2]:
        eval(one)


def list_slice_store():
    items = ["1", "2", "3"]
    items[1:2] = [request.args["x"]]
    eval(items[1])  # expect: code-injection


def list_delete():
    items = [request.args["x"], "2"]
    del items[0]
    eval(items[0])


def list_pop():
    items = ["1", request.args["x"]]
    eval(items.pop())  # expect: code-injection
    eval(items.pop())


def list_sum():
    items = ["1"] + [request.args["x"]]
    eval(items[1])  # expect: code-injection
    eval(items[0])
    items += ["2"]
    eval(items[2])
    eval((items * 2)[0])  # expect: code-injection


def unpacking():
    first, *rest = [request.args["x"], "2", "3"]
    eval(first)  # expect: code-injection
    eval(rest[0])
    *start, last = ["1", "2", request.args["y"]]
    eval(last)  # expect: code-injection
    eval(start[0])
    (a, (b, c)) = ("1", ("2", request.args["z"]))
    eval(a)
    eval(b)
    eval(c)  # expect: code-injection


def swap():
    a, b = request.args["x"], "1"
    a, b = b, a
    eval(a)
    eval(b)  # expect: code-injection


def star_display():
    first = [request.args["x"]]
    eval([*first, "1"][0])  # expect: code-injection
    second = ["1", "2"]
    eval([*second, "3"][0])
    eval((*second, request.args["y"])[2])  # expect: code-injection
    merged = {**{"a": request.args["z"]}, "b": "1"}
    eval(merged["a"])  # expect: code-injection
    eval(merged["b"])


def dictionaries():
    made = {"a": request.args["x"], "b": "1"}
    eval(made["a"])  # expect: code-injection
    eval(made["b"])
    eval(made.get("a"))  # expect: code-injection
    eval(made.get("b"))
    eval(made.get("c", "1"))
    eval(made.get("c", request.args["y"]))  # expect: code-injection
    eval(made.setdefault("d", request.args["z"]))  # expect: code-injection
    eval(made["d"])  # expect: code-injection
    eval(made.pop("b"))
    eval(made.pop("a"))  # expect: code-injection


def dictionary_views():
    made = {"a": request.args["x"]}
    for key in made:
        eval(key)
    for key in made.keys():
        eval(key)
    for value in made.values():
        eval(value)  # expect: code-injection
    for key, value in made.items():
        eval(key)
        eval(value)  # expect: code-injection


def dictionary_keys():
    made = {request.args["x"]: "1"}
    for key in made:
        eval(key)  # expect: code-injection
    for key, value in made.items():
        eval(key)  # expect: code-injection
        eval(value)
    eval(list(made)[0])  # expect: code-injection
    eval(list(made.values())[0])


def dictionary_merge():
    one = {"a": "1"} | {"b": request.args["x"]}
    eval(one["a"])
    eval(one["b"])  # expect: code-injection
    two = {"a": "1"}
    two |= {"c": request.args["y"]}
    eval(two["c"])  # expect: code-injection
    eval(two["a"])
    three = dict(a="1", b=request.args["z"])
    eval(three["a"])
    eval(three["b"])  # expect: code-injection
    four = dict([("k", request.args["w"])])
    eval(four["k"])  # expect: code-injection
    five = dict(zip(["p"], [request.args["v"]]))
    eval(five["p"])  # expect: code-injection
    six = dict.fromkeys(["a"], request.args["u"])
    eval(six["a"])  # expect: code-injection
    seven = {}
    seven.update(a=request.args["x"])
    eval(seven["a"])  # expect: code-injection
    seven.update({"a": "1"})
    eval(seven["a"])


def dictionary_popitem():
    made = {"a": request.args["x"]}
    key, value = made.popitem()
    eval(value)  # expect: code-injection
    eval(key)


def dictionary_delete():
    made = {"a": request.args["x"]}
    del made["a"]
    made["a"] = "1"
    eval(made["a"])


def nested():
    made = {"a": {"b": [request.args["x"], "1"]}}
    eval(made["a"]["b"][0])  # expect: code-injection
    eval(made["a"]["b"][1])
    made["a"]["c"] = request.args["y"]
    eval(made["a"]["c"])  # expect: code-injection


def aliases():
    first = []
    second = first
    second.append(request.args["x"])
    eval(first[0])  # expect: code-injection
    third = list(first)
    third.clear()
    eval(first[0])  # expect: code-injection


def sets():
    made = {request.args["x"], "1"}
    for one in made:
        eval(one)  # expect: code-injection
    other = {"1", "2"}
    other.add("3")
    for one in other:
        eval(one)
    other.add(request.args["y"])
    eval(other.pop())  # expect: code-injection
    for one in {"1"} | {request.args["z"]}:
        eval(one)  # expect: code-injection
    for one in {"1"}.union([request.args["z"]]):
        eval(one)  # expect: code-injection
    for one in {"1"} & {request.args["z"]}:
        eval(one)  # expect-wrong: code-injection


def tuples():
    pair = ("1", request.args["x"])
    eval(pair[0])
    eval(pair[1])  # expect: code-injection
    a, b = pair
    eval(a)
    eval(b)  # expect: code-injection


def comprehensions():
    values = [request.args["x"], request.args["y"]]
    eval([v for v in values][0])  # expect: code-injection
    eval(["1" for v in values][0])
    eval({v: "1" for v in values}["a"])
    eval({"a": v for v in values}["a"])  # expect: code-injection
    eval(list(v.strip() for v in values)[0])  # expect: code-injection
    eval("".join(v for v in values))  # expect: code-injection
    eval("".join("1" for v in values))
    eval([b for a in [values] for b in a][0])  # expect: code-injection
    for one in {v for v in values}:
        eval(one)  # expect: code-injection


def comprehension_scope():
    v = "1"
    other = [v for v in [request.args["x"]]]
    eval(v)
    eval(other[0])  # expect: code-injection


def comprehension_filter():
    values = [request.args["x"]]
    for one in [v for v in values if v in ("1", "2")]:
        eval(one)
    for one in [v for v in values if v.isdigit()]:
        eval(one)
    for one in [v for v in values if v]:
        eval(one)  # expect: code-injection


def comprehension_conditions_end_with_it():
    name = request.args["name"]
    found = [user for user in USERS if user.name == name]
    eval(name)  # expect: code-injection
    found = select(user for user in USERS if user.name == name and user.is_on)
    eval(name)  # expect: code-injection
    found = {user: name for user in USERS if name in ALLOWED and print(eval(name))}
    eval(name)  # expect: code-injection
    eval([name for user in USERS if user.name == name][0])
    found = [one for one in USERS if name.isdigit() for other in one]
    eval(name)  # expect: code-injection
    if any(user.name == name for user in USERS):
        eval(name)


def comprehension_of_nothing():
    name = request.args["name"]
    checked = [check_digits(name) for user in USERS]
    eval(name)  # expect: code-injection
    checked = [check_digits(name) for one in ("1", "2")]
    eval(name)


def check_digits(text):
    if not text.isdigit():
        raise ValueError("no number")


def comprehension_keeps_what_it_does():
    name = request.args["name"]
    kept = []
    found = [kept.append(name) for user in USERS if user.name]
    eval(kept[0])  # expect: code-injection
    lengths = [last := name for user in USERS]
    eval(last)  # expect: code-injection


def functions_of_containers():
    values = ["1", request.args["x"]]
    for i, v in enumerate(values):
        eval(v)  # expect: code-injection
        eval(i)
    for a, b in zip(["1"], values):
        eval(a)
        eval(b)  # expect: code-injection
    for v in reversed(values):
        eval(v)  # expect: code-injection
    for v in sorted(values, key=len):
        eval(v)  # expect: code-injection
    for v in map(str.upper, values):
        eval(v)  # expect: code-injection
    for v in map(lambda v: "1", values):
        eval(v)
    for v in filter(None, values):
        eval(v)  # expect: code-injection
    eval(min(values))  # expect: code-injection
    eval(max("1", request.args["y"], key=len))  # expect: code-injection
    eval(max(["1", "2"]))
    eval(next(iter(values)))  # expect: code-injection
    eval(next(iter([]), request.args["z"]))  # expect: code-injection
    eval(next(v for v in values if v))  # expect: code-injection
    eval(next(iter(["1"])))
    eval(sum([[request.args["x"]], []], [])[0])  # expect: eval-call # expect-missed: code-injection


def bytes_and_memory():
    raw = request.data
    eval(bytes(raw))  # expect: code-injection
    eval(bytearray(raw))  # expect: code-injection
    eval(memoryview(raw).tobytes())  # expect: code-injection
    eval(raw.decode())  # expect: code-injection
    eval(bytes.fromhex(request.args["x"]))  # expect: code-injection
    eval(bytes([65, 66]))  # expect-wrong: eval-call
    eval(str(raw, "utf-8"))  # expect: code-injection
    eval(raw.hex())  # expect-wrong: code-injection


def filled_bytes():
    filled = bytearray()
    filled.extend(request.data)
    eval(bytes(filled))  # expect: code-injection
    added = bytearray(b"1")
    added += request.data
    eval(added.decode())  # expect: code-injection
    empty = bytearray(4)
    eval(empty.decode())  # expect: eval-call

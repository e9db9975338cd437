# profile: default
"""What checks say of a value of a request."""

import datetime
import enum
import ipaddress
import os
import pathlib
import re
import uuid
from decimal import Decimal
from enum import Enum

from flask import abort, request

ALLOWED = {"a", "b"}
ALLOWED_LIST = ["a", "b"]
ALLOWED_TUPLE = ("a", "b")
FROZEN = frozenset({"a", "b"})
MAPPING = {"a": "1", "b": "2"}
FUNCTIONS = {"a": len, "b": str}
LETTERS = "abc"
PATTERN = re.compile(r"^[a-z]+$")
LOOSE = re.compile(r"[a-z]+")
OPEN_MAPPING = {"a": "1"}


class Color(Enum):
    RED = "red"
    BLUE = "blue"


class Kind(str, enum.Enum):
    ONE = "one"
    TWO = "two"


def membership():
    x = request.args["x"]
    if x in ALLOWED:
        eval(x)
    if x in ALLOWED_LIST:
        eval(x)
    if x in ALLOWED_TUPLE:
        eval(x)
    if x in FROZEN:
        eval(x)
    if x in MAPPING:
        eval(x)
    if x in MAPPING.keys():
        eval(x)
    if x in {"a": 1}:
        eval(x)
    if x in request.args.getlist("y"):
        eval(x)  # expect: code-injection
    if x in LETTERS:
        eval(x)
    if x not in ALLOWED:
        eval(x)  # expect: code-injection
    if not (x in ALLOWED):
        abort(400)
    eval(x)


def membership_again():
    if request.args["x"] in ALLOWED:
        eval(request.args["x"])
    if request.args["x"] in ALLOWED:
        eval(request.args["y"])  # expect: code-injection
    if request.args.get("x") not in ALLOWED:
        return "no"
    eval(request.args.get("x"))


def digits_again():
    if request.args["z"].isdigit():
        eval(request.args["z"])
    eval(request.args["z"])  # expect: code-injection
    if not request.form["z"].isdigit():
        return "no"
    eval(request.form["z"])


def equality():
    x = request.args["x"]
    if x == "a":
        eval(x)
    if x == "a" or x == "b":
        eval(x)
    if x != "a":
        eval(x)  # expect: code-injection
    if x == "a" and request.args["y"]:
        eval(request.args["y"])  # expect: code-injection
    if "a" == x:
        eval(x)


def equality_by_any():
    x = request.args["x"]
    if any(x == one for one in ("a", "b")):
        eval(x)
    if all(c in LETTERS for c in x):
        eval(x)
    if all(c.isalnum() for c in x):
        eval(x)
    if any(c in LETTERS for c in x):
        eval(x)  # expect: code-injection
    if not all(c in "0123456789" for c in x):
        return "no"
    eval(x)


def set_operations():
    x = request.args["x"]
    if set(x) <= set("0123456789"):
        eval(x)
    if set(x).issubset("0123456789"):
        eval(x)
    if not set(x) <= set("0123456789"):
        eval(x)  # expect: code-injection


def types():
    x = request.get_json()["x"]
    if isinstance(x, int):
        eval(x)
    if isinstance(x, (int, float)):
        eval(x)
    if isinstance(x, str):
        eval(x)  # expect: code-injection
    if type(x) is int:
        eval(x)
    if type(x) == int:
        eval(x)
    if not isinstance(x, int):
        raise TypeError("no number")
    eval(x)


def texts():
    x = request.args["x"]
    if x.isdigit():
        eval(x)
    if x.isalnum():
        eval(x)
    if x.isidentifier():
        eval(x)
    if x.isdecimal() and len(x) < 5:
        eval(x)
    if x.isascii():
        eval(x)  # expect: code-injection
    if x.startswith("a"):
        eval(x)  # expect: code-injection
    if x.endswith("a"):
        eval(x)  # expect: code-injection
    if len(x) < 100:
        eval(x)  # expect: code-injection
    if x.strip().isdigit():
        eval(x)
    if not x.isdigit():
        eval(x)  # expect: code-injection
        abort(400)
    eval(x)


def patterns():
    x = request.args["x"]
    if re.fullmatch("[a-z]+", x):
        eval(x)
    if re.match("^[a-z]+$", x):
        eval(x)
    if re.match("[a-z]+", x):
        eval(x)  # expect: code-injection
    if PATTERN.match(x):
        eval(x)
    if PATTERN.fullmatch(x):
        eval(x)
    if LOOSE.match(x):
        eval(x)  # expect: code-injection
    if LOOSE.search(x):
        eval(x)  # expect: code-injection
    if LOOSE.fullmatch(x):
        eval(x)
    if re.fullmatch(".*", x):
        eval(x)  # expect: code-injection
    if re.compile("[0-9]+").fullmatch(x) is not None:
        eval(x)
    if re.fullmatch("[a-z]+", x) is None:
        return "no"
    eval(x)


def pattern_result():
    x = request.args["x"]
    found = re.fullmatch("[a-z]+", x)
    if not found:
        return "no"
    eval(x)
    eval(found.group())
    eval(found[0])


def pattern_groups():
    x = request.args["x"]
    found = re.search("id=([0-9]+)", x)
    eval(found.group(1))
    eval(found[1])
    eval(re.search("id=(.*)", x).group(1))  # expect: code-injection


def patterns_of_all():
    x = request.args["x"]
    if not PATTERN.match(x):
        abort(400)
    eval(x)


def conversions():
    x = request.args["x"]
    eval(str(uuid.UUID(x)))
    eval(str(Decimal(x)))
    eval(str(datetime.date.fromisoformat(x)))
    eval(str(ipaddress.ip_address(x)))
    eval(str(Color(x)))
    eval(Color(x).value)
    eval(Color[x].value)  # expect-wrong: eval-call
    eval(Kind(x))
    eval(Kind[x])  # expect-wrong: eval-call
    eval(MAPPING[x])
    eval(MAPPING.get(x))
    eval(MAPPING.get(x, "3"))
    eval(MAPPING.get(x, request.args["y"]))  # expect: code-injection
    eval(ALLOWED_LIST[int(x)])
    eval(ALLOWED_LIST[ALLOWED_LIST.index(x)])
    eval({"a": "1"}[x])
    eval("12"[int(x)])
    eval("1" if x == "a" else "2")
    eval(request.args.get("n", type=int))
    eval(request.args.get("n", 0, type=int))
    eval(request.args.get("n", "", str))  # expect: code-injection


def is_allowed(x):
    return x in ALLOWED


def is_allowed_long(x):
    if x in ALLOWED:
        return True
    return False


def is_allowed_loop(x):
    for one in ALLOWED:
        if x == one:
            return True
    return False


def is_allowed_by_steps(x):
    if not x:
        return False
    if len(x) > 10:
        return False
    return x.isalnum()


def is_nothing(x):
    if len(x) > 10:
        return False
    return True


def check(x):
    if x not in ALLOWED:
        raise ValueError("no")


def checked(x):
    if x not in ALLOWED:
        raise ValueError("no")
    return x


def checked_or_default(x):
    if x in ALLOWED:
        return x
    return "a"


def check_nothing(x):
    if len(x) > 10:
        raise ValueError("no")


def check_returns(x):
    if not x.isdigit():
        raise ValueError("no")
    return True


def check_by_try(x):
    try:
        return int(x)
    except ValueError:
        return 0


def refuse():
    raise ValueError("no")


def check_by_refuse(x):
    if x not in ALLOWED:
        refuse()


def functions():
    x = request.args["x"]
    if is_allowed(x):
        eval(x)
    if is_allowed_long(x):
        eval(x)
    if is_allowed_loop(x):
        eval(x)
    if is_allowed_by_steps(x):
        eval(x)
    if is_nothing(x):
        eval(x)  # expect: code-injection
    if not is_allowed(x):
        eval(x)  # expect: code-injection
    eval(checked(x))
    eval(checked_or_default(x))
    eval(str(check_by_try(x)))


def function_result():
    x = request.args["x"]
    ok = is_allowed(x)
    if not ok:
        return "no"
    eval(x)


def condition_in_variable():
    x = request.args["x"]
    ok = x in ALLOWED
    if ok:
        eval(x)
    good = x.isdigit()
    if not good:
        abort(400)
    eval(x)


def functions_that_raise():
    x = request.args["x"]
    check_nothing(x)
    eval(x)  # expect: code-injection
    check(x)
    eval(x)


def functions_that_raise_and_return():
    x = request.args["x"]
    check_returns(x)
    eval(x)


def functions_that_refuse():
    x = request.args["x"]
    check_by_refuse(x)
    eval(x)


def refuses():
    x = request.args["x"]
    if x not in ALLOWED:
        refuse()
    eval(x)


def aborts():
    x = request.args["x"]
    if x not in ALLOWED:
        abort(404)
    eval(x)


def negations():
    x = request.args["x"]
    if not x or x not in ALLOWED:
        return "no"
    eval(x)


def conjunctions():
    x = request.args["x"]
    if x and x in ALLOWED:
        eval(x)
    if x in ALLOWED or len(x) > 3:
        eval(x)  # expect: code-injection
    if x in ALLOWED and x != "a":
        eval(x)


def replaced():
    x = request.args["x"]
    if x not in ALLOWED:
        x = "a"
    eval(x)


def conditional():
    x = request.args["x"]
    eval(x if x in ALLOWED else "a")
    y = x if x.isdigit() else "0"
    eval(y)
    eval(x.isdigit() and x)


def loop_over_allowed():
    x = request.args["x"]
    for one in ALLOWED:
        if one == x:
            eval(one)
            eval(x)


def by_try_of_mapping():
    x = request.args["x"]
    try:
        y = MAPPING[x]
    except KeyError:
        y = "3"
    eval(y)


def by_enum_members():
    x = request.args["x"]
    if x in [c.value for c in Color]:
        eval(x)
    if x in Color._value2member_map_:
        eval(x)
    if x in Color.__members__:
        eval(x)
    if any(x == c.value for c in Color):
        eval(x)


def checks_other():
    x = request.args["x"]
    y = request.args["y"]
    if y in ALLOWED:
        eval(x)  # expect: code-injection


def checked_then_changed():
    x = request.args["x"]
    if x in ALLOWED:
        x = x + request.args["y"]
        eval(x)  # expect: code-injection


class Validator:
    allowed = {"a", "b"}

    def __init__(self):
        self.names = ["a", "b"]

    def check(self, x):
        if x not in self.allowed:
            raise ValueError("no")

    def is_valid(self, x):
        return x in self.names

    def clean(self, x):
        return x if x in self.names else "a"


def by_object():
    x = request.args["x"]
    v = Validator()
    if v.is_valid(x):
        eval(x)
    eval(v.clean(x))
    v.check(x)
    eval(x)


def in_dictionary():
    data = request.get_json()
    if data["x"] not in ALLOWED:
        abort(400)
    eval(data["x"])
    eval(data["y"])  # expect: code-injection


def of_attribute():
    holder = Validator()
    holder.x = request.args["x"]
    if holder.x in ALLOWED:
        eval(holder.x)
    eval(holder.x)  # expect: code-injection


def a_number_of_32_digits():
    x = request.args["x"]
    try:
        uuid.UUID(x)
    except ValueError:
        abort(404)
    open("/data/" + x)
    y = request.args["y"]
    try:
        uuid.UUID(y)
    except ValueError:
        pass
    open("/data/" + y)  # expect: path-traversal


def no_step_upwards():
    x = request.args["x"]
    if ".." in x.split("/"):
        abort(404)
    open("/data/" + x)
    y = request.args["y"]
    if ".." in pathlib.PurePath(y).parts:
        abort(404)
    open("/data/" + y)
    z = request.args["z"]
    if "." in z.split("/"):
        abort(404)
    open("/data/" + z)  # expect: path-traversal


SEPARATORS = re.compile(r"(~|\.\.|/|\\)")
ODD = re.compile(r"[^a-zA-Z0-9]")
DOTS = re.compile(r"\.\.")


def is_left_as_it_was():
    x = request.args["x"]
    if SEPARATORS.sub("", x) != x:
        abort(404)
    open("/data/" + x)
    y = request.args["y"]
    if DOTS.sub(".", y) != y:
        abort(404)
    open("/data/" + y)  # expect: path-traversal


def refuse_separators(name):
    if SEPARATORS.sub("", name) != name:
        raise ValueError(name)


def is_refused_elsewhere():
    upload = request.files["x"]
    name = upload.filename
    refuse_separators(name)
    open("/data/" + name)
    open("/data/" + request.files["y"].filename)  # expect: path-traversal


def compiled_patterns():
    x = request.args["x"]
    open("/data/" + ODD.sub("-", x))
    open("/data/" + SEPARATORS.sub("_", x))
    open("/data/" + SEPARATORS.sub("/", x))  # expect: path-traversal
    open("/data/" + DOTS.sub("", x))  # expect: path-traversal


# What a caller hands in is not what a request brings: a check against it holds.
def in_folder_of_caller(folder, names, other):
    path = os.path.realpath(os.path.join(folder, request.args["x"]))
    if not path.startswith(os.path.realpath(folder) + os.sep):
        abort(400)
    open(path)
    name = request.args["name"]
    if name in names:
        eval(name)
    eval(other)  # expect: eval-call


def in_folder_of_request():
    folder = os.path.realpath(request.args["folder"])
    path = os.path.realpath(os.path.join(folder, request.args["x"]))
    if not path.startswith(folder + os.sep):
        abort(400)
    open(path)  # expect: path-traversal


@app.route("/no-other-characters")
def no_other_characters():
    name = request.args["name"]
    if any(c not in "abcdef0123456789" for c in name):
        return "no"
    eval(name)
    other = request.args["other"]
    if any(c in "()" for c in other):
        return "no"
    eval(other)  # expect: code-injection
    third = request.args["third"]
    if any(c not in "abc" for c in third):
        eval(third)  # expect: code-injection
    return "done"


@app.route("/nothing-else-found")
def nothing_else_found():
    name = request.args["name"]
    if re.search(r"[^A-Za-z0-9_]", name):
        return "no"
    eval(name)
    other = request.args["other"]
    if re.search(r"[()]", other):
        return "no"
    eval(other)  # expect: code-injection
    third = request.args["third"]
    if re.search(r"[^\S]", third):
        return "no"
    eval(third)  # expect: code-injection
    fourth = request.args["fourth"]
    if OTHERS.search(fourth) is not None:
        return "no"
    eval(fourth)
    return "done"


OTHERS = re.compile(r"[^a-z]+")

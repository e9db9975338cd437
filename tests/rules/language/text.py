# profile: default
"""Values of a request in text."""

import json
import base64
import io
import re
import string
import textwrap
import urllib.parse
from string import Template

from flask import request


def methods():
    x = request.args["x"]
    eval(x.strip().lower().upper().title())  # expect: code-injection
    eval(x.replace("a", "b"))  # expect: code-injection
    eval("a b".replace("a", x))  # expect: code-injection
    eval("1".replace("1", "2"))
    eval(x.split(",")[0])  # expect: code-injection
    eval(x.rsplit(",", 1)[-1])  # expect: code-injection
    head, sep, tail = x.partition(",")
    eval(head)  # expect: code-injection
    eval(tail)  # expect: code-injection
    eval(x.splitlines()[0])  # expect: code-injection
    eval(x.zfill(5))  # expect: code-injection
    eval(x.center(5))  # expect: code-injection
    eval(x.encode().decode())  # expect: code-injection
    eval(x.translate({97: "b"}))  # expect: code-injection
    eval(x.expandtabs().casefold().swapcase())  # expect: code-injection
    eval(x.removeprefix("a").removesuffix("b"))  # expect: code-injection
    eval(x.ljust(5).rjust(5))  # expect: code-injection
    eval(x * 2)  # expect: code-injection
    eval(x[0])  # expect: code-injection
    eval(x[1:3])  # expect: code-injection
    eval(str(x.find("a")))
    eval(str(x.count("a")))
    eval(str(len(x)))
    eval(str(x.isdigit()))
    eval(str(x == "a"))


def unbound_methods():
    x = request.args["x"]
    eval(str.strip(x))  # expect: code-injection
    eval(str.lower("A"))
    eval(str.join(",", [x]))  # expect: code-injection


def join():
    x = request.args["x"]
    eval(", ".join(["1", x]))  # expect: code-injection
    eval(x.join(["1", "2"]))  # expect: code-injection
    eval("".join(["1", "2"]))
    eval("".join(map(str, [x])))  # expect: code-injection
    eval("".join(reversed(x)))  # expect: code-injection
    eval("".join(sorted(x)))  # expect: code-injection
    eval("".join([c for c in x]))  # expect: code-injection


def formats():
    x = request.args["x"]
    eval("%s" % x)  # expect: code-injection
    eval("%d" % int(request.args["n"]))
    eval("%(a)s" % {"a": x, "b": "1"})  # expect: code-injection
    eval("%(b)s" % {"a": x, "b": "1"})  # expect-wrong: code-injection
    eval("%s %s" % ("1", x))  # expect: code-injection
    eval("%s" % ("1",))
    eval("{}".format(x))  # expect: code-injection
    eval("{0} {1}".format("1", x))  # expect: code-injection
    eval("{0}".format("1", x))
    eval("{a}".format(a=x))  # expect: code-injection
    eval("{b}".format(a=x, b="1"))
    eval("{a}".format_map({"a": x}))  # expect: code-injection
    eval("{b}".format_map({"a": x, "b": "1"}))  # expect-wrong: code-injection
    eval("{0[a]}".format({"a": x}))  # expect: code-injection
    eval("{:>{width}}".format("1", width=x))  # expect: code-injection
    eval("{!r}".format(x))  # expect: code-injection
    eval(f"{x}")  # expect: code-injection
    eval(f"{x!r:>10}")  # expect: code-injection
    eval(f"{'1':{x}}")  # expect-missed: code-injection
    eval(f"{x=}")  # expect: code-injection
    eval(f"{len(x)}")
    n = request.args["n"]
    eval(f"{int(n)}")
    eval("a" "b" f"{x}" "c")  # expect: code-injection
    eval(format(x, ">10"))  # expect: code-injection
    eval(format("1", x))  # expect: code-injection
    eval("{}".format("{}".format(x)))  # expect: code-injection
    template = "{}"
    eval(template.format(x))  # expect: code-injection


def templates():
    x = request.args["x"]
    eval(Template("$a").substitute(a=x))  # expect: code-injection
    eval(Template("$a").safe_substitute({"a": x}))  # expect: code-injection
    eval(Template("$a").substitute(a="1"))  # expect-wrong: eval-call
    eval(Template(x).substitute(a="1"))  # expect: code-injection
    eval(string.Template("$a").substitute(a=x))  # expect: code-injection
    eval(string.Formatter().format("{}", x))  # expect: code-injection
    eval(string.capwords(x))  # expect: code-injection
    eval(textwrap.dedent(x))  # expect: code-injection


def buffers():
    x = request.args["x"]
    out = io.StringIO()
    out.write("1")
    eval(out.getvalue())
    out.write(x)
    eval(out.getvalue())  # expect: code-injection
    print(x, file=out)
    raw = io.BytesIO(x.encode())
    eval(raw.read())  # expect: code-injection
    eval(io.StringIO("1").read())
    for line in io.StringIO(x):
        eval(line)  # expect: code-injection
    printed = io.StringIO()
    print(x, file=printed)
    eval(printed.getvalue())  # expect: code-injection
    fixed = io.StringIO()
    print("1", "2", file=fixed)
    eval(fixed.getvalue())


def encodings():
    x = request.args["x"]
    eval(json.loads(x)["a"])  # expect: code-injection
    eval(json.loads(json.dumps({"a": x}))["a"])  # expect: code-injection
    eval(json.dumps({"a": "1"}))
    eval(base64.b64decode(x))  # expect: code-injection
    eval(base64.b64decode(base64.b64encode(x.encode())).decode())  # expect: code-injection
    eval(base64.b64decode("MQ=="))
    eval(urllib.parse.unquote(x))  # expect: code-injection
    eval(urllib.parse.quote(x))  # expect: code-injection
    eval(urllib.parse.urlparse(x).path)  # expect: code-injection
    eval(urllib.parse.parse_qs(x)["a"][0])  # expect: code-injection
    for key, value in urllib.parse.parse_qsl(x):
        eval(value)  # expect: code-injection
    eval(x.encode("utf-8").hex())  # expect-wrong: code-injection


def patterns():
    x = request.args["x"]
    eval(re.sub("a", "b", x))  # expect: code-injection
    eval(re.sub("a", x, "a"))  # expect: code-injection
    eval(re.sub("a", lambda m: x, "a"))  # expect: code-injection
    eval(re.sub("a", lambda m: "b", "a"))
    eval(re.compile("a").sub(lambda m: x, "a"))  # expect: code-injection
    eval(re.sub("a", "b", "a"))
    eval(re.findall("a.*", x)[0])  # expect: code-injection
    eval(re.findall("a+", x)[0])
    eval(re.match("(.*)", x).group(1))  # expect: code-injection
    eval(re.search("(.*)", x)[1])  # expect: code-injection
    eval(re.search("(?P<n>.*)", x).groupdict()["n"])  # expect: code-injection
    a, b = re.match("(.*)-(.*)", x).groups()
    eval(a)  # expect: code-injection
    for m in re.finditer(".*", x):
        eval(m.group())  # expect: code-injection
    compiled = re.compile("(.*)")
    eval(compiled.match(x).group(1))  # expect: code-injection
    eval(compiled.sub("", x))  # expect: code-injection
    eval(compiled.match("1").group(1))  # expect-wrong: eval-call
    eval(re.split(",", x)[0])  # expect: code-injection
    if m := re.match("(.*)", x):
        eval(m[1])  # expect: code-injection
    eval(re.sub("[^0-9]", "", x))


def concatenation():
    x = request.args["x"]
    text = "a"
    text += x
    eval(text)  # expect: code-injection
    text = "a"
    eval(text)
    text = text + "b" + str(1)
    eval(text)
    lines = []
    lines.append("a")
    lines += [x]
    eval("\n".join(lines))  # expect: code-injection


def numbers():
    x = request.args["x"]
    eval(str(int(x)))
    eval(str(float(x)))
    eval(str(round(float(x), 2)))
    eval("%d" % int(request.args["n"]))
    eval(str(bool(x)))
    eval(str(ord(x)))
    eval(chr(int(x)))
    eval(hex(int(x)))
    eval(str(sum(int(i) for i in x.split(","))))
    eval(str(-int(x) + 1))
    eval(str(int(x) * 2 % 3))
    eval(str(hash(x)))
    eval(str(complex(x)))
    eval(str(divmod(int(x), 2)))
    eval(str(int(x) > 1))
    eval(str(not x))


# Of more texts than are kept apart each stands in the source.
def one_of_many():
    for key in (b"A", b"B", b"C", b"D", b"E", b"F", b"G", b"H", b"I", b"J", b"K", b"L", b"M", b"N", b"O", b"P"):
        line = key + b" = object()"
        exec(line)
        exec(line.decode("ascii"))


def one_that_nobody_knows(key):
    exec(str(key).strip())  # expect: exec-call
    exec(str(key).split(":")[0])  # expect: exec-call

"""Every rule about an expression, in every form in which Python lets it stand and be imported.

The expressions are those that the fixtures beside the rules mark in their function `bad`. Each is put into
each form, with the imports and the statements before it, and has to be reported there, too.
"""

import ast
import copy
import re
import textwrap

import pytest
from harness.command_line import scan_json
from harness.environment import ROOT

FORMS = {
    "lambda": "later = lambda: {e}",
    "walrus": "if (named := {e}): pass",
    "match_subject": "match {e}:\n    case _: pass",
    "match_guard": "match other:\n    case [_, *rest] if {e}: pass",
    "match_body": "match other:\n    case {{'a': 1}}: {e}",
    "list_comprehension": "[{e} for _ in others]",
    "dict_comprehension": "{{key: {e} for key in others}}",
    "generator": "any({e} for _ in others)",
    "comprehension_condition": "[one for one in others if {e}]",
    "format_string": 'f"{{{e}}}"',
    "nested_format_string": 'f"{{f"{{{e}}}"}}"',
    "format_specifier": 'f"{{other:{{{e}}}}}"',
    "long_format_string": 'f"""\n{{\n{e}\n}}"""',
    "decorator": "@decorate({e})\ndef decorated(): pass",
    "class_decorator": "@decorate({e})\nclass Decorated: pass",
    "default": "def defaulted(value={e}): pass",
    "annotated": "value: object = {e}",
    "type_alias": "type Alias = {e}",
    "type_parameter": "def generic[T: ({e}, int)](value: T): pass",
    "base_class": "class Derived(base({e})): pass",
    "class_body": "class Holder:\n    value = {e}",
    "nested_call": "outer(inner(1, {e}), key=2)",
    "keyword_argument": "outer(key={e})",
    "spread": "outer(*[{e}], **{{'a': {e}}})",
    "conditional": "value = {e} if other else None",
    "boolean": "value = other and {e}",
    "comparison": "if 1 < {e} < 3: pass",
    "subscript": "other[{e}]",
    "slice": "other[{e}:]",
    "tuple": "first, second = other, {e}",
    "chained": "first = second = {e}",
    "augmented": "other += {e}",
    "dictionary": "value = {{'a': {e}}}",
    "return": "def inside():\n    return {e}",
    "async": "async def inside():\n    async with other:\n        return {e}",
    "yield": "def inside():\n    yield {e}",
    "with": "with {e} as value: pass",
    "with_parenthesized": "with (other as one, {e} as two): pass",
    "loop": "for one in {e}: pass",
    "while_else": "while other:\n    pass\nelse:\n    {e}",
    "except": "try:\n    pass\nexcept* ValueError:\n    {e}",
    "finally": "try:\n    other()\nfinally:\n    {e}",
    "raise": "raise Failure({e}) from other",
    "delete": "del other[{e}]",
    "one_line": "if other: value = 1; {e}; value = 2",
    "continued": "value = \\\n    {e}",
    "method_on_result": "{e}.attribute.method()",
    "subscript_of_result": "{e}[0]",
}


# A flow is about a program and no expression of it: tests/unit/flow and the rules' fixtures have forms of it.
ABOUT_FLOW = {
    name
    for table in (ROOT / "engine" / "rules").glob("*/*.cc")
    for row in table.read_text().split(".name = ")[1:]
    if "OnFlow{" in row
    for name in re.findall(r'^"([a-z-]+)"', row)
}

# Only as a statement of its own: previous = os.umask(0) asks for the mask and sets it back.
ABOUT_STATEMENTS = {"umask-off"}

# What is done with the value decides, in statements that follow: whom an address lets in, whether a password
# is sent, whether the context's checks are set before it is used, whether a shell is run.
ABOUT_WHAT_FOLLOWS = {
    "forwarded-address-trusted",
    "ldap-password-in-clear",
    "mail-password-in-clear",
    "reverse-shell",
    "tls-context-unchecked",
}

# What a name stands for decides, which is known within its function: not in a lambda, a class or a default.
ABOUT_NAMES = {"plain-http-session"}

# Told at a text, of what takes it: of a name that is imported twice the first meaning counts.
AT_TEXTS = {"permissive-mode-command"}

NOT_ALONE = ABOUT_FLOW | ABOUT_STATEMENTS | ABOUT_WHAT_FOLLOWS | ABOUT_NAMES


def fixtures():
    for path in sorted((ROOT / "engine" / "rules").glob("*/*.py")):
        try:
            tree = ast.parse(path.read_text())
        except (SyntaxError, ValueError):
            continue  # newer than this Python
        yield path.stem, path.read_text(), tree


def marked(source, node, rule):
    """Whether the fixture marks this line, for this rule."""
    line = source.splitlines()[node.lineno - 1]
    return f"expect: {rule}" in line and node.lineno == node.end_lineno


def expressions():
    """(rule, imports, head of the function, statements before, expression)"""
    for rule, source, tree in fixtures():
        imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
        for function in tree.body:
            if not isinstance(function, ast.FunctionDef) or function.name != "bad":
                continue
            for place, statement in enumerate(function.body):
                value = getattr(statement, "value", None)
                # What is stored in an attribute may be a rule about the attribute.
                named = not isinstance(statement, ast.Assign) or isinstance(
                    statement.targets[0], ast.Name
                )
                if rule.startswith("nosec-") or rule in NOT_ALONE or not named:
                    continue
                if isinstance(value, ast.Call) and marked(source, statement, rule):
                    yield rule, imports, function, function.body[:place], value
                    break


def program(imports, function, before, body):
    head = copy.copy(function)
    head.body = [*before, ast.Pass()]
    head.decorator_list = []
    text = ast.unparse(ast.Module(body=[*imports, head], type_ignores=[]))
    return text + "\n" + textwrap.indent(body, "    ") + "\n"


def in_form(form, expression):
    """Multi-line strings are not indented with the rest."""
    return FORMS[form].format(e=expression)


# How what is called comes into the file: {module}.{name} is called as {call}.
IMPORTS = {
    "alias": ("import {module} as other_name", "other_name.{name}"),
    "from": ("from {module} import {name}", "{name}"),
    "from_alias": ("from {module} import {name} as other_name", "other_name"),
    "star": ("from {module} import *", "{name}"),
    "parenthesized": ("from {module} import (\n    {name},\n)", "{name}"),
    "try": ("try:\n    import {module}\nexcept ImportError:\n    pass", "{module}.{name}"),
    "try_alias": (
        "try:\n    import {module} as chosen\nexcept ImportError:\n    import substitute as chosen",
        "chosen.{name}",
    ),
    "if": ("if version > 3:\n    from {module} import {name}", "{name}"),
    "if_else": (
        "if version > 3:\n    from {module} import {name} as chosen\n"
        "else:\n    from substitute import chosen",
        "chosen",
    ),
    "assigned": ("import {module}\nother_name = {module}.{name}", "other_name"),
    "assigned_module": ("import {module}\nshort = {module}", "short.{name}"),
    "one_of_many": ("import first, {module} as other_name, last", "other_name.{name}"),
}


def called(expression):
    """(module, name, program with another way to call it) where a module's function is called."""
    _, imports, *_, value = expression
    dotted = ast.unparse(value.func)
    modules = [alias.name for one in imports if isinstance(one, ast.Import) for alias in one.names]
    module, _, name = dotted.rpartition(".")
    return (module, name) if module in modules and name.isidentifier() else None


EXPRESSIONS = list(expressions())


@pytest.fixture(scope="module")
def reported(tmp_path_factory):
    """{(rule, form)} of what is reported, by one scan of all programs."""
    folder = tmp_path_factory.mktemp("forms")
    for rule, imports, function, before, value in EXPRESSIONS:
        for form in FORMS:
            body = in_form(form, ast.unparse(value))
            path = folder / form / f"{rule}.py"
            path.parent.mkdir(exist_ok=True)
            path.write_text(program(imports, function, before, body))
    report = scan_json("--profile", "all", "--no-ignore", ".", cwd=folder)
    assert report["notices"] == []
    return {
        (finding["rule"], finding["path"].split("/")[0])
        for finding in report["findings"]
        if finding["path"].endswith(f"/{finding['rule']}.py")
    }


@pytest.fixture(scope="module")
def reported_imports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("imports")
    for expression in EXPRESSIONS:
        if not called(expression):
            continue
        (rule, imports, function, before, value), (module, name) = expression, called(expression)
        kept = [
            one
            for one in imports
            if not (isinstance(one, ast.Import) and module in {a.name for a in one.names})
        ]
        for form, (statement, call) in IMPORTS.items():
            other = copy.deepcopy(value)
            other.func = ast.parse(call.format(module=module, name=name)).body[0].value
            path = folder / form / f"{rule}.py"
            path.parent.mkdir(exist_ok=True)
            path.write_text(
                statement.format(module=module, name=name)
                + "\n"
                + program(kept, function, before, ast.unparse(other))
            )
    report = scan_json("--profile", "all", "--no-ignore", ".", cwd=folder)
    assert report["notices"] == []
    return {(finding["rule"], finding["path"].split("/")[0]) for finding in report["findings"]}


@pytest.mark.parametrize("form", IMPORTS)
def test_import(reported_imports, form):
    asked = [expression for expression in EXPRESSIONS if called(expression)]
    assert len(asked) > 20
    known = AT_TEXTS if form == "if_else" else set()
    missed = {rule for rule, *_ in asked if (rule, form) not in reported_imports}
    assert missed == known


@pytest.mark.parametrize("form", FORMS)
def test_expression(reported, form):
    missed = [rule for rule, *_ in EXPRESSIONS if (rule, form) not in reported]
    assert missed == []


def test_there_are_expressions():
    assert len(EXPRESSIONS) > 40

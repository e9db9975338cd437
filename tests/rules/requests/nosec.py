# profile: default
"""Where users of Bandit put their comments (bandit#658, #880, #836, #623), in the profile default."""

import os
import subprocess

from flask import request


def on_any_line_of_a_statement(command, query, cursor, names):
    subprocess.run(
        command,
        shell=True,  # nosec B602
    )
    subprocess.run(  # nosec
        command,
        shell=True,
    )
    subprocess.run(
        command,
        shell=True,
    )  # nosec: B602
    value = [
        eval(name)
        for name in names
    ]  # nosec B307
    return value


def behind_a_string_of_many_lines(cursor, table):
    cursor.execute(
        f"""
        SELECT name
        FROM {table}
        """  # nosec B608
    )
    cursor.execute(f"""
        SELECT name
        FROM {table}
    """)  # nosec
    query = (
        "SELECT name "
        f"FROM {table} "  # nosec
        "WHERE id = 1"
    )
    return cursor.execute(query)


def elsewhere(cursor, table, name):
    eval(name)  # expect: eval-call
    comment = "# nosec"; eval(name)  # expect: eval-call
    # nosec
    return eval(name), comment  # expect: eval-call


def of_the_place_that_a_value_flows_into():
    eval(request.args["rule"])  # nosec B307
    eval(request.args["rule"])  # nosec eval-call
    os.system(request.args["rule"])  # nosec B307  # expect: command-injection

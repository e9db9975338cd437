# profile: default
"""Values that functions hand out through others: in objects and containers, and by raising."""

import heapq
import operator
from collections import deque

from flask import request


class Job:
    def read(self):
        self.command = request.args["c"]

    def prepare(self):
        self.read()

    def prepare_twice(self):
        self.prepare()

    def run(self):
        self.prepare()
        open(self.command)  # expect: path-traversal

    def run_later(self):
        self.prepare_twice()
        open(self.command)  # expect-missed: path-traversal

    def set_command(self, command):
        self.command = command

    def change_command(self, command):
        self.set_command(command)


def check():
    raise ValueError(request.args["x"])


def validate():
    check()


def made():
    return check()


def logged():
    try:
        check()
    except:
        print("failed")
        raise


def checked_twice(key):
    try:
        int(key)
    except KeyError as e:
        print(type(e))
    check()


def caught():
    try:
        validate()
    except ValueError as e:
        return open(str(e))  # expect: path-traversal


def caught_from_a_value():
    try:
        made()
    except ValueError as e:
        return open(str(e))  # expect: path-traversal


def caught_again():
    try:
        logged()
    except ValueError as e:
        return open(str(e))  # expect: path-traversal


def caught_beside_another():
    try:
        checked_twice("1")
    except ValueError as e:
        return open(str(e))  # expect: path-traversal


def fill(job):
    job.set_command(request.args["c"])


def run_filled(job):
    job = Job()
    fill(job)
    open(job.command)  # expect: path-traversal


def fill_through(job):
    job.change_command(request.args["c"])


def run_filled_through():
    job = Job()
    fill_through(job)
    open(job.command)  # expect: path-traversal


def store(job, command):
    job.command = command


def fill_by_function(job):
    store(job, request.args["c"])


def run_filled_by_function():
    job = Job()
    fill_by_function(job)
    open(job.command)  # expect: path-traversal


def fill_safely(job):
    store(job, "ls")
    print(request.args["c"])


def run_safely():
    job = Job()
    fill_safely(job)
    open(job.command)


def push(commands):
    heapq.heappush(commands, request.args["c"])


def run_pushed():
    commands = []
    push(commands)
    open(commands[0])  # expect: path-traversal


def set_item(commands):
    operator.setitem(commands, "c", request.args["c"])


def run_set():
    commands = {}
    set_item(commands)
    open(commands["c"])  # expect: path-traversal


def set_by_method(commands):
    commands.__setitem__("c", request.args["c"])


def run_set_by_method():
    commands = {}
    set_by_method(commands)
    open(commands["c"])  # expect: path-traversal


def extend(commands):
    commands.extendleft([request.args["c"]])


def run_extended():
    commands = deque()
    extend(commands)
    open(commands[0])  # expect: path-traversal


def add_in_place(commands):
    commands += [request.args["c"]]


def run_added():
    commands = []
    add_in_place(commands)
    open(commands[0])  # expect: path-traversal


def push_safely(commands):
    heapq.heappush(commands, "ls")
    operator.setitem(commands, 0, "ls")
    print(request.args["c"])


def run_pushed_safely():
    commands = []
    push_safely(commands)
    open(commands[0])
    open(heapq.heappop(commands))


def reraised_in_a_handler_of_another():
    try:
        try:
            check()
        except ValueError:
            raise
    except ValueError as e:
        open(str(e))  # expect: path-traversal


def reraised_nothing():
    try:
        try:
            raise ValueError("1")
        except ValueError:
            raise
    except ValueError as e:
        open(str(e))

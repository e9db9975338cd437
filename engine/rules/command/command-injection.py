# profile: default
"""Text of a request that decides what command is run."""

import os
import re
import shlex
import subprocess

import celery
from flask import Flask, request

app = Flask(__name__)
worker = celery.Celery("shop")


@app.route("/ping")
def bad():
    host = request.args["host"]
    subprocess.run(f"ping -c1 {host}", shell=True)  # expect: command-injection
    return "done"


@app.route("/ping/safe")
def good():
    host = request.args["host"]
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]*", host):
        return "no such host", 400
    subprocess.run(["/bin/ping", "-c1", "--", host], check=True)
    return "done"


@app.route("/ways")
def each_way_to_run():
    name = request.form["name"]
    os.system("cat " + name)  # expect: command-injection
    os.popen("cat %s" % name)  # expect: command-injection
    subprocess.call("cat {}".format(name), shell=True)  # expect: command-injection
    subprocess.check_output("cat " + name, shell=True)  # expect: command-injection
    subprocess.Popen("cat " + name, shell=True)  # expect: command-injection
    subprocess.getoutput("cat " + name)  # expect: command-injection
    subprocess.run(["/bin/sh", "-c", "cat " + name])  # expect: command-injection
    subprocess.run([name, "--version"])  # expect: command-injection
    return "done"


def run(command, quiet=False):
    options = {"shell": True}
    if not quiet:
        print("running")
    return subprocess.run(command, **options)  # expect: command-injection


@app.route("/helper")
def through_a_helper():
    run("ls " + request.args["folder"])
    run("ls /srv", quiet=True)
    return "done"


@app.route("/safe/ways")
def safe_ways():
    name = request.form["name"]
    os.system("cat " + shlex.quote(name))
    os.system("sleep " + str(int(request.form["seconds"])))
    command = "reboot" if name == "reboot" else "uptime"
    os.system(command)
    if name in ("start", "stop"):
        os.system("service web " + name)
    return "done"


@app.route("/never")
def what_never_happens():
    command = "ls"
    if len(command) > 3:
        command = request.args["command"]
    os.system(command)
    return "done"


# What no flow decides stays with the rules that look at single places.
def from_a_caller(name):
    os.system("cat " + name)  # expect: shell-command
    subprocess.run("cat " + name, shell=True)  # expect: subprocess-shell


def decided():
    folder = "/srv"
    command = "ls " + folder
    os.system(command)
    subprocess.run(command, shell=True)


@worker.task
def pack(name):
    os.system("zip " + name)  # expect: command-injection


@worker.task(bind=True)
def unpack(self, name):
    os.system("unzip " + name)  # expect: command-injection


@worker.task
def print_label(name):
    os.system("lpr " + name)  # expect: command-injection


@worker.task
def weigh(name):
    os.system("weigh " + name)  # expect: shell-command


@app.route("/tasks")
def sent_to_a_worker():
    pack.delay(request.args["name"])
    unpack.apply_async(args=[request.args["name"]], countdown=3)
    celery.chain(print_label.s(name=request.args["name"]), weigh.s("box"))()
    return "done"


def roll(name):
    os.system("roll " + name)  # expect: command-injection


def fold(name):
    os.system("fold " + name)  # expect: command-injection


def wrap(name):
    os.system("wrap " + name)  # expect: command-injection


def send(name):
    os.system("send " + name)  # expect: shell-command


@app.route("/later")
def called_by_others():
    name = request.args["name"]
    scheduler.add_job(roll, "date", args=[name])
    scheduler.submit(fold, name=name)
    scheduler.on_commit(lambda: wrap(name))
    scheduler.on_commit(lambda: send("box"))
    return "done"

# profile: default
"""Text of a request in commands: with a shell, without one, on other hosts, and made harmless."""

import asyncio
import os
import shlex
import subprocess

from flask import Flask, request

app = Flask(__name__)
FORMATS = {"png": "-Tpng", "svg": "-Tsvg"}


@app.route("/standard-library")
def standard_library():
    import pty

    host = request.args["host"]
    os.system("ping -c1 " + host)  # expect: command-injection
    os.popen("ping -c1 " + host)  # expect: command-injection
    subprocess.run("ping -c1 " + host, shell=True)  # expect: command-injection
    subprocess.call(f"ping -c1 {host}", shell=True)  # expect: command-injection
    subprocess.check_call("ping -c1 %s" % host, shell=True)  # expect: command-injection
    subprocess.check_output("ping -c1 {}".format(host), shell=True)  # expect: command-injection
    subprocess.Popen("ping -c1 " + host, shell=True)  # expect: command-injection
    subprocess.getoutput("ping -c1 " + host)  # expect: command-injection
    subprocess.getstatusoutput("ping -c1 " + host)  # expect: command-injection
    subprocess.run(["sh", "-c", "ping -c1 " + host])  # expect: command-injection
    subprocess.run(["/bin/bash", "-c", f"ping -c1 {host}"])  # expect: command-injection
    subprocess.run([host])  # expect: command-injection
    subprocess.run(args=host.split())  # expect: command-injection
    if request.args.get("replaced"):
        os.execvp(host, [host])  # expect: command-injection
    if request.args.get("replaced"):
        os.execv("/bin/sh", ["sh", "-c", host])  # expect: command-injection
    if request.args.get("replaced"):
        os.execl("/bin/sh", "sh", "-c", host)  # expect: command-injection
    os.spawnl(os.P_WAIT, "/bin/sh", "sh", "-c", host)  # expect: command-injection
    os.spawnve(os.P_WAIT, host, ["tool"], {})  # expect: command-injection
    os.posix_spawn(host, ["tool"], os.environ)  # expect: command-injection
    pty.spawn(["sh", "-c", host])  # expect: command-injection
    pty.spawn(["ping", "-c1", "--", host])
    subprocess.run(["ping", "-c1", "--", host], check=True)
    return "done"


@app.route("/harmless")
def harmless():
    host = request.args["host"]
    os.system("ping -c1 " + shlex.quote(host))
    subprocess.run(f"ping -c1 {shlex.quote(host)}", shell=True)
    subprocess.run(shlex.join(["ping", "-c1", host]), shell=True)
    subprocess.run(["dot", FORMATS[request.args["format"]]], check=True)
    os.system("sleep " + str(int(request.args["seconds"])))
    if host in ("a.example", "b.example"):
        os.system("ping -c1 " + host)
    if host.isalnum():
        os.system("ping -c1 " + host)
    return "done"


@app.route("/asynchronous")
async def asynchronous():
    import anyio
    import trio

    host = request.args["host"]
    await asyncio.create_subprocess_shell("ping -c1 " + host)  # expect: command-injection
    await asyncio.create_subprocess_exec(host, "-c1")  # expect: command-injection
    await asyncio.create_subprocess_exec("ping", host)  # expect: argument-injection
    await asyncio.create_subprocess_exec("sh", "-c", host)  # expect: command-injection
    loop = asyncio.get_event_loop()
    await loop.subprocess_shell(asyncio.SubprocessProtocol, "ping " + host)  # expect: command-injection
    await loop.subprocess_exec(asyncio.SubprocessProtocol, host)  # expect: command-injection
    await anyio.run_process("ping -c1 " + host)  # expect: command-injection
    await anyio.open_process("ping -c1 " + host)  # expect: command-injection
    await anyio.run_process(["ping", "-c1", "--", host])
    await trio.run_process("ping -c1 " + host, shell=True)  # expect: command-injection
    await trio.lowlevel.open_process("ping -c1 " + host, shell=True)  # expect: command-injection
    return "done"


@app.route("/libraries")
def libraries():
    import delegator
    import envoy
    import fabric.group
    import gevent.subprocess
    import invoke
    import pexpect
    import plumbum
    import psutil
    import sh
    from fabric import Connection, SerialGroup
    from invoke import Context

    host = request.args["host"]
    gevent.subprocess.Popen("ping -c1 " + host, shell=True)  # expect: command-injection
    gevent.subprocess.check_output("ping -c1 " + host, shell=True)  # expect: command-injection
    psutil.Popen("ping -c1 " + host, shell=True)  # expect: command-injection
    delegator.run("ping -c1 " + host)  # expect: command-injection
    envoy.run("ping -c1 " + host)  # expect: command-injection
    fabric.group.ThreadingGroup("a").run("ping -c1 " + host)  # expect: command-injection
    invoke.run("ping -c1 " + host)  # expect: command-injection
    Context().run("ping -c1 " + host)  # expect: command-injection
    Context().sudo("ping -c1 " + host)  # expect: command-injection
    pexpect.run("ping -c1 " + host)  # expect: command-injection
    pexpect.spawn("ping -c1 " + host)  # expect: command-injection
    pexpect.spawn("ping", ["-c1", host])  # expect: argument-injection
    sh.bash("-c", "ping " + host)  # expect: command-injection
    sh.Command(host)()  # expect: command-injection
    plumbum.local[host]()  # expect: command-injection
    plumbum.local["ping"](host)  # expect: argument-injection
    Connection("web").run("systemctl restart " + host)  # expect: command-injection
    Connection("web").sudo("systemctl restart " + host)  # expect: command-injection
    with Connection("web") as connection:
        connection.run("systemctl restart " + host)  # expect: command-injection
        connection.run("systemctl restart " + shlex.quote(host))
    SerialGroup("web1", "web2").run("systemctl restart " + host)  # expect: command-injection
    return "done"


@app.route("/hosts")
async def hosts():
    import asyncssh
    import docker
    import paramiko
    from kubernetes import client as kubernetes_client
    from kubernetes.stream import stream
    from netmiko import ConnectHandler

    name = request.args["name"]
    client = paramiko.SSHClient()
    client.exec_command("ls " + name)  # expect: command-injection
    client.exec_command("ls " + shlex.quote(name))
    channel = client.get_transport().open_session()
    channel.exec_command("ls " + name)  # expect: command-injection
    paramiko.ProxyCommand("nc " + name)  # expect: command-injection
    async with asyncssh.connect("host") as connection:
        await connection.run("ls " + name)  # expect: command-injection
    container = docker.from_env().containers.get("web")
    container.exec_run("ls " + name)  # expect: command-injection
    docker.from_env().containers.run("alpine", "ls " + name)  # expect: command-injection
    docker.from_env().containers.run("alpine", ["ls", "--", name])
    docker.from_env().containers.run(name, "ls")  # expect: command-injection
    core = kubernetes_client.CoreV1Api()
    stream(core.connect_get_namespaced_pod_exec, command=["sh", "-c", name])  # expect: command-injection
    with ConnectHandler(device_type="cisco_ios") as device:
        device.send_command("show " + name)  # expect: command-injection
    return "done"


def old_python(arguments):
    import commands
    import popen2

    name = request.args["name"]
    commands.getoutput("ls " + name)  # expect: command-injection
    popen2.popen3("ls " + name)  # expect: command-injection
    os.popen4("ls " + name)  # expect: command-injection


@app.route("/fleet")
def fleet():
    import ansible_runner
    import salt.client
    from fabric import Group

    host = request.args["host"]
    Group("a", "b").run("ping " + host)  # expect: command-injection
    ansible_runner.run(module="shell", module_args="ping " + host)  # expect: command-injection
    salt.client.LocalClient().cmd("*", "cmd.run", ["ping " + host])  # expect: command-injection
    salt.client.LocalClient().cmd(host, "test.ping")
    return "done"


@app.route("/scripts")
def scripts():
    from plumbum.cmd import bash, ls

    name = request.args["name"]
    subprocess.run(["sh", "-c", 'cat "$1"', "sh", name])
    subprocess.run(["/bin/bash", "-ec", 'cat "$1"', "bash", name])
    subprocess.run(["sh", "-c", 'eval "$1"', "sh", name])  # expect: command-injection
    subprocess.run(["sh", "-c", '"$@"', "sh", name])  # expect: command-injection
    subprocess.run(["pwsh", "-c", "Get-Content", name])  # expect: command-injection
    subprocess.run(["sh", "-c", "cat " + name])  # expect: command-injection
    subprocess.run(["sh", "-e", name])  # expect: command-injection
    subprocess.run(["cmd.exe", "/c", "type", name])  # expect: command-injection
    bash["-c", "cat " + name]()  # expect: command-injection
    ls["-l"]()
    return "done"


@app.route("/more")
def more_libraries():
    import boto3
    import sarge

    name = request.args["name"]
    sarge.run("ls " + name)  # expect: command-injection
    sarge.capture_stdout(f"ls {sarge.shell_quote(name)}")
    sarge.run(sarge.shell_format("ls {0}", name))
    sarge.run(["ls", "--", name])
    sarge.Command(["ls", "--", name])
    manager = boto3.client("ssm")
    manager.send_command(DocumentName="AWS-RunShellScript", Parameters={"commands": ["ls " + name]})  # expect: command-injection
    manager.send_command(DocumentName="AWS-RunShellScript", Parameters={"commands": ["ls"]})
    return "done"

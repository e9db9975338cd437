"""Commands of ssh that take any host key."""


def bad(run, host):
    run(["ssh", "-o", "StrictHostKeyChecking=no", host])  # expect: ssh-command-without-host-key


def good(run, host):
    run(["ssh", "-o", "StrictHostKeyChecking=yes", host])


def each_way(run, host, path):
    run(f"scp -o StrictHostKeyChecking=no {path} {host}:")  # expect: ssh-command-without-host-key
    run("ssh -o 'StrictHostKeyChecking no' " + host)
    run(["ssh", "-oStrictHostKeyChecking=off", host])  # expect: ssh-command-without-host-key
    run(["ssh", "-o", "StrictHostKeyChecking=accept-new", host])
    print("never use StrictHostKeyChecking without a reason")


def spoken_of(command, option):
    if "StrictHostKeyChecking=no" in command:
        raise ValueError("StrictHostKeyChecking=no is not allowed")
    print("never use StrictHostKeyChecking=no")
    return command.replace("-oStrictHostKeyChecking=no", option) + " -oStrictHostKeyChecking=notset"

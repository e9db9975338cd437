"""Servers that can be reached from every network."""


def bad(server):
    server.bind(("0.0.0.0", 8000))  # expect: bind-all-interfaces


def good(server):
    server.bind(("127.0.0.1", 8000))


def more(run, host="0.0.0.0"):  # expect: bind-all-interfaces
    run(host=f"0.0.0.0")  # expect: bind-all-interfaces
    run("0.0." "0.0")  # expect: bind-all-interfaces
    run(f"0.0.0.0:{host}")
    run("10.0.0.0.0")
    run(b"0.0.0.0")

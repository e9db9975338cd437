"""Flask with its debugger."""

from flask import Flask

app = Flask(__name__)


def bad():
    app.run(debug=True)  # expect: flask-debug


def good():
    app.run(debug=False)


def more(flag):
    app.run(
        host="localhost",
        debug=True,  # expect: flask-debug
    )
    Flask("x").run(debug=True)  # expect: flask-debug
    app.run(debug=flag)
    app.run()


if __name__ == "__main__":
    app.run(debug=True)  # expect: flask-debug

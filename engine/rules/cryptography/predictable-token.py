# profile: default
"""Tokens that are made from numbers that can be predicted."""

import random
import secrets
import string

from flask import Flask, make_response, session

app = Flask(__name__)
LETTERS = string.ascii_letters


def bad():
    token = "".join(random.choice(LETTERS) for _ in range(32))  # expect: predictable-token
    return token


def good():
    token = "".join(secrets.choice(LETTERS) for _ in range(32))
    return token


def code():
    return str(random.randint(100000, 999999))


def through_a_helper(user):
    user.reset_code = code()  # expect: predictable-token


@app.route("/login")
def in_a_session():
    number = random.getrandbits(64)
    session["key"] = str(number)  # expect: predictable-token
    session["half"] = str(number // 2)  # expect: predictable-token
    session["more"] = str(number % 10_000 + 1)  # expect: predictable-token
    response = make_response("done")
    response.set_cookie("id", "%x" % number, secure=True, httponly=True, samesite="Lax")  # expect: predictable-token
    return response


def another_generator():
    generator = random.SystemRandom()
    token = str(generator.randint(100000, 999999))
    return token


def waiting_time():
    delay = random.random()
    return delay


def one_value_under_two_names():
    nonce = "%f" % random.random()  # expect: predictable-token
    nonce_bytes = nonce.encode("ascii")
    other_nonce = random.random()  # expect: predictable-token
    return {"nonce": nonce_bytes, "other": other_nonce}


# What a function's name says of the value that it makes.
def make_password(length):
    return "".join(random.choice(LETTERS) for _ in range(length))  # expect: predictable-token


def identity_verification_code():
    return str(random.choice(range(100_000, 999_999)))  # expect: predictable-token


def create_token():
    return "%x" % random.getrandbits(128)  # expect: predictable-token


def sample_token(likely):
    return random.choices(likely)  # expect: predictable-random


def made_without_saying(length):
    return "".join(random.choice(LETTERS) for _ in range(length))


def make_secret(length):
    return "".join(secrets.choice(LETTERS) for _ in range(length))

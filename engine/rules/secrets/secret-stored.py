"""Secrets that are kept as plain text."""

import io
import json
import pathlib
import sys

import yaml


def bad(path, password):
    with open(path, "w") as file:
        file.write(f"password = {password}\n")  # expect: secret-stored


def good(path, password, vault):
    with open(path, "wb") as file:
        file.write(vault.encrypt(password))


def each_way(path, user, response, secret):
    text = "password: " + user.password
    file = open(path, "w")
    file.write(text)  # expect: secret-stored
    open(path, "w").write(secret)  # expect: secret-stored
    json.dump({"user": user.name, "password": user.password}, file)  # expect: secret-stored
    file.write(user.credit_card)  # expect: secret-stored
    pathlib.Path(path).write_text(user.api_key)  # expect: secret-stored
    response.set_cookie("password", user.password, secure=True, httponly=True)  # expect: secret-stored


def safe_ways(path, user, response, socket, hashed, token):
    response.set_cookie("session", token, secure=True, httponly=True)
    socket.write(user.password)
    with open(path, "w") as file:
        file.write(token)
        file.write(user.name + hashed(user.password))
        file.write("password")
        json.dump({"password": None}, file)


def shown_alone(config_path, password, reply, folder):
    text = yaml.dump({"password": password})
    yaml.dump({"password": password}, sys.stdout)
    json.dump({"password": password}, sys.stdout)
    buffer = io.StringIO()
    json.dump({"password": password}, buffer)
    json.dump({"password": password}, io.StringIO())
    reply.write_text(password)
    return text


def kept(config_path, password, file, folder):
    yaml.dump({"password": password}, file)  # expect: secret-stored
    yaml.dump({"password": password}, stream=file)  # expect: secret-stored
    config_path.write_text(password)  # expect: secret-stored
    (folder / "password").write_text(password)  # expect: secret-stored

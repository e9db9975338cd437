# profile: default
"""Routes of a function in a cloud, in a file that names no other source."""

import os

from aws_lambda_powertools.event_handler import APIGatewayRestResolver

app = APIGatewayRestResolver()


@app.get("/render/<name>")
def render(name):
    os.system("render " + name)  # expect: command-injection

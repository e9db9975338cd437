"""Tokens in the headers of requests."""

import os

import requests


def bad(address):
    return requests.get(address, headers={"Authorization": "Bearer 9f8a7b6c5d4e3f2a1b0c9d8e"}, timeout=3)  # expect: hard-coded-authorization


def good(address):
    token = os.environ["API_TOKEN"]
    return requests.get(address, headers={"Authorization": f"Bearer {token}"}, timeout=3)


def each_way(session, request, headers):
    session.headers["Authorization"] = "token 9f8a7b6c5d4e3f2a1b0c9d8e"  # expect: hard-coded-authorization
    request.add_header("Authorization", "Basic YWRhOmNvcnJlY3QtaG9yc2UtNw==")  # expect: hard-coded-authorization
    headers["authorization"] = "ApiKey 9f8a7b6c.5d4e3f2a1b0c9d8e"  # expect: hard-coded-authorization
    return dict(Authorization="Bearer 9f8a7b6c5d4e3f2a1b0c9d8e")  # expect: hard-coded-authorization


def safe_ways(session, token):
    session.headers["Authorization"] = "Bearer <your-token-1234567>"
    session.headers["Authorization"] = "Bearer " + token
    session.headers["Authorization"] = "Bearer"
    session.headers["Authorization"] = "AWS4-HMAC-SHA256 Credential=…"
    session.headers["Authorization"] = "Bearer xxxxxxxxxxxxxxxxxxxx"
    return {"Authorization": "sent with every request"}


def words(session):
    session.headers["Authorization"] = "Basic dXNlcm5hbWU6cGFzc3dvcmQ="
    session.headers["Authorization"] = "Basic no_text_in_base64_1"
    session.headers["Authorization"] = "Basic dXNlcm5hbWUtYWxvbmUtMTI="
    session.headers["Authorization"] = "x-amz-security-token-2"
    session.headers["Authorization"] = "authorization_header_v2"
    yield {"Authorization": "AWS4-HMAC-SHA256"}
    yield {"Authorization": "Microsoft.Authorization/roleAssignments/2015-07-01"}
    yield {"Authorization": "2015-07-01-preview"}
    yield {"Authorization": "my_package.auth.v2.AuthorizationHandler"}


class Paths:
    authorization = "oauth2/v1/authorize"

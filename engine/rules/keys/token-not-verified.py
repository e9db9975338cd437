"""JSON Web Tokens whose signature nobody checks."""

import os

import jwt
import python_jwt
from jose import jws, jwt as jose_jwt

KEY = os.environ["TOKEN_KEY"]
CHECKS = {"verify_signature": False}
OPTIONS = {"alg": "HS256"}


def bad(token):
    return jwt.decode(token, options={"verify_signature": False})  # expect: token-not-verified


def good(token):
    return jwt.decode(token, KEY, algorithms=["HS256"])


def each_way(token):
    jwt.decode(token, verify=False)  # expect: token-not-verified
    jwt.decode(token, KEY, algorithms=["none"])  # expect: token-not-verified
    jwt.decode(token, KEY, ["HS256", "NONE"])  # expect: token-not-verified
    jwt.decode(token, KEY, algorithms=["HS256"], options={"verify_signature": False, "verify_exp": True})  # expect: token-not-verified
    jose_jwt.decode(token, KEY, options={"verify_signature": False})  # expect: token-not-verified
    jwt.decode(token, KEY, algorithms=["HS256"], options=dict(verify_signature=False))  # expect: token-not-verified
    jwt.decode(token, KEY, ["HS256"], {"verify_signature": False})  # expect: token-not-verified
    jwt.decode(token, KEY, algorithms=["HS256"], options=CHECKS)  # expect: token-not-verified


def as_the_token_says(token):
    header = jwt.get_unverified_header(token)
    jwt.decode(token, KEY, algorithms=[header["alg"]])  # expect: token-not-verified
    jwt.decode(token, KEY, algorithms=jwt.get_unverified_header(token)["alg"])  # expect: token-not-verified
    jwt.decode(token, KEY, algorithms=[OPTIONS["alg"]])
    jwt.decode(token, KEY, algorithms=["HS256", "HS512"])


def as_it_says_if_that_is_allowed(token):
    header = jwt.get_unverified_header(token)
    if header["alg"] not in ("RS256", "ES256"):
        raise ValueError("not allowed")
    return jwt.decode(token, KEY, algorithms=[header["alg"]])


def by_a_name_that_is_compared(token):
    algorithm = jwt.get_unverified_header(token)["alg"]
    if algorithm != "RS256":
        raise ValueError("not allowed")
    return jwt.decode(token, KEY, algorithms=algorithm)


def by_a_name(token):
    algorithm = jwt.get_unverified_header(token)["alg"]
    return jwt.decode(token, KEY, algorithms=algorithm)  # expect: token-not-verified


def as_it_says_if_another_entry_is_known(token, known):
    header = jwt.get_unverified_header(token)
    if header["kid"] not in known:
        raise ValueError("not known")
    return jwt.decode(token, KEY, algorithms=[header["alg"]])  # expect: token-not-verified


def without_a_look(token):
    jose_jwt.get_unverified_claims(token)  # expect: token-not-verified
    jws.get_unverified_claims(token)  # expect: token-not-verified


def safe_ways(token, options):
    jwt.decode(token, KEY, algorithms=["HS256"], options={"verify_exp": False})
    jwt.decode(token, KEY, algorithms=["HS256"], options={"verify_signature": True})
    jwt.decode(token, KEY, algorithms=["HS256"], verify=True)
    jwt.decode(token, KEY, algorithms=["HS256"], options=options)
    jwt.get_unverified_header(token)
    jose_jwt.get_unverified_headers(token)
    jwt.decode(token, KEY, algorithms=["HS256"], options=dict(verify_exp=False))


# Who made it is asked first, to find the key.
def read_twice(token, keys):
    claims = jose_jwt.get_unverified_claims(token)
    return jose_jwt.decode(token, keys[claims["iss"]], algorithms=["RS256"])


def by_an_object(token, key):
    jwt.PyJWT().decode(token, options={"verify_signature": False})  # expect: token-not-verified
    jwt.PyJWT().decode(token, key, algorithms=["HS256"])


def by_a_named_object(token):
    reader = jwt.PyJWT()
    reader.decode(token, options={"verify_signature": False})  # expect: token-not-verified
    jwt.PyJWT().decode(token, options=CHECKS)  # expect: token-not-verified
    jwt.PyJWT(options={"verify_signature": False})  # expect: token-not-verified
    reader.decode(token, KEY, algorithms=["HS256"])
    token.decode("ascii", options={"verify_signature": False})


def by_an_older_way(token):
    jwt.decode(token, KEY, False)  # expect: token-not-verified
    jwt.decode(token, "", algorithms=["HS256"])  # expect: token-not-verified


def by_a_look_alone(token):
    return python_jwt.process_jwt(token)  # expect: token-not-verified


def after_a_look(token):
    header, claims = python_jwt.process_jwt(token)
    return python_jwt.verify_jwt(token, KEYS[header["kid"]], ["RS256"])


def by_options_that_are_set(token, settings):
    options = {"algorithms": ["HS256"]}
    options["verify"] = False
    jwt.decode(token, KEY, **options)  # expect: token-not-verified
    others = {"algorithms": ["HS256"]}
    if settings.is_test:
        others["verify"] = False
    return jwt.decode(token, KEY, **others)

"""Secrets that are written out."""

import logging
import sys
import warnings

logger = logging.getLogger(__name__)
show = print


def bad(user, password):
    logger.info("login of %s with %s", user, password)  # expect: secret-printed


def good(user, password):
    logger.info("login of %s", user)
    return password


def in_every_form(user, config, token):
    print(user.password)  # expect: secret-printed
    print("the token is", token, sep=" ")  # expect: secret-printed
    show(token)  # expect: secret-printed
    logging.debug(f"key {user.api_key!r} and {f'{user.secret}'}")  # expect: secret-printed
    logging.getLogger("web").warning("{}".format(user.secret))  # expect: secret-printed
    logger.error("%s: %s" % (user, user.password))  # expect: secret-printed
    logger.critical("password: " + str(user.password))  # expect: secret-printed
    logger.log(logging.INFO, token)  # expect: secret-printed
    user.log.exception("no: %(password)s", {"password": user.password})  # expect: secret-printed
    [print(one.password) for one in config]  # expect: secret-printed
    return lambda: print(token)  # expect: secret-printed


def private(user, load, ssn):
    logger.info("customer %s", user.social_security_number)  # expect: secret-printed
    print(f"paid with {user.credit_card}", ssn)  # expect: secret-printed
    print(user.card_type, user.credit_card_type, load.security_number_field)
    logger.info(load.get_password())  # expect: secret-printed


def by_name(user):
    values = {"name": user.name, "password": user.password}
    others = {"name": user.name, "age": user.age}
    print(values)  # expect: secret-printed
    print(others, user.password is None)


def multiple_lines(user):
    print(  # expect: secret-printed
        "user",
        user.name,
        user.password,
    )


def in_roundabout_ways(user, config, token):
    sys.stdout.write(token)  # expect: secret-printed
    warnings.warn(token)  # expect-missed: secret-printed
    print(config["password"])  # expect: secret-printed
    print(repr(token))  # expect: secret-printed
    print(*[token])  # expect: secret-printed
    print(token.strip())  # expect: secret-printed
    print(token if user else "")  # expect: secret-printed
    print({"token": token})  # expect: secret-printed
    raise ValueError(f"wrong password {user.password}")  # expect-missed: secret-printed


def nothing_secret(user, tokens, password, mask):
    print("Password:", len(password), mask(password), bool(password))
    print(user.password_url, user.token_type, f"{user.password_hint}")
    logger.info("the password of %s was changed", user)
    user.warning(password)
    print(password == user.password, password is None)
    return tokens


# What a parser calls a token is no secret.
def parsed(lexer):
    for token in lexer:
        print(token)  # expect-wrong: secret-printed


def said_about_fields(form, schema, labels, messages, user):
    print(form.errors["password"], labels.get("password"), form.fields["password"].widget)
    print(schema["properties"]["password"], messages["password"], form.error_messages.get("password"))
    logger.info("%s", schema.get("properties", {}).get("password"))
    print(user.errors, user["settings"]["password"])  # expect: secret-printed


def bound_twice(user, others):
    values = {"password": user.password}
    for values in others:
        print(values)

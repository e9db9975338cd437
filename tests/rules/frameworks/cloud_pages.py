# profile: default
"""What functions in a cloud answer with."""

import html
import json


def handler(event, context):
    name = event["queryStringParameters"]["name"]
    return {"statusCode": 200, "headers": {"Content-Type": "text/html"}, "body": f"<h1>{name}</h1>"}  # expect: cross-site-scripting


def lambda_handler(event, context):
    headers = {"content-type": "text/html; charset=utf-8"}
    response = {"statusCode": 200, "headers": headers}
    response["body"] = "<h1>" + event["queryStringParameters"]["name"] + "</h1>"
    return response  # expect: cross-site-scripting


def leads_on(event, context):
    address = event["queryStringParameters"]["next"]
    return {"statusCode": 302, "headers": {"Location": address}}  # expect: open-redirect


def tells(event, context):
    try:
        return {"statusCode": 200, "body": json.dumps(context.work())}
    except Exception as error:
        return {"statusCode": 500, "body": str(error)}  # expect: error-detail-exposure


def escapes(event, context):
    name = html.escape(event["queryStringParameters"]["name"])
    return {"statusCode": 200, "headers": {"Content-Type": "text/html"}, "body": f"<h1>{name}</h1>"}


def is_data(event, context):
    name = event["queryStringParameters"]["name"]
    if name == "plain":
        return {"statusCode": 200, "body": name}
    body = json.dumps({"name": name})
    return {"statusCode": 200, "headers": {"Content-Type": "application/json"}, "body": body}

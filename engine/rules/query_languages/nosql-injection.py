# profile: default
"""Data of a request that becomes part of a database query."""

import json

import boto3
import pymongo
from bson import ObjectId
from flask import Flask, jsonify, request
from influxdb_client import InfluxDBClient

app = Flask(__name__)
users = pymongo.MongoClient().shop.users


@app.route("/login", methods=["POST"])
def bad():
    data = request.get_json()
    user = users.find_one({"name": data["name"], "password": data["password"]})  # expect: nosql-injection
    return jsonify(found=user is not None)


@app.route("/login/safe", methods=["POST"])
def good():
    data = request.get_json()
    user = users.find_one({"name": str(data["name"])})
    return jsonify(found=user is not None)


@app.route("/ways", methods=["POST"])
def each_way():
    query = request.get_json()
    users.find_one(query)  # expect: nosql-injection
    users.delete_many({"name": query["name"]})  # expect: nosql-injection
    users.find({"$where": "this.name == '" + request.args["name"] + "'"})  # expect: nosql-injection
    return "done"


@app.route("/safe")
def safe_ways():
    users.find_one({"_id": ObjectId(request.args["id"])})
    users.find_one({"age": int(request.args["age"])})
    return "done"


@app.route("/measured")
def by_a_language_of_its_own():
    bucket = request.args["bucket"]
    queries = InfluxDBClient("http://localhost").query_api()
    queries.query(f'from(bucket: "{bucket}")')  # expect: nosql-injection
    queries.query('from(bucket: wanted)', params={"wanted": bucket})
    return "done"


def lambda_handler(event, context):
    orders = boto3.resource("dynamodb").Table("orders")
    orders.scan(ScanFilter=json.loads(event["filter"]))  # expect: nosql-injection
    orders.scan(FilterExpression="id = :id", ExpressionAttributeValues={":id": event["id"]})
    client = boto3.client("dynamodb")
    client.scan(TableName="orders", FilterExpression=event["filter"])  # expect: nosql-injection
    return {"statusCode": 200}

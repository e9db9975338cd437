# profile: default
"""Functions in a cloud, message queues, bots, e-mail, and what language models say."""

import json
import os
import subprocess

import anthropic
import azure.functions as func
import boto3
import discord
import functions_framework
import openai
import paho.mqtt.client as mqtt
import pika
import redis
from aiogram import Dispatcher, types
from aiosmtpd.controller import Controller
from chalice import Chalice
from confluent_kafka import Consumer
from discord.ext import commands
from flask_socketio import SocketIO, emit
from kafka import KafkaConsumer
from langchain.chains import LLMChain
from langchain_core.language_models import BaseLanguageModel
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI
from llama_index.core import Settings
from mcp.server.fastmcp import FastMCP
from openai import OpenAI
from slack_bolt import App
from telegram import Update
from telegram.ext import Application, CommandHandler


# Functions in a cloud.

def lambda_handler(event, context):
    open(event["name"])  # expect: path-traversal
    open(event["queryStringParameters"]["q"])  # expect: path-traversal
    open(event.get("pathParameters", {}).get("name"))  # expect: path-traversal
    open(json.loads(event["body"])["q"])  # expect: path-traversal
    for record in event["Records"]:
        open(record["s3"]["object"]["key"])  # expect: path-traversal
        open(json.loads(record["body"])["x"])  # expect: path-traversal
    open(context.function_name)
    return {"statusCode": 200, "body": json.dumps(event)}


def on_upload(event, context):
    open(event["name"])  # expect: path-traversal
    return {  # expect: cross-site-scripting
        "statusCode": 200,
        "headers": {"Content-Type": "text/html"},
        "body": "<p>" + event["queryStringParameters"]["q"],
    }


@functions_framework.http
def by_http(request):
    open(request.args.get("q"))  # expect: path-traversal
    open(request.get_json(silent=True)["q"])  # expect: path-traversal
    return "<p>" + request.args["q"]  # expect: cross-site-scripting


@functions_framework.cloud_event
def by_event(cloud_event):
    open(cloud_event.data["name"])  # expect: path-traversal


def main(req: func.HttpRequest) -> func.HttpResponse:
    name = req.params.get("name")
    open(name)  # expect: path-traversal
    open(req.get_json()["q"])  # expect: path-traversal
    open(req.route_params.get("name"))  # expect: path-traversal
    open(req.form["q"])  # expect: path-traversal
    func.HttpResponse("<p>" + name, mimetype="text/html")  # expect: cross-site-scripting
    return func.HttpResponse("hello " + name)


azure_app = func.FunctionApp()


@azure_app.route(route="a")
def by_azure(req: func.HttpRequest):
    open(req.params["q"])  # expect: path-traversal


@azure_app.queue_trigger(arg_name="message", queue_name="jobs", connection="x")
def by_queue(message: func.QueueMessage):
    open(message.get_body().decode())  # expect: path-traversal


chalice_app = Chalice(app_name="app")


@chalice_app.route("/a/{name}")
def by_chalice(name):
    open(name)  # expect: path-traversal
    open(chalice_app.current_request.query_params["q"])  # expect: path-traversal
    open(chalice_app.current_request.json_body["q"])  # expect: path-traversal


@chalice_app.on_sqs_message(queue="jobs")
def by_sqs(event):
    for record in event:
        open(record.body)  # expect: path-traversal


# Messages.

def on_delivery(channel, method, properties, body):
    open(body)  # expect: path-traversal
    open(json.loads(body)["x"])  # expect: path-traversal


def rabbit():
    channel = pika.BlockingConnection().channel()
    channel.basic_consume(queue="jobs", on_message_callback=on_delivery, auto_ack=True)
    method, properties, body = channel.basic_get("jobs")
    open(body)  # expect: path-traversal
    for method, properties, body in channel.consume("jobs"):
        open(body)  # expect: path-traversal


def on_message(client, userdata, message):
    open(message.payload.decode())  # expect: path-traversal
    open(message.topic)  # expect: path-traversal


def things():
    client = mqtt.Client()
    client.on_message = on_message
    client.loop_forever()


def kafka():
    for message in KafkaConsumer("jobs"):
        open(message.value)  # expect: path-traversal
    consumer = Consumer({})
    message = consumer.poll(1.0)
    open(message.value().decode())  # expect: path-traversal


def channel():
    pubsub = redis.Redis().pubsub()
    pubsub.subscribe("jobs")
    for message in pubsub.listen():
        open(message["data"])  # expect: path-traversal
    open(pubsub.get_message()["data"])  # expect: path-traversal


def sqs():
    client = boto3.client("sqs")
    for message in client.receive_message(QueueUrl="x").get("Messages", []):
        open(message["Body"])  # expect: path-traversal
    queue = boto3.resource("sqs").get_queue_by_name(QueueName="x")
    for message in queue.receive_messages():
        open(message.body)  # expect: path-traversal


class Mail:
    async def handle_DATA(self, server, session, envelope):
        open(envelope.content)  # expect: path-traversal
        open(envelope.mail_from)  # expect: path-traversal
        return "250 OK"


Controller(Mail())


# Sockets for browsers.

socketio = SocketIO()


@socketio.on("run")
def on_run(data):
    open(data["name"])  # expect: path-traversal


# Bots.

async def start(update: Update, context):
    open(update.message.text)  # expect: path-traversal
    open(context.args[0])  # expect: path-traversal
    open(update.callback_query.data)  # expect: path-traversal


Application.builder().token("x").build().add_handler(CommandHandler("start", start))

dispatcher = Dispatcher()


@dispatcher.message()
async def on_telegram(message: types.Message):
    open(message.text)  # expect: path-traversal


bot = commands.Bot(command_prefix="!")


@bot.command()
async def run(ctx, name: str, number: int):
    open(name)  # expect: path-traversal
    open(number)
    open(ctx.message.content)  # expect: path-traversal


@bot.event
async def on_ready():
    pass


class Client(discord.Client):
    async def on_message(self, message):
        open(message.content)  # expect: path-traversal


slack = App()


@slack.command("/run")
def on_command(ack, command, respond):
    ack()
    open(command["text"])  # expect: path-traversal


@slack.message("run")
def on_slack(message, say):
    open(message["text"])  # expect: path-traversal


# Language models.

mcp = FastMCP("tools")


@mcp.tool()
def read(name: str, number: int) -> str:
    open(number)
    return open(name).read()  # expect: path-traversal


@mcp.resource("notes://{name}")
def note(name: str):
    return open("/notes/" + name).read()  # expect: path-traversal


@tool
def look_up(name: str):
    """Looks a name up."""
    return open(name).read()  # expect: path-traversal


def ask(prompt):
    client = OpenAI()
    answer = client.chat.completions.create(model="m", messages=[{"role": "user", "content": prompt}])
    eval(answer.choices[0].message.content)  # expect: code-injection
    subprocess.run(answer.choices[0].message.content, shell=True)  # expect: command-injection
    call = answer.choices[0].message.tool_calls[0]
    given = json.loads(call.function.arguments)
    exec(given["code"])  # expect: code-injection
    eval(client.responses.create(model="m", input=prompt).output_text)  # expect: code-injection
    reply = anthropic.Anthropic().messages.create(model="m", max_tokens=9, messages=[])
    os.system(reply.content[0].text)  # expect: command-injection
    model = ChatOpenAI()
    eval(model.invoke(prompt).content)  # expect: code-injection
    old = openai.ChatCompletion.create(model="m", messages=[])
    eval(old["choices"][0]["message"]["content"])  # expect: code-injection
    print(answer.choices[0].message.content)


def chains(llm: BaseLanguageModel, text):
    chain = LLMChain(llm=llm, prompt=text)
    eval(chain.predict(question=text))  # expect: code-injection
    eval(llm.invoke(text))  # expect: code-injection
    eval(Settings.llm.complete(text).text)  # expect: code-injection
    eval(chain.input_keys)  # expect: eval-call

# profile: default
"""Messages of a queue, in a file that names no other source."""

import os

import boto3


def work():
    queue = boto3.resource("sqs").get_queue_by_name(QueueName="jobs")
    for message in queue.receive_messages():
        os.system(message.body)  # expect: command-injection

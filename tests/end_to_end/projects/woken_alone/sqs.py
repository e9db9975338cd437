import os

import boto3

q = boto3.client('sqs')
for m in q.receive_message(QueueUrl='a')['Messages']:
    os.system(m['Body'])  # expect: command-injection

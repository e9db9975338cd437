import json
import os

def handler(event, context):
    for r in event['Records']:
        os.system(json.loads(r['body'])['cmd'])  # expect: command-injection

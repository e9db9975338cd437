import json

import boto3

r = boto3.client('bedrock-runtime').invoke_model(modelId='m', body='')
exec(json.loads(r['body'].read())['completion'])  # expect: code-injection

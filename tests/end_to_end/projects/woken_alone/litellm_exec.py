import litellm

r = litellm.completion(model='m', messages=[])
exec(r['choices'][0]['message']['content'])  # expect: code-injection

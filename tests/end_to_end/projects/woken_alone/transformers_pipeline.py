from transformers import pipeline

g = pipeline('text-generation')
exec(g('x')[0]['generated_text'])  # expect: code-injection

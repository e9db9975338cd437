import ollama

exec(ollama.chat(model='m', messages=[])['message']['content'])  # expect: code-injection

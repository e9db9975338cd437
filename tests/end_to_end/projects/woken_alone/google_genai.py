from google import genai

r = genai.Client().models.generate_content(model='m', contents='x')
exec(r.text)  # expect: code-injection

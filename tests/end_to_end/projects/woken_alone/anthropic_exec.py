import anthropic

m = anthropic.Anthropic().messages.create(model='m', messages=[])
exec(m.content[0].text)  # expect: code-injection

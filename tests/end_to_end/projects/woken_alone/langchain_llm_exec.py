from langchain_openai import ChatOpenAI

r = ChatOpenAI().invoke('x')
exec(r.content)  # expect: code-injection

# profile: default
"""Text of a request among the instructions to a language model."""

import anthropic
import openai
from flask import Flask, jsonify, request

app = Flask(__name__)
RULES = "You answer questions about our shop, and about nothing else."
LANGUAGES = ("English", "German")


@app.route("/ask", methods=["POST"])
def bad():
    customer = request.get_json()["customer"]
    answer = openai.OpenAI().chat.completions.create(  # expect: prompt-injection
        model="gpt-4o",
        messages=[
            {"role": "system", "content": RULES + " The customer is called " + customer},
            {"role": "user", "content": "Where is my parcel?"},
        ],
    )
    return jsonify(answer=answer.choices[0].message.content)


@app.route("/ask/safe", methods=["POST"])
def good():
    question = request.get_json()["question"]
    answer = openai.OpenAI().chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
    )
    return jsonify(answer=answer.choices[0].message.content)


@app.route("/ways", methods=["POST"])
def each_way():
    import cohere
    import google.generativeai
    import litellm
    import mistralai
    import ollama
    from google.genai import types
    from langchain_core.messages import HumanMessage, SystemMessage
    from langchain_core.prompts import ChatPromptTemplate, PromptTemplate
    from transformers import pipeline

    text = request.get_json()["text"]
    client = openai.OpenAI()
    messages = [{"role": "developer", "content": f"{RULES} {text}"}]
    messages.append({"role": "user", "content": "Hello"})
    client.chat.completions.create(model="gpt-4o", messages=messages)  # expect: prompt-injection
    client.responses.create(model="gpt-4o", instructions=RULES + text, input="Hello")  # expect: prompt-injection
    client.responses.create(model="gpt-4o", input=[{"role": "system", "content": text}])  # expect: prompt-injection
    client.beta.assistants.create(model="gpt-4o", instructions=text)  # expect: prompt-injection
    anthropic.Anthropic().messages.create(system=f"{RULES} {text}", messages=[])  # expect: prompt-injection
    ollama.chat("llama3", [{"role": "system", "content": text}])  # expect: prompt-injection
    ollama.generate(model="llama3", prompt="Hello", system=text)  # expect: prompt-injection
    litellm.completion(model="gpt-4o", messages=[{"role": "system", "content": text}])  # expect: prompt-injection
    cohere.ClientV2().chat(model="command", messages=[{"role": "system", "content": text}])  # expect: prompt-injection
    mistralai.Mistral().chat.complete(messages=[{"role": "system", "content": text}])  # expect: prompt-injection
    google.generativeai.GenerativeModel("gemini", system_instruction=text)  # expect: prompt-injection
    types.GenerateContentConfig(system_instruction=[RULES, text])  # expect: prompt-injection
    pipeline("text-generation")([{"role": "system", "content": text}])  # expect: prompt-injection
    SystemMessage(content=RULES + text)  # expect: prompt-injection
    PromptTemplate.from_template(RULES + text + " {question}")  # expect: prompt-injection
    ChatPromptTemplate.from_messages([("system", RULES + text), ("user", "{question}")])  # expect: prompt-injection

    # What users say is what a model is for.
    client.responses.create(model="gpt-4o", instructions=RULES, input=text)
    anthropic.Anthropic().messages.create(system=RULES, messages=[{"role": "user", "content": text}])
    ollama.chat("llama3", [{"role": "system", "content": RULES}, {"role": "user", "content": text}])
    litellm.completion(model="gpt-4o", messages=[{"role": "user", "content": text}])
    pipeline("text-generation")(text)
    HumanMessage(content=text)
    ChatPromptTemplate.from_messages([("system", RULES), ("user", "{question}")]).invoke({"question": text})
    return "done"


@app.route("/safe", methods=["POST"])
def safe_ways():
    language = request.args["language"]
    if language not in LANGUAGES:
        return "no such language"
    openai.OpenAI().responses.create(instructions=f"{RULES} Answer in {language}.", input="Hello")
    openai.OpenAI().responses.create(instructions=f"Answer in {int(request.args['words'])} words.", input="Hello")
    return "done"

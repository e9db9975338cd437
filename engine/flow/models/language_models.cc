// The instructions that language models get. What users say to them is no sink: that is what they
// are for. What they answer is in events.cc.

#include "engine/flow/models/models.h"

namespace meerkat::flow::models {
namespace {

using enum core::SinkKind;

constexpr SameModel kSame[] = {
    {"{cohere.ClientV2,cohere.AsyncClient,cohere.AsyncClientV2}", "cohere.Client"},
    {"together.Together", "openai.OpenAI"},
    {"{langchain.schema.SystemMessage,langchain.schema.messages.SystemMessage}",
     "langchain_core.messages.SystemMessage"},
    {"{langchain.prompts,langchain.prompts.chat,langchain_core.prompts.chat}",
     "langchain_core.prompts"},
};

constexpr TypeModel kTypes[] = {
    {"cohere.Client()", ":cohere"},
    {"{huggingface_hub.InferenceClient,huggingface_hub.AsyncInferenceClient}()", ":hugging_face"},
    {"transformers.pipeline()", ":text_pipeline"},
};

constexpr SinkModel kSinks[] = {
    {":openai.chat.completions.{create,parse,stream}", ":messages", kPrompt,
     SinkWhen::kInstructions},
    {":openai.beta.chat.completions.{parse,stream}", ":messages", kPrompt, SinkWhen::kInstructions},
    {":openai.responses.{create,parse,stream}", ":instructions", kPrompt},
    {":openai.responses.{create,parse,stream}", ":input", kPrompt, SinkWhen::kInstructions},
    {":openai.beta.assistants.{create,update}", ":instructions", kPrompt},
    {":openai.beta.threads.runs.{create,create_and_poll,stream}",
     ":instructions :additional_instructions", kPrompt},
    {"openai.ChatCompletion.{create,acreate}", ":messages", kPrompt, SinkWhen::kInstructions},
    {":anthropic.messages.{create,stream,parse}", ":system", kPrompt},
    {":anthropic.beta.messages.{create,stream,parse}", ":system", kPrompt},
    {"{ollama.chat,:ollama.chat}", "1:messages", kPrompt, SinkWhen::kInstructions},
    {"{ollama.generate,:ollama.generate}", ":system :template", kPrompt},
    {"{ollama.create,:ollama.create}", ":system :template", kPrompt},
    {":cohere.{chat,chat_stream}", ":preamble", kPrompt},
    {":cohere.{chat,chat_stream}", ":messages", kPrompt, SinkWhen::kInstructions},
    {":mistral.chat.{complete,complete_async,stream,parse}", ":messages", kPrompt,
     SinkWhen::kInstructions},
    {":hugging_face.{chat_completion,chat.completions.create}", "0:messages", kPrompt,
     SinkWhen::kInstructions},
    {":text_pipeline", "0", kPrompt, SinkWhen::kInstructions},
    {"{litellm.completion,litellm.acompletion,litellm.text_completion}", "1:messages", kPrompt,
     SinkWhen::kInstructions},
    {"{google.generativeai.GenerativeModel,vertexai.generative_models.GenerativeModel,"
     "google.genai.types.GenerateContentConfig}",
     ":system_instruction", kPrompt},
    {"langchain_core.messages.SystemMessage", "0:content", kPrompt},
    {"langchain_core.prompts.{PromptTemplate,SystemMessagePromptTemplate}.from_template",
     "0:template", kPrompt},
    {"langchain_core.prompts.PromptTemplate", ":template", kPrompt},
    {"langchain_core.prompts.ChatPromptTemplate.from_messages", "0:messages", kPrompt,
     SinkWhen::kInstructions},
    {":langchain.{invoke,ainvoke,stream}", "0:input", kPrompt, SinkWhen::kInstructions},
    {"{langchain.agents.create_agent,langgraph.prebuilt.create_react_agent}",
     ":system_prompt :prompt", kPrompt},
    {"agents.Agent", ":instructions", kPrompt},
    {"pydantic_ai.Agent", ":system_prompt :instructions", kPrompt},
};

constexpr CarryModel kCarries[] = {{"langchain_core.messages.SystemMessage", ""}};

}  // namespace

constinit const ModelTable kLanguageModels = {
    .same = kSame, .types = kTypes, .sinks = kSinks, .carries = kCarries};

}  // namespace meerkat::flow::models

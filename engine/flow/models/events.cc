// What is called by others than a web server: functions in a cloud, messages, tasks, tools of language
// models, commands; and what goes to language models.

#include "engine/flow/models/models.h"

namespace meerkat::flow::models {
namespace {

using core::kLocalSource;
using core::kRemoteSource;
using enum core::SinkKind;

constexpr TypeModel kTypes[] = {
    {"azure.functions.HttpRequest()", ":azure_request"},
    {"grpc.ServicerContext()", ":grpc_context"},
    {"{celery.Celery,celery.app.base.Celery}()", ":celery"},
    {"{flask_socketio.SocketIO,socketio.AsyncServer,socketio.Server}()", ":socketio"},
    {"{fastmcp.FastMCP,mcp.server.fastmcp.FastMCP,mcp.server.Server}()", ":mcp"},
    {"{slack_bolt.App,slack_bolt.async_app.AsyncApp}()", ":slack"},
    {"telegram.Update()", ":telegram_update"},
    {"in.update", ":telegram_update"},
    {"discord.Message()", ":discord_message"},
    {"{discord.Client,discord.ext.commands.Bot,discord.ext.commands.Cog}()", ":discord"},
    {"{telebot.TeleBot,aiogram.Dispatcher,aiogram.Router}()", ":telegram_bot"},
    {"{kafka.KafkaConsumer,confluent_kafka.Consumer,aiokafka.AIOKafkaConsumer}()", ":kafka"},
    {"{graphene.ObjectType,graphene.Mutation,graphene.relay.ClientIDMutation}()", ":graphene"},
    {"{ariadne.QueryType,ariadne.MutationType,ariadne.ObjectType}()", ":ariadne"},
    {"typer.Typer()", ":typer"},
    {"{openai.OpenAI,openai.AsyncOpenAI,openai.AzureOpenAI}()", ":openai"},
    {"{anthropic.Anthropic,anthropic.AsyncAnthropic}()", ":anthropic"},
    {"{argparse.ArgumentParser,configargparse.ArgParser}()", ":argument_parser"},
    {"{langchain.llms.OpenAI,langchain_openai.ChatOpenAI,langchain_anthropic.ChatAnthropic,"
     "langchain.chat_models.ChatOpenAI,langchain_openai.OpenAI}()",
     ":langchain"},
};

constexpr SourceModel kSources[] = {
    {":azure_request.{params,route_params,form,headers,files,url}"},
    {":azure_request.{get_json,get_body}()"},
    {":grpc_context.invocation_metadata()"},
    {":telegram_update.{message,effective_message,edited_message,callback_query,inline_query}"},
    {":discord_message.{content,attachments,clean_content}"},
    {":kafka[]", kLocalSource},
    {":kafka.{poll,getone,getmany,consume}()", kLocalSource},
    {":argument_parser.{parse_args,parse_known_args,parse_intermixed_args}()", kLocalSource},
    {"docopt.docopt()", kLocalSource},
    {"absl.flags.FLAGS", kLocalSource},
    {":openai.chat.completions.create()", kLocalSource},
    {":openai.responses.create()", kLocalSource},
    {":openai.completions.create()", kLocalSource},
    {":anthropic.messages.create()", kLocalSource},
    {"openai.{ChatCompletion,Completion}.create()", kLocalSource},
    {"litellm.{completion,acompletion}()", kLocalSource},
    {":langchain.{invoke,predict,ainvoke}()", kLocalSource},
};

constexpr SinkModel kSinks[] = {
    {":openai.responses.create", ":instructions", kPrompt},
    {":openai.beta.assistants.create", ":instructions", kPrompt},
    {":openai.completions.create", ":prompt", kPrompt},
    {":anthropic.messages.{create,stream}", ":system", kPrompt},
    {"openai.Completion.create", ":prompt", kPrompt},
    {"{langchain.prompts.PromptTemplate.from_template,langchain.schema.SystemMessage,"
     "langchain_core.messages.SystemMessage,langchain_core.prompts.PromptTemplate.from_template,"
     "langchain_core.prompts.ChatPromptTemplate.from_template}",
     "0:content :template", kPrompt},
    {"{google.generativeai.GenerativeModel,google.genai.types.GenerateContentConfig}",
     ":system_instruction", kPrompt},
    {"langchain_experimental.utilities.PythonREPL().run", "0:command", kCode},
    {"langchain.tools.python.tool.PythonREPLTool().run", "0", kCode},
    {"{celery.Celery,:celery}.{send_task,signature}", "0:name", kImport},
};

constexpr CarryModel kCarries[] = {
    {":openai.chat.completions.create", ""},
    {":openai.{responses,completions,embeddings}.create", ""},
    {":anthropic.messages.create", ""},
    {"*.{delay,apply_async}", ""},
};

constexpr EntryModel kEntries[] = {
    {"def.lambda_handler", kRemoteSource, kCount, "context"},
    {"functions_framework.{http,cloud_event}", kRemoteSource, kCount, "request"},
    {"azure.functions.FunctionApp().{route,function_name}", kRemoteSource, kCount, "req context"},
    {"chalice.Chalice().route", kRemoteSource},
    {":grpc_servicer.*", kRemoteSource, kCount, "context"},
    {":socketio.{on,event,on_event}", kRemoteSource, kCount, "sid environ"},
    {":mcp.{tool,resource,prompt,call_tool,read_resource}", kRemoteSource, kCount, "ctx context"},
    {":slack.{message,event,command,action,shortcut,view}", kRemoteSource, kCount,
     "ack say client respond context logger next"},
    {":telegram_bot.{message_handler,message,callback_query,callback_query_handler}", kRemoteSource,
     kCount, "bot state"},
    {":discord.{on_message,command,event,hybrid_command}", kRemoteSource, kCount, "ctx interaction context bot"},
    {"discord.{ext.commands.command,app_commands.command}", kRemoteSource, kCount,
     "ctx interaction context"},
    {":graphene.{resolve_*,mutate,mutate_and_get_payload}", kRemoteSource, kCount, "info root parent cls"},
    {"{strawberry.field,strawberry.mutation}", kRemoteSource, kCount, "info root self"},
    {":ariadne.field", kRemoteSource, kCount, "obj info _"},
    {"{click.command,click.Group().command,click.group}", kLocalSource, kCount, "ctx context"},
    {":typer.{command,callback}", kLocalSource, kCount, "ctx context"},
    {"celery.shared_task", kLocalSource},
    {":celery.task", kLocalSource},
    {"{dramatiq.actor,rq.decorators.job,huey.Huey().task}", kLocalSource},
    {"{langchain.tools.tool,langchain_core.tools.tool,agents.function_tool}", kRemoteSource, kCount,
     "ctx context run_manager"},
};

}  // namespace

constinit const ModelTable kEvents = {.types = kTypes,
                                      .sources = kSources,
                                      .sinks = kSinks,
                                      .carries = kCarries,
                                      .entries = kEntries};

}  // namespace meerkat::flow::models

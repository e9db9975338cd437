// What is called by others than a web server: functions in a cloud, messages, tasks, tools of
// language models, commands; and what goes to language models.

#include "engine/flow/models/models.h"

namespace meerkat::flow::models {
namespace {

using core::Bit;
using core::kLocalSource;
using core::kRemoteSource;
using enum core::SinkKind;

// What a language model says may be what a stranger had it say: it matters where it is run, not
// where it is logged or asked for.
constexpr core::SinkSet kSaid =
    ~(Bit(kCode) | Bit(kCommand) | Bit(kSql) | Bit(kTemplate) | Bit(kDeserialize) | Bit(kImport) |
      Bit(kHtml) | Bit(kPath) | Bit(kNoSql));

constexpr SameModel kSame[] = {
    {"{openai.AsyncOpenAI,openai.AzureOpenAI,openai.AsyncAzureOpenAI,groq.Groq,groq.AsyncGroq}",
     "openai.OpenAI"},
    {"anthropic.{AsyncAnthropic,AnthropicBedrock,AnthropicVertex}", "anthropic.Anthropic"},
    {"{langchain_openai.AzureChatOpenAI,langchain_openai.OpenAI,langchain_community.chat_models."
     "ChatOpenAI,"
     "langchain_community.llms.OpenAI,langchain.llms.OpenAI,langchain.chat_models.ChatOpenAI,"
     "langchain_anthropic.ChatAnthropic,langchain_google_genai.ChatGoogleGenerativeAI,"
     "langchain_ollama.ChatOllama,langchain_groq.ChatGroq,langchain_aws.ChatBedrock,"
     "langchain_mistralai.ChatMistralAI}",
     "langchain_openai.ChatOpenAI"},
    {"langchain_core.tools", "langchain.tools"},
    {"langchain.agents.tool", "langchain.tools.tool"},
    {"paho.mqtt.client", "paho.mqtt"},
    {"gradio.{TextArea,Image,File,Audio,Video,Dropdown,Radio,Checkbox,CheckboxGroup,Slider,Number,"
     "Chatbot,"
     "UploadButton,Code,Dataframe,MultimodalTextbox,State}",
     "gradio.Textbox"},
    {"{nextcord,disnake}", "discord"},
};

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
    {"{graphene.Schema,strawberry.Schema,ariadne.make_executable_schema}()", ":graph_schema"},
    {"{ariadne.QueryType,ariadne.MutationType,ariadne.ObjectType}()", ":ariadne"},
    {"typer.Typer()", ":typer"},
    {"openai.OpenAI()", ":openai"},
    {"anthropic.Anthropic()", ":anthropic"},
    {"google.generativeai.GenerativeModel()", ":gemini"},
    {"google.generativeai.GenerativeModel().start_chat()", ":gemini"},
    {"google.genai.Client().models", ":gemini"},
    {"{mistralai.Mistral,mistralai.client.MistralClient}()", ":mistral"},
    {"ollama.{Client,AsyncClient}()", ":ollama"},
    {"{boto3.client,boto3.Session().client,boto3.session.Session().client}()", ":boto_client"},
    {"boto3.resource().{get_queue_by_name,Queue}()", ":boto_queue"},
    {"{pika.BlockingConnection,pika.SelectConnection}().channel()", ":pika_channel"},
    {"paho.mqtt.Client()", ":mqtt"},
    {":redis.pubsub()", ":redis_pubsub"},
    {"{in.ctx,discord.ext.commands.Context()}", ":discord_context"},
    {"in.info", ":graphql_info"},
    {":graphql_info.context", ":request"},
    {"azure.functions.{FunctionApp,Blueprint}()", ":azure_app"},
    {"azure.functions.{QueueMessage,ServiceBusMessage,EventHubEvent,InputStream}()",
     ":azure_message"},
    {"chalice.{Chalice,Blueprint}()", ":chalice"},
    {":chalice.current_request", ":web_request"},
    {"aws_lambda_powertools.event_handler.{APIGatewayRestResolver,APIGatewayHttpResolver,"
     "ApiGatewayResolver,"
     "ALBResolver,LambdaFunctionUrlResolver,VPCLatticeResolver,VPCLatticeV2Resolver}()",
     ":powertools"},
    {"aws_lambda_powertools.event_handler.router.{Router,APIGatewayRouter,APIGatewayHttpRouter,"
     "ALBRouter}()",
     ":powertools"},
    {"gradio.{Textbox,Button,Blocks,ClearButton}()", ":gradio"},
    {"{imaplib.IMAP4,imaplib.IMAP4_SSL}()", ":imap"},
    {"{poplib.POP3,poplib.POP3_SSL}()", ":pop"},
    {"smtpd.SMTPServer()", ":smtpd"},
    {"azure.servicebus.ServiceBusClient().get_queue_receiver()", ":servicebus"},
    {"{telethon.TelegramClient,pyrogram.Client}()", ":telethon"},
    {"{argparse.ArgumentParser,configargparse.ArgParser}()", ":argument_parser"},
    {"langchain_openai.ChatOpenAI()", ":langchain"},
    {"{langchain.chains,langchain.chains.llm,langchain_classic.chains}.LLMChain()", ":langchain"},
    {"{langchain.chains,langchain.chains.llm,langchain_classic.chains}.LLMChain.from_string()",
     ":langchain"},
    {"langchain_core.language_models.{BaseLanguageModel,BaseChatModel,BaseLLM,LLM}()",
     ":langchain"},
    {"{langchain.base_language.BaseLanguageModel,langchain.schema.language_model."
     "BaseLanguageModel,langchain.llms.base.BaseLLM,langchain.llms.base.LLM}()",
     ":langchain"},
    {"{llama_index.llms.openai.OpenAI,llama_index.llms.azure_openai.AzureOpenAI,"
     "llama_index.llms.anthropic.Anthropic,llama_index.llms.ollama.Ollama,llama_index.llms.gemini."
     "Gemini,"
     "llama_index.core.llms.LLM,llama_index.core.llms.llm.LLM,llama_index.core.llms.CustomLLM}()",
     ":llama_index"},
    {"llama_index.core.Settings.llm", ":llama_index"},
    {"{vertexai.generative_models.GenerativeModel,vertexai.preview.generative_models."
     "GenerativeModel,vertexai.language_models.TextGenerationModel.from_pretrained}()",
     ":vertex"},
    {"nats.{connect,aio.client.Client,NATS}()", ":nats"},
    {":nats.jetstream()", ":nats"},
    {"faust.App()", ":faust"},
    {"pulsar.Client().subscribe()", ":pulsar"},
    {"azure.eventhub.{EventHubConsumerClient,aio.EventHubConsumerClient}()", ":eventhub"},
    {"azure.eventhub.{EventHubConsumerClient,aio.EventHubConsumerClient}.from_connection_string()",
     ":eventhub"},
    {"awscrt.mqtt.Connection()", ":awscrt_mqtt"},
    {"awsiot.mqtt_connection_builder.{mtls_from_path,mtls_from_bytes,websockets_with_default_aws_"
     "signing}()",
     ":awscrt_mqtt"},
    {"in.dag_run", ":dag_run"},
    {"paramiko.{ServerInterface,server.ServerInterface}()", ":ssh_server"},
    {"pyftpdlib.handlers.{FTPHandler,TLS_FTPHandler}()", ":ftp_handler"},
    {"bentoml.{Service,legacy.Service}()", ":bento"},
    {"{mlflow.pyfunc.PythonModel,mlflow.pyfunc.model.PythonModel}()", ":mlflow_model"},
    {"ts.torch_handler.{base_handler.BaseHandler,vision_handler.VisionHandler,text_handler."
     "TextHandler}()",
     ":torch_handler"},
};

constexpr SourceModel kSources[] = {
    {":azure_request.{params,route_params,form,headers,files,url}"},
    {":azure_request.{get_json,get_body}()"},
    {":grpc_context.invocation_metadata()"},
    {":telegram_update.{message,effective_message,edited_message,callback_query,inline_query}"},
    {":discord_message.{content,attachments,clean_content}"},
    {":kafka[]"},
    {":kafka.{poll,getone,getmany,consume}()"},
    {":discord_context.message.{content,clean_content,attachments}"},
    {":azure_message.{get_body,read}()"},
    {":powertools.current_event.{body,json_body,decoded_body,query_string_parameters,headers,path,"
     "path_parameters,multi_value_query_string_parameters}"},
    {":powertools.current_event.{get_query_string_value,get_header_value,get_multi_value_query_"
     "string_values}()"},
    {":chalice.current_request.{uri_params,raw_body,to_dict}"},
    {":pika_channel.{basic_get,consume}()"},
    {":redis_pubsub.{listen,get_message}()"},
    {":boto_client.receive_message()"},
    {"{:boto_queue,*}.receive_messages()"},
    {":servicebus[]"},
    {":servicebus.receive_messages()"},
    {"google.cloud.pubsub_v1.SubscriberClient().pull()"},
    {":imap.{fetch,uid}()"},
    {":pop.{retr,top}()"},
    {":argument_parser.{parse_args,parse_known_args,parse_intermixed_args}()", kLocalSource},
    {"docopt.docopt()", kLocalSource},
    {"absl.flags.FLAGS", kLocalSource},
    {":openai.{chat.completions.create,chat.completions.parse,responses.create,completions.create,"
     "beta.chat.completions.parse}()",
     kRemoteSource, kSaid},
    {":anthropic.{messages.create,completions.create}()", kRemoteSource, kSaid},
    {"openai.{ChatCompletion,Completion}.{create,acreate}()", kRemoteSource, kSaid},
    {"openai.{chat.completions,completions,responses}.create()", kRemoteSource, kSaid},
    {"litellm.{completion,acompletion}()", kRemoteSource, kSaid},
    {":langchain.{invoke,predict,ainvoke,generate,stream,run,arun,apredict,predict_messages,"
     "apredict_messages,batch,abatch,agenerate,astream}()",
     kRemoteSource, kSaid},
    {":llama_index.{complete,acomplete,chat,achat,predict,apredict,stream_complete,"
     "astream_complete,stream_chat,astream_chat}()",
     kRemoteSource, kSaid},
    {"litellm.{text_completion,atext_completion,responses,aresponses}()", kRemoteSource, kSaid},
    {":langchain()", kRemoteSource, kSaid},
    {":gemini.{generate_content,generate_content_async,send_message}()", kRemoteSource, kSaid},
    {":mistral.{chat,chat.complete}()", kRemoteSource, kSaid},
    {"{ollama,:ollama}.{chat,generate}()", kRemoteSource, kSaid},
    {":boto_client.{invoke_model,converse}()", kRemoteSource, kSaid},
    {":text_pipeline()", kRemoteSource, kSaid},
    {":cohere.{chat,generate}()", kRemoteSource, kSaid},
    {":hugging_face.{chat_completion,text_generation,chat.completions.create,conversational}()",
     kRemoteSource, kSaid},
    {":vertex.{generate_content,generate_content_async,predict,start_chat().send_message}()",
     kRemoteSource, kSaid},
    {"llama_cpp.Llama()()", kRemoteSource, kSaid},
    {"llama_cpp.Llama().{create_completion,create_chat_completion}()", kRemoteSource, kSaid},
    {"vllm.LLM().{generate,chat}()", kRemoteSource, kSaid},
    {"replicate.run()", kRemoteSource, kSaid},
    {":pulsar.{receive,read_next}()"},
    {":nats.request()"},
    {":dag_run.conf"},
    {"triton_python_backend_utils.get_input_tensor_by_name()"},
};

constexpr SinkModel kSinks[] = {
    {"azure.functions.HttpResponse", "0:body", kHtml, SinkWhen::kSaysHtml},
    {"azure.functions.HttpResponse", ":headers", kHeader},
    {"chalice.Response", "0:body", kHtml, SinkWhen::kSaysHtml},
    {"chalice.Response", ":headers", kHeader},
    {"langchain_experimental.utilities.PythonREPL().run", "0:command", kCode},
    {"langchain.tools.python.tool.PythonREPLTool().run", "0", kCode},
    {"{celery.Celery,:celery}.{send_task,signature}", "0:name", kImport},
};

constexpr CarryModel kCarries[] = {
    {"*.{delay,apply_async}", ""},
    // A query of GraphQL is no SQL: what it asks for is looked up by functions that a schema names.
    {":graph_schema.{execute,execute_async,execute_sync,subscribe}", ""},
};

constexpr EntryModel kEntries[] = {
    {"def.lambda_handler", kRemoteSource, kHtml, "context"},
    {"functions_framework.http", kRemoteSource, kHtml, "request"},
    {"functions_framework.cloud_event", kRemoteSource},
    {":azure_app.{route,function_name}", kRemoteSource, kCount, "req context"},
    {":azure_app.{queue_trigger,service_bus_queue_trigger,service_bus_topic_trigger,event_hub_"
     "message_trigger,"
     "blob_trigger,event_grid_trigger,cosmos_db_trigger,generic_trigger}",
     kRemoteSource, kCount, "context"},
    {":chalice.{route,on_sqs_message,on_s3_event,on_sns_message,on_kinesis_record,on_ws_message,"
     "lambda_function}",
     kRemoteSource, kCount, "context"},
    {":powertools.{route,get,post,put,patch,delete,head}", kRemoteSource},
    {":grpc_servicer.*", kRemoteSource, kCount, "context"},
    {":socketio.{on,event,on_event}", kRemoteSource, kCount, "sid environ"},
    {":mcp.{tool,resource,prompt,call_tool,read_resource,get_prompt}", kRemoteSource, kCount,
     "ctx context"},
    {":slack.{message,event,command,action,shortcut,view,options}", kRemoteSource, kCount,
     "ack say client respond context logger next"},
    {":telegram_bot.{message_handler,message,callback_query,callback_query_handler,inline_query,"
     "edited_message,"
     "inline_handler,channel_post_handler}",
     kRemoteSource, kCount, "bot state"},
    {":telethon.{on,on_message}", kRemoteSource, kCount, "client"},
    {":discord.{on_message,command,event,hybrid_command,slash_command}", kRemoteSource, kCount,
     "ctx interaction context bot"},
    {"discord.{ext.commands.command,app_commands.command,app_commands.CommandTree().command}",
     kRemoteSource, kCount, "ctx interaction context self"},
    {"linebot.WebhookHandler().add", kRemoteSource},
    {":faust.{agent,topic}", kRemoteSource},
    {"self.handle_DATA", kRemoteSource, kCount, "server session"},
    {":ssh_server.check_*", kRemoteSource, kCount, "channel chanid kind"},
    // Files lie in the user's folder: their names are what strangers choose.
    {":ftp_handler.{on_file_received,on_file_sent,on_incomplete_file_received,on_login,on_login_"
     "failed,on_logout}",
     kRemoteSource, kCount, "", false, Bit(kPath)},
    {"{bentoml.api,:bento.api}", kRemoteSource, kCount, "ctx context"},
    {":mlflow_model.{predict,predict_stream}", kRemoteSource, kCount, "context"},
    {":torch_handler.{handle,preprocess}", kRemoteSource, kCount, "context"},
    {":graphene.{resolve_*,mutate,mutate_and_get_payload}", kRemoteSource, kCount,
     "info root parent cls"},
    {"strawberry.{field,mutation,subscription}", kRemoteSource, kCount, "info root self"},
    {":ariadne.field", kRemoteSource, kCount, "obj info _"},
    {"{dash,dash.Dash()}.callback", kRemoteSource},
    {"chainlit.on_message", kRemoteSource},
    {"gradio.on", kRemoteSource, kCount, "request progress"},
    {":gradio.{click,change,submit,upload,select,input,load,blur,release}", kRemoteSource, kCount,
     "request progress"},
    {"hug.{get,post,put,delete,patch,call,http}", kRemoteSource, kCount, "request response"},
    {":smtpd.process_message", kRemoteSource, kCount, "peer"},
    {"{click.command,click.Group().command,click.group}", kLocalSource, kCount, "ctx context"},
    {":typer.{command,callback}", kLocalSource, kCount, "ctx context"},
    {"celery.shared_task", kLocalSource},
    {":celery.task", kLocalSource},
    {"{dramatiq.actor,rq.decorators.job,huey.Huey().task}", kLocalSource},
    {"{langchain.tools.tool,agents.function_tool,crewai.tools.tool,smolagents.tool,pydantic_ai."
     "Agent().tool,"
     "pydantic_ai.Agent().tool_plain,semantic_kernel.functions.kernel_function}",
     kRemoteSource, kCount, "ctx context run_manager"},
    // The method that an agent's tool is called by.
    {"{langchain.tools.BaseTool,crewai.tools.BaseTool}().{_run,_arun}", kRemoteSource, kCount,
     "run_manager"},
};

constexpr HandlerModel kHandlers[] = {
    {{"{:pika_channel,*}.basic_consume", kRemoteSource, kCount,
      "channel ch method properties props"},
     "0:consumer_callback 1:on_message_callback :callback"},
    {{":mqtt.on_message=", kRemoteSource, kCount, "client userdata"}, "0"},
    {{":mqtt.message_callback_add", kRemoteSource, kCount, "client userdata"}, "1:callback"},
    {{"google.cloud.pubsub_v1.SubscriberClient().subscribe", kRemoteSource}, "1:callback"},
    {{":nats.subscribe", kRemoteSource}, "2:cb"},
    {{":eventhub.receive", kRemoteSource, kCount, "partition_context context ctx"}, "0:on_event"},
    {{":eventhub.receive_batch", kRemoteSource, kCount, "partition_context context ctx"},
     "0:on_event_batch"},
    {{":awscrt_mqtt.subscribe", kRemoteSource, kCount, "dup qos retain"}, "2:callback"},
    {{"aiosmtpd.controller.{Controller,UnthreadedController}", kRemoteSource, kCount, kEveryMethod},
     "0:handler"},
    {{"telegram.ext.{CommandHandler,MessageHandler,CallbackQueryHandler,InlineQueryHandler,"
      "PrefixHandler}",
      kRemoteSource, kCount, "bot"},
     "0:callback 1:callback"},
    {{":telegram_bot.{message.register,callback_query.register,register_message_handler}",
      kRemoteSource, kCount, "bot state"},
     "0:callback"},
    {{":socketio.{on,on_event}", kRemoteSource, kCount, "sid environ"}, "1:handler"},
    {{"grpc.{unary_unary,unary_stream,stream_unary,stream_stream}_rpc_method_handler",
      kRemoteSource, kCount, "context"},
     "0:behavior"},
    {{":mcp.add_tool", kRemoteSource, kCount, "ctx context"}, "0:fn"},
    {{":ariadne.set_field", kRemoteSource, kCount, "obj info _"}, "1:resolver"},
    {{"gradio.{Interface,ChatInterface}", kRemoteSource, kCount, "request progress"}, "0:fn"},
    {{":gradio.{click,change,submit,upload,select,input,load,blur,release,clear,focus,edit,like,"
      "retry,undo,then,success,play,stop,key_up,tick,double_click,stream}",
      kRemoteSource, kCount, "request progress"},
     "0:fn"},
    {{"gradio.on", kRemoteSource, kCount, "request progress"}, "1:fn"},
    {{"{langchain.tools,langchain.agents}.Tool", kRemoteSource}, "1:func"},
    {{"langchain.tools.{StructuredTool.from_function,Tool.from_function}", kRemoteSource},
     "0:func"},
    {{"llama_index.core.tools.FunctionTool.from_defaults", kRemoteSource}, "0:fn"},
};

}  // namespace

constinit const ModelTable kEvents = {.same = kSame,
                                      .types = kTypes,
                                      .sources = kSources,
                                      .sinks = kSinks,
                                      .carries = kCarries,
                                      .entries = kEntries,
                                      .handlers = kHandlers};

}  // namespace meerkat::flow::models

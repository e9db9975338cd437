#pragma once

// The kinds that data flow is about. A model (engine/flow/models) says that a value comes from a
// source of one kind, or that an argument is a sink of one kind; a rule pairs kinds (OnFlow in
// engine/core/rule.h); and neither knows the other.

#include <cstdint>
#include <string_view>

namespace meerkat::core {

// Where a value comes from. A set of bits.
enum SourceKind : uint16_t {
  kRemoteSource = 1,      // what a stranger sends over the network
  kLocalSource = 2,       // arguments, environment, standard input, files, databases
  kLibrarySource = 4,     // parameters of a package's public functions
  kSecretSource = 8,      // passwords, keys and tokens
  kRandomSource = 16,     // numbers that can be predicted
  kHardCodedSource = 32,  // text that stands in the source
  kExceptionSource = 64,  // what an exception tells: messages, stack traces
};

// Whose data is not trusted: what a scan's threat models choose among.
constexpr uint16_t kOutside = kRemoteSource | kLocalSource | kLibrarySource;

// What a value must not reach unchecked. One bit each in the set that a value was made safe for.
enum class SinkKind : uint8_t {
  kSql,
  kCommand,   // text that a shell runs, or the program that is run
  kArgument,  // an argument of a program that is run without a shell
  kCode,      // eval, exec, compile
  kTemplate,  // the text of a template
  kHtml,      // a page
  kPath,      // the name of a file that is opened, removed, sent …
  kArchive,   // members of an archive that are unpacked by their own names
  kRedirect,  // where a browser is sent
  kUrl,       // what the server itself requests
  kXml,       // text that a parser reads, external entities on
  kXmlBomb,   // text that a parser reads, entities expanded without bound
  kLdap,
  kXpath,
  kNoSql,
  kHeader,  // a response header
  kLog,
  kDeserialize,
  kRegex,          // a pattern
  kImport,         // the name of a module or attribute
  kAttributeName,  // setattr, update(**…): mass assignment
  kSession,        // what the server itself trusts from now on
  kToken,          // a cookie or session value that must not be guessed
  kResponseError,  // an answer that tells what went wrong inside
  kSecretLog,      // a log or console, for secrets
  kTemporaryFile,
  kFormat,       // a format string
  kMail,         // headers of an e-mail
  kSpreadsheet,  // cells of a CSV file
  kPrompt,       // instructions to a language model
  kCryptoKey,    // keys of ciphers, signatures and authentication codes
  kNonce,        // nonces and initialisation vectors
  kSlowPattern,  // text that a pattern matches in time with the square of its length
  kXslt,         // a stylesheet, which may call functions and read files
  kMarkup,       // XML that another service acts upon
  kTiming,       // text that is compared with a secret by ==
  kBomb,         // what is unpacked in memory, however large it becomes
  kMailText,     // what a mail says, for the name of a host that leads wherever a stranger likes
  kCount,
};
static_assert(static_cast<int>(SinkKind::kCount) <= 64);

// A set of sink kinds.
using SinkSet = uint64_t;
constexpr SinkSet Bit(SinkKind kind) { return SinkSet{1} << static_cast<int>(kind); }
constexpr SinkSet kAllSinks = ~SinkSet{0};

// The words without which no value of a source kind can be in a file: conjunctions as a trigger has
// them (core::Words). What a table of engine/flow/models names must hold one of its kind.
inline constexpr std::string_view kRemoteWords[] = {
    // What nearly every handler of a request says.
    "request", "route", "websocket", "servicer", "validated_data", "initial_data", "cleaned_data",
    "get_argument", "get_arguments", "get_query_argument", "get_body_argument", "lambda_handler",
    "rest_framework", "on_get", "on_post", "on_put", "on_patch", "on_delete", "environ!",
    "req.environ", "process_request", "scope receive", "add_url_rule", "add_get", "add_post",
    "add_put", "add_patch", "add_delete", "add_view", "exposed", "GET(self", "POST(self",
    "PUT(self", "DELETE(self", "PATCH(self",
    // Web frameworks whose handlers may do without.
    "flask", "flask_restful", "flask_restx", "flask_restplus", "flask_wtf", "flask_admin",
    "flask_appbuilder", "add_api_route", "add_api_websocket_route", "quart", "wtforms", "webargs",
    "webob", "werkzeug", "django", "ninja", "fastapi", "starlette", "aiohttp", "sanic", "litestar",
    "starlite", "blacksheep", "robyn", "falcon", "tornado", "bottle", "pyramid", "cherrypy",
    "twisted", "klein$", "web.input", "web.data", "web.cookies", "web.ctx", "cgi", "tg expose",
    "turbogears expose", "jupyter_server", "notebook.base", "frappe", "odoo", "connexion", "hug$",
    "responder", "microdot", "streamlit", "gradio", "dash callback", "chainlit", "graphene",
    "strawberry", "ariadne", "channels generic",
    // Servers without the web.
    "BaseHTTPRequestHandler", "SimpleHTTPRequestHandler", "CGIHTTPRequestHandler",
    "WSGIRequestHandler", "request_uri", "DatagramProtocol", "recvfrom", "recvmsg", "recv_into",
    "socket makefile", "recv_string", "recv_json", "recv_pyobj", "recv_multipart",
    "recv_serialized", "jsonrpcserver", "websockets", "socketserver", "data_received",
    "datagram_received", "recv", "start_server", "start_unix_server", "xmlrpc", "jsonrpc", "rpyc",
    "pyro4", "pyro5", "zerorpc", "nameko", "spyne", "grpc", "socketio", "aiosmtpd", "smtpd",
    "handle_DATA", "ServerInterface", "pyftpdlib", "imaplib", "poplib",
    // Functions in a cloud, messages, bots.
    "aws_lambda_powertools", "receive_messages", "pubsub_v1", "functions_framework",
    "event, context):", "azure functions", "chalice", "statuscode", "querystringparameters",
    "aws_lambda", "basic_consume", "pika$", "aio_pika", "kafka", "confluent_kafka", "aiokafka",
    "faust", "nats", "pulsar", "eventhub", "awsiot", "awscrt", "dag_run.conf", "mqtt", "pubsub",
    "receive_message", "servicebus", "stomp", "slack_bolt", "telegram", "update.message",
    "update.callback_query", "telebot", "aiogram", "telethon", "pyrogram", "discord", "linebot",
    // Language models, which say what a stranger has them say, and their tools.
    "mcp", "langchain", "langchain_core", "langchain_openai", "langchain_anthropic",
    "langchain_community", "langchain_google_genai", "langchain_ollama", "langchain_groq",
    "langchain_aws", "langchain_mistralai", "transformers pipeline", "cohere", "huggingface_hub",
    "vertexai", "llama_cpp", "vllm", "replicate.run", "function_tool", "openai", "anthropic",
    "litellm", "generativeai", "genai$", "mistralai", "ollama", "groq$", "invoke_model", "converse",
    "llama_index", "crewai", "smolagents", "pydantic_ai", "kernel_function",
    // Servers of models, which are asked by strangers.
    "bentoml", "mlflow PythonModel", "torch_handler", "triton_python_backend_utils",
    // Archives, whose members have whatever names their author liked.
    "namelist", "infolist", "getmembers", "getnames", "tarfile"};
// Of these the ones that may also be keys of what came, data["request"]. The others are names of
// code: in a text they name nothing.
inline constexpr std::string_view kWordsOfKeys[] = {"request", "websocket", "statuscode",
                                                    "querystringparameters", "lambda_handler"};
inline constexpr std::string_view kLocalWords[] = {
    "argv",      "orig_argv", "environ",        "environb",      "getenv", "stdin",      "input",
    "raw_input", "argparse",  "configargparse", "optparse",      "docopt", "flags absl", "click",
    "typer",     "celery",    "dramatiq",       "rq decorators", "huey"};
inline constexpr std::string_view kLibraryWords[] = {"def"};
// A number is a token by what it is called, or what it is compared with.
inline constexpr std::string_view kRandomWords[] = {"random token",
                                                    "random passw",
                                                    "random secret",
                                                    "random nonce",
                                                    "random salt",
                                                    "random csrf",
                                                    "random session",
                                                    "random otp",
                                                    "random api_key",
                                                    "random apikey",
                                                    "random cookie",
                                                    "random reset_code",
                                                    "random verification_code",
                                                    "random request",
                                                    "uuid1 token",
                                                    "uuid1 passw",
                                                    "uuid1 secret",
                                                    "uuid1 session",
                                                    "uuid1 cookie",
                                                    "uuid1 request"};
inline constexpr std::string_view kSecretWords[] = {"getpass"};
// A text is a key by what takes it.
inline constexpr std::string_view kHardCodedWords[] = {"Fernet",
                                                       "AES crypto",
                                                       "AESGCM",
                                                       "AESCCM",
                                                       "AESSIV",
                                                       "AESOCB3",
                                                       "ChaCha20 crypto",
                                                       "ChaCha20Poly1305",
                                                       "ChaCha20_Poly1305",
                                                       "Salsa20",
                                                       "Blowfish crypto",
                                                       "DES crypto",
                                                       "DES3 crypto",
                                                       "TripleDES",
                                                       "ARC4 crypto",
                                                       "CAST crypto",
                                                       "Camellia crypto",
                                                       "algorithms crypto",
                                                       "modes crypto",
                                                       "ciphers crypto",
                                                       "CMAC crypto",
                                                       "HMAC",
                                                       "hmac",
                                                       "jwt",
                                                       "jws",
                                                       "jose",
                                                       "itsdangerous",
                                                       "SignedCookieSessionFactory",
                                                       "AuthTktAuthenticationPolicy",
                                                       "AuthTktCookieHelper",
                                                       "UnencryptedCookieSessionFactoryConfig",
                                                       "SignedCookieProfile",
                                                       "SignedSerializer",
                                                       "CookieBackendConfig",
                                                       "AuthCookieSigner",
                                                       "generate_jwt",
                                                       "sanic_jwt",
                                                       "cookie_secret",
                                                       "bottle set_cookie",
                                                       "bottle get_cookie",
                                                       "EncryptedCookieStorage",
                                                       "SessionMiddleware",
                                                       "JWTStrategy",
                                                       "URLSafeTimedSerializer",
                                                       "URLSafeSerializer",
                                                       "TimestampSigner",
                                                       "Signer",
                                                       "signing django",
                                                       "SecretBox",
                                                       "SigningKey",
                                                       "pbkdf2_hmac",
                                                       "scrypt",
                                                       "PBKDF2",
                                                       "PBKDF2HMAC",
                                                       "blake2b"};
inline constexpr std::string_view kExceptionWords[] = {"except@", "format_exc", "format_tb",
                                                       "format_stack", "exc_info("};
// What it tells must be in an answer: of a function that answers a request (kRemoteWords), or by
// one of these.
inline constexpr std::string_view kAnswerWords[] = {
    "Response",      "json_response", "make_response", "jsonify",  "abort",
    "HTTPException", "send_error",    "Handler)",      "Handler,", "handler event"};

}  // namespace meerkat::core

// The language's own functions, the environment, text.

#include "engine/flow/models/models.h"

namespace meerkat::flow::models {
namespace {

using core::Bit;
using core::SinkKind;

constexpr SourceModel kSources[] = {
    {"builtins.input()", core::kLocalSource},
    {"builtins.raw_input()", core::kLocalSource},
    {"sys.argv", core::kLocalSource},
    {"sys.orig_argv", core::kLocalSource},
    {"sys.stdin", core::kLocalSource},
    {"fileinput.input()", core::kLocalSource},
    {"os.environ", core::kLocalSource},
    {"os.environb", core::kLocalSource},
    {"os.getenv()", core::kLocalSource},
    {"argparse.ArgumentParser().parse_args()", core::kLocalSource},
    {"argparse.ArgumentParser().parse_known_args()", core::kLocalSource},
    {"optparse.OptionParser().parse_args()", core::kLocalSource},
    {"getpass.getpass()", core::kSecretSource},
    {"traceback.format_exc()", core::kExceptionSource, ~Bit(SinkKind::kResponseError)},
    {"traceback.format_exception()", core::kExceptionSource, ~Bit(SinkKind::kResponseError)},
    {"traceback.format_tb()", core::kExceptionSource, ~Bit(SinkKind::kResponseError)},
    {"traceback.format_stack()", core::kExceptionSource, ~Bit(SinkKind::kResponseError)},
    {"sys.exc_info()", core::kExceptionSource, ~Bit(SinkKind::kResponseError)},
};

constexpr TypeModel kTypes[] = {
    {"{pydantic.BaseModel,pydantic.main.BaseModel,pydantic.generics.GenericModel,pydantic.v1."
     "BaseModel,pydantic.BaseSettings,pydantic_settings.BaseSettings,ninja.Schema,ninja.schema."
     "Schema}()",
     ":checked_model"},
    {"pandas.{DataFrame,read_csv,read_sql,read_sql_query,read_sql_table,read_json,read_excel,read_"
     "parquet,"
     "read_table,read_html,concat,merge,json_normalize}()",
     ":frame"},
    {"pandas.DataFrame.{from_dict,from_records}()", ":frame"},
    {"in.df", ":frame"},
    {":frame.{merge,join,head,tail,copy,sort_values,reset_index,set_index,fillna,dropna,drop,"
     "rename,"
     "assign,query,groupby}()",
     ":frame"},
    {"re.compile()", ":pattern"},
    {"regex.compile()", ":timed_pattern"},
    {"logging.getLogger()", ":logger"},
    {"logging.{Logger,LoggerAdapter}()", ":logger"},
    {"logging.root", ":logger"},
    {"logging.Logger.manager.getLogger()", ":logger"},
    {"django.utils.log.request_logger", ":logger"},
    {"structlog.get_logger()", ":logger"},
    {"loguru.logger", ":logger"},
    {"configparser.ConfigParser()", ":settings"},
    {"configparser.RawConfigParser()", ":settings"},
    {"configparser.SafeConfigParser()", ":settings"},
    {"ConfigParser.ConfigParser()", ":settings"},
    {"io.StringIO()", ":text_buffer"},
    {"io.BytesIO()", ":text_buffer"},
    {"StringIO.StringIO()", ":text_buffer"},
    {"cStringIO.StringIO()", ":text_buffer"},
};

constexpr SinkModel kSinks[] = {
    {"builtins.eval", "0", SinkKind::kCode},
    {"builtins.exec", "0", SinkKind::kCode},
    {"builtins.compile", "0:source", SinkKind::kCode},
    {"builtins.execfile", "0", SinkKind::kCode},
    {"code.{InteractiveInterpreter,InteractiveConsole}().{runsource,runcode,push}",
     "0:source :code :line", SinkKind::kCode},
    {"code.compile_command", "0:source", SinkKind::kCode},
    {"codeop.compile_command", "0:source", SinkKind::kCode},
    {"{codeop.Compile,codeop.CommandCompiler}()", "0:source", SinkKind::kCode},
    {"timeit.{timeit,repeat,Timer}", "0:stmt 1:setup", SinkKind::kCode},
    {"{cProfile,profile}.{run,runctx}", "0:statement", SinkKind::kCode},
    {"{cProfile,profile}.Profile().{run,runctx}", "0:cmd", SinkKind::kCode},
    {"pdb.{run,runeval}", "0:statement :expression", SinkKind::kCode},
    {"{pdb.Pdb,bdb.Bdb}().{run,runeval,runctx}", "0:cmd :expr", SinkKind::kCode},
    {"trace.Trace().{run,runctx}", "0:cmd", SinkKind::kCode},
    {"doctest.run_docstring_examples", "0:f", SinkKind::kCode},
    {"runpy.run_path", "0:path_name", SinkKind::kCode},
    {"runpy.run_module", "0:mod_name", SinkKind::kImport},
    // A logging configuration names callables, and what they are called with.
    {"logging.config.dictConfig", "0:config", SinkKind::kCode, SinkWhen::kNotDictionary},
    {"logging.config.fileConfig", "0:fname", SinkKind::kCode},
    {"{numexpr.evaluate,numexpr.re_evaluate,numexpr.validate}", "0:ex", SinkKind::kCode},
    {"pandas.eval", "0:expr", SinkKind::kCode},
    {"{_xxsubinterpreters,_interpreters}.{run_string,exec}", "1", SinkKind::kCode},
    {"_testcapi.run_in_subinterp", "0", SinkKind::kCode},
    {":frame.{query,eval}", "0:expr", SinkKind::kCode},
    {"sympy.{sympify,S,parse_expr}", "0:a :s", SinkKind::kCode},
    {"sympy.parsing.sympy_parser.parse_expr", "0:s", SinkKind::kCode},
    {"sympy.core.sympify.sympify", "0:a", SinkKind::kCode},
    {"sympy.{simplify,expand,factor,solve,solveset,diff,integrate,limit,series,N,nsimplify,latex}",
     "0:expr :f", SinkKind::kCode},
    {"sympy.lambdify", "1:expr", SinkKind::kCode},
    {"numpy.f2py.compile", "0:source", SinkKind::kCode},
    {"{asteval.Interpreter(),asteval.Interpreter().eval}", "0:expr", SinkKind::kCode},
    {"{js2py.eval_js,js2py.eval_js6,py_mini_racer.MiniRacer().eval,quickjs.Context().eval,"
     "dukpy.evaljs,execjs.eval,execjs.compile,simpleeval.simple_eval,"
     "RestrictedPython.compile_restricted,RestrictedPython.compile_restricted_exec,"
     "IPython.get_ipython().run_cell,IPython.core.interactiveshell.InteractiveShell().run_cell}",
     "0", SinkKind::kCode},
    {"{js2py.EvalJs,js2py.evaljs.EvalJs}().{eval,execute}", "0:js :expression", SinkKind::kCode},
    {"{lupa.LuaRuntime().execute,lupa.LuaRuntime().eval}", "0:lua_code", SinkKind::kCode},
    {"{werkzeug.utils.import_string,django.utils.module_loading.import_string,"
     "zope.dottedname.resolve.resolve,pkgutil.resolve_name,pkgutil.get_data,pydoc.locate,oslo_"
     "utils.importutils."
     "import_module,stevedore.driver.DriverManager}",
     "0:name", SinkKind::kImport},
    {"importlib.{util.find_spec,util.spec_from_file_location,machinery.SourceFileLoader,reload}",
     "0:name 1:path :location", SinkKind::kImport},
    {"imp.{load_module,load_source,find_module}", "0:name 1:pathname", SinkKind::kImport},
    {"string.Formatter().{format,vformat}", "0:format_string", SinkKind::kFormat},
    {"builtins.str.{format,format_map}", "0", SinkKind::kFormat},
    {":logger.{trace,success,fatal,msg}", "*", SinkKind::kLog},
    {"syslog.syslog", "0 1", SinkKind::kLog},
    {"builtins.__import__", "0:name", SinkKind::kImport},
    {"importlib.import_module", "0:name", SinkKind::kImport},
    {"importlib.__import__", "0:name", SinkKind::kImport},
    {"pydoc.locate", "0:path", SinkKind::kImport},
    {"builtins.getattr", "1", SinkKind::kImport},
    {"builtins.setattr", "1", SinkKind::kAttributeName},
    {"re.compile", "0:pattern", SinkKind::kRegex},
    {"re.match", "0:pattern", SinkKind::kRegex},
    {"re.fullmatch", "0:pattern", SinkKind::kRegex},
    {"re.search", "0:pattern", SinkKind::kRegex},
    {"re.split", "0:pattern", SinkKind::kRegex},
    {"re.findall", "0:pattern", SinkKind::kRegex},
    {"re.finditer", "0:pattern", SinkKind::kRegex},
    {"re.sub", "0:pattern", SinkKind::kRegex},
    {"re.subn", "0:pattern", SinkKind::kRegex},
    {"re.{match,fullmatch,search,split,findall,finditer}", "1:string", SinkKind::kSlowPattern},
    {"re.{sub,subn}", "2:string", SinkKind::kSlowPattern},
    {":pattern.{match,fullmatch,search,split,findall,finditer}", "0:string",
     SinkKind::kSlowPattern},
    {":pattern.{sub,subn}", "1:string", SinkKind::kSlowPattern},
    // Of this library what takes for ever is to look for a pattern, and that may be given a time.
    {"regex.{match,search,fullmatch,split,splititer,findall,finditer,sub,subf,subn,subfn}",
     "0:pattern", SinkKind::kRegex, SinkWhen::kUntimed},
    {":timed_pattern.{match,search,fullmatch,split,splititer,findall,finditer,sub,subf,subn,subfn,"
     "scanner}",
     "self", SinkKind::kRegex, SinkWhen::kUntimed},
    {":logger.debug", "*", SinkKind::kLog},
    {":logger.info", "*", SinkKind::kLog},
    {":logger.warning", "*", SinkKind::kLog},
    {":logger.warn", "*", SinkKind::kLog},
    {":logger.error", "*", SinkKind::kLog},
    {":logger.critical", "*", SinkKind::kLog},
    {":logger.exception", "*", SinkKind::kLog},
    {":logger.log", "1+", SinkKind::kLog},
    {"logging.debug", "*", SinkKind::kLog},
    {"logging.info", "*", SinkKind::kLog},
    {"logging.warning", "*", SinkKind::kLog},
    {"logging.error", "*", SinkKind::kLog},
    {"logging.critical", "*", SinkKind::kLog},
    {"logging.exception", "*", SinkKind::kLog},
    {"logging.log", "1+", SinkKind::kLog},
    {":logger.debug", "*", SinkKind::kSecretLog},
    {":logger.info", "*", SinkKind::kSecretLog},
    {":logger.warning", "*", SinkKind::kSecretLog},
    {":logger.error", "*", SinkKind::kSecretLog},
    {":logger.critical", "*", SinkKind::kSecretLog},
    {":logger.exception", "*", SinkKind::kSecretLog},
    {"logging.debug", "*", SinkKind::kSecretLog},
    {"logging.info", "*", SinkKind::kSecretLog},
    {"logging.warning", "*", SinkKind::kSecretLog},
    {"logging.error", "*", SinkKind::kSecretLog},
    {"builtins.print", "*", SinkKind::kSecretLog},
};

constexpr CleanModel kCleans[] = {
    {"re.escape", Bit(SinkKind::kRegex)},
    {"shlex.quote", Bit(SinkKind::kCommand)},
    {"pipes.quote", Bit(SinkKind::kCommand)},
    {"html.escape", Bit(SinkKind::kHtml) | Bit(SinkKind::kMarkup)},
    {"cgi.escape", Bit(SinkKind::kHtml)},
    {"urllib.parse.quote", Bit(SinkKind::kHtml) | Bit(SinkKind::kHeader) | Bit(SinkKind::kLog) |
                               Bit(SinkKind::kUrl) | Bit(SinkKind::kCommand)},
    {"urllib.parse.quote_plus",
     Bit(SinkKind::kHtml) | Bit(SinkKind::kHeader) | Bit(SinkKind::kLog) | Bit(SinkKind::kPath) |
         Bit(SinkKind::kUrl) | Bit(SinkKind::kRedirect) | Bit(SinkKind::kCommand)},
    {"urllib.parse.urlencode", Bit(SinkKind::kHtml) | Bit(SinkKind::kHeader) | Bit(SinkKind::kLog) |
                                   Bit(SinkKind::kPath) | Bit(SinkKind::kUrl) |
                                   Bit(SinkKind::kRedirect)},
    {"uuid.UUID"},
    {"ast.literal_eval", Bit(SinkKind::kCode)},
};

constexpr CarryModel kCarries[] = {
    {"base64.b64encode", "0"},
    {"base64.b64decode", "0"},
    {"base64.urlsafe_b64decode", "0"},
    {"base64.urlsafe_b64encode", "0"},
    {"base64.standard_b64decode", "0"},
    {"base64.b32decode", "0"},
    {"base64.b16decode", "0"},
    {"base64.decodebytes", "0"},
    {"binascii.unhexlify", "0"},
    {"binascii.hexlify", "0"},
    {"binascii.a2b_base64", "0"},
    {"urllib.parse.unquote", "0"},
    {"urllib.parse.unquote_plus", "0"},
    {"regex.compile", "0"},
    {"urllib.parse.urlparse", "0"},
    {"{yarl.URL,httpx.URL,hyperlink.URL.from_text}", "0"},
    {"urllib.parse.urlsplit", "0"},
    {"urllib.parse.urljoin", "0 1"},
    {"urllib.parse.urlunparse", "0"},
    {"urllib.parse.urlunsplit", "0"},
    {"urllib.parse.parse_qs", "0"},
    {"urllib.parse.parse_qsl", "0"},
    {"urllib.parse.quote", "0"},
    {"urllib.parse.quote_plus", "0"},
    {"urllib.parse.urlencode", "0"},
    {"json.loads", "0"},
    {"json.dumps", "0"},
    {"json.load", "0"},

    {"re.sub", "1 2"},
    {"re.match", "1"},
    {"re.search", "1"},
    {"re.fullmatch", "1"},
    {"re.findall", "1"},
    {"re.split", "1"},
    {"re.escape", "0"},
    {"re.finditer", "1"},
    {"re.compile", ""},
    {":pattern.sub", "0 1"},
    {":pattern.match", "0"},
    {":pattern.search", "0"},
    {":pattern.findall", "0"},
    {":pattern.fullmatch", "0"},
    {":pattern.split", "0"},
    {"string.Template", "0"},
    {"codecs.decode", "0"},
    {"codecs.encode", "0"},
    {"os.getenv", "1"},
    {"builtins.{bytes,bytearray}.fromhex", "0"},
    {"isinstance", ""},
    {"importlib.import_module", ""},
    {"builtins.open", ""},
    {"builtins.compile", "0"},
    // What a system says of a user is not the user's name.
    {"{pwd,grp,*}.{getpwnam,getpwuid,getgrnam,getgrgid}", ""},
};

}  // namespace

constinit const ModelTable kPython = {
    .types = kTypes, .sources = kSources, .sinks = kSinks, .cleans = kCleans, .carries = kCarries};

}  // namespace meerkat::flow::models

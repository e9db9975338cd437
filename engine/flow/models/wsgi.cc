// Other web frameworks and servers: Tornado, Bottle, Pyramid, Falcon, CherryPy, web.py, Twisted,
// and the standard library's own.

#include "engine/flow/models/models.h"

namespace meerkat::flow::models {
namespace {

using core::Bit;
using core::kRemoteSource;
using enum core::SinkKind;

constexpr SameModel kSame[] = {
    {"falcon.{request.Request,asgi.Request,asgi.request.Request}", "falcon.Request"},
    {"falcon.{asgi.Response,response.Response}", "falcon.Response"},
    {"falcon.{asgi.App,API,app.App}", "falcon.App"},
    {"pyramid.exceptions", "pyramid.httpexceptions"},
    {"webob.exc", "pyramid.httpexceptions"},
    {"webob.{request.Request,BaseRequest}", "webob.Request"},
    {"websockets.{server,asyncio.server,sync.server,legacy.server}.serve", "websockets.serve"},
    {"BaseHTTPServer.BaseHTTPRequestHandler", "http.server.BaseHTTPRequestHandler"},
    {"SocketServer", "socketserver"},
    {"xmlrpclib", "xmlrpc.client"},
    {"SimpleXMLRPCServer", "xmlrpc.server"},
};

constexpr TypeModel kTypes[] = {
    {"falcon.Request()", ":web_request"},
    {"in.req", ":request"},
    {"pyramid.request.Request()", ":web_request"},
    {"tg.request", ":web_request"},
    {"webob.Request()", ":web_request"},
    {"bottle.request", ":bottle_request"},
    {":bottle_request", ":web_request"},
    // Its filename is made safe; raw_filename is what the client says.
    {":bottle_request.files[]", ":bottle_upload"},
    {":bottle_request.files.get()", ":bottle_upload"},
    {"{bottle.LocalRequest,bottle.BaseRequest}()", ":request"},
    {"bottle.Bottle()", ":bottle_app"},
    {"bottle.{default_app,app}()", ":bottle_app"},
    {"bottle.response", ":bottle_response"},
    {"bottle.HTTPResponse()", ":bottle_response"},
    {":request.files[]", ":upload"},
    {":request.files.get()", ":upload"},
    {"tornado.web.{RequestHandler,StaticFileHandler,ErrorHandler,FallbackHandler}()", ":tornado"},
    {"{jupyter_server.base.handlers.APIHandler,jupyter_server.base.handlers.JupyterHandler,jupyter_"
     "server.base.handlers.AuthenticatedHandler,notebook.base.handlers.APIHandler,notebook.base."
     "handlers.IPythonHandler}()",
     ":tornado"},
    {":tornado.reverse_url()", ":own_address"},
    {":request.{route_url,route_path,resource_url,static_url,resource_path}()", ":own_address"},
    {"bottle.{url,Bottle().get_url}()", ":own_address"},
    {":request.response", ":bottle_response"},
    {":request.context", ":kept"},
    {"pyramid.config.Configurator()", ":pyramid_config"},
    {"falcon.App()", ":falcon_app"},
    {"klein.Klein()", ":klein"},
    {"{socket.socket,socket.create_connection,ssl.SSLContext().wrap_socket,ssl.wrap_socket}()",
     ":socket"},
    {":socket.{accept()[],__enter__(),dup()}", ":socket"},
    {":socket_handler.request", ":socket"},
    {"zmq.{Context,asyncio.Context,Context.instance}().socket()", ":zmq_socket"},
    {"in.start_response", ":start_response"},
    {"rpyc.Service()", ":rpyc"},
    {"tornado.websocket.WebSocketHandler()", ":tornado"},
    {":tornado.request", ":web_request"},
    {"cherrypy.request", ":cherrypy_request"},
    {"cherrypy.response", ":bottle_response"},
    {"pyramid.response.{Response,FileResponse}()", ":bottle_response"},
    {"webob.Response()", ":bottle_response"},
    {"falcon.Response()", ":falcon_response"},
    {"in.resp", ":falcon_response"},
    {"twisted.web.resource.Resource()", ":twisted"},
    {"http.server.{BaseHTTPRequestHandler,SimpleHTTPRequestHandler,CGIHTTPRequestHandler}()",
     ":http_handler"},
    {"socketserver.{BaseRequestHandler,StreamRequestHandler,DatagramRequestHandler}()",
     ":socket_handler"},
    {"cgi.FieldStorage()", ":cgi_form"},
    {"in.environ", ":wsgi_environ"},
    {"wsgiref.simple_server.WSGIRequestHandler()", ":http_handler"},
    {"xmlrpc.server.{SimpleXMLRPCServer,DocXMLRPCServer}()", ":xmlrpc_server"},
};

constexpr SourceModel kSources[] = {
    {":request.{params,forms,matchdict,json_body,media,bounded_stream,arguments,body_arguments,"
     "query_arguments,text,relative_uri,urlvars,remote_route,fullpath,body_file}"},
    {":request.{get_param,get_param_as_list,get_media,get_header,get_cookie,get_cookie_values}()"},
    {":tornado.{get_argument,get_arguments,get_query_argument,get_query_arguments,get_body_"
     "argument,"
     "get_body_arguments,get_cookie,decode_argument}()"},
    {"*.{get_argument,get_arguments,get_query_argument,get_body_argument}()"},
    {":tornado.{path_args,path_kwargs,cookies}"},
    {":tornado.get_json_body()"},  // Jupyter's
    {":web_request.host_name"},
    // Headers have no line breaks.
    {":request.{referer,referrer,user_agent}", kRemoteSource, Bit(kHeader) | Bit(kLog)},
    {":web_request.{auth,domain,remote_user,raw_path}"},
    {":request.{getUser,getPassword}()"},
    {":request.{received_cookies,requestHeaders,traversed}"},
    {":request.env[]"},
    {"cherrypy.url()", kRemoteSource, Bit(kRedirect)},
    {":cherrypy_request.{params,body,json,query_string,path_info,cookie}"},
    {":cherrypy_request.headers", kRemoteSource, Bit(kHeader) | Bit(kLog)},
    {"web.{input,data,cookies}()"},
    {"web.ctx.{path,query,fullpath,env}"},
    {":bottle_upload.{raw_filename,file,content_type,headers}"},
    {":request.{environ,url_args,urlparts,subpath,traverse,postpath,prepath,queries}"},
    {":web_request.{host,host_url,application_url,path_url,forwarded_host,forwarded_uri,netloc,"
     "prefix}"},
    {":web_request.full_url()"},
    {":request.{getHeader,getAllHeaders,get_first_header,get_headers}()", kRemoteSource,
     Bit(kHeader) | Bit(kLog)},
    {":request.getCookie()"},
    {":socket.{recv,recvfrom,recvmsg,recv_into,makefile}()"},
    {":zmq_socket.{recv,recv_string,recv_json,recv_pyobj,recv_multipart,recv_serialized}()"},
    {"wsgiref.util.request_uri()"},
    {":http_handler.{path,headers,rfile,requestline,raw_requestline}"},
    {":socket_handler.{request,rfile}"},
    {":cgi_form[]"},
    {":cgi_form.{getvalue,getfirst,getlist}()"},
    {"cgi.{parse,parse_qs,parse_multipart}()"},
    {":wsgi_environ[]"},
    {":wsgi_environ.get()"},
};

constexpr SinkModel kSinks[] = {
    {"bottle.redirect", "0:url", kRedirect},
    {"bottle.static_file", "1:root", kPath},
    {":bottle_upload.save", "0:destination", kPath},
    {"bottle.{template,SimpleTemplate,jinja2_template,mako_template,cheetah_template}", "0:source",
     kTemplate},
    {":bottle_response.set_header", "1:value", kHeader},
    {":bottle_response.{add_header,set_cookie}", "0 1", kHeader},
    {":bottle_response.headers[]=", "1", kHeader},
    {":bottle_response.set_cookie", "1:value", kToken},
    {":bottle_response.{body,text}=", "0", kHtml},
    {":bottle_response.location=", "0", kRedirect},
    {"pyramid.httpexceptions.{HTTPFound,HTTPSeeOther,HTTPMovedPermanently,HTTPTemporaryRedirect}",
     "0:location", kRedirect},
    {"{pyramid.response.Response,webob.Response}", "0:body :text", kHtml, SinkWhen::kHtmlType},
    {"pyramid.response.FileResponse", "0:path", kPath},
    {"falcon.{HTTPMovedPermanently,HTTPFound,HTTPSeeOther,HTTPTemporaryRedirect,"
     "HTTPPermanentRedirect}",
     "0:location", kRedirect},
    {":falcon_response.{set_header,append_header}", "1:value", kHeader},
    {":falcon_response.set_cookie", "0:name 1:value", kHeader},
    {":falcon_response.location=", "0", kRedirect},
    // Of these only what is said to be HTML is a page: Interpreter::TakeBackPages.
    {":falcon_response.{text,body,data}=", "0", kHtml},
    {":falcon_response.html=", "0", kHtml},
    {":falcon_response.headers[]=", "1", kHeader},
    {":start_response", "1", kHeader},
    {"bottle.HTTPResponse", "0:body", kHtml, SinkWhen::kHtmlType},
    {"bottle.template", "*", kHtml, SinkWhen::kUnescaped},
    {"bottle.HTTPResponse", ":headers", kHeader},
    {"pyramid.renderers.{render,render_to_response}", "0:renderer_name", kPath},
    {":tornado.redirect", "0:url", kRedirect},
    {":tornado.{write,finish}", "0:chunk", kHtml},
    {":tornado.{write,finish}", "0:chunk", kResponseError},
    {":tornado.{set_header,add_header}", "1:value", kHeader},
    {":tornado.set_cookie", "0:name 1:value", kHeader},
    {":tornado.{set_secure_cookie,set_signed_cookie}", "0:name", kHeader},
    {":tornado.{set_cookie,set_secure_cookie}", "1:value", kToken},
    {":tornado.{render,render_string}", "0:template_name", kPath},
    {"cherrypy.HTTPRedirect", "0:urls", kRedirect},
    {"cherrypy.session[]=", "0", kSession, SinkWhen::kOpenKey},
    {"cherrypy.session[]=", "1", kSession, SinkWhen::kTrustedKey},
    {"cherrypy.lib.static.{serve_file,serve_download}", "0:path", kPath},
    {":bottle_response.cookie[]=", "1", kHeader},
    {"web.{seeother,found,redirect,tempredirect}", "0:url", kRedirect},
    {"web.header", "1", kHeader},
    {"web.template.Template", "0", kTemplate},
    {"twisted.web.util.redirectTo", "0:URL", kRedirect},
    {"twisted.web.util.Redirect", "0:url", kRedirect},
    {"twisted.web.static.File", "0:path", kPath},
    {":request.redirect", "0", kRedirect},
    {":request.write", "0", kHtml},
    {":request.setHeader", "1", kHeader},
    {":request.addCookie", "0 1", kHeader},
    {":http_handler.wfile.write", "0", kHtml},
    {":http_handler.send_header", "1:value", kHeader},
    {":http_handler.send_error", "1:message", kResponseError},
    {":socket_handler.wfile.write", "", kHtml},
    {"wsgiref.headers.Headers().add_header", "1", kHeader},
    {"http.cookies.SimpleCookie()[]=", "1", kHeader},
};

constexpr CleanModel kCleans[] = {
    {"tornado.escape.{xhtml_escape,json_encode}", Bit(kHtml)},
    // The base, which is the application's own, stays at the beginning.
    {"{jupyter_server.utils,notebook.utils,jupyterhub.utils,notebook_shim.utils}.url_path_join",
     Bit(kRedirect) | Bit(kUrl)},
    {"tornado.escape.url_escape", Bit(kHtml) | Bit(kHeader) | Bit(kLog) | Bit(kUrl) | Bit(kPath)},
    {"bottle.{html_escape,html_quote}", Bit(kHtml)},
    {"{web.websafe,web.htmlquote,web.net.websafe}", Bit(kHtml)},
    {"{webob.exc.html_escape,webhelpers.html.escape,pyramid.compat.escape}", Bit(kHtml)},
    {"twisted.web.util.formatFailure", Bit(kHtml)},
    {":request.{route_url,route_path,resource_url,static_url}", core::kAllSinks},
    {":request.{get_param_as_int,get_param_as_float,get_param_as_bool,get_param_as_uuid,"
     "get_param_as_date,get_param_as_datetime}",
     core::kAllSinks},
    {":tornado.reverse_url", core::kAllSinks},
};

constexpr CarryModel kCarries[] = {
    // What it adds stands behind "?".
    {"tornado.httputil.url_concat", "0:url"},
    {"bottle.{redirect,static_file,template,abort}", ""},
    {":tornado.{write,redirect,render,render_string,set_header,finish,get_secure_cookie,"
     "get_signed_cookie,get_current_user,get_status}",
     ""},
    {":http_handler.{send_response,send_header,end_headers,send_error,log_message}", ""},
    {"tornado.escape.{json_decode,url_unescape,utf8,to_unicode,native_str}", "0"},
    {"pyramid.renderers.{render,render_to_response}", ""},
    {"web.{header,seeother,found}", ""},
};

constexpr EntryModel kEntries[] = {
    {"bottle.{route,get,post,put,delete,patch,error,hook}", kRemoteSource, kHtml, "error", true},
    {":bottle_app.{route,get,post,put,delete,patch,error,hook}", kRemoteSource, kHtml, "error",
     true},
    {":tornado.{get,post,put,delete,patch,head,options}", kRemoteSource, kCount, {}, true},
    {":tornado.{on_message,data_received,check_origin}", kRemoteSource},
    {":tornado.open", kRemoteSource, kCount, {}, true},
    {"pyramid.view.{view_config,notfound_view_config,forbidden_view_config,exception_view_config}",
     kRemoteSource, kCount, "request context exc"},
    {"{cherrypy,tg,tg.decorators,turbogears}.expose", kRemoteSource, kHtml},
    {"self.{on_get,on_post,on_put,on_patch,on_delete}", kRemoteSource, kCount, "req resp ws"},
    {":twisted.{render_GET,render_POST,render}", kRemoteSource, kHtml, "request"},
    {":twisted.getChild", kRemoteSource, kCount, "request"},
    {":klein.{route,handle_errors}", kRemoteSource, kHtml, "request"},
    {"klein.route", kRemoteSource, kHtml, "request"},
    {"webob.dec.wsgify", kRemoteSource, kCount, "request req"},
    {":xmlrpc_server.register_function", kRemoteSource},
    {"{twisted.protocols.basic.LineReceiver,twisted.internet.protocol.Protocol}()."
     "{lineReceived,dataReceived}",
     kRemoteSource,
     kCount,
     {},
     false,
     Bit(kHtml)},  // no browser says it for somebody else
    {"{asyncio.Protocol,asyncio.DatagramProtocol}().{data_received,datagram_received}",
     kRemoteSource,
     kCount,
     {},
     false,
     Bit(kHtml)},
    // Methods of classes without a base: web.py, CherryPy's MethodDispatcher.
    {"self.{GET,POST,PUT,DELETE,PATCH}", kRemoteSource, kHtml, "request"},
    // def application(environ, start_response), async def application(scope, receive, send)
    {"def.wsgi_environ", kRemoteSource, kHtml, "environ start_response env"},
    {"def.scope_receive_send", kRemoteSource, kCount, "send"},
    {"jsonrpcserver.{method,async_method}", kRemoteSource, kCount, "context"},
    {"jsonrpc.dispatcher.add_method", kRemoteSource},
    {":rpyc.exposed_*", kRemoteSource, kCount, "conn"},
    {"{Pyro4,Pyro5.api,Pyro5.server}.expose", kRemoteSource},
    {"nameko.rpc.rpc", kRemoteSource},
    {"nameko.web.handlers.http", kRemoteSource, kCount, "request"},
    {"nameko.events.event_handler", kRemoteSource},
    {"{spyne.rpc,spyne.decorator.rpc,spyne.srpc}", kRemoteSource, kCount, "ctx"},
};

constexpr HandlerModel kHandlers[] = {
    {{"{bottle,:bottle_app}.route", kRemoteSource, kHtml}, "2:callback"},
    {{":bottle_app.{get,post,put,delete,patch}", kRemoteSource, kHtml}, ":callback"},
    {{":pyramid_config.{add_view,add_notfound_view,add_forbidden_view,add_exception_view}",
      kRemoteSource, kCount, "request context exc"},
     "0:view"},
    {{":falcon_app.add_route", kRemoteSource, kCount, "req resp ws self"}, "1:resource"},
    {{":falcon_app.add_sink", kRemoteSource, kCount, "req resp ws self"}, "0:sink"},
    // index.exposed = True
    {{"*.exposed=", kRemoteSource, kHtml}, "self"},
    {{":xmlrpc_server.register_function", kRemoteSource}, "0:function"},
    {{":xmlrpc_server.register_instance", kRemoteSource, kCount, kEveryMethod}, "0:instance"},
    {{"zerorpc.Server", kRemoteSource, kCount, kEveryMethod}, "0:methods"},
    {{"asyncio.{start_server,start_unix_server}", kRemoteSource, kCount, "writer"},
     "0:client_connected_cb"},
    {{"websockets.serve", kRemoteSource, kCount, "self"}, "0:handler :ws_handler"},
};

}  // namespace

constinit const ModelTable kWsgi = {.same = kSame,
                                    .types = kTypes,
                                    .sources = kSources,
                                    .sinks = kSinks,
                                    .cleans = kCleans,
                                    .carries = kCarries,
                                    .entries = kEntries,
                                    .handlers = kHandlers};

}  // namespace meerkat::flow::models

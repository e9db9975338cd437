// Asynchronous web frameworks: Starlette and FastAPI, aiohttp, Sanic, Litestar, BlackSheep.

#include "engine/flow/models/models.h"

namespace meerkat::flow::models {
namespace {

using core::Bit;
using core::kRemoteSource;
using enum core::SinkKind;

constexpr SameModel kSame[] = {
    {"fastapi.responses", "starlette.responses"},
    {"fastapi.requests", "starlette.requests"},
    {"fastapi.Request", "starlette.requests.Request"},
    {"fastapi.WebSocket", "starlette.websockets.WebSocket"},
    {"fastapi.websockets", "starlette.websockets"},
    {"fastapi.Response", "starlette.responses.Response"},
    {"fastapi.staticfiles", "starlette.staticfiles"},
    {"fastapi.templating", "starlette.templating"},
    {"fastapi.datastructures", "starlette.datastructures"},
    {"fastapi.UploadFile", "starlette.datastructures.UploadFile"},
    {"fastapi.params", "fastapi"},
    {"fastapi.routing.APIRouter", "fastapi.APIRouter"},
    {"sanic.{request.Request,request.types.Request}", "sanic.Request"},
    {"sanic.response.types.HTTPResponse", "sanic.response.HTTPResponse"},
    {"sanic.HTTPResponse", "sanic.response.HTTPResponse"},
    {"aiohttp.web_response", "aiohttp.web"},
    {"aiohttp.web_request", "aiohttp.web"},
    {"fastapi.background", "starlette.background"},
    {"fastapi.{param_functions,openapi.models}", "fastapi"},
    {"sanic.views.{CompositionView,View}", "sanic.views.HTTPMethodView"},
    {"litestar.{connection.Request,connection.request.Request}", "litestar.Request"},
    {"litestar.handlers", "litestar"},
    {"starlite", "litestar"},
    {"blacksheep.server", "blacksheep"},
    {"aiohttp.web_exceptions", "aiohttp.web"},
};

constexpr TypeModel kTypes[] = {
    {"{starlette.requests.Request,starlette.requests.HTTPConnection,aiohttp.web.Request,"
     "aiohttp.web.BaseRequest,sanic.Request,litestar.Request,litestar.connection.Request,"
     "blacksheep.Request}()",
     ":web_request"},
    // A parameter that is only named request may be one that a client sends: its address is its
    // own.
    {":web_request", ":request"},
    {"starlette.websockets.WebSocket()", ":websocket"},
    {"in.websocket", ":websocket"},
    {"starlette.datastructures.UploadFile()", ":upload_parameter"},
    {"aiohttp.web.View().request", ":request"},
    {"starlette.endpoints.HTTPEndpoint()", ":starlette_endpoint"},
    {"starlette.endpoints.WebSocketEndpoint()", ":starlette_sockets"},
    {"starlette.middleware.base.BaseHTTPMiddleware()", ":starlette_middleware"},
    {":request.state", ":kept"},
    {":websocket.state", ":kept"},
    {":request.ctx", ":kept"},
    {":starlette.url_path_for()", ":own_address"},
    {":request.{url_for,app.url_path_for}()", ":own_address"},
    {"*.url_for()", ":own_address"},
    {"in.ws", ":websocket"},
    {":fastapi.url_path_for()", ":own_address"},
    {"litestar.Controller()", ":litestar_controller"},
    {"{robyn.Robyn,robyn.SubRouter}()", ":robyn"},
    {"robyn.Request()", ":web_request"},
    {"{blacksheep.Application,blacksheep.Router}()", ":blacksheep"},
    {"blacksheep.server.controllers.Controller()", ":blacksheep_controller"},
    {"aiohttp.web.{Application,UrlDispatcher}()", ":aiohttp_application"},
    {"responder.API()", ":responder"},
    {"responder.Request()", ":web_request"},
    {"{connexion.FlaskApp,connexion.AsyncApp,connexion.App}()", ":connexion"},
    {"connexion.request", ":flask_request"},
    {"{fastapi.FastAPI,fastapi.APIRouter}()", ":fastapi"},
    {"starlette.applications.Starlette()", ":starlette"},
    {"{sanic.Sanic,sanic.Blueprint,sanic.app.Sanic}()", ":sanic"},
    {"sanic.Sanic.get_app()", ":sanic"},
    {"sanic.views.HTTPMethodView()", ":django_view"},
    {"aiohttp.web.RouteTableDef()", ":aiohttp_routes"},
    {"aiohttp.web.{Response,StreamResponse,json_response}()", ":async_response"},
    {"aiohttp.web.WebSocketResponse()", ":aiohttp_socket"},
    {"starlette.responses.{Response,HTMLResponse,PlainTextResponse,JSONResponse,RedirectResponse,"
     "StreamingResponse,FileResponse}()",
     ":async_response"},
    {"in.response", ":async_response"},
    {"starlette.background.BackgroundTasks()", ":background"},
    {"fastapi.BackgroundTasks()", ":background"},
};

constexpr SourceModel kSources[] = {
    {":request.{path_params,cookies,query,query_string,match_info,content,rel_url,args,form,json,"
     "files,"
     "values,view_args,raw_args,query_args,token,raw_url,unparsed_uri,stream}"},
    {":request.{json,form,body,stream,post,text,multipart,get_json,get_data,get_args}()"},
    {":web_request.{url,uri,full_path,path_qs}", kRemoteSource, Bit(kRedirect)},
    {":websocket.{receive,receive_text,receive_json,receive_bytes,iter_text,iter_json,iter_bytes,"
     "recv}()"},
    {":websocket[]"},
    {":websocket.{query_params,path_params,headers,cookies,url}"},
    {":upload_parameter.{filename,content_type,headers}"},
    {":upload_parameter.read()"},
    {":upload_parameter.file"},
    {":request.{url.path,url.query,path_parameters,form_data,route_values}"},
    {":aiohttp_socket.{receive,receive_str,receive_json,receive_bytes}()"},
    {":aiohttp_socket[]"},
};

constexpr SinkModel kSinks[] = {
    {"starlette.responses.RedirectResponse", "0:url", kRedirect},
    {"starlette.responses.HTMLResponse", "0:content", kHtml},
    {"starlette.responses.Response", "0:content", kHtml, SinkWhen::kSaysHtml},
    {"starlette.responses.StreamingResponse", "0:content", kHtml, SinkWhen::kSaysHtml},
    {"starlette.responses.FileResponse", "0:path", kPath},
    {"starlette.responses.{Response,HTMLResponse,PlainTextResponse,JSONResponse}", "0:content",
     kResponseError},
    {"starlette.responses.{Response,HTMLResponse,JSONResponse,StreamingResponse,FileResponse}",
     ":headers", kHeader},
    {"fastapi.HTTPException", "1:detail", kResponseError},
    {"starlette.staticfiles.StaticFiles", ":directory", kPath},
    {"aiohttp.web.{HTTPFound,HTTPMovedPermanently,HTTPSeeOther,HTTPTemporaryRedirect,"
     "HTTPPermanentRedirect}",
     "0:location", kRedirect},
    {"aiohttp.web.FileResponse", "0:path", kPath},
    {"aiohttp.web.Response", ":body :text", kHtml, SinkWhen::kSaysHtml},
    {"litestar.Response", "0:content", kHtml, SinkWhen::kSaysHtml},
    {"litestar.Response", ":headers", kHeader},
    {"{blacksheep.HTMLContent,blacksheep.contents.HTMLContent}", "0", kHtml},
    {"sanic.response.HTTPResponse", "0:body", kHtml, SinkWhen::kSaysHtml},
    {"sanic.response.{text,html,json,raw,HTTPResponse}", ":headers", kHeader},
    {"sanic.response.{raw,text}", "0:body", kHtml, SinkWhen::kSaysHtml},
    {"{robyn.serve_html,robyn.responses.serve_html,robyn.serve_file,robyn.responses.serve_file}",
     "0", kPath},
    {"{robyn.html,robyn.responses.html}", "0", kHtml},

    {"aiohttp.web.Response", ":headers", kHeader},
    {"aiohttp.web.{Response,json_response}", "0:data :body :text", kResponseError},
    {"sanic.response.redirect", "0:to", kRedirect},
    {"sanic.response.html", "0:body", kHtml},
    {"sanic.html", "0:body", kHtml},
    {"sanic.redirect", "0:to", kRedirect},
    {"{sanic.response.file,sanic.response.file_stream,sanic.file}", "0:location", kPath},
    {"sanic.response.{text,json,html}", "0:body", kResponseError},
    {":async_response.headers[]=", "1", kHeader},
    {":async_response.headers.{append,update,setdefault,add}", "1", kHeader},
    {":async_response.set_cookie", "0:key 1:value", kHeader},
    {":async_response.set_cookie", "1:value", kToken},
    {"litestar.response.Redirect", "0:path", kRedirect},
    {"litestar.response.File", "0:path", kPath},
    {"{blacksheep.redirect,blacksheep.server.responses.redirect}", "0:url", kRedirect},
    {"{blacksheep.html,blacksheep.server.responses.html}", "0:value", kHtml},
    {"aiohttp_session.get_session()[]=", "0", kSession, SinkWhen::kOpenKey},
    {"aiohttp_session.get_session()[]=", "1", kSession, SinkWhen::kTrustedKey},
};

constexpr CarryModel kCarries[] = {
    {"starlette.responses.{Response,HTMLResponse,PlainTextResponse,JSONResponse,RedirectResponse,"
     "StreamingResponse,FileResponse}",
     ""},
    {"aiohttp.web.{Response,json_response,FileResponse}", ""},
    {"sanic.response.{text,json,html,redirect,file}", ""},
    {"starlette.templating.Jinja2Templates", ""},
    {"starlette.templating.Jinja2Templates().TemplateResponse", ""},
    {"fastapi.{HTTPException,Depends}", ""},
    {":request.{url_for,app.url_path_for}", ""},
    {"*.url_for", ""},
};

// Parameters that a framework hands in itself.
constexpr std::string_view kHandedIn =
    "request req db session websocket ws response background_tasks state socket call_next error "
    "exc "
    "exception e scope";

constexpr EntryModel kEntries[] = {
    {":fastapi.{get,post,put,patch,delete,head,options,trace,api_route}", kRemoteSource,
     kResponseError, kHandedIn},
    {":fastapi.{websocket,websocket_route,route,exception_handler,middleware}", kRemoteSource,
     kCount, kHandedIn},
    {":starlette.{route,websocket_route,exception_handler,middleware}", kRemoteSource, kCount,
     kHandedIn},
    {":sanic.{get,post,put,patch,delete,head,options,route,websocket,exception,middleware,on_"
     "request,"
     "on_response}",
     kRemoteSource, kCount, kHandedIn},
    {":starlette_endpoint.{get,post,put,patch,delete,head,options}", kRemoteSource, kCount,
     "request"},
    {":starlette_sockets.on_receive", kRemoteSource, kCount, "websocket"},
    // Where a file lies for what an address says.
    {"starlette.staticfiles.StaticFiles().{lookup_path,get_response}", kRemoteSource, kCount,
     "scope", true},
    {"litestar.{get,post,put,patch,delete,head,route}", kRemoteSource, kResponseError, kHandedIn},
    {"litestar.{websocket,websocket_listener}", kRemoteSource, kCount, kHandedIn},
    {":aiohttp_routes.{get,post,put,patch,delete,head,options,view,route}", kRemoteSource, kCount,
     "request"},
    {":blacksheep.{get,post,put,patch,delete,head,options,route,ws,router.get,router.post,router."
     "put,"
     "router.delete,router.patch}",
     kRemoteSource, kCount, kHandedIn},
    {"blacksheep.{get,post,put,patch,delete,head,options,route,ws}", kRemoteSource, kCount,
     kHandedIn},
    {"blacksheep.server.controllers.{get,post,put,patch,delete,head,options,route,ws}",
     kRemoteSource, kCount, kHandedIn},
    {":robyn.{get,post,put,patch,delete,head,options}", kRemoteSource, kHtml, kHandedIn},
    {":responder.route", kRemoteSource, kCount, "req resp self ws"},
};

constexpr HandlerModel kHandlers[] = {
    {{"{:fastapi,*}.add_api_route", kRemoteSource, kResponseError, kHandedIn}, "1:endpoint"},
    {{"{:fastapi,*}.add_api_websocket_route", kRemoteSource, kCount, kHandedIn}, "1:endpoint"},
    {{"{:fastapi,:starlette}.{add_route,add_websocket_route}", kRemoteSource, kCount, kHandedIn},
     "1:endpoint"},
    {{"{starlette.routing,fastapi.routing}.{Route,WebSocketRoute,APIRoute}", kRemoteSource, kCount,
      kHandedIn},
     "1:endpoint"},
    {{"{:fastapi,:starlette}.add_exception_handler", kRemoteSource, kCount, kHandedIn},
     "1:handler"},
    {{":sanic.{add_route,add_websocket_route}", kRemoteSource, kCount, kHandedIn}, "0:handler"},
    {{"aiohttp.web.{get,post,put,patch,delete,head,view}", kRemoteSource, kCount, kHandedIn},
     "1:handler"},
    {{"aiohttp.web.route", kRemoteSource, kCount, kHandedIn}, "2:handler"},
    {{"{:aiohttp_application.router,*}.{add_get,add_post,add_put,add_patch,add_delete,add_view}",
      kRemoteSource, kCount, kHandedIn},
     "1:handler"},
    {{":aiohttp_application.router.add_route", kRemoteSource, kCount, kHandedIn}, "2:handler"},
    {{":robyn.add_route", kRemoteSource, kHtml, kHandedIn}, "2:handler"},
    {{":responder.add_route", kRemoteSource, kCount, "req resp self ws"}, "1:endpoint"},
};

constexpr ParameterModel kParameters[] = {
    {"fastapi.{Query,Path,Body,Form,Header,Cookie,File}"},
    {"fastapi.{Depends,Security}", kNoSource, true},
    {"ninja.{Query,Path,Body,Form,Header,Cookie,File,PathEx,QueryEx}"},
    {"litestar.params.{Parameter,Body}"},
    {"litestar.params.Dependency", kNoSource},
    {"blacksheep.{FromQuery,FromRoute,FromHeader,FromCookie,FromJSON,FromForm,FromFiles,FromBytes,"
     "FromText}"},
};

}  // namespace

constinit const ModelTable kAsgi = {.same = kSame,
                                    .types = kTypes,
                                    .sources = kSources,
                                    .sinks = kSinks,
                                    .carries = kCarries,
                                    .entries = kEntries,
                                    .parameters = kParameters,
                                    .handlers = kHandlers};

}  // namespace meerkat::flow::models

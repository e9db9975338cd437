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
};

constexpr TypeModel kTypes[] = {
    {"{starlette.requests.Request,starlette.requests.HTTPConnection,aiohttp.web.Request,"
     "aiohttp.web.BaseRequest,sanic.Request,litestar.Request,litestar.connection.Request,"
     "blacksheep.Request}()",
     ":web_request"},
    // A parameter that is only named request may be one that a client sends: its address is its own.
    {":web_request", ":request"},
    {"starlette.websockets.WebSocket()", ":websocket"},
    {"in.websocket", ":websocket"},
    {"starlette.datastructures.UploadFile()", ":upload_parameter"},
    {"aiohttp.web.View().request", ":request"},
    {"starlette.endpoints.HTTPEndpoint()", ":starlette_endpoint"},
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
    {":request.{path_params,cookies,query,query_string,match_info,content,rel_url,args,form,json,files,"
     "values,view_args,raw_args,query_args,token,raw_url,unparsed_uri,stream}"},
    {":request.{json,form,body,stream,post,text,multipart,get_json,get_data,get_args}()"},
    {":web_request.{url,uri,full_path,path_qs}", kRemoteSource, Bit(kRedirect)},
    {":websocket.{receive,receive_text,receive_json,receive_bytes,iter_text,iter_json,iter_bytes,recv}()"},
    {":websocket.{query_params,path_params,headers,cookies,url}"},
    {":upload_parameter.{filename,content_type,headers}"},
    {":upload_parameter.read()"},
    {":upload_parameter.file"},
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
    {"aiohttp_session.get_session()[]=", "0 1", kSession},
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
};

constexpr EntryModel kEntries[] = {
    {":fastapi.{get,post,put,patch,delete,head,options,api_route,websocket}", kRemoteSource, kCount,
     "request db session websocket response background_tasks"},
    {":sanic.{get,post,put,patch,delete,head,options,route,websocket}", kRemoteSource, kCount,
     "request ws"},
    {":starlette_endpoint.{get,post,put,patch,delete}", kRemoteSource, kCount, "request"},
    {"litestar.{get,post,put,patch,delete,route}", kRemoteSource, kCount,
     "request state session socket"},
    {"litestar.handlers.{get,post,put,patch,delete}", kRemoteSource, kCount, "request state session"},
};

constexpr ParameterModel kParameters[] = {
    {"fastapi.{Query,Path,Body,Form,Header,Cookie,File}"},
    {"fastapi.{Depends,Security}", kNoSource},
    {"ninja.{Query,Path,Body,Form,Header,Cookie,File}"},
    {"litestar.params.{Parameter,Body}"},
};

}  // namespace

constinit const ModelTable kAsgi = {.same = kSame,
                                    .types = kTypes,
                                    .sources = kSources,
                                    .sinks = kSinks,
                                    .carries = kCarries,
                                    .entries = kEntries,
                                    .parameters = kParameters};

}  // namespace meerkat::flow::models

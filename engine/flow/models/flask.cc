// Flask, Werkzeug and what is built on them.

#include "engine/flow/models/models.h"

namespace meerkat::flow::models {
namespace {

using core::Bit;
using core::SinkKind;

constexpr SameModel kSame[] = {
    {"flask.globals", "flask"},
    {"flask.{wrappers,app,blueprints,helpers,templating,sessions}", "flask"},
    {"flask.escape", "markupsafe.escape"},
    {"werkzeug.{wrappers,exceptions}", "werkzeug"},
    {"quart.Response", "flask.Response"},
    {"quart.make_response", "flask.make_response"},
    {"quart.redirect", "flask.redirect"},
    {"quart.render_template_string", "flask.render_template_string"},
    {"quart.send_file", "flask.send_file"},
    {"quart.send_from_directory", "flask.send_from_directory"},
    {"quart.jsonify", "flask.jsonify"},
    {"quart.session", "flask.session"},
    {"quart.current_app", "flask.current_app"},
    {"quart.Blueprint", "flask.Blueprint"},
    {"quart.request", "flask.request"},
    {"quart.Quart", "flask.Flask"},
    {"flask_restx", "flask_restful"},
};

constexpr TypeModel kTypes[] = {
    {"werkzeug.Request()", ":flask_request"},
    {":flask_request.files[]", ":flask_upload"},
    {":flask_request.files.{get,pop}()", ":flask_upload"},
    {":flask_request.files.getlist()[]", ":flask_upload"},
    {"werkzeug.datastructures.FileStorage()", ":flask_upload"},
    {"self.current_app", ":flask_app"},
    {"flask_restful.Resource()", ":flask_resource"},
    {"flask.views.{MethodView,View}()", ":flask_resource"},
    {"flask_restful.reqparse.RequestParser()", ":flask_parser"},
    {":flask_app.test_request_context().request", ":flask_request"},
    {"flask.request", ":flask_request"},
    {"flask.Request()", ":flask_request"},
    {"flask.Flask()", ":flask_app"},
    {"flask.Blueprint()", ":flask_app"},
    {"flask.session", ":flask_session"},
    {"flask.Response()", ":flask_response"},
    {"flask.make_response()", ":flask_response"},
    {"flask.redirect()", ":flask_response"},
    {"werkzeug.Response()", ":flask_response"},
    {":flask_app.logger", ":logger"},
    {"flask.current_app", ":flask_app"},
};

constexpr SourceModel kSources[] = {
    {":flask_request.{args,form,values,cookies,files,json,data,stream,query_string,view_args,environ,"
     "authorization,host,range}"},
    {":flask_request.{get_json,get_data}()"},
    // A header has no line breaks; an address of this request leads here.
    {":flask_request.{headers,user_agent,content_type,mimetype,origin,referrer}", core::kRemoteSource,
     Bit(SinkKind::kHeader) | Bit(SinkKind::kLog)},
    {":flask_request.{url,full_path,base_url,path}", core::kRemoteSource, Bit(SinkKind::kRedirect)},
    {":flask_upload.{filename,name,content_type,mimetype,headers,stream}"},
    {":flask_upload.{read,readlines}()"},
    {":flask_parser.parse_args()"},
};

constexpr SinkModel kSinks[] = {
    {"flask.render_template_string", "0:source", SinkKind::kTemplate},
    {"flask.stream_template_string", "0:source", SinkKind::kTemplate},
    {"flask.redirect", "0:location", SinkKind::kRedirect},
    {"werkzeug.utils.redirect", "0:location", SinkKind::kRedirect},
    {"flask.make_response", "0", SinkKind::kHtml},
    {"flask.Response", "0:response", SinkKind::kHtml, SinkWhen::kHtmlType},
    {"flask.make_response", "0", SinkKind::kResponseError},
    {"flask.Response", "0:response", SinkKind::kResponseError},
    {"flask.jsonify", "*", SinkKind::kResponseError},
    {"flask.send_file", "0:path_or_file :filename_or_fp", SinkKind::kPath},
    {"flask.send_from_directory", "0:directory", SinkKind::kPath},
    {":flask_session[]=", "0 1", SinkKind::kSession},
    {":flask_session.update", "*", SinkKind::kSession},
    {":flask_session.setdefault", "1", SinkKind::kSession},
    {":flask_session[]=", "1", SinkKind::kToken},
    {":flask_response.headers[]=", "1", SinkKind::kHeader},
    {":flask_response.headers.add", "1", SinkKind::kHeader},
    {":flask_response.headers.set", "1", SinkKind::kHeader},
    {":flask_response.set_cookie", "0:key 1:value", SinkKind::kHeader},
    {":flask_response.set_cookie", "1:value", SinkKind::kToken},
    {":flask_response.set_data", "0", SinkKind::kHtml},
    {":flask_response.data=", "0", SinkKind::kHtml},
    {":flask_response.location=", "0", SinkKind::kRedirect},
    {"werkzeug.Response", "0:response", SinkKind::kHtml, SinkWhen::kHtmlType},
    {"flask.Response", "3:headers", SinkKind::kHeader},
    {"flask.abort", "1:description", SinkKind::kResponseError},
    {":flask_upload.save", "0:dst", SinkKind::kPath},
    {":upload.save", "0:dst", SinkKind::kPath},
    {"flask.render_template", "0:template_name_or_list", SinkKind::kPath},
};

constexpr CleanModel kCleans[] = {
    {"werkzeug.utils.secure_filename", Bit(SinkKind::kPath) | Bit(SinkKind::kArchive) |
                                           Bit(SinkKind::kHeader) | Bit(SinkKind::kHtml) |
                                           Bit(SinkKind::kCommand)},
    {"werkzeug.secure_filename", Bit(SinkKind::kPath) | Bit(SinkKind::kHtml)},
    {"werkzeug.utils.safe_join", Bit(SinkKind::kPath)},
    {"werkzeug.security.safe_join", Bit(SinkKind::kPath)},
    {"flask.safe_join", Bit(SinkKind::kPath)},
    {"flask.url_for", core::kAllSinks},
    {"flask.jsonify", Bit(SinkKind::kHtml)},
    {"flask.json.dumps", Bit(SinkKind::kLog)},
};

constexpr CarryModel kCarries[] = {
    {"flask.render_template", ""},  {"flask.render_template_string", ""},
    {"flask.redirect", ""},         {"flask.abort", ""},
    {"flask.make_response", ""},    {"flask.Response", ""},
    {"flask.send_file", ""},        {"flask.send_from_directory", ""},
    {"flask.flash", ""},            {"werkzeug.security.generate_password_hash", ""},
    {"werkzeug.security.check_password_hash", ""},
    {"flask.get_flashed_messages", ""},
    {":flask_response.set_cookie", ""},
    {":flask_upload.save", ""},
    {"flask_login.{login_user,logout_user}", ""},
};

constexpr EntryModel kEntries[] = {
    {":flask_app.route", core::kRemoteSource, SinkKind::kHtml},
    {":flask_app.get", core::kRemoteSource, SinkKind::kHtml},
    {":flask_app.post", core::kRemoteSource, SinkKind::kHtml},
    {":flask_app.put", core::kRemoteSource, SinkKind::kHtml},
    {":flask_app.patch", core::kRemoteSource, SinkKind::kHtml},
    {":flask_app.delete", core::kRemoteSource, SinkKind::kHtml},
    {":flask_resource.{get,post,put,patch,delete,dispatch_request}", core::kRemoteSource},
    // An application that is handed in: app.route("/…").
    {"*.route", core::kRemoteSource, SinkKind::kHtml, "request"},
};

}  // namespace

constinit const ModelTable kFlask = {.same = kSame,
                                     .types = kTypes,
                                     .sources = kSources,
                                     .sinks = kSinks,
                                     .cleans = kCleans,
                                     .carries = kCarries,
                                     .entries = kEntries};

}  // namespace meerkat::flow::models

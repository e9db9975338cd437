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
    {"quart.Quart", "flask.Flask"},
    {"quart.{request,websocket}", "flask.request"},
    {"quart.g", "flask.g"},
    {"quart.url_for", "flask.url_for"},
    {"quart.abort", "flask.abort"},
    {"quart.views", "flask.views"},
    {"quart.{wrappers,helpers,templating,globals}", "flask"},
    {"flask_restx", "flask_restful"},
    {"flask_restplus", "flask_restful"},
    {"flask_openapi3.OpenAPI", "flask.Flask"},
    {"apiflask.APIFlask", "flask.Flask"},
    {"apiflask.APIBlueprint", "flask.Blueprint"},
    {"flask_smorest.Blueprint", "flask.Blueprint"},
    {"wtforms.fields", "wtforms"},
    {"wtforms.fields.{html5,simple,core,choices,datetime,numeric,list}", "wtforms"},
    {"wtforms.form", "wtforms"},
    {"marshmallow.fields", "webargs.fields"},
    {"webargs.{djangoparser,aiohttpparser,pyramidparser,bottleparser,tornadoparser,falconparser}",
     "webargs.flaskparser"},
    {":flask_app.response_class", "flask.Response"},
    {":flask_app.make_response", "flask.make_response"},
    {":flask_app.redirect", "flask.redirect"},
};

constexpr TypeModel kTypes[] = {
    {"werkzeug.Request()", ":flask_request"},
    {":flask_request.files[]", ":flask_upload"},
    {":flask_request.files.{get,pop}()", ":flask_upload"},
    {":flask_request.files.getlist()[]", ":flask_upload"},
    {"werkzeug.datastructures.FileStorage()", ":flask_upload"},
    {"self.current_app", ":flask_app"},
    {"flask_restful.Resource()", ":flask_resource"},
    {"flask.views.{MethodView,View}()", ":flask_view"},
    {"flask_restful.{Api,Namespace}()", ":flask_api"},
    {"flask.g", ":kept"},
    {":flask_request.{args,form,values,cookies,headers}[]", ":text"},
    {":flask_request.{args,form,values,cookies,headers}.get()", ":text"},
    {"flask.url_for()", ":own_address"},
    {"wtforms.{IntegerField,DecimalField,FloatField,BooleanField,DateField,DateTimeField,TimeField,"
     "IntegerRangeField,MonthField}().data",
     ":number"},
    // What is parsed into truth values and numbers.
    {":flask_request.cache_control.{max_age,min_fresh,max_stale,stale_if_error,no_store,"
     "no_transform,only_if_cached}",
     ":number"},
    {":flask_request.{accept_languages,accept_charsets,accept_encodings,accept_mimetypes}."
     "{accept_html,accept_xhtml,accept_json,provided}",
     ":number"},
    {":flask_request.{accept_languages,accept_charsets,accept_encodings,accept_mimetypes}."
     "{quality,find,index}()",
     ":number"},
    {":flask_request.{if_match,if_none_match}.star_tag", ":number"},
    {":flask_request.{if_match,if_none_match}.{contains,contains_raw,contains_weak,is_weak,"
     "is_strong}()",
     ":number"},
    {"{wtforms.FileField,flask_wtf.file.FileField}().data", ":flask_upload"},
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
    {"marshmallow.Schema().{load,loads}()", ":checked_fields"},
    {":flask_app.logger", ":logger"},
    {"flask.current_app", ":flask_app"},
};

constexpr WhenModel kTypesWhen[] = {
    {":flask_request.{args,form,values,cookies,headers}.get()", "2:type", "builtins.int",
     ":number"},
    {":flask_request.{args,form,values,cookies,headers}.get()", "2:type", "builtins.float",
     ":number"},
    {":flask_request.{args,form,values,cookies,headers}.get()", "2:type", "builtins.bool",
     ":number"},
    {":flask_request.{args,form,values,cookies,headers}.get()", "2:type", "uuid.UUID", ":number"},
    {":flask_request.{args,form,values}.getlist()", "1:type", "builtins.int", ":number"},
    {":flask_request.{args,form,values}.getlist()", "1:type", "builtins.float", ":number"},
};

constexpr SourceModel kSources[] = {
    {":flask_request.{args,form,values,cookies,files,json,data,stream,query_string,view_args,"
     "environ,"
     "authorization,host,host_url,url_root,root_url,range,input_stream,access_route,"
     "full_path,if_range,pragma,mimetype_params,content_encoding,content_md5,remote_user,"
     "accept_languages,accept_charsets,accept_encodings,accept_mimetypes,if_match,if_none_match,"
     "cache_control}"},
    {":flask_request.{get_json,get_data,receive,receive_json}()"},
    {":flask_api.payload"},
    {"webargs.flaskparser.parser.{parse,parse_sync}()"},
    {"wtforms.{StringField,TextAreaField,PasswordField,HiddenField,SearchField,URLField,EmailField,"
     "TelField,"
     "Field,MultipleFileField}().{data,raw_data}"},
    {"{wtforms.Form,flask_wtf.FlaskForm,flask_wtf.Form}().data"},
    // A header has no line breaks; an address of this request leads here.
    {":flask_request.{headers,user_agent,content_type,mimetype,origin,referrer}",
     core::kRemoteSource, Bit(SinkKind::kHeader) | Bit(SinkKind::kLog)},
    {":flask_request.{url,base_url,path}", core::kRemoteSource, Bit(SinkKind::kRedirect)},
    {":flask_upload.{filename,name,content_type,mimetype,headers,stream}"},
    {":flask_upload.{read,readlines}()"},
    {":flask_parser.parse_args()"},
};

constexpr SinkModel kSinks[] = {
    {"flask.render_template_string", "0:source", SinkKind::kTemplate},
    {"flask.{render_template_string,stream_template_string}", "*", SinkKind::kHtml,
     SinkWhen::kUnescaped},
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
    {":flask_session[]=", "0", SinkKind::kSession, SinkWhen::kOpenKey},
    {":flask_session[]=", "1", SinkKind::kSession, SinkWhen::kTrustedKey},
    {":flask_session.update", "*", SinkKind::kSession},
    {":flask_session.setdefault", "1", SinkKind::kSession, SinkWhen::kTrustedKey},
    {":flask_session[]=", "1", SinkKind::kToken},
    {":flask_response.headers[]=", "0 1", SinkKind::kHeader},
    {":flask_response.headers.{add,set,setdefault,add_header}", "1", SinkKind::kHeader},
    {":flask_response.headers.{extend,update}", "*", SinkKind::kHeader},
    {"flask.make_response", "2", SinkKind::kHeader},
    {":flask_app.{open_resource,open_instance_resource}", "0:resource", SinkKind::kPath},
    {"werkzeug.Response", "2:headers", SinkKind::kHeader},
    {":flask_response.set_cookie", "0:key 1:value :path :domain", SinkKind::kHeader},
    {":flask_response.set_cookie", "1:value", SinkKind::kToken},
    {":flask_response.set_data", "0", SinkKind::kHtml},
    {":flask_response.data=", "0", SinkKind::kHtml},
    {":flask_response.location=", "0", SinkKind::kRedirect},
    {"werkzeug.Response", "0:response", SinkKind::kHtml, SinkWhen::kHtmlType},
    {"flask.Response", "2:headers", SinkKind::kHeader},
    {"flask.abort", "1:description", SinkKind::kResponseError},
    {":flask_upload.save", "0:dst", SinkKind::kPath},
    {":upload.save", "0:dst", SinkKind::kPath},
    {"flask.render_template", "0:template_name_or_list", SinkKind::kPath, SinkWhen::kSure},
};

constexpr CleanModel kCleans[] = {
    {"werkzeug.utils.secure_filename", Bit(SinkKind::kPath) | Bit(SinkKind::kArchive) |
                                           Bit(SinkKind::kHeader) | Bit(SinkKind::kHtml) |
                                           Bit(SinkKind::kCommand)},
    // Between quotes nothing begins another parameter.
    {"werkzeug.http.{quote_header_value,dump_options_header}", Bit(SinkKind::kHeader)},
    {"werkzeug.secure_filename", Bit(SinkKind::kPath) | Bit(SinkKind::kHtml)},
    {"werkzeug.utils.safe_join", Bit(SinkKind::kPath)},
    {"werkzeug.security.safe_join", Bit(SinkKind::kPath)},
    {"flask.safe_join", Bit(SinkKind::kPath)},
    {"flask.url_for", core::kAllSinks},
    {"flask.jsonify", Bit(SinkKind::kHtml)},
    {"flask.json.dumps", Bit(SinkKind::kLog)},
};

constexpr CarryModel kCarries[] = {
    {"flask.render_template", ""},
    {"{flask_appbuilder,flask_appbuilder.baseviews,flask_appbuilder.views}."
     "{BaseView,BaseModelView,BaseCRUDView,ModelView,SimpleFormView,PublicFormView,MultipleView,"
     "IndexView}().render_template",
     ""},
    {"{flask_admin.BaseView,flask_admin.base.BaseView}().render", ""},
    {"flask.render_template_string", ""},
    {"flask.redirect", ""},
    {"flask.abort", ""},
    {"flask.make_response", ""},
    {"flask.Response", ""},
    {"flask.send_file", ""},
    {"flask.send_from_directory", ""},
    {"flask.flash", ""},
    {"werkzeug.security.generate_password_hash", ""},
    {"werkzeug.security.check_password_hash", ""},
    {"flask.get_flashed_messages", ""},
    {":flask_response.set_cookie", ""},
    {":flask_upload.save", ""},
    {"flask_login.{login_user,logout_user}", ""},
    // One of those that are offered.
    {":flask_request.{accept_languages,accept_charsets,accept_encodings,accept_mimetypes}."
     "best_match",
     "0"},
    {"marshmallow.Schema().{load,loads}", "0"},
    // The answer is that of the application, or of the file, which the request only asks for.
    {"{flask.Response,werkzeug.Response}.{from_app,force_type}", ""},
    {"{:flask_response,*}.make_conditional", "self"},
    {"werkzeug.wsgi.wrap_file", "1:file"},
    {"marshmallow.Schema().{dump,dumps,validate}", "0"},
    {"flask.stream_with_context", "0"},
};

constexpr EntryModel kEntries[] = {
    {":flask_app.{route,get,post,put,patch,delete,endpoint}",
     core::kRemoteSource,
     SinkKind::kHtml,
     {},
     true},
    {":flask_app.{before_request,before_app_request,errorhandler,app_errorhandler}",
     core::kRemoteSource, SinkKind::kHtml, "error e err exc exception message"},
    // What it is given is a response that the application has made.
    {":flask_app.{after_request,after_app_request}",
     core::kRemoteSource,
     SinkKind::kCount,
     {},
     false,
     core::kAllSinks,
     ":flask_response"},
    {":flask_app.{url_value_preprocessor,app_url_value_preprocessor}", core::kRemoteSource,
     SinkKind::kCount, "endpoint"},
    {":flask_view.{get,post,put,patch,delete,dispatch_request}",
     core::kRemoteSource,
     SinkKind::kHtml,
     {},
     true},
    {":flask_resource.{get,post,put,patch,delete,dispatch_request}",
     core::kRemoteSource,
     SinkKind::kCount,
     {},
     true},
    {"webargs.flaskparser.{use_args,use_kwargs}", core::kRemoteSource, SinkKind::kCount, "request"},
    {"{flask_admin,flask_admin.base,flask_appbuilder,flask_appbuilder.baseviews}."
     "{expose,expose_plugview}",
     core::kRemoteSource,
     SinkKind::kHtml,
     {},
     true},
    {"flask_appbuilder.api.expose", core::kRemoteSource, SinkKind::kCount, {}, true},
    {"werkzeug.Request.application", core::kRemoteSource, SinkKind::kHtml, "request"},
    // An application that is handed in: app.route("/…").
    {"*.route", core::kRemoteSource, SinkKind::kHtml, "request", true},
};

constexpr HandlerModel kHandlers[] = {
    {{":flask_app.add_url_rule", core::kRemoteSource, SinkKind::kHtml, {}, true}, "2:view_func"},
    {{"*.add_url_rule", core::kRemoteSource, SinkKind::kHtml, {}, true}, "2:view_func"},
    {{":flask_app.register_error_handler", core::kRemoteSource, SinkKind::kHtml,
      "error e err exc exception"},
     "1:f"},
    {{":flask_api.add_resource", core::kRemoteSource}, "0:resource"},
};

}  // namespace

constinit const ModelTable kFlask = {.same = kSame,
                                     .types = kTypes,
                                     .types_when = kTypesWhen,
                                     .sources = kSources,
                                     .sinks = kSinks,
                                     .cleans = kCleans,
                                     .carries = kCarries,
                                     .entries = kEntries,
                                     .handlers = kHandlers};

}  // namespace meerkat::flow::models

// Django and Django REST framework.

#include "engine/flow/models/models.h"

namespace meerkat::flow::models {
namespace {

using core::Bit;
using core::kRemoteSource;
using enum core::SinkKind;

constexpr SameModel kSame[] = {
    {"django.http.response", "django.http"},
    {"django.http.request.HttpRequest", "django.http.HttpRequest"},
    {"django.core.handlers.{wsgi.WSGIRequest,asgi.ASGIRequest}", "django.http.HttpRequest"},
    {"rest_framework.request.Request", "django.http.HttpRequest"},
    {"ninja.router.Router", "ninja.Router"},
    {"rest_framework.generics.mixins", "rest_framework.mixins"},
    {"django.http.HttpResponsePermanentRedirect", "django.http.HttpResponseRedirect"},
    {"django.views.generic.{base,list,detail,edit,dates}", "django.views.generic"},
    {"django.views.generic.View", "django.views.View"},
    {"django.conf.urls.{url,re_path}", "django.urls.re_path"},
    {"django.conf.urls.path", "django.urls.path"},
    {"django.utils.safestring.{SafeText,SafeUnicode}", "django.utils.safestring.SafeString"},
    {"django.utils.http.is_safe_url", "django.utils.http.url_has_allowed_host_and_scheme"},
    {"ninja_extra.NinjaExtraAPI", "ninja.NinjaAPI"},
};

constexpr TypeModel kTypes[] = {
    {"django.http.HttpRequest()", ":request"},
    {"in.request", ":request"},
    {"self.request", ":request"},
    {"django.http.{HttpResponse,HttpResponseBadRequest,HttpResponseNotFound,HttpResponseForbidden,"
     "HttpResponseServerError,HttpResponseRedirect,JsonResponse,StreamingHttpResponse,FileResponse}"
     "()",
     ":response"},
    {"django.shortcuts.{render,redirect}()", ":response"},
    {"django.views.{View,generic.TemplateView,generic.RedirectView,generic.ListView,generic."
     "DetailView,"
     "generic.FormView,generic.CreateView,generic.UpdateView,generic.DeleteView,generic."
     "ArchiveIndexView,"
     "generic.YearArchiveView,generic.MonthArchiveView,generic.DateDetailView}()",
     ":django_view"},
    {"django.contrib.auth.views.{LoginView,LogoutView,PasswordResetView}()", ":django_view"},
    {"django.contrib.auth.mixins.{LoginRequiredMixin,PermissionRequiredMixin,UserPassesTestMixin}("
     ")",
     ":django_view"},
    {"rest_framework.views.APIView()", ":django_view"},
    {"rest_framework.generics.{GenericAPIView,ListAPIView,CreateAPIView,RetrieveAPIView,"
     "UpdateAPIView,"
     "DestroyAPIView,ListCreateAPIView,RetrieveUpdateAPIView,RetrieveDestroyAPIView,"
     "RetrieveUpdateDestroyAPIView}()",
     ":django_view"},
    {"rest_framework.viewsets.{ViewSet,GenericViewSet,ModelViewSet,ReadOnlyModelViewSet,"
     "ViewSetMixin}()",
     ":django_view"},
    {"rest_framework.mixins.{ListModelMixin,CreateModelMixin,RetrieveModelMixin,UpdateModelMixin,"
     "DestroyModelMixin}()",
     ":django_view"},
    {":django_view.request", ":request"},
    {"rest_framework.serializers.{Serializer,ModelSerializer,HyperlinkedModelSerializer,"
     "ListSerializer,BaseSerializer}()",
     ":serializer"},
    {"django.forms.{Form,ModelForm,BaseForm}()", ":django_form"},
    // (Django, "Form fields": what each normalizes to; Django REST framework, "Serializer fields")
    {"{django.forms,rest_framework.serializers}.{IntegerField,FloatField,DecimalField,BooleanField,"
     "NullBooleanField,DateField,DateTimeField,TimeField,DurationField}().<passed>",
     ":number"},
    {":request.{GET,POST,COOKIES,query_params}[]", ":text"},
    {":request.{GET,POST,COOKIES,query_params}.get()", ":text"},
    // What a serializer's methods are given has the names of its fields.
    {"in.{validated_data,attrs}", ":checked_fields"},
    {"{:serializer,builtins.object}.validate()", ":checked_fields"},
    // What a serializer in it has declared.
    {":checked_fields[]", ":checked_part"},
    {":checked_fields.{pop,get}()", ":checked_part"},
    {":checked_part[]", ":checked_leaf"},
    {":checked_part.{pop,get}()", ":checked_leaf"},
    {":checked_leaf[]", ":checked_leaf"},
    {":checked_leaf.{pop,get}()", ":checked_leaf"},
    {":request.FILES[]", ":django_upload"},
    {":request.FILES.{get,pop}()", ":django_upload"},
    {":request.FILES.getlist()[]", ":django_upload"},
    {":django_upload", ":upload"},
    // Their names are those of the route.
    {"{:django_view,:request.resolver_match}.kwargs", ":checked_fields"},
    {"django.urls.{reverse,reverse_lazy}()", ":own_address"},
    {"django.{shortcuts.reverse,core.urlresolvers.reverse}()", ":own_address"},
    {"django.core.files.uploadedfile.{UploadedFile,InMemoryUploadedFile,TemporaryUploadedFile}()",
     ":django_upload"},
    {"django.core.files.storage.{FileSystemStorage,get_storage_class}()", ":storage"},
    {"django.core.files.storage.default_storage", ":storage"},
    {"django.contrib.admin.ModelAdmin()", ":django_admin"},
    {"django.template.engines[]", ":django_engine"},
    {"django.template.Engine()", ":django_engine"},
    {"django.core.cache.cache", ":cache"},
    {"django.core.cache.caches[]", ":cache"},
    {"{channels.generic.websocket.WebsocketConsumer,channels.generic.websocket."
     "JsonWebsocketConsumer,"
     "channels.generic.websocket.AsyncWebsocketConsumer,"
     "channels.generic.websocket.AsyncJsonWebsocketConsumer}()",
     ":channels_consumer"},
    {"ninja.{NinjaAPI,Router}()", ":ninja"},
};

constexpr SourceModel kSources[] = {
    {":request.{GET,POST,FILES,COOKIES,META,body,data,query_params,encoding}"},
    {":request.{get_full_path,get_full_path_info,build_absolute_uri,get_signed_cookie}()",
     kRemoteSource, Bit(kRedirect) | Bit(kHeader) | Bit(kHtml) | Bit(kMailText)},
    {":request.{read,readline,readlines}()"},
    {":request.{path,path_info}", kRemoteSource, Bit(kRedirect) | Bit(kUrl)},
    // One of ALLOWED_HOSTS, and of the characters of a host.
    {":request.get_host()", kRemoteSource,
     Bit(kRedirect) | Bit(kHeader) | Bit(kHtml) | Bit(kMail) | Bit(kLog) | Bit(kMailText)},
    {":request.headers", kRemoteSource, Bit(kHeader) | Bit(kLog)},
    {":django_view.{kwargs,args}"},
    {":request.resolver_match.{kwargs,args}"},
    {":request.{content_params,content_type}", kRemoteSource, Bit(kHeader) | Bit(kLog)},
    {":upload.{name,content_type}"},
    // No folder is left in it. (django.core.files.uploadedfile.UploadedFile)
    {":django_upload.name", kRemoteSource, Bit(kPath) | Bit(kArchive)},
    {":upload.{read,chunks,readlines,multiple_chunks}()"},
    {":django_form.{data,files}"},
    {":django_form.clean()", kRemoteSource, Bit(kSession), true},
    {"{:serializer,*}.validated_data", kRemoteSource, 0, true},
    {"{:serializer.initial_data,*.initial_data}"},
    {"{:django_form,*}.cleaned_data", kRemoteSource, Bit(kSession), true},
    {":channels_consumer.scope[]"},
};

constexpr SinkModel kSinks[] = {
    {"django.shortcuts.redirect", "0:to", kRedirect},
    {"django.http.HttpResponseRedirect", "0:redirect_to", kRedirect},
    {"django.http.HttpResponse", "0:content", kHtml, SinkWhen::kHtmlType},
    {"django.http.{HttpResponseBadRequest,HttpResponseNotFound,HttpResponseForbidden,"
     "HttpResponseServerError,HttpResponseNotAllowed,HttpResponseGone}",
     "0:content", kHtml, SinkWhen::kHtmlType},
    {"django.http.StreamingHttpResponse", "0:streaming_content", kHtml, SinkWhen::kHtmlType},
    {"django.http.{HttpResponse,HttpResponseBadRequest,HttpResponseServerError,"
     "HttpResponseNotFound,"
     "HttpResponseForbidden,JsonResponse}",
     "0:content :data", kResponseError},
    {"rest_framework.response.Response", "0:data", kResponseError},
    {"django.http.{HttpResponse,FileResponse,StreamingHttpResponse,HttpResponseRedirect}",
     ":headers", kHeader},
    {"django.utils.safestring.{mark_safe,SafeString,SafeData}", "0:s", kHtml},
    {"django.utils.html.{format_html,format_html_join}", "0:format_string", kHtml},
    {"django.template.{Template,base.Template}", "0:template_string", kTemplate},
    {":django_engine.from_string", "0:template_code", kTemplate},
    {"django.template.loader.{get_template,render_to_string,select_template}", "0:template_name",
     kPath, SinkWhen::kSure},
    {"django.shortcuts.render", "1:template_name", kPath, SinkWhen::kSure},
    {":response[]=", "1", kHeader},
    {":response.headers[]=", "1", kHeader},
    {":response.{setdefault,headers.setdefault}", "1:value", kHeader},
    {":response.{set_cookie,set_signed_cookie}", "0:key 1:value :path :domain", kHeader},
    {":response.set_cookie", "1:value", kToken},
    {":response.{write,writelines}", "0", kHtml},
    {":response.content=", "0", kHtml},
    {":request.session[]=", "0", kSession, SinkWhen::kOpenKey},
    {":request.session[]=", "1", kSession, SinkWhen::kTrustedKey},
    {":request.session.update", "*", kSession},
    {":request.session.setdefault", "1", kSession, SinkWhen::kTrustedKey},
    {":request.session[]=", "1", kToken},
    {"django.core.files.storage.FileSystemStorage", "0:location", kPath},
    {"django.core.files.{File,base.File}", "", kPath},
    // The path that it is given is joined so that it stays below the folder.
    {"django.views.static.serve", "2:document_root", kPath},
    {"django.core.signing.loads", ":serializer", kDeserialize},
    {"django.utils.module_loading.import_string", "0:dotted_path", kImport},
    {"django.db.models.{Q,F}", "**", kAttributeName},
    {"django.core.management.call_command", "0:command_name", kCommand},
};

constexpr CleanModel kCleans[] = {
    {"{django.forms,rest_framework.serializers}.{ChoiceField,TypedChoiceField,MultipleChoiceField,"
     "TypedMultipleChoiceField,ModelChoiceField,ModelMultipleChoiceField,UUIDField,SlugField,"
     "GenericIPAddressField,IPAddressField,PrimaryKeyRelatedField}().<passed>",
     core::kAllSinks},
    {"django.utils.html.{escape,conditional_escape,escapejs,json_script,urlize}", Bit(kHtml)},
    {"django.utils.text.slugify", core::kAllSinks},
    {":django_upload.name", Bit(kPath) | Bit(kArchive)},
    {"django.utils.text.get_valid_filename",
     Bit(kPath) | Bit(kArchive) | Bit(kHeader) | Bit(kHtml)},
    {"django.utils._os.safe_join", Bit(kPath)},
    {"django.{urls.reverse,urls.reverse_lazy,shortcuts.reverse,core.urlresolvers.reverse}",
     core::kAllSinks},
    {"django.utils.http.{urlquote,url_quote}", Bit(kHtml) | Bit(kHeader) | Bit(kLog)},
    {"{django.utils.http.urlencode,*.urlencode}",
     Bit(kHtml) | Bit(kHeader) | Bit(kLog) | Bit(kRedirect) | Bit(kUrl)},
    {"django.utils.http.int_to_base36", core::kAllSinks},
    {"django.utils.translation.{get_supported_language_variant,get_language_from_request,get_"
     "language}",
     core::kAllSinks},
    {"django.contrib.auth.hashers.make_password", core::kAllSinks},
    {"django.utils.dateparse.{parse_date,parse_datetime,parse_time,parse_duration}",
     core::kAllSinks},
    {"django.utils.html.format_html", Bit(kHtml)},
};

constexpr CarryModel kCarries[] = {
    // What this server has signed is its own.
    {"django.core.signing.{loads,Signer().unsign,TimestampSigner().unsign,Signer().unsign_object}",
     ""},
    {"django.utils.http.{http_date,parse_http_date}", ""},
    {"django.apps.apps.{get_model,get_app_config,get_models}", ""},
    {"django.shortcuts.{render,redirect,get_object_or_404,get_list_or_404,resolve_url}", ""},
    {"django.http.{HttpResponse,JsonResponse,HttpResponseRedirect,FileResponse,Http404}", ""},
    {"rest_framework.response.Response", ""},
    {"rest_framework.generics.get_object_or_404", ""},
    {"django.template.loader.{render_to_string,get_template}", ""},
    {"django.utils.safestring.{mark_safe,SafeString}", "0"},
    {"django.utils.html.{format_html,escape,conditional_escape,strip_tags,linebreaks}", "*"},
    {"django.utils.{encoding.force_str,encoding.smart_str,encoding.force_bytes,encoding.force_text,"
     "encoding.iri_to_uri,http.urlsafe_base64_decode,http.urlsafe_base64_encode,text.slugify,"
     "text.get_valid_filename,_os.safe_join}",
     "*"},
    {"django.contrib.auth.{authenticate,login,logout,get_user_model,get_user}", ""},
    {"django.contrib.messages.{success,error,info,warning,debug,add_message}", ""},
    {"django.utils.translation.{gettext,gettext_lazy,ugettext,ngettext}", "0"},
    {"django.core.mail.{send_mail,EmailMessage,EmailMultiAlternatives}", ""},
    {"django.core.paginator.Paginator", ""},
    {"django.utils.timezone.now", ""},
    {":cache.{get,set,delete,get_or_set,add,incr,get_many}", ""},
    {":storage.{save,open,exists,url,path,size}", ""},
    {"{:serializer,builtins.object}.validate", "0 1"},
    {"{:upload,*}.temporary_file_path", ""},
    {"{:django_form,:serializer,*}.is_valid", ""},
    {":request.{user,session,site,resolver_match,method}.get", ""},
    {":django_view.{get_object,get_queryset,get_context_data,get_serializer_class,paginate_"
     "queryset,"
     "filter_queryset,reverse}",
     ""},
    {"*.{get_object,get_queryset}", ""},
    // It gives the object that was saved, or nothing.
    {"*.save", ""},
    // What stands behind "?" does not decide where an address leads.
    {"{django.urls.translate_url,django.urls.base.translate_url}", "0:url"},
    {"furl.furl", "0:url :scheme :netloc :host :origin :path"},
    {"docutils.core.{publish_parts,publish_string}", "0:source"},
};

constexpr GuardModel kGuards[] = {
    // One of the languages that there are translations for.
    {"django.utils.translation.check_for_language", core::kAllSinks, "0:lang_code"},
    // A token that this server has made for this user.
    {"*.check_token", core::kAllSinks, "1:token"},
    // URLResolver: the name of a view that the routes have.
    {"*._is_callback", Bit(kImport) | Bit(kAttributeName)},
    {"*.{is_safe_url,is_safe_redirect_url,url_has_allowed_host_and_scheme}",
     Bit(kRedirect) | Bit(kUrl), "0:url"},
    {"django.utils.http.{url_has_allowed_host_and_scheme,is_safe_url}", Bit(kRedirect) | Bit(kUrl),
     "0:url"},
    // Whether a host is one of a list, which whoever runs the server writes.
    {"django.http.request.validate_host", Bit(kRedirect) | Bit(kUrl), "0:host"},
};

// Of the parameters of a view those that hold numbers, or no part of the address.
constexpr std::string_view kNoVariables =
    "request req pk id slug year month day page template_name template extra_context context form "
    "user model "
    "queryset obj object instance exception handler backend next redirect_to success_url "
    "post_save_redirect "
    "html_template js_template template_vars form_class form_kwargs next_page login_url";

// Those that a table of routes sets beside the address: path("login", login, {"next_page": …}).
constexpr std::string_view kSetBeside =
    "request extra_context form_class form_kwargs next_page success_url login_url "
    "post_save_redirect";

constexpr HandlerModel kHandlers[] = {
    {{"django.urls.{path,re_path}", kRemoteSource, kCount, "request"}, "1:view"},
};

constexpr EntryModel kEntries[] = {
    {":django_view.{get,post,put,patch,delete,head,options,dispatch,list,retrieve,create,update,"
     "partial_update,destroy}",
     kRemoteSource, kCount, "request req format serializer form", true},
    // What such a method returns is where the browser is sent.
    {":django_view.{get_redirect_url,get_success_url}", kRemoteSource, kRedirect},
    {":serializer.{validate,create,update}", kRemoteSource, kCount, "instance", false, 0,
     ":checked_fields"},
    {":serializer.{validate_*,to_internal_value}", kRemoteSource, kCount, "instance"},
    // Functions of a module that imports one of these, whose first parameter is the request: views,
    // to which another file has the routes.
    {"view.{django.http,django.shortcuts,django.views,django.contrib}", kRemoteSource, kCount,
     kNoVariables, true},
    {"rest_framework.decorators.{api_view,action}", kRemoteSource, kCount, "request format", true},
    {"django.views.decorators.http.{require_http_methods,require_GET,require_POST,require_safe}",
     kRemoteSource, kCount, kSetBeside, true},
    {"django.views.decorators.csrf.{csrf_exempt,csrf_protect,ensure_csrf_cookie}", kRemoteSource,
     kCount, kSetBeside, true},
    {"django.contrib.auth.decorators.{login_required,permission_required}", kRemoteSource, kCount,
     kSetBeside, true},
    {":channels_consumer.{receive,receive_json}", kRemoteSource},
    {"django.contrib.auth.decorators.{user_passes_test,login_not_required}", kRemoteSource, kCount,
     kSetBeside, true},
    {"django.contrib.admin.views.decorators.staff_member_required", kRemoteSource, kCount,
     kSetBeside, true},
    {"django.views.decorators.cache.{never_cache,cache_page,cache_control}", kRemoteSource, kCount,
     kSetBeside, true},
    {":ninja.{get,post,put,patch,delete,api_operation}", kRemoteSource, kResponseError, "request"},
};

}  // namespace

constinit const ModelTable kDjango = {.same = kSame,
                                      .types = kTypes,
                                      .sources = kSources,
                                      .sinks = kSinks,
                                      .cleans = kCleans,
                                      .carries = kCarries,
                                      .guards = kGuards,
                                      .entries = kEntries,
                                      .handlers = kHandlers};

}  // namespace meerkat::flow::models

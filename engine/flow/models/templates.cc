// Template engines, pages that are put together by hand, and what widgets show.

#include "engine/flow/models/models.h"

namespace meerkat::flow::models {
namespace {

using core::Bit;
using core::kRemoteSource;
using enum core::SinkKind;

constexpr SameModel kSame[] = {
    {"jinja2.environment", "jinja2"},
    {":flask_app.create_jinja_environment()", ":flask_app.jinja_env"},
    {"jinja2.sandbox.ImmutableSandboxedEnvironment", "jinja2.sandbox.SandboxedEnvironment"},
    {"jinja2.Markup", "markupsafe.Markup"},
    {"flask.Markup", "markupsafe.Markup"},
    {"jinja2.utils.markupsafe", "markupsafe"},
};

constexpr TypeModel kTypes[] = {
    {"jinja2.Environment()", ":jinja"},
    {"jinja2.nativetypes.NativeEnvironment()", ":jinja"},
    {":jinja.overlay()", ":jinja"},
    {"jinja2.sandbox.SandboxedEnvironment()", ":sandbox"},
    {":flask_app.jinja_env", ":escaping_jinja"},
    {"mako.lookup.TemplateLookup()", ":mako_lookup"},
    {"markupsafe.Markup()", ":markup"},
    {":markup.{%,+,format,join}()", ":markup"},
    {":escaping_jinja", ":jinja"},
    {"django.template.Engine.get_default()", ":django_engine"},
    {"{genshi.template.TemplateLoader,chameleon.PageTemplateLoader}()", ":template_loader"},
};

constexpr WhenModel kTypesWhen[] = {
    {"jinja2.Environment()", ":autoescape", "True", ":escaping_jinja"},
    {"jinja2.Environment()", ":autoescape", "jinja2.select_autoescape()", ":escaping_jinja"},
};

constexpr SourceModel kSources[] = {
    {"streamlit.{text_input,text_area,chat_input,file_uploader,data_editor,camera_input}()"},
    {"streamlit.{sidebar.text_input,sidebar.text_area,sidebar.chat_input,sidebar.file_uploader,"
     "experimental_get_query_params}()"},
    {"streamlit.query_params"},
};

constexpr SinkModel kSinks[] = {
    {"jinja2.Template", "0:source", kTemplate},
    {"jinja2.{DictLoader,loaders.DictLoader}", "0:mapping", kTemplate},
    {"jinja2.{FileSystemLoader,loaders.FileSystemLoader}", "0:searchpath", kPath},
    {":jinja.{from_string,compile,compile_expression}", "0:source", kTemplate},
    {":jinja.{get_template,select_template}", "0:name", kPath},
    {"mako.template.Template", "0:text", kTemplate},
    {"mako.template.Template", ":filename", kPath},
    {":mako_lookup.get_template", "0:uri", kPath},
    {"Cheetah.Template.Template", "0:source", kTemplate},
    {"Cheetah.Template.Template.compile", "0:source", kTemplate},
    {"chameleon.{PageTemplate,PageTextTemplate,template.BaseTemplate,zpt.template.PageTemplate,"
     "zpt.template.PageTextTemplate}",
     "0:body", kTemplate},
    {"tornado.template.Template", "0:template_string", kTemplate},
    {"chevron.{render,renderer.render}", "0:template", kTemplate},
    {"{pystache.render,pystache.Renderer().render}", "0:template", kTemplate},
    {"{genshi.template,genshi.template.text,genshi.template.markup}.{TextTemplate,NewTextTemplate,"
     "OldTextTemplate,MarkupTemplate}",
     "0:source", kTemplate},
    {"{trender.TRender,airspeed.Template,pybars.Compiler().compile,quik.Template,liquid.Template,"
     "kajiki.XMLTemplate,kajiki.TextTemplate,pyratemp.Template,templite.Templite,minijinja."
     "Environment().render_str}",
     "0:source :string :template", kTemplate},
    {"tenjin.Template", "2:input", kTemplate},
    {"tenjin.Template", "0:filename", kPath},
    {":mako_lookup.put_string", "1:text", kTemplate},
    {"markupsafe.Markup", "0:object :base", kHtml},
    {"{wtforms.widgets.HTMLString,wtforms.widgets.core.HTMLString}", "0", kHtml},
    {"{webhelpers.html.literal,genshi.core.Markup,genshi.Markup,django_htmx.http.trigger}", "0",
     kHtml},
    {"{IPython.display.HTML,IPython.core.display.HTML}", "0:data", kHtml},
    {"dash_dangerously_set_inner_html.DangerouslySetInnerHTML", "0", kHtml},
    {"dash.dcc.Markdown", "0:children", kHtml, SinkWhen::kAllowsHtml},
    {"streamlit.{markdown,write,caption}", "0:body", kHtml, SinkWhen::kAllowsHtml},
    {"{streamlit.components.v1.html,streamlit.html}", "0:html", kHtml},
    {"nicegui.ui.html", "0:content", kHtml},
    // Pages that become files, where scripts of them run and what they name is fetched.
    {"{pdfkit.from_string,imgkit.from_string,xhtml2pdf.pisa.CreatePDF,xhtml2pdf.pisa."
     "pisaDocument}",
     "0:input :string :src", kHtml},
    {"weasyprint.HTML", ":string", kHtml},
};

constexpr CleanModel kCleans[] = {
    // What is filled into a template is escaped, unless something known here says that it is not.
    {":escaping_jinja.get_template().{render,render_async}", Bit(kHtml)},
    {"*.{render,render_async,render_to_string,render_to_response}", Bit(kHtml)},
    {"markupsafe.{escape,escape_silent,Markup.escape}", Bit(kHtml)},
    // What is put into it is escaped.
    {":markup.{%,+,format,join}", Bit(kHtml)},
    {"{jinja2.escape,jinja2.utils.escape,flask.escape,werkzeug.utils.escape,mako.filters.html_"
     "escape}",
     Bit(kHtml)},
    {"{bleach.clean,bleach.linkify,nh3.clean,nh3.clean_text,lxml.html.clean.clean_html,"
     "lxml_html_clean.clean_html,html_sanitizer.Sanitizer().sanitize}",
     Bit(kHtml)},
};

constexpr CarryModel kCarries[] = {
    {"markupsafe.Markup", "0"},  {"{jinja2.Template().render,:jinja.get_template().render}", "*"},
    {":jinja.from_string", "0"}, {"jinja2.Environment", ""},
    {"markdown.markdown", "0"},  {"{bleach.clean,nh3.clean}", "0"},
};

}  // namespace

constinit const ModelTable kTemplates = {.same = kSame,
                                         .types = kTypes,
                                         .types_when = kTypesWhen,
                                         .sources = kSources,
                                         .sinks = kSinks,
                                         .cleans = kCleans,
                                         .carries = kCarries};

}  // namespace meerkat::flow::models

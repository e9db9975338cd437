// Frameworks of business applications: Frappe (ERPNext), Odoo.

#include "engine/flow/models/models.h"

namespace meerkat::flow::models {
namespace {

using core::Bit;
using core::kRemoteSource;
using enum core::SinkKind;

constexpr TypeModel kTypes[] = {
    {"frappe.{request,local.request}", ":web_request"},
    {"odoo.http.request.httprequest", ":web_request"},
    {"odoo.http.request.{env.cr,cr}", ":cursor"},
};

constexpr SourceModel kSources[] = {
    {"frappe.{form_dict,local.form_dict}"},
    {"frappe.get_request_header()"},
    {"odoo.http.request.{params,get_http_params,get_json_data}"},
};

constexpr SinkModel kSinks[] = {
    {"frappe.db.{sql,sql_list,multisql,sql_ddl}", "0:query", kSql},
    {"frappe.{get_attr,get_module}", "0", kImport},
    {"frappe.render_template", "0:template", kTemplate},
    {"frappe.read_file", "0:path", kPath},
    {"frappe.utils.execute_in_shell", "0:cmd", kCommand},
    {"frappe.integrations.utils.{make_get_request,make_post_request,make_put_request,make_patch_"
     "request,make_delete_request}",
     "0:url", kUrl},
    {"odoo.http.request.redirect", "0:location", kRedirect},
    {"odoo.http.request.make_response", "1:headers", kHeader},
};

constexpr CleanModel kCleans[] = {
    {"frappe.db.escape", Bit(kSql)},
    {"frappe.utils.{cint,flt,getdate,get_datetime}"},
    // RFC 5987: percent signs for all that is no letter.
    {"odoo.http.content_disposition", Bit(kHeader)},
};

constexpr EntryModel kEntries[] = {
    // What it returns is sent as JSON.
    {"frappe.whitelist", kRemoteSource},
    {"odoo.http.route", kRemoteSource, kHtml, "self"},
};

}  // namespace

constinit const ModelTable kBusiness = {
    .types = kTypes, .sources = kSources, .sinks = kSinks, .cleans = kCleans, .entries = kEntries};

}  // namespace meerkat::flow::models

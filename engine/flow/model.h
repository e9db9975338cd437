#pragma once

// What is known of code outside the scanned files: tables of paths. A path says how a value is
// reached from an import, the way it would be written:
//
//   "flask.request.args"       an attribute
//   "sqlite3.connect()"        what a call gives
//   "flask.request.files[]"    an element, whatever its key
//   ":cursor.execute"          of a value of the type ":cursor", see TypeModel
//   "*.execute"                of a receiver of which nothing is known
//   "builtins.open"            a builtin function
//   "def.lambda_handler"       a function of that name, wherever it is defined
//   "self.on_get"              a method or attribute of that name, where the bases of its class
//                              say nothing
//   "in.request"               a parameter of that name
//   "view.django.http"         a function(request, …) of a module that imports that one
//   ":resolver.resolve_*"      a method whose name begins so; ":service.*" any method that a
//                              class has
//   "requests.{get,post}"      one of several: as many rows
//
// Arguments are named as "0" (position), "0:sql" (position or keyword), ":sql" (keyword alone),
// "1+" (that position and all after it), "*" (all of them, keywords too), "self" (the receiver),
// "**" (what is unpacked behind **); several are separated by a blank.
//
//   constexpr SinkModel kSinks[] = {{":cursor.execute", "0:sql", SinkKind::kSql}};

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/flow_kind.h"

namespace meerkat::flow {

// The value of a path is of a type. Types begin with ':' and are paths of their own; what a type
// lacks is looked up in the type that a row {":sub", ":base"} names.
struct TypeModel {
  std::string_view path;
  std::string_view type;
};

// Two names for one thing: what rows say of `as`, and of what is reached through it, holds for
// `path`.
struct SameModel {
  std::string_view path;
  std::string_view as;
};

// The type of what a call gives ("lxml.etree.XMLParser()"), or that its receiver has from the call
// on
// (":sax_parser.setFeature"), where an argument is "True", "False", a string, a list of nothing but
// it, or a path.
struct WhenModel {
  std::string_view path;
  std::string_view argument;
  std::string_view value;
  std::string_view type;
};

// A parameter with a default, or an annotation Annotated[T, …], that is made by a call of this: it
// comes from a source, or (kNoSource) from none, whatever its function is.
struct ParameterModel {
  std::string_view path;
  uint16_t kind = core::kRemoteSource;
  // Depends(f): it is what f gives, whose parameters come from requests.
  bool is_given_by_argument = false;
};
constexpr uint16_t kNoSource = 0;

// The value of a path comes from outside.
struct SourceModel {
  std::string_view path;
  core::SourceKind kind = core::kRemoteSource;
  core::SinkSet cleared = 0;  // sinks that it cannot harm
  // What has been checked may have become an object, such as a row of the database: its attributes
  // come from there.
  bool is_checked = false;
};

// When a sink is one.
enum class SinkWhen : uint8_t {
  kAlways,
  kShell,          // shell=True
  kNoShell,        // no shell=True
  kList,           // the argument is a list or tuple
  kNotList,        // it is none
  kNotParsed,      // … YAML: no Loader that is safe
  kExpands,        // … XML: the parser that is given resolves entities
  kLooksLikeSql,   // what is known of its beginning may be SQL
  kWrittenSql,     // … and it is no expression that some function has made: where(condition_for(x))
  kPartOfSql,      // as kWrittenSql, of what stands behind WHERE or ORDER BY
  kProgram,        // no shell: the text, or the first element of a list (the program that is run)
  kShellInput,     // what is run is a shell that is given no script: it reads one
  kArguments,      // no shell: the other elements of a list
  kHtmlType,       // no content type that is not HTML
  kSaysHtml,       // a content type that is HTML
  kAllowsHtml,     // unsafe_allow_html=True, dangerously_allow_html=True
  kCurlUrl,        // argument 0 is pycurl's URL
  kPickled,        // allow_pickle=True
  kInstructions,   // of a list of messages: what those of the role "system" or "developer" say
  kUnfiltered,     // no filter="data", no filter="tar"
  kAllWeights,     // no weights_only=True
  kLxml,           // no parser of its own, or one that resolves entities
  kTrustedKey,     // argument 0 is no known text, or one that says who somebody is or where to go
  kNoForm,         // it is no value of a form's field, which here can only be a file that was sent
  kOpenKey,        // nothing is known of the beginning of the text
  kSure,           // it came through no call that nothing is known about
  kUnescaped,      // argument 0 is a template that shows it unescaped: {{ name|safe }}, {{! name }}
  kUnlimited,      // a call that reads unpacks all of it: no argument says how much
  kUntimed,        // no timeout=
  kNotDictionary,  // no dictionary of the program's own, some of whose values came from outside
  kMongo,          // the receiver is a database without SQL, or the argument a dictionary
};

// An argument of a call must not be tainted. `path` names the function. "x[]=" is the assignment to
// an element of x, with the key as argument 0 and the value as argument 1; "x.y=" to an attribute,
// with the value as argument 0.
struct SinkModel {
  std::string_view path;
  std::string_view arguments;
  core::SinkKind kind = core::SinkKind::kSql;
  SinkWhen when = SinkWhen::kAlways;
};

// What a call gives is made from its arguments and safe for these sinks.
struct CleanModel {
  std::string_view path;
  core::SinkSet kinds = core::kAllSinks;
};

// What a call gives is made from its arguments, and whatever they were made safe for is undone:
// unicodedata.normalize() makes "<" of the full-width one that an escape has left alone.
struct UndoModel {
  std::string_view path;
  core::SinkSet kinds = core::kAllSinks;
};

// What a call gives is made from these arguments alone; of "" none. Without a row it is made from
// all of them and the receiver.
struct CarryModel {
  std::string_view path;
  std::string_view arguments;
};

// What a call gives is true only if that argument ("0", "0:url") is safe for these sinks.
struct GuardModel {
  std::string_view path;
  core::SinkSet kinds = core::kAllSinks;
  std::string_view argument = "0";
};

// A decorator, or a base class's method, makes a function one that others call: its parameters come
// from a source, and what it returns may go to a sink.
struct EntryModel {
  std::string_view path;
  core::SourceKind kind = core::kRemoteSource;
  // kCount: what it returns goes nowhere special. kResponseError: it is the answer, and no page but
  // where a decorator says so.
  core::SinkKind returns = core::SinkKind::kCount;
  // Parameters that are no source, by name.
  std::string_view except = {};
  // They are parts of an address: text, or what a converter has made of it.
  bool is_text = false;
  core::SinkSet cleared = 0;   // sinks that they cannot harm
  std::string_view type = {};  // of those of which nothing else is known
};

// As EntryModel::except of an object that is handed over: each of its public methods is called by
// others.
inline constexpr std::string_view kEveryMethod = "*";

// A call, or an assignment ("x.on_message="), that hands over a function that others call from then
// on: app.add_url_rule("/page", view_func=page). Which arguments may be one; of a class, or an
// object of one, its methods for requests are. The texts that stand beside it are its routes.
struct HandlerModel {
  EntryModel entry;
  std::string_view arguments;
};

struct ModelTable {
  std::span<const SameModel> same = {};
  std::span<const TypeModel> types = {};
  std::span<const WhenModel> types_when = {};
  std::span<const SourceModel> sources = {};
  std::span<const SinkModel> sinks = {};
  std::span<const CleanModel> cleans = {};
  std::span<const UndoModel> undoes = {};
  std::span<const CarryModel> carries = {};
  std::span<const GuardModel> guards = {};
  // What comes back only where its first argument is safe for these sinks, and else raises.
  std::span<const GuardModel> checks = {};
  std::span<const EntryModel> entries = {};
  std::span<const ParameterModel> parameters = {};
  // Paths of functions that never come back: they raise, or end the process.
  std::span<const std::string_view> ends = {};
  std::span<const HandlerModel> handlers = {};
};

// "requests.{get,post}" → "requests.get", "requests.post".
std::vector<std::string> Alternatives(std::string_view paths);

// The tables of engine/flow/models, one a file.
std::span<const ModelTable* const> ModelTables();

}  // namespace meerkat::flow

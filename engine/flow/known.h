#pragma once

// The names and paths that the interpreter itself knows.

#include "engine/flow/interpreter.h"

namespace meerkat::flow {

inline constexpr uint32_t kMaxKeys = 256;
// A mark of taint, not of a sink: the path has no "..", nor links, in it any more.
inline constexpr core::SinkSet kNormalPath = core::SinkSet{1} << 63;

struct Interpreter::Known {
  Known(Symbols* symbols, Paths* paths)
      : builtins_module(paths->Module("builtins")),
        set_element(symbols->Of("[]=")),
        iter(symbols->Of("__iter__")),
        enter(symbols->Of("__enter__")),
        str(symbols->Of("__str__")),
        init(symbols->Of("__init__")),
        call(symbols->Of("__call__")),
        get_item(symbols->Of("__getitem__")),
        divide(symbols->Of("/")),
        up(symbols->Of("..")),
        shell(symbols->Of("shell")),
        loader(symbols->Of("Loader")),
        allow_pickle(symbols->Of("allow_pickle")),
        parser(symbols->Of("parser")),
        static_method(paths->Module("builtins.staticmethod")),
        class_method(paths->Module("builtins.classmethod")),
        is_instance(paths->Module("builtins.isinstance")),
        int_type(paths->Module("builtins.int")),
        float_type(paths->Module("builtins.float")),
        bool_type(paths->Module("builtins.bool")),
        re_match(paths->Module("re.match")),
        re_sub(paths->Module("re.sub")),
        re_fullmatch(paths->Module("re.fullmatch")),
        re_search(paths->Module("re.search")),
        common_path(paths->Module("os.path.commonpath")),
        request_path(paths->Child(paths->Module(":flask_request"), symbols->Of("path"))),
        functions(paths->Module("def")),
        own(paths->Module("self")),
        parameters(paths->Module("in")),
        servicer(paths->Module(":grpc_servicer")),
        get(symbols->Of("get")),
        number(paths->Module(":number")),
        kept(paths->Module(":kept")),
        views(paths->Module("view")),
        cloud(paths->Module("def.lambda_handler")),
        wsgi(paths->Module("def.wsgi_environ")),
        asgi(paths->Module("def.scope_receive_send")),
        request(paths->Module(":request")),
        web_request(paths->Module(":web_request")),
        any_name(symbols->Of("*")) {}

  const Path* builtins_module;
  Symbol set_element, iter, enter, str, init, call, get_item, divide, up, shell, loader, allow_pickle, parser;
  const Path *static_method, *class_method, *is_instance, *int_type, *float_type, *bool_type;
  const Path *re_match, *re_sub, *re_fullmatch, *re_search, *common_path;
  const Path* request_path;
  const Path *functions, *own, *parameters, *servicer;
  Symbol get;
  const Path *number, *kept, *views;
  const Path *cloud, *wsgi, *asgi, *request, *web_request;
  Symbol any_name;
  // Texts of steps.
  std::string_view assigned = "is assigned";
  std::string_view returned = "is returned";
  std::string_view passed = "is passed on";
  // The root of relative imports.
  std::string_view here = "<here>";
};

}  // namespace meerkat::flow

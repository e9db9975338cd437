#pragma once

// The names and paths that the interpreter itself knows.

#include "engine/flow/interpreter.h"
#include "engine/flow/marks.h"

namespace meerkat::flow {

inline constexpr uint32_t kMaxKeys = 256;
inline constexpr uint32_t kMaxAttributes = 2'048;

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
        set_item(symbols->Of("__setitem__")),
        get_attribute(symbols->Of("__getattr__")),
        set_attribute(symbols->Of("__setattr__")),
        get_descriptor(symbols->Of("__get__")),
        set_descriptor(symbols->Of("__set__")),
        make(symbols->Of("__new__")),
        init_subclass(symbols->Of("__init_subclass__")),
        find_class(symbols->Of("find_class")),
        update(symbols->Of("update")),
        dictionary(symbols->Of("__dict__")),
        class_name(symbols->Of("__class__")),
        next(symbols->Of("__next__")),
        enter_later(symbols->Of("__aenter__")),
        iter_later(symbols->Of("__aiter__")),
        next_later(symbols->Of("__anext__")),
        add_in_place(symbols->Of("__iadd__")),
        represent(symbols->Of("__repr__")),
        divide(symbols->Of("/")),
        percent(symbols->Of("%")),
        plus(symbols->Of("+")),
        up(symbols->Of("..")),
        shell(symbols->Of("shell")),
        loader(symbols->Of("Loader")),
        allow_pickle(symbols->Of("allow_pickle")),
        filter(symbols->Of("filter")),
        weights_only(symbols->Of("weights_only")),
        format(symbols->Of("format")),
        format_map(symbols->Of("format_map")),
        parser(symbols->Of("parser")),
        resolve_entities(symbols->Of("resolve_entities")),
        unescape(symbols->Of("unescape")),
        strip_tags(symbols->Of("striptags")),
        object_type(paths->Module("builtins.object")),
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
        common_prefix(paths->Module("os.path.commonprefix")),
        request_path(paths->Child(paths->Module(":flask_request"), symbols->Of("path"))),
        functions(paths->Module("def")),
        own(paths->Module("self")),
        parameters(paths->Module("in")),
        servicer(paths->Module(":grpc_servicer")),
        get(symbols->Of("get")),
        number(paths->Module(":number")),
        some_text(paths->Module(":text")),
        unpacked(paths->Module(":unpacked")),
        kept(paths->Module(":kept")),
        checked_model(paths->Module(":checked_model")),
        checked_records(paths->Module("pydantic.dataclasses")),
        views(paths->Module("view")),
        cloud(paths->Module("def.lambda_handler")),
        wsgi(paths->Module("def.wsgi_environ")),
        asgi(paths->Module("def.scope_receive_send")),
        request(paths->Module(":request")),
        web_request(paths->Module(":web_request")),
        bottle_request(paths->Module(":bottle_request")),
        any_name(symbols->Of("*")),
        elements(symbols->Of("[]")),
        passed(symbols->Of("<passed>")),
        start(symbols->Of("start")),
        type_keyword(symbols->Of("type")),
        run(symbols->Of("run")),
        after_init(symbols->Of("__post_init__")),
        match_arguments(symbols->Of("__match_args__")),
        arguments(symbols->Of("args")),
        text_type(paths->Module("builtins.str")),
        bytes_type(paths->Module("builtins.bytes")),
        list_type(paths->Module("builtins.list")),
        dictionary_type(paths->Module("builtins.dict")),
        set_type(paths->Module("builtins.set")),
        named_tuple(paths->Module("typing.NamedTuple")),
        typed_dictionary(paths->Module("typing.TypedDict")),
        field(paths->Module("dataclasses.field")),
        enumerations(paths->Module("enum")),
        type_of(paths->Module("builtins.type")),
        all_of(paths->Module("builtins.all")),
        any_of(paths->Module("builtins.any")),
        re_compile(paths->Module("re.compile")),
        pattern(paths->Module(":pattern")),
        library(LibraryCalls(paths)) {}

  const Path* builtins_module;
  Symbol set_element, iter, enter, str, init, call, get_item, set_item;
  Symbol get_attribute, set_attribute, get_descriptor, set_descriptor, make, init_subclass;
  Symbol find_class, update;
  Symbol dictionary, class_name, next, enter_later, iter_later, next_later;
  Symbol add_in_place, represent;
  Symbol divide, percent, plus, up, shell, loader, allow_pickle, filter, weights_only;
  Symbol format, format_map, parser, resolve_entities, unescape, strip_tags;
  const Path *object_type, *static_method, *class_method, *is_instance, *int_type, *float_type,
      *bool_type;
  const Path *re_match, *re_sub, *re_fullmatch, *re_search, *common_path, *common_prefix;
  const Path* request_path;
  const Path *functions, *own, *parameters, *servicer;
  Symbol get;
  const Path *number, *some_text, *unpacked, *kept, *checked_model, *checked_records, *views;
  const Path *cloud, *wsgi, *asgi, *request, *web_request, *bottle_request;
  Symbol any_name;
  // Under which an object of a list's or dictionary's class holds its elements: no name of
  // Python's.
  Symbol elements;
  // Of a field of a form: what of a value that comes in it goes on.
  Symbol passed;
  Symbol start, type_keyword, run, after_init, match_arguments, arguments;
  const Path *text_type, *bytes_type, *list_type, *dictionary_type, *set_type;
  const Path *named_tuple, *typed_dictionary, *field, *enumerations;
  const Path *type_of, *all_of, *any_of, *re_compile, *pattern;
  absl::flat_hash_map<const Path*, LibraryCall> library;
  // The root of relative imports.
  std::string_view here = "<here>";
};

}  // namespace meerkat::flow

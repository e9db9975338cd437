// The part of Interpreter that looks at what a request is answered with: what a handler returns,
// and what type a response says that it has.

#include <algorithm>
#include <span>
#include <string>

#include "engine/flow/interpreter.h"
#include "engine/flow/known.h"

namespace meerkat::flow {
namespace {

// As the callee of what an application of WSGI returns.
constexpr std::string_view kWsgiResponse = "WSGI's Response";

bool IsType(std::string_view text) {
  static constexpr std::string_view kTypes[] = {"text/",  "application/", "image/",    "audio/",
                                                "video/", "font/",        "multipart/"};
  return std::any_of(std::begin(kTypes), std::end(kTypes),
                     [text](std::string_view type) { return text.starts_with(type); });
}

bool IsContentType(std::string_view name) {
  static constexpr std::string_view kName = "content-type";
  return name.size() == kName.size() &&
         std::equal(name.begin(), name.end(), kName.begin(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a | 32 : a) == b; });
}

// Text that begins with an element of HTML, and not of some other XML.
bool BeginsPage(std::string_view text) {
  static constexpr std::string_view kElements[] = {
      "!doctype", "a",      "b",        "body",  "button", "code",   "div",    "em",
      "form",     "h1",     "h2",       "h3",    "h4",     "head",   "html",   "i",
      "iframe",   "img",    "input",    "label", "li",     "ol",     "option", "p",
      "pre",      "script", "select",   "small", "span",   "strong", "style",  "table",
      "tbody",    "td",     "textarea", "th",    "title",  "tr",     "ul"};
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == text.npos || text[begin] != '<') return false;
  text.remove_prefix(begin + 1);
  std::string name(text.substr(0, text.find_first_of(" \t\r\n>/")));
  for (char& c : name) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 32 : c);
  return std::find(std::begin(kElements), std::end(kElements), name) != std::end(kElements);
}

}  // namespace

// "text/html; charset=utf-8"; of a text that is no type, nothing.
Interpreter::Media Interpreter::MediaOf(std::string_view text) {
  if (!IsType(text)) return Media::kUnknown;
  const bool is_page = text.find("html") != text.npos || text.find("image/svg") != text.npos;
  return is_page ? Media::kHtml : Media::kOther;
}

// {"Content-Type": "text/plain"}
Interpreter::Media Interpreter::TypeInHeaders(V headers) const {
  const Contents* contents = ContentsOf(headers);
  if (contents == nullptr || contents->kind != ContentsKind::kDictionary) return Media::kUnknown;
  for (uint32_t i = 0; i < contents->count; ++i) {
    if (!contents->keys[i]->IsString() || !IsContentType(contents->keys[i]->text)) continue;
    return MediaOf(contents->items[i]->text);
  }
  return Media::kUnknown;
}

// A response is a page unless it says that it is something else.
bool Interpreter::IsHtml(const Arguments& arguments, bool otherwise) const {
  for (size_t i = 0; i < arguments.size(); ++i) {
    const Argument& argument = arguments[i];
    const std::string_view name =
        argument.has_keyword ? symbols_.Text(argument.keyword) : std::string_view();
    // Positional ones are told by what they look like; the first is the body.
    if (argument.has_keyword
            ? name != "content_type" && name != "mimetype" && name != "media_type" &&
                  name != "headers" && name != "subtype" && name != "_subtype"
            : i == 0 && !IsType(argument.value->text)) {
      continue;
    }
    const Media told = TypeInHeaders(argument.value);
    if (told != Media::kUnknown) return told == Media::kHtml;
    if (argument.value->kind == ValueKind::kExternal && name == "media_type") {
      return symbols_.Text(argument.value->path->step) == "HTML";  // MediaType.HTML
    }
    // content_type, or with "; charset=" behind it
    const auto is_text = [](V one) { return one->IsString() || one->kind == ValueKind::kText; };
    if (argument.value->kind == ValueKind::kUnion) {
      const std::span<const V> items(argument.value->items, argument.value->count);
      const bool are_other = std::all_of(items.begin(), items.end(), [&](V one) {
        return is_text(one) && MediaOf(one->text) == Media::kOther;
      });
      if (are_other) return false;
    }
    if (!is_text(argument.value)) continue;
    const Media media = MediaOf(argument.value->text);
    if (media != Media::kUnknown) return media == Media::kHtml;
    // MIMEText(page, "html"), message.set_content(page, subtype="html")
    if (argument.value->IsString() && argument.value->text == "html") return true;
    if (argument.has_keyword && argument.value->IsString()) return false;
  }
  return otherwise;
}

// A response remembers which call made it, for what is said of it later.
V Interpreter::MadeBy(V response, const Path* path, const Arguments& arguments, uint32_t code) {
  if (code == kNone || !frame_->module->is_main) return response;
  const bool may_be_page =
      std::any_of(path->said->sinks.begin(), path->said->sinks.end(),
                  [](const Sink& sink) { return sink.kind == core::SinkKind::kHtml; });
  if (!may_be_page) return response;
  if (!IsHtml(arguments, true)) made_no_pages_.insert(code);
  Value* made = arena_.New<Value>();
  *made = *response;
  made->id = code + 1;
  return made;
}

// response = Response(mimetype="text/plain"); response.set_data(text)
bool Interpreter::WasMadeNoPage(V response) const {
  return response != nullptr && response->kind == ValueKind::kExternal && response->id != 0 &&
         made_no_pages_.contains(response->id - 1);
}

namespace {

// "Content-Type", "text/html", wherever the two stand side by side.
bool SaysType(std::string_view path) {
  static constexpr std::string_view kSetters[] = {"set_header", "setHeader",     "send_header",
                                                  "header",     "append_header", "add_header"};
  const std::string_view last = path.substr(path.find_last_of('.') + 1);
  return path == ":start_response" ||
         std::find(std::begin(kSetters), std::end(kSetters), last) != std::end(kSetters);
}

}  // namespace

// self.set_header("Content-Type", "application/json"), start_response("200 OK", [("Content-Type",
// "…")]): what this function answers with has that type.
void Interpreter::NoteType(const Path* path, const Arguments& arguments) {
  if (path->said->sinks.empty() || arguments.size() < 2 || !SaysType(paths_.Text(path))) return;
  const auto note = [this](V name, V value) {
    if (!name->IsString() && !name->IsConstant(ConstantKind::kBytes)) return;
    if (IsContentType(name->text)) SayTypeOfFunction(value);
  };
  note(arguments[0].value, arguments[1].value);
  const Contents* headers = ContentsOf(arguments[1].value);
  if (headers == nullptr || headers->kind != ContentsKind::kList) return;
  for (uint32_t i = 0; i < headers->count; ++i) {
    const Contents* pair = ContentsOf(headers->items[i]);
    if (pair == nullptr || pair->count != 2 || pair->kind == ContentsKind::kObject) continue;
    note(pair->items[0], pair->items[1]);
  }
}

void Interpreter::SayTypeOfFunction(V value) {
  const bool is_page_name =
      value->kind == ValueKind::kExternal && symbols_.Text(value->path->step).ends_with("HTML");
  const Media media = is_page_name ? Media::kHtml : MediaOf(value->text);
  if (media == Media::kUnknown || frame_->function == kNone || !frame_->module->is_main) return;
  const core::Span span = unit().functions[frame_->function].span;
  (media == Media::kHtml ? page_functions_ : plain_functions_).push_back(span);
}

// response.mimetype = "text/plain", response["Content-Type"] = "text/plain": it was no page.
void Interpreter::SayType(V response, std::string_view name, V value) {
  if (response->kind != ValueKind::kExternal || !frame_->module->is_main) return;
  if (name != "mimetype" && name != "content_type" && name != "media_type" &&
      !IsContentType(name)) {
    return;
  }
  if (response->id == 0) return SayTypeOfFunction(value);
  if (value->IsString() && MediaOf(value->text) == Media::kOther) {
    no_pages_.push_back(SpanOf(response->id - 1));
  } else {
    made_no_pages_.erase(response->id - 1);  // it may be one from now on
  }
}

// Pages that turned out to be none.
void Interpreter::TakeBackPages() {
  const auto lies_in = [](const Flow& flow, const std::vector<core::Span>& spans) {
    return std::any_of(spans.begin(), spans.end(), [&flow](core::Span span) {
      return span.begin <= flow.span.begin && flow.span.end <= span.end;
    });
  };
  std::erase_if(*flows_, [&](const Flow& flow) {
    if (flow.sink != core::SinkKind::kHtml) return false;
    if (std::any_of(no_pages_.begin(), no_pages_.end(), [&flow](core::Span span) {
          return span.begin == flow.span.begin && span.end == flow.span.end;
        })) {
      return true;
    }
    // Falcon's answers and those of WSGI have no type of their own.
    const bool has_to_say = flow.callee == kWsgiResponse ||
                            (flow.callee.starts_with(":falcon_response.") &&
                             flow.callee.ends_with('=') && !flow.callee.ends_with("html="));
    if (has_to_say) return !lies_in(flow, page_functions_);
    const bool is_answer = flow.callee.ends_with("write") || flow.callee.ends_with("finish") ||
                           flow.callee == "return";
    return is_answer && lies_in(flow, plain_functions_) && !lies_in(flow, page_functions_);
  });
}

// return {"statusCode": 200, "headers": {"Content-Type": "text/html"}, "body": page}: what a
// function in a cloud answers with is a page where it says so.
void Interpreter::CheckCloudAnswer(V value, core::Span span) {
  if (value->kind == ValueKind::kUnion) {
    for (uint32_t i = 0; i < value->count; ++i) CheckCloudAnswer(value->items[i], span);
    return;
  }
  const Contents* answer = ContentsOf(value);
  if (answer == nullptr || answer->kind != ContentsKind::kDictionary) return;
  V body = nullptr;
  V headers = nullptr;
  for (uint32_t i = 0; i < answer->count; ++i) {
    if (!answer->keys[i]->IsString()) continue;
    if (answer->keys[i]->text == "body") body = answer->items[i];
    if (answer->keys[i]->text == "headers") headers = answer->items[i];
  }
  const Contents* named = headers == nullptr ? nullptr : ContentsOf(headers);
  if (body != nullptr) {
    Check(core::SinkKind::kResponseError, body, span, "return");
    if (headers != nullptr && TypeInHeaders(headers) == Media::kHtml) {
      Check(core::SinkKind::kHtml, body, span, "body");
    }
  }
  if (named == nullptr || named->kind != ContentsKind::kDictionary) return;
  for (uint32_t i = 0; i < named->count; ++i) {
    const std::string_view name = named->keys[i]->text;
    const bool leads = named->keys[i]->IsString() && (name == "Location" || name == "location");
    if (leads) Check(core::SinkKind::kRedirect, named->items[i], span, "return");
  }
}

// return "<p>%s</p>" % name, where callers are not trusted: whoever shows it to a browser takes it
// for a page.
void Interpreter::CheckPage(V value, core::Span span) {
  // Broken code returns from no function.
  if (frame_->function == kNone || value->kind != ValueKind::kText || value->taint == nullptr ||
      !BeginsPage(value->text)) {
    return;
  }
  // "<A ttl=10>" of an object is for a developer.
  const std::string_view name = unit().Name(unit().functions[frame_->function].name);
  if (name == "__repr__" || name == "__str__") return;
  const bool is_direct = std::any_of(
      value->taint->marks, value->taint->marks + value->taint->count,
      [](const Mark& mark) { return mark.source->kind == core::kLibrarySource && !mark.weak; });
  if (is_direct) Check(core::SinkKind::kHtml, value, span, "return");
}

// return body, return body, status, headers
void Interpreter::CheckReturned(V value, core::Span span) {
  const core::SinkKind kind = frame_->returns_to;
  if (frame_->is_wsgi) return Check(kind, value, span, std::string(kWsgiResponse));
  if (frame_->is_cloud) return CheckCloudAnswer(value, span);
  if (kind != core::SinkKind::kHtml && kind != core::SinkKind::kResponseError) {
    return Check(kind, value, span, "return");
  }
  if (value->kind == ValueKind::kUnion) {
    for (uint32_t i = 0; i < value->count; ++i) CheckReturned(value->items[i], span);
    return;
  }
  const Contents* contents = ContentsOf(value);
  const bool has_status =
      contents != nullptr && contents->kind == ContentsKind::kTuple && contents->count > 1;
  // return str(error), 500. What a library has made of it was told where that was made.
  const V body = has_status ? contents->items[0] : value;
  if (body->kind != ValueKind::kExternal || body->path->said->source != nullptr) {
    Check(core::SinkKind::kResponseError, body, span, "return");
  }
  if (kind == core::SinkKind::kResponseError) return;
  if (!has_status) {
    return Check(kind, value, span, "return");
  }
  Media told = Media::kUnknown;
  for (uint32_t i = 1; i < contents->count; ++i) {
    const Contents* headers = ContentsOf(contents->items[i]);
    if (headers == nullptr || headers->kind != ContentsKind::kDictionary) continue;
    told = std::max(told, TypeInHeaders(contents->items[i]));
    for (uint32_t j = 0; j < headers->count; ++j) {
      Check(core::SinkKind::kHeader, headers->items[j], span, "return");
    }
  }
  if (told != Media::kOther) Check(kind, contents->items[0], span, "return");
}

}  // namespace meerkat::flow

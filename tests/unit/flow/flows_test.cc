// What the tables say of each framework, as Python: a line with "# flow: sql" has a flow to SQL,
// and a line without one has none of the kinds that its case is about.

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "engine/core/source_file.h"
#include "engine/flow/interpreter.h"
#include "engine/flow/lowering.h"
#include "engine/syntax/parser.h"

namespace meerkat::flow {
namespace {

using core::SinkKind;

struct Case {
  const char* name;
  const char* python;
};

const std::map<SinkKind, std::string> kNames = {{SinkKind::kSql, "sql"},
                                                {SinkKind::kCommand, "command"},
                                                {SinkKind::kCode, "code"},
                                                {SinkKind::kHtml, "html"},
                                                {SinkKind::kPath, "path"},
                                                {SinkKind::kRedirect, "redirect"},
                                                {SinkKind::kUrl, "url"},
                                                {SinkKind::kXml, "xml"},
                                                {SinkKind::kAttributeName, "mass"},
                                                {SinkKind::kTemplate, "template"}};

std::set<std::string> Marks(const std::string& python) {
  std::set<std::string> marks;
  std::istringstream lines(python);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    const size_t at = line.find("# flow: ");
    if (at == std::string::npos) continue;
    std::istringstream kinds(line.substr(at + 8));
    for (std::string kind; kinds >> kind;) marks.insert(std::to_string(number) + " " + kind);
  }
  return marks;
}

std::set<std::string> Found(const std::string& python) {
  const core::SourceFile file("case.py", python);
  const core::Budget budget;
  syntax::Parser parser;
  syntax::Tree tree;
  parser.Parse(file.bytes(), budget, &tree);
  Lowering lowering;
  Unit unit;
  lowering.Lower(tree, "case.py", budget, &unit);
  Interpreter interpreter;
  std::vector<Question> questions;
  std::vector<Flow> flows;
  interpreter.Analyse(unit, {}, budget, &questions, nullptr, &flows);
  std::set<std::string> found;
  for (const Flow& flow : flows) {
    const auto name = kNames.find(flow.sink);
    if (name == kNames.end() || flow.mark.source->kind != core::kRemoteSource) continue;
    found.insert(std::to_string(file.PositionOf(flow.span.begin).line) + " " + name->second);
  }
  return found;
}

class Flows : public testing::TestWithParam<Case> {};

TEST_P(Flows, AreThoseThatAreMarked) {
  EXPECT_EQ(Found(GetParam().python), Marks(GetParam().python));
}

const Case kCases[] = {
    {"Flask", R"py(import os, subprocess, sqlite3, requests, pickle, logging
from flask import Flask, request, redirect, send_file, session, Response
app = Flask(__name__)
@app.route("/a/<name>/<int:n>")
def a(name, n):
    os.system(name)  # flow: command
    os.system("x %s" % n)
    f = request.files["x"]
    f.save("/tmp/" + f.filename)  # flow: path
    redirect(request.url)
    redirect(request.args["next"])  # flow: redirect
    return "<b>" + name  # flow: html
)py"},
    {"FastApi", R"py(from fastapi import FastAPI, Depends, Query, UploadFile
from typing import Annotated
from sqlalchemy import text
app = FastAPI()
def get_db(): pass
@app.get("/x")
def x(q: str, n: int, db=Depends(get_db), s: Annotated[str, Query()] = ""):
    eval(q)  # flow: code
    eval(n)
    eval(db)
    db.execute(text("select " + s))  # flow: sql
@app.post("/u")
async def u(file: UploadFile):
    open("/tmp/" + file.filename)  # flow: path
def dep(t: str = Query(...)):
    eval(t)  # flow: code
)py"},
    {"Django", R"py(from django.views.generic import ListView
from django.http import HttpResponse
from .models import User
class Base(ListView): pass
class V(Base):
    def get(self, request, slug):
        User.objects.raw("select " + slug)  # flow: sql
        u = User.objects.get(name=slug)
        eval(u.name)
        User.objects.create(**request.POST)  # flow: mass
        return HttpResponse(request.GET["q"])  # flow: html
class W(Mixin):
    def f(self):
        eval(self.request.GET["x"])  # flow: code
        open(self.request.data["f"])  # flow: path
)py"},
    {"Others", R"py(from http.server import BaseHTTPRequestHandler
import helloworld_pb2_grpc as pb2_grpc
import xml.sax, lxml.etree as etree
from xml.sax.handler import feature_external_ges
from flask import request
import falcon
def x():
    p = xml.sax.make_parser()
    p.setFeature(feature_external_ges, True)
    p.parse(request.data)  # flow: xml
    q = etree.XMLParser(resolve_entities=False)
    etree.fromstring(request.data, q)
    r = etree.XMLParser()
    etree.fromstring(request.data, r)  # flow: xml
class R:
    def on_get(self, req, resp, name):
        eval(req.get_param("q"))  # flow: code
        eval(name)  # flow: code
def lambda_handler(event, context):
    eval(event["x"])  # flow: code
class GreeterServicer(pb2_grpc.GreeterServicer):
    def Hello(self, request, context):
        eval(request.name)  # flow: code
class H(BaseHTTPRequestHandler):
    def do_GET(self):
        open(self.path)  # flow: path
)py"},
};

INSTANTIATE_TEST_SUITE_P(Frameworks, Flows, testing::ValuesIn(kCases),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace meerkat::flow

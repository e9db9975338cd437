#include <string>
#include <string_view>

#include "engine/flow/interpreter.h"
#include "gtest/gtest.h"

namespace meerkat::flow {
namespace {

bool MayImportSources(std::string_view text) {
  static Interpreter* interpreter = new Interpreter();
  return interpreter->MayImportSources(
      text, {.sources = core::kRemoteSource, .given = core::kRemoteSource}, core::kRemoteSource);
}

TEST(MayImportSources, AsksWhatTablesKnowOfNames) {
  EXPECT_TRUE(MayImportSources("from flask import request"));
  EXPECT_TRUE(MayImportSources("from fastapi import FastAPI, HTTPException"));
  EXPECT_TRUE(MayImportSources("from fastapi import HTTPException, Query as q"));
  EXPECT_TRUE(MayImportSources("from django import forms"));
  EXPECT_TRUE(MayImportSources("from django.views import View"));
  EXPECT_TRUE(MayImportSources("from django.contrib.auth.decorators import login_required"));
  EXPECT_TRUE(MayImportSources("from aiohttp import web"));
  EXPECT_TRUE(MayImportSources("def f():\n    from flask import *"));
  EXPECT_FALSE(MayImportSources("from django.conf import settings"));
  EXPECT_FALSE(MayImportSources("from fastapi import HTTPException"));
  EXPECT_FALSE(MayImportSources("from aiohttp import ClientError\nfrom numpy import *"));
}

TEST(MayImportSources, ReadsBracketsToTheirEnd) {
  EXPECT_TRUE(MayImportSources("from fastapi import (\n    HTTPException,  # (no)\n    Query,\n)"));
  EXPECT_FALSE(MayImportSources("from fastapi import (\n    HTTPException,\n)\nQuery = 1"));
  EXPECT_TRUE(MayImportSources("from fastapi import (\n    HTTPException,"));
}

// What only its name tells of: a base that may hand values over, and what is called as a source is.
TEST(MayImportSources, TrustsNoOtherFile) {
  constexpr std::string_view kDjango = "from django.conf import settings\n";
  const auto with = [&](std::string_view text) {
    return MayImportSources(std::string(kDjango).append(text));
  };
  EXPECT_TRUE(with("from app.views import Base\nclass View(Base):\n  pass"));
  EXPECT_TRUE(with("from . import views\nclass View(\n    views.Base,\n):\n  pass"));
  EXPECT_TRUE(with("import app\nclass View(app.Base): pass"));
  EXPECT_TRUE(with("from .views import *"));
  EXPECT_TRUE(with("from .globals import request"));
  EXPECT_TRUE(with("from app.request import Query"));
  EXPECT_FALSE(with("from app.views import Base\nclass Model(object):\n  base = Base"));
  EXPECT_FALSE(with("from app.text import slug"));
  EXPECT_TRUE(with("def page(req):\n  pass"));
  EXPECT_TRUE(with("async def handler(event, context):\n  pass"));
  EXPECT_FALSE(with("def page(requirement, events):\n  pass"));
}

TEST(MayImportSources, KnowsPythonsOwnLibrary) {
  EXPECT_TRUE(MayImportSources("from socketserver import StreamRequestHandler"));
  EXPECT_TRUE(MayImportSources("from imaplib import IMAP4_SSL"));
  EXPECT_TRUE(MayImportSources("from tarfile import open as unpack"));
  EXPECT_TRUE(MayImportSources("from cgi import FieldStorage"));
  EXPECT_FALSE(MayImportSources("from xmlrpc.client import Fault"));
}

}  // namespace
}  // namespace meerkat::flow

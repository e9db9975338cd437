#include "engine/flow/routes.h"

#include <gtest/gtest.h>

namespace meerkat::flow {
namespace {

using enum RouteVariable;

TEST(Routes, ConvertersInAngleBrackets) {
  EXPECT_EQ(VariableOfRoute("/a/<name>", "name"), kText);
  EXPECT_EQ(VariableOfRoute("/a/<name>", "nam"), kAbsent);
  EXPECT_EQ(VariableOfRoute("/a/<string:name>/<path:rest>", "name"), kText);
  EXPECT_EQ(VariableOfRoute("/a/<string:name>/<path:rest>", "rest"), kText);
  EXPECT_EQ(VariableOfRoute("/a/<int:n>", "n"), kNumber);
  EXPECT_EQ(VariableOfRoute("/a/<int(min=1):n>", "n"), kNumber);
  EXPECT_EQ(VariableOfRoute("/a/<uuid:key>", "key"), kNumber);
  EXPECT_EQ(VariableOfRoute("/a/<slug:name>", "name"), kTame);
  EXPECT_EQ(VariableOfRoute("/a/<any(a, b):kind>", "kind"), kTame);
  EXPECT_EQ(VariableOfRoute("/a/<own:name>", "name"), kText);
  EXPECT_EQ(VariableOfRoute("/a/<n:int>", "n"), kNumber);
  EXPECT_EQ(VariableOfRoute("/a/<n:re:[0-9]+>", "n"), kTame);
  EXPECT_EQ(VariableOfRoute("/a/<n:re:.+>", "n"), kText);
  EXPECT_EQ(VariableOfRoute("/a/<name:[A-z]+>", "name"), kTame);
}

TEST(Routes, Braces) {
  EXPECT_EQ(VariableOfRoute("/a/{name}", "name"), kText);
  EXPECT_EQ(VariableOfRoute("/a/{n:int}", "n"), kNumber);
  EXPECT_EQ(VariableOfRoute("/a/{file:path}", "file"), kText);
  EXPECT_EQ(VariableOfRoute(R"(/a/{year:\d{4}}/{name:.*})", "year"), kTame);
  EXPECT_EQ(VariableOfRoute(R"(/a/{year:\d{4}}/{name:.*})", "name"), kText);
  EXPECT_EQ(VariableOfRoute("/a/{name:[^{}/]+}", "name"), kText);
}

TEST(Routes, NamedGroups) {
  EXPECT_EQ(VariableOfRoute(R"(^a/(?P<year>[0-9]{4})/(?P<slug>[\w-]+)/$)", "year"), kTame);
  EXPECT_EQ(VariableOfRoute(R"(^a/(?P<year>[0-9]{4})/(?P<slug>[\w-]+)/$)", "slug"), kTame);
  EXPECT_EQ(VariableOfRoute(R"(^a/(?P<name>.+)/$)", "name"), kText);
  EXPECT_EQ(VariableOfRoute(R"(^a/(?P<name>[^/]+)/$)", "name"), kText);
  EXPECT_EQ(VariableOfRoute(R"(^a/(?P<n>(?:1|2)\d*)/$)", "n"), kTame);
  EXPECT_EQ(VariableOfRoute("^a/(?P<name>", "name"), kText);
}

}  // namespace
}  // namespace meerkat::flow

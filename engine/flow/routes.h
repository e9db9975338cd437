#pragma once

// What the text of a route says of the variables in it, in the notations that frameworks have:
//
//   "/users/<int:id>/<name>"          Flask, Django, Bottle, Sanic
//   "/users/{id:int}/{name}"          Starlette, Falcon, aiohttp, Pyramid
//   r"^users/(?P<id>\d+)/(?P<name>.+)/$"   Django's re_path, Tornado

#include <cstdint>
#include <string_view>

namespace meerkat::flow {

enum class RouteVariable : uint8_t {
  kAbsent,  // the route has no variable of that name
  kText,    // any text that an address may hold
  kTame,    // letters, digits, '-' and '_', or one of several words
  kNumber,  // a number, an UUID, a date
};

RouteVariable VariableOfRoute(std::string_view route, std::string_view name);
// The same of the group without a name at that place, from 0: r"/users/([0-9]+)/(.*)".
RouteVariable VariableOfRoute(std::string_view route, size_t place);

}  // namespace meerkat::flow

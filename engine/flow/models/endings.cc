// Functions that never come back to where they are called.

#include "engine/flow/models/models.h"

namespace meerkat::flow::models {
namespace {

constexpr std::string_view kEnds[] = {
    "{sys.exit,os._exit,os.abort,builtins.exit,builtins.quit,_thread.exit}",
    "os.{execl,execle,execlp,execlpe,execv,execve,execvp,execvpe}",
    "argparse.ArgumentParser().{error,exit}",
    "optparse.OptionParser().{error,exit}",
    "{flask.abort,werkzeug.exceptions.abort,quart.abort,flask_restful.abort,flask_restx.abort,"
    "flask_smorest.abort}",
    "{bottle.abort,bottle.redirect,sanic.exceptions.abort,webapp2.abort}",
    "{pytest.fail,pytest.skip,pytest.exit}",
    "{click.get_current_context,click.Context}().{exit,abort,fail}",
};

}  // namespace

constinit const ModelTable kEndings = {.ends = kEnds};

}  // namespace meerkat::flow::models

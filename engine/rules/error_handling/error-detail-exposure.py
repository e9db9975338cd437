# profile: default
"""Answers that tell what went wrong inside."""

import logging
import traceback

import sqlalchemy.exc
from flask import Flask, jsonify, make_response, request

from marshmallow import ValidationError

from shop.errors import OrderError

app = Flask(__name__)
logger = logging.getLogger(__name__)


@app.route("/order", methods=["POST"])
def bad():
    try:
        return {"total": 100 / int(request.form["count"])}
    except Exception:
        return make_response(traceback.format_exc(), 500)  # expect: error-detail-exposure


@app.route("/order/safe", methods=["POST"])
def good():
    try:
        return {"total": 100 / int(request.form["count"])}
    except Exception:
        logger.exception("order failed")
        return make_response("internal error", 500)


@app.route("/ways", methods=["POST"])
def each_way():
    try:
        return {"total": 100 / int(request.form["count"])}
    except ZeroDivisionError as error:
        return jsonify(error=str(error)), 500  # expect: error-detail-exposure
    except ValueError as error:
        logger.warning("bad request: %s", error)
        return jsonify(error="bad request"), 400


class TooMany(Exception):
    """Told to who orders."""


@app.route("/told", methods=["POST"])
def written_to_be_told():
    try:
        return {"total": place(request.form["count"])}
    except (TooMany, OrderError, ValueError) as error:
        return jsonify(error=str(error)), 400
    except (TooMany, sqlalchemy.exc.SQLAlchemyError) as error:
        return jsonify(error=str(error)), 500  # expect: error-detail-exposure
    except OSError as error:
        return jsonify(error=str(error)), 500  # expect: error-detail-exposure


@app.route("/debugged", methods=["POST"])
def for_developers():
    try:
        return {"total": place(request.form["count"])}
    except Exception as error:
        if app.debug:
            return make_response(traceback.format_exc(), 500)
        detail = str(error) if app.config["DEBUG"] else "internal error"
        return jsonify(error=detail, more=repr(error)), 500  # expect: error-detail-exposure


@app.route("/returned", methods=["POST"])
def returned_as_it_is():
    try:
        return {"total": place(request.form["count"])}
    except ConnectionError as error:
        return str(error), 500  # expect: error-detail-exposure
    except OSError:
        return traceback.format_exc()  # expect: error-detail-exposure
    except RuntimeError as error:
        return {"error": str(error)}, 500  # expect: error-detail-exposure
    except Exception as error:
        logger.error("failed: %s", error)
        return "internal error", 500


@app.route("/operator")
def where_the_operator_asks_for_it():
    try:
        return {"total": 100 / int(request.form["count"])}
    except ZeroDivisionError:
        trace = traceback.format_exc()
    if app.config.get("expose_stacktrace") == "yes":
        message = trace
    else:
        message = "internal error"
    if request.args.get("long") == "yes":
        return make_response(trace, 500)  # expect: error-detail-exposure
    return make_response(message, 500)


@app.route("/setting")
def where_a_setting_asks_for_it():
    try:
        return {"total": 100 / int(request.form["count"])}
    except ZeroDivisionError:
        if app.config["SHOW_STACKTRACE"]:
            return make_response(traceback.format_exc(), 500)
        if request.args["SHOW_STACKTRACE"]:
            return make_response(traceback.format_exc(), 500)  # expect: error-detail-exposure
    return make_response("internal error", 500)


def trace_if_asked_for():
    if app.config["SHOW_STACKTRACE"]:
        return traceback.format_exc()
    return None


@app.route("/asked")
def where_another_function_asks_the_setting():
    try:
        return {"total": 100 / int(request.form["count"])}
    except ZeroDivisionError:
        return make_response(trace_if_asked_for(), 500)


@app.route("/stranger")
def where_a_stranger_asks_for_it():
    try:
        return {"total": 100 / int(request.form["count"])}
    except ZeroDivisionError:
        if request.args["debug"]:
            return make_response(traceback.format_exc(), 500)  # expect: error-detail-exposure
        if request.args.get("debug") == "1":
            return make_response(traceback.format_exc(), 500)  # expect: error-detail-exposure
    return make_response("internal error", 500)


@app.route("/read", methods=["POST"])
def says_of_what_was_sent():
    try:
        body = request.get_json()
    except Exception as error:
        return jsonify(error=f"no JSON: {error}"), 400
    try:
        order = Order(**body)
    except Exception as error:
        return jsonify(error=str(error)), 400
    try:
        count = convert(body)
    except (TypeError, ValueError) as error:
        return jsonify(error=str(error)), 400
    try:
        place(order, count)
    except (TypeError, OSError) as error:
        return jsonify(error=str(error)), 400  # expect: error-detail-exposure
    try:
        body = place(request.get_json())
        return {"total": body}
    except Exception as error:
        return jsonify(error=str(error)), 400  # expect: error-detail-exposure


def check_by(schema_class, data):
    try:
        if isinstance(data, Order):
            schema_class(**data.model_dump())
            return
        schema_class(**data)
    except Exception as error:
        raise ValueError(f"invalid: {error}")


@app.route("/validated", methods=["POST"])
def validated():
    try:
        check_by(Order, request.get_json())
        place(request.form["count"])
    except ValueError as error:
        return jsonify(error=str(error)), 400


def saved(session, order):
    try:
        session.commit()
    except sqlalchemy.exc.SQLAlchemyError as error:
        session.rollback()
        raise error


@app.route("/saved", methods=["POST"])
def another_class_than_is_caught():
    try:
        saved(app.session, request.get_json())
    except ValidationError as error:
        return jsonify(error=error.messages), 400
    return "done"


@app.route("/saved/told", methods=["POST"])
def any_class_is_caught():
    try:
        saved(app.session, request.get_json())
    except Exception as error:
        return jsonify(error=str(error)), 500  # expect: error-detail-exposure
    return "done"

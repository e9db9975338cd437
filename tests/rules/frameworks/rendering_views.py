# profile: default
"""Views of Flask-AppBuilder and Flask-Admin, which render templates by methods of their own."""

import flask_admin
from flask import request
from flask_appbuilder import BaseView, expose


class Orders(BaseView):
    @expose("/list")
    def list(self):
        return self.render_template("orders.html", name=request.args["name"])

    @expose("/plain")
    def plain(self):
        return "<p>" + request.args["name"]  # expect: cross-site-scripting


class Reports(flask_admin.BaseView):
    @flask_admin.expose("/")
    def index(self):
        return self.render("reports.html", name=request.args["name"])

    @flask_admin.expose("/plain")
    def plain(self):
        return self.greet(request.args["name"])  # expect: cross-site-scripting

    def greet(self, name):
        return "<p>" + name

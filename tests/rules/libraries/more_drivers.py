# profile: default
"""Statements and commands by less usual ways of libraries."""

import pipes
import posix

import boto3
import docker
import js2py
import pandasql
import regex
import sh
import sqlalchemy
from airflow.operators.bash import BashOperator
from django.db.models import F, Func
from flask import Flask, request
from jinja2 import DictLoader, Environment
from snowflake.snowpark import Session

app = Flask(__name__)
session = Session.builder.configs({}).create()
scripts = js2py.EvalJs()


@app.post("/statements")
def statements():
    name = request.form["name"]
    session.sql("SELECT * FROM t WHERE a = '%s'" % name)  # expect: sql-injection
    pandasql.sqldf(f"SELECT * FROM t WHERE a = '{name}'", {})  # expect: sql-injection
    sqlalchemy.column("age").op(name)(5)  # expect: sql-injection
    Func(F("age"), function=name)  # expect: sql-injection
    Func(F("age"), template="lower('" + name + "')")  # expect: sql-injection
    Func(F("age"), name, function="LOWER")
    boto3.Session().client("rds-data").execute_statement(sql="DELETE FROM t WHERE a = " + name)  # expect: sql-injection
    return ""


@app.post("/commands")
def commands():
    name = request.form["name"]
    posix.system("whois " + name)  # expect: command-injection
    filters = pipes.Template()
    filters.append("grep " + name, "--")  # expect: command-injection
    docker.from_env().api.exec_create("web", "sh " + name)  # expect: command-injection
    shell = sh.bash.bake("-c")
    shell("ls " + name)  # expect: command-injection
    BashOperator(task_id="show", bash_command="echo " + name)  # expect: command-injection
    BashOperator(task_id="show", bash_command="echo $NAME", env={"NAME": name})
    return ""


@app.post("/code")
def code():
    name = request.form["name"]
    scripts.execute("var name = '%s'" % name)  # expect: code-injection
    js2py.EvalJs({}).eval(name)  # expect: code-injection
    regex.findall(name, "text")  # expect: regular-expression-injection
    Environment(loader=DictLoader({"page": name}), autoescape=True)  # expect: template-injection
    return ""

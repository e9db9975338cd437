# profile: default
"""Text of a request in SQL statements: drivers, query builders and mappers, and their safe forms."""

import asyncio

from flask import Flask, request

app = Flask(__name__)


@app.route("/drivers")
def drivers():
    import cx_Oracle
    import MySQLdb
    import duckdb
    import mysql.connector
    import oracledb
    import psycopg2
    import pymssql
    import pymysql
    import pyodbc
    import sqlite3
    import snowflake.connector

    name = request.args["name"]
    statement = "SELECT * FROM users WHERE name = '" + name + "'"
    sqlite3.connect("users.db").execute(statement)  # expect: sql-injection
    sqlite3.connect("users.db").executescript(statement)  # expect: sql-injection
    psycopg2.connect("").cursor().execute(statement)  # expect: sql-injection
    pymysql.connect(host="db").cursor().execute(statement)  # expect: sql-injection
    MySQLdb.connect(host="db").cursor().execute(statement)  # expect: sql-injection
    MySQLdb.connect(host="db").query(statement)  # expect: sql-injection
    mysql.connector.connect(host="db").cursor(dictionary=True).execute(statement, multi=True)  # expect: sql-injection
    cx_Oracle.connect("dsn").cursor().execute(statement)  # expect: sql-injection
    oracledb.connect(user="app").cursor().execute(statement)  # expect: sql-injection
    pyodbc.connect("dsn").execute(statement)  # expect: sql-injection
    pymssql.connect("db").cursor(as_dict=True).execute(statement)  # expect: sql-injection
    snowflake.connector.connect(user="app").cursor().execute(statement)  # expect: sql-injection
    snowflake.connector.connect(user="app").execute_string(statement)  # expect: sql-injection
    duckdb.connect().sql(statement)  # expect: sql-injection
    duckdb.sql(statement)  # expect: sql-injection
    duckdb.connect().execute(statement)  # expect: sql-injection

    sqlite3.connect("users.db").execute("SELECT * FROM users WHERE name = ?", (name,))
    sqlite3.connect("users.db").executemany("INSERT INTO users VALUES (?)", [(name,)])
    psycopg2.connect("").cursor().execute("SELECT * FROM users WHERE name = %s", [name])
    psycopg2.connect("").cursor().execute("SELECT * FROM users WHERE name = %(name)s", {"name": name})
    oracledb.connect(user="app").cursor().execute("SELECT * FROM users WHERE name = :name", name=name)
    duckdb.execute("SELECT * FROM users WHERE name = ?", [name])
    return "done"


@app.route("/cursors")
def cursors():
    import psycopg2
    import psycopg2.extras
    from psycopg2 import sql

    name = request.args["name"]
    connection = psycopg2.connect("")
    with connection, connection.cursor(cursor_factory=psycopg2.extras.DictCursor) as cursor:
        cursor.execute("SELECT * FROM users ORDER BY " + name)  # expect: sql-injection
        cursor.execute(cursor.mogrify("SELECT %s", [name]))
        cursor.execute(sql.SQL("SELECT * FROM {} WHERE name = %s").format(sql.Identifier(name)), [name])
        cursor.execute(sql.SQL("SELECT {}").format(sql.Literal(name)))
        cursor.execute(sql.SQL("SELECT " + name))  # expect: sql-injection
        cursor.execute(sql.SQL("SELECT {}").format(sql.SQL(name)))  # expect: sql-injection
        cursor.copy_expert("COPY (SELECT " + name + ") TO STDOUT", None)  # expect: sql-injection
        psycopg2.extras.execute_values(cursor, "INSERT INTO " + name + " VALUES %s", [])  # expect: sql-injection
        psycopg2.extras.execute_values(cursor, "INSERT INTO users VALUES %s", [(name,)])
    return "done"


@app.route("/asynchronous")
async def asynchronous():
    import aiomysql
    import aiosqlite
    import asyncpg
    import psycopg

    name = request.args["name"]
    statement = f"SELECT * FROM users WHERE name = '{name}'"
    connection = await asyncpg.connect("postgres://db")
    await connection.fetch(statement)  # expect: sql-injection
    await connection.fetchrow(statement)  # expect: sql-injection
    await connection.execute(statement)  # expect: sql-injection
    await connection.fetch("SELECT * FROM users WHERE name = $1", name)
    pool = await asyncpg.create_pool("postgres://db")
    async with pool.acquire() as pooled:
        await pooled.fetchval(statement)  # expect: sql-injection
    await pool.fetch(statement)  # expect: sql-injection
    async with aiosqlite.connect("users.db") as database:
        await database.execute(statement)  # expect: sql-injection
        await database.execute_fetchall(statement)  # expect: sql-injection
        async with database.execute(statement) as cursor:  # expect: sql-injection
            await cursor.fetchall()
    async with aiomysql.create_pool(host="db") as mysql_pool:
        async with mysql_pool.acquire() as mysql_connection:
            async with mysql_connection.cursor() as mysql_cursor:
                await mysql_cursor.execute(statement)  # expect: sql-injection
                await mysql_cursor.execute("SELECT * FROM users WHERE name = %s", (name,))
    async with await psycopg.AsyncConnection.connect("") as async_connection:
        async with async_connection.cursor() as async_cursor:
            await async_cursor.execute(statement)  # expect: sql-injection
    return "done"


@app.route("/warehouses")
def warehouses():
    import clickhouse_connect
    import clickhouse_driver
    import trino
    from databricks import sql as databricks_sql
    from google.cloud import bigquery, spanner
    from pyhive import hive
    import boto3

    name = request.args["name"]
    statement = f"SELECT * FROM users WHERE name = '{name}'"
    clickhouse_driver.Client("db").execute(statement)  # expect: sql-injection
    clickhouse_connect.get_client(host="db").query(statement)  # expect: sql-injection
    clickhouse_connect.get_client(host="db").command(statement)  # expect: sql-injection
    trino.dbapi.connect(host="db").cursor().execute(statement)  # expect: sql-injection
    hive.connect("db").cursor().execute(statement)  # expect: sql-injection
    hive.Connection(host="db").cursor().execute(statement)  # expect: sql-injection
    with databricks_sql.connect(server_hostname="db") as connection:
        with connection.cursor() as cursor:
            cursor.execute(statement)  # expect: sql-injection
    client = bigquery.Client()
    client.query(statement)  # expect: sql-injection
    client.query_and_wait(statement)  # expect: sql-injection
    parameters = [bigquery.ScalarQueryParameter("name", "STRING", name)]
    client.query("SELECT * FROM users WHERE name = @name",
                 job_config=bigquery.QueryJobConfig(query_parameters=parameters))
    database = spanner.Client().instance("main").database("users")
    with database.snapshot() as snapshot:
        snapshot.execute_sql(statement)  # expect: sql-injection
    athena = boto3.client("athena")
    athena.start_query_execution(QueryString=statement)  # expect: sql-injection
    boto3.client("rds-data").execute_statement(sql=statement)  # expect: sql-injection
    boto3.client("redshift-data").execute_statement(Sql=statement)  # expect: sql-injection
    return "done"


@app.route("/sqlalchemy")
def sqlalchemy_forms():
    import sqlalchemy
    from sqlalchemy import column, create_engine, literal_column, select, text
    from sqlalchemy.orm import Session, scoped_session, sessionmaker

    from models import User

    name = request.args["name"]
    engine = create_engine("sqlite://")
    statement = "SELECT * FROM users WHERE name = '%s'" % name
    with engine.connect() as connection:
        connection.execute(text(statement))  # expect: sql-injection
        connection.exec_driver_sql(statement)  # expect: sql-injection
        connection.execute(text("SELECT * FROM users WHERE name = :name"), {"name": name})
        connection.execute(text("SELECT * FROM users WHERE name = :name").bindparams(name=name))
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text(statement))  # expect: sql-injection
    session = Session(engine)
    session.execute(text(statement))  # expect: sql-injection
    session.query(User).filter(text("name = '" + name + "'"))  # expect: sql-injection
    session.query(User).order_by(text(name))  # expect: sql-injection
    session.query(User).filter("name = '" + name + "'")  # expect: sql-injection
    session.query(User).distinct(f"lower({name})")  # expect: sql-injection
    session.query(User).filter(User.name == "a" + name)
    session.query(User).from_statement(text(statement))  # expect: sql-injection
    session.query(User).filter(User.name == name).all()
    session.query(User).filter_by(name=name).first()
    session.execute(select(User).where(User.name == name))
    session.execute(select(literal_column(name)))  # expect: sql-injection
    session.execute(select(column(name)))
    session.execute(sqlalchemy.select(User).where(sqlalchemy.text("name = '" + name + "'")))  # expect: sql-injection
    make_session = sessionmaker(bind=engine)
    make_session().execute(text(statement))  # expect: sql-injection
    with make_session() as opened:
        opened.scalars(text(statement))  # expect: sql-injection
        opened.get(User, name)
    scoped_session(make_session).execute(text(statement))  # expect: sql-injection
    return "done"


@app.route("/flask-sqlalchemy")
def flask_sqlalchemy_forms():
    from flask_sqlalchemy import SQLAlchemy
    from sqlmodel import Session as ModelSession, create_engine, select, text

    from models import User

    db = SQLAlchemy(app)
    name = request.args["name"]
    db.session.execute(db.text("SELECT * FROM users WHERE name = '" + name + "'"))  # expect: sql-injection
    db.engine.execute("SELECT * FROM users WHERE name = '" + name + "'")  # expect: sql-injection
    db.session.execute(db.select(User).filter_by(name=name)).scalar_one()
    with ModelSession(create_engine("sqlite://")) as session:
        session.exec(text("SELECT * FROM users WHERE name = '" + name + "'"))  # expect: sql-injection
        session.exec(select(User).where(User.name == name)).first()
    return "done"


@app.route("/mappers")
async def mappers():
    import databases
    import pandas
    import peewee
    import polars
    import records
    from pony import orm
    from tortoise import Tortoise

    name = request.args["name"]
    statement = f"SELECT * FROM users WHERE name = '{name}'"

    database = peewee.SqliteDatabase("users.db")

    class User(peewee.Model):
        name = peewee.CharField()

    database.execute_sql(statement)  # expect: sql-injection
    User.raw(statement)  # expect: sql-injection
    User.select().where(peewee.SQL("name = '" + name + "'"))  # expect: sql-injection
    User.select().where(User.name == name)
    User.raw("SELECT * FROM users WHERE name = %s", name)
    database.execute_sql("SELECT * FROM users WHERE name = ?", (name,))

    pony_database = orm.Database()
    pony_database.select("SELECT * FROM users WHERE name = '" + name + "'")  # expect: sql-injection
    pony_database.execute(statement)  # expect: sql-injection
    pony_database.select("SELECT * FROM users WHERE name = $name")
    orm.select(u for u in User if u.name == request.args["first"])
    orm.select(lambda u: u.name == request.args["second"])
    orm.get(u for u in User if u.name == request.args["third"])
    orm.exists(u for u in User if u.name == request.args["fourth"])
    orm.select(f"u for u in User if u.name == '{name}'")  # expect: sql-injection
    orm.select(u for u in User if orm.raw_sql(name))  # expect: sql-injection

    await Tortoise.get_connection("default").execute_query(statement)  # expect: sql-injection
    await Tortoise.get_connection("default").execute_query("SELECT * FROM users WHERE name = ?", [name])

    async_database = databases.Database("sqlite://")
    await async_database.fetch_all(statement)  # expect: sql-injection
    await async_database.fetch_all(query=statement)  # expect: sql-injection
    await async_database.fetch_all("SELECT * FROM users WHERE name = :name", {"name": name})

    records.Database("sqlite://").query(statement)  # expect: sql-injection
    records.Database("sqlite://").query("SELECT * FROM users WHERE name = :name", name=name)

    engine = "sqlite://"
    pandas.read_sql(statement, engine)  # expect: sql-injection
    pandas.read_sql_query(statement, engine)  # expect: sql-injection
    pandas.read_sql("SELECT * FROM users WHERE name = ?", engine, params=[name])
    polars.read_database_uri(statement, "sqlite://")  # expect: sql-injection
    return "done"


@app.route("/checked")
def checked():
    import sqlite3

    columns = {"name": "name", "born": "born_at"}
    connection = sqlite3.connect("users.db")
    order = request.args["order"]
    if order in ("name", "born"):
        connection.execute("SELECT * FROM users ORDER BY " + order)
    if order not in columns:
        return "no such column"
    connection.execute("SELECT * FROM users ORDER BY " + order)
    connection.execute("SELECT * FROM users ORDER BY " + columns[request.args["by"]])
    connection.execute("SELECT * FROM users LIMIT " + str(int(request.args["limit"])))
    connection.execute("SELECT * FROM users LIMIT %d" % int(request.args["limit"]))
    marks = ", ".join("?" for _ in request.args.getlist("name"))
    connection.execute("SELECT * FROM users WHERE name IN (" + marks + ")", request.args.getlist("name"))
    connection.execute(f"SELECT * FROM users ORDER BY name {'DESC' if request.args.get('down') else 'ASC'}")
    return "done"


asyncio.run(asynchronous())


@app.route("/expressions")
def expressions():
    import sqlalchemy
    from sqlalchemy import select, update
    from sqlalchemy.dialects.postgresql import insert
    from sqlalchemy.orm import Session

    from shop.conditions import condition_for
    from shop.tables import User

    name = request.args["name"]
    with Session() as session:
        statement = update(User).where(User.id == 1).values(name=name).returning(User.id)
        session.execute(statement)
        session.execute(insert(User).values(name=name).on_conflict_do_nothing())
        found = select(User).where(User.kind(name), condition_for(name))
        session.execute(found.subquery())
        session.execute(condition_for(name))
        session.execute(select(User).where(request.get_json().condition()))
        session.execute(select(User).order_by(name))  # expect: sql-injection
        session.execute(sqlalchemy.text("SELECT name FROM users WHERE " + name))  # expect: sql-injection
    return "done"


# Statements that an interface of the application makes, in a session of which nothing is known.

def by_interface(database, store):
    name = request.args["name"]
    with database.session() as session:
        session.execute(database.queries.insert(store.User).values(name=name))
        session.execute(database.queries.insert(store.User).values(**request.get_json()).on_conflict_do_nothing())
        session.execute(store.narrowed(database.users, name=name))
        session.execute("SELECT * FROM users WHERE name = '" + name + "'")  # expect: sql-injection
        session.execute(f"{store.beginning} WHERE name = '{name}'")  # expect: sql-injection
        session.execute(name)  # expect: sql-injection


def of_a_page():
    import streamlit

    name = streamlit.text_input("name")
    shop = streamlit.connection("shop", type="sql")
    shop.query("SELECT * FROM users WHERE name = '" + name + "'")  # expect: sql-injection
    return shop.query("SELECT * FROM users WHERE name = :name", params={"name": name})


def as_it_is(cursor):
    from psycopg2.extensions import AsIs, quote_ident

    table = request.args["table"]
    cursor.execute("SELECT * FROM %s", (AsIs(table),))  # expect: sql-injection
    cursor.execute("SELECT * FROM %s", (AsIs(quote_ident(table, cursor)),))
    cursor.execute("SELECT * FROM users WHERE name = %s", (table,))


def by_entity():
    from pony.orm import Database, Required

    database = Database()

    class Person(database.Entity):
        name = Required(str)

    name = request.args["name"]
    Person.select_by_sql("SELECT * FROM Person WHERE name = '%s'" % name)  # expect: sql-injection
    Person.get_by_sql("SELECT * FROM Person WHERE name = $name")


@app.route("/driver")
def driver():
    import pg8000

    name = request.args["name"]
    connection = pg8000.connect(user="a")
    connection.run("SELECT * FROM users WHERE name = '" + name + "'")  # expect: sql-injection
    connection.run("SELECT * FROM users WHERE name = :name", name=name)
    return "done"


@app.route("/clients")
def clients():
    import arango
    import awswrangler
    import boto3
    import sqlite_utils
    import web
    from azure.cosmos import CosmosClient
    from couchbase.cluster import Cluster

    name = request.args["name"]
    statement = f"SELECT * FROM users WHERE name = '{name}'"
    sqlite_utils.Database("users.db").query(statement)  # expect: sql-injection
    sqlite_utils.Database("users.db").query("SELECT * FROM users WHERE name = ?", [name])
    web.database(dbn="sqlite", db="users.db").query(statement)  # expect: sql-injection
    container = CosmosClient("url", "key").get_database_client("a").get_container_client("b")
    container.query_items(query=statement)  # expect: sql-injection
    container.query_items("SELECT * FROM c WHERE c.n = @n", parameters=[{"name": "@n", "value": name}])
    Cluster("host").query(statement)  # expect: sql-injection
    arango.ArangoClient().db("users").aql.execute(f"FOR u IN users FILTER u.n == '{name}' RETURN u")  # expect: sql-injection
    awswrangler.athena.read_sql_query(statement, database="users")  # expect: sql-injection
    boto3.client("s3").select_object_content(Bucket="b", Key="k", Expression=statement)  # expect: sql-injection
    boto3.client("timestream-query").query(QueryString=statement)  # expect: sql-injection
    return "done"


@app.route("/quoted-names")
def quoted_names():
    import sqlite3

    name = request.args["name"]
    column = '"' + name.replace('"', '""') + '"'
    sqlite3.connect("users.db").execute(f"SELECT {column} FROM users")
    column = '"' + name.replace('"', "") + '"'
    sqlite3.connect("users.db").execute(f"SELECT {name}, {column} FROM users")  # expect: sql-injection
    return "done"


@app.route("/quoted-otherwise")
def quoted_otherwise():
    import sqlite3

    database = sqlite3.connect("users.db")
    name = request.args["name"].replace('"', '""')
    database.execute("SELECT * FROM users WHERE a = '" + name + "'")  # expect: sql-injection
    database.execute("SELECT * FROM " + name)  # expect: sql-injection
    database.execute("SELECT * FROM users WHERE a = %s" % name)  # expect: sql-injection
    database.execute("SELECT * FROM users WHERE a = '\"%s\"'" % name)  # expect: sql-injection
    database.execute(f'SELECT "a"{name} FROM users')  # expect: sql-injection
    database.execute('SELECT "%s" FROM users' % name)
    database.execute('SELECT "{}", "{}" FROM users'.format(name, name))
    database.execute(f'SELECT "{name}", "{name}" FROM users')
    other = request.args["other"].replace("`", "``")
    database.execute('SELECT "%s" FROM users' % other)  # expect: sql-injection
    database.execute(f"SELECT `{other}` FROM users")
    third = request.args["third"].replace("]", "]]")
    database.execute(f"SELECT {third} FROM users")  # expect: sql-injection
    database.execute(f"SELECT [{third}] FROM users")
    return "done"

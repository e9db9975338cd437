# profile: default
"""Drivers and mappers of databases, each by a statement that holds text of a request."""

import aioodbc
import aiopg.sa
import asyncmy
import asyncpg
import clickhouse_driver
import cx_Oracle
import gino
import mysql.connector
import mysql.connector.pooling
import oracledb
import peewee
import pymysql.connections
import pyathena
import singlestoredb
import sqlalchemy
import trino.dbapi
from airflow.providers.common.sql.hooks.sql import DbApiHook
from airflow.providers.snowflake.hooks.snowflake import SnowflakeHook
from clickhouse_driver import Client
from flask import Flask, request
from google.cloud import spanner
from playhouse.db_url import connect
from playhouse.postgres_ext import PostgresqlExtDatabase
from sqlalchemy.sql.expression import TextClause
from tortoise.transactions import in_transaction

app = Flask(__name__)


@app.route("/classes")
def by_classes():
    query = "SELECT * FROM songs WHERE title = '" + request.args["title"] + "'"
    mysql.connector.MySQLConnection(user="shop").cursor().execute(query)  # expect: sql-injection
    pool = mysql.connector.pooling.MySQLConnectionPool(pool_name="shop")
    pool.get_connection().cursor().execute(query)  # expect: sql-injection
    pymysql.connections.Connection(host="db").cursor().execute(query)  # expect: sql-injection
    cx_Oracle.SessionPool("shop").acquire().cursor().execute(query)  # expect: sql-injection
    oracledb.create_pool(user="shop").acquire().cursor().execute(query)  # expect: sql-injection
    trino.dbapi.Connection("db").cursor().execute(query)  # expect: sql-injection
    singlestoredb.connect("db").cursor().execute(query)  # expect: sql-injection
    pyathena.connect("db").cursor().execute(query)  # expect: sql-injection
    Client("db").execute_with_progress(query)  # expect: sql-injection
    Client.from_url("clickhouse://db").execute(query)  # expect: sql-injection
    clickhouse_driver.connect("db").cursor().execute(query)  # expect: sql-injection
    database = spanner.Client().instance("shop").database("songs")
    database.snapshot().execute_sql(query)  # expect: sql-injection
    with database.snapshot() as snapshot:
        snapshot.execute_sql(query)  # expect: sql-injection
        snapshot.execute_sql("SELECT @title", params={"title": request.args["title"]})
    return "done"


@app.route("/mappers")
def by_mappers():
    query = f"SELECT * FROM songs WHERE title = '{request.args['title']}'"
    sqlalchemy.TextClause(query)  # expect: sql-injection
    TextClause(query)  # expect: sql-injection
    PostgresqlExtDatabase("shop").execute_sql(query)  # expect: sql-injection
    connect("sqlite:///shop.db").execute_sql(query)  # expect: sql-injection
    database = peewee.SqliteDatabase("shop.db")
    database.cursor().execute(query)  # expect: sql-injection
    database.connection().execute(query)  # expect: sql-injection
    database.execute_sql("SELECT ?", (request.args["title"],))
    return "done"


@app.route("/asynchronous")
async def by_asynchronous_ones():
    title = request.args["title"]
    query = "SELECT * FROM songs WHERE title = '" + title + "'"
    connection = await asyncpg.connect("postgresql://db")
    await connection.copy_from_table(title, output="songs.csv")
    await connection.copy_to_table(title, source="songs.csv")
    await connection.copy_to_table("songs", source="songs.csv", where="title = " + title)  # expect: sql-injection
    await connection.copy_records_to_table(title, records=[("a",)])
    await connection.copy_from_query("SELECT $1", title, output="songs.csv")
    engine = await aiopg.sa.create_engine("postgresql://db")
    async with engine.acquire() as acquired:
        await acquired.execute(query)  # expect: sql-injection
    async with asyncmy.connect() as own, own.cursor() as cursor:
        await cursor.execute(query)  # expect: sql-injection
    pool = await aioodbc.create_pool(dsn="shop")
    async with pool.acquire() as pooled, pooled.cursor() as cursor:
        await cursor.execute(query)  # expect: sql-injection
    database = gino.Gino()
    await database.all(query)  # expect: sql-injection
    await database.status(database.text(query))  # expect: sql-injection
    async with in_transaction() as transaction:
        await transaction.execute_query(query)  # expect: sql-injection
        await transaction.execute_query("SELECT ?", [title])
    return "done"


class Songs(DbApiHook):
    def by_title(self, cursor, title):
        self._run_command(cursor, f"SELECT * FROM songs WHERE title = '{title}'", None)  # expect: sql-injection


@app.route("/hooks")
def by_hooks():
    title = request.args["title"]
    query = "SELECT * FROM songs WHERE title = '" + title + "'"
    SnowflakeHook().run(query)  # expect: sql-injection
    SnowflakeHook().run("SELECT * FROM songs WHERE title = %s", parameters=(title,))
    DbApiHook.get_hook("shop").get_records(sql=query)  # expect: sql-injection
    hook = Songs("shop")
    hook.get_first(query)  # expect: sql-injection
    hook.by_title(None, title)
    return "done"

// SQL: DB-API drivers, SQLAlchemy, Django's ORM and others.

#include "engine/flow/models/models.h"

namespace meerkat::flow::models {
namespace {

using core::Bit;
using enum core::SinkKind;

constexpr SameModel kSame[] = {
    {"sqlite3.dbapi2", "sqlite3"},
    {"pysqlite2.dbapi2", "sqlite3"},
    {"sqlcipher3", "sqlite3"},
    {"sqlalchemy.engine.create_engine", "sqlalchemy.create_engine"},
    {"{sqlalchemy.sql,sqlalchemy.sql.expression}.text", "sqlalchemy.text"},
    {"{sqlalchemy.sql,sqlalchemy.sql.expression}.literal_column", "sqlalchemy.literal_column"},
    {"sqlalchemy.schema.DDL", "sqlalchemy.DDL"},
    {"sqlalchemy.orm.session.Session", "sqlalchemy.orm.Session"},
    {"sqlalchemy.orm.session.sessionmaker", "sqlalchemy.orm.sessionmaker"},
    {"sqlalchemy.orm.scoping.scoped_session", "sqlalchemy.orm.scoped_session"},
    {"{sqlalchemy.ext.asyncio,sqlmodel}.create_engine", "sqlalchemy.create_engine"},
    {"sqlmodel.text", "sqlalchemy.text"},
    {"{sqlalchemy.sql,sqlalchemy.sql.expression,sqlalchemy.sql.elements}.TextClause",
     "sqlalchemy.TextClause"},
    {"django.db.models.RawSQL", "django.db.models.expressions.RawSQL"},
    {"django.db.transaction.connection", "django.db.connection"},
};

constexpr TypeModel kTypes[] = {
    {"airflow.providers.common.sql.hooks.sql.DbApiHook()", ":airflow_hook"},
    {"airflow.hooks.{dbapi.DbApiHook,dbapi_hook.DbApiHook}()", ":airflow_hook"},
    {"airflow.providers.common.sql.hooks.sql.DbApiHook.get_hook()", ":airflow_hook"},
    {"airflow.providers.{postgres.hooks.postgres.PostgresHook,mysql.hooks.mysql.MySqlHook,"
     "sqlite.hooks.sqlite.SqliteHook,snowflake.hooks.snowflake.SnowflakeHook,"
     "microsoft.mssql.hooks.mssql.MsSqlHook,oracle.hooks.oracle.OracleHook,"
     "odbc.hooks.odbc.OdbcHook,jdbc.hooks.jdbc.JdbcHook,trino.hooks.trino.TrinoHook,"
     "presto.hooks.presto.PrestoHook,vertica.hooks.vertica.VerticaHook,"
     "exasol.hooks.exasol.ExasolHook,databricks.hooks.databricks_sql.DatabricksSqlHook,"
     "amazon.aws.hooks.redshift_sql.RedshiftSQLHook,apache.hive.hooks.hive.HiveServer2Hook,"
     "google.cloud.hooks.bigquery.BigQueryHook,teradata.hooks.teradata.TeradataHook}()",
     ":airflow_hook"},
    {"{sqlite3,psycopg2,psycopg,MySQLdb,pymysql,pyodbc,cx_Oracle,oracledb,pymssql,aiosqlite,"
     "aiomysql,"
     "aiopg,asyncpg,duckdb,ibm_db_dbi,firebirdsql,fdb,teradatasql,redshift_connector,vertica_"
     "python,"
     "pg8000,hdbcli.dbapi,psycopg2cffi,mariadb,apsw,jaydebeapi,pypyodbc,turbodbc,cymysql,"
     "snowflake.connector,mysql.connector,pg8000.dbapi,pyhive.hive,pyhive.presto,trino.dbapi,"
     "impala.dbapi,clickhouse_driver,clickhouse_driver.dbapi,databricks.sql,phoenixdb,prestodb."
     "dbapi,"
     "google.cloud.bigquery.dbapi,adodbapi,singlestoredb,crate.client,pyathena,pymonetdb,asyncmy,"
     "aioodbc,pymysql.connections,kinterbasdb,ingresdbi,sqlanydb,informixdb,pydruid.db.connection,"
     "psqlpy,chdb.dbapi,ksql,pyignite.dbapi}.connect()",
     ":connection"},
    {"{apsw,pg8000,sqlite3,psycopg2.extensions,pymysql,MySQLdb,mysql.connector,cx_Oracle,oracledb,"
     "trino.dbapi,phoenixdb,pymysql.connections,MySQLdb.connections,asyncpg.connection,hdbcli."
     "dbapi,"
     "mysql.connector.connection}.{Connection,connection,MySQLConnection}()",
     ":connection"},
    {"{pymysql.Connect,MySQLdb.Connect,oracledb.connect_async}()", ":connection"},
    {"mysql.connector.pooling.MySQLConnectionPool()", ":pool"},
    {"{cx_Oracle.SessionPool,oracledb.create_pool,oracledb.create_pool_async,asyncmy.create_pool,"
     "aioodbc.create_pool,dbutils.pooled_db.PooledDB,DBUtils.PooledDB.PooledDB,"
     "asyncpg.pool.Pool}()",
     ":pool"},
    {"{aiomysql,aiopg}.sa.create_engine()", ":pool"},
    {"pg8000.native.Connection()", ":native_connection"},
    {"psycopg.{Connection,AsyncConnection}.connect()", ":connection"},
    {"{psycopg_pool.ConnectionPool,psycopg_pool.AsyncConnectionPool}()", ":pool"},
    {"{psycopg2.pool.SimpleConnectionPool,psycopg2.pool.ThreadedConnectionPool}()", ":pool"},
    {"{asyncpg,aiomysql,aiopg}.create_pool()", ":pool"},
    {":pool", ":connection"},
    {":pool.{getconn,acquire,connection,get_connection}()", ":connection"},
    {":pool.__enter__()", ":pool"},
    {"sqlalchemy.create_engine()", ":engine"},
    {"sqlalchemy.ext.asyncio.create_async_engine()", ":engine"},
    {":engine.{connect,begin,raw_connection}()", ":connection"},
    {":engine.__enter__()", ":engine"},
    {":connection.__enter__()", ":connection"},
    {":connection.cursor()", ":cursor"},
    {":connection.execute()", ":result"},
    {":cursor.__enter__()", ":cursor"},
    {"django.db.connection", ":connection"},
    {"django.db.connections[]", ":connection"},
    {"in.{cursor,cur,curs,dbcursor}", ":cursor"},
    {"in.{connection,conn}", ":maybe_connection"},
    {":maybe_connection.cursor()", ":cursor"},
    {"sqlalchemy.orm.{Session,Query}()", ":sql_session"},
    {"sqlalchemy.ext.asyncio.{AsyncSession,async_session}()", ":sql_session"},
    {"sqlmodel.Session()", ":sql_session"},
    {"streamlit.connection().session", ":sql_session"},
    {"sqlalchemy.orm.sessionmaker()()", ":sql_session"},
    {"sqlalchemy.ext.asyncio.async_sessionmaker()()", ":sql_session"},
    {"sqlalchemy.orm.scoped_session()", ":sql_session"},
    {"sqlalchemy.orm.scoped_session()()", ":sql_session"},
    {":sql_session.{__enter__,begin}()", ":sql_session"},
    {":sql_session.connection()", ":connection"},
    {":sql_session.{query,execute,scalars}()", ":sql_query"},
    {":sql_query.{filter,filter_by,order_by,group_by,having,join,options,limit,offset,distinct,"
     "where,"
     "with_entities,select_from,outerjoin,params,from_statement,values,ordered_values,returning,"
     "from_select,on_conflict_do_update,on_conflict_do_nothing,on_duplicate_key_update,"
     "execution_options,with_for_update,with_only_columns,add_columns,subquery,scalar_subquery,cte,"
     "alias,"
     "union,union_all,intersect,except_,correlate,slice,yield_per,populate_existing}()",
     ":sql_query"},
    {"sqlalchemy.{select,insert,update,delete,union,union_all}()", ":sql_query"},
    {"{sqlalchemy.sql,sqlalchemy.sql.expression,sqlalchemy.future,sqlmodel}.{select,insert,update,"
     "delete}()",
     ":sql_query"},
    {"sqlalchemy.dialects.{postgresql,mysql,sqlite}.insert()", ":sql_query"},
    {"{flask_sqlalchemy,flask_sqlalchemy_lite}.SQLAlchemy()", ":flask_db"},
    {":flask_db.session", ":sql_session"},
    {":flask_db.engine", ":engine"},
    {":flask_db.Model().query", ":sql_query"},
    {"self.{db_session,dbsession}", ":sql_session"},
    {":request.{db_session,dbsession}", ":sql_session"},
    {"django.db.models.Model()", ":django_model"},
    {":django_model.objects", ":queryset"},
    {"*.objects", ":queryset"},
    {"django.db.models.{Manager,QuerySet}()", ":queryset"},
    {":queryset.{all,filter,exclude,annotate,order_by,select_related,prefetch_related,distinct,"
     "values,"
     "values_list,only,defer,using,reverse,none,extra,raw,union,get_queryset}()",
     ":queryset"},
    {"peewee.{SqliteDatabase,PostgresqlDatabase,MySQLDatabase,Proxy,Database,DatabaseProxy}()",
     ":peewee"},
    {"{playhouse.pool.PooledMySQLDatabase,playhouse.pool.PooledPostgresqlDatabase,"
     "playhouse.pool.PooledSqliteDatabase,playhouse.postgres_ext.PostgresqlExtDatabase,"
     "playhouse.sqlite_ext.SqliteExtDatabase,playhouse.sqlite_ext.CSqliteExtDatabase,"
     "playhouse.apsw_ext.APSWDatabase,playhouse.sqliteq.SqliteQueueDatabase,"
     "playhouse.db_url.connect,playhouse.flask_utils.FlaskDB,playhouse.mysql_ext."
     "MySQLConnectorDatabase,playhouse.cockroachdb.CockroachDatabase}()",
     ":peewee"},
    {":peewee.{cursor,connection().cursor}()", ":cursor"},
    {":peewee.{connection,manual_commit().__enter__}()", ":connection"},
    {"peewee.Model()", ":peewee_model"},
    {"databases.Database()", ":database"},
    {":database.{__enter__,transaction,connection}()", ":database"},
    {"{records.Database,dataset.connect,dataset.Database}()", ":records"},
    {":records.{__enter__,get_connection}()", ":records"},
    {"{google.cloud.bigquery,google.cloud.spanner}.Client()", ":bigquery"},
    {":bigquery.instance().database().{snapshot,batch_snapshot}()", ":spanner"},
    {":spanner.__enter__()", ":spanner"},
    {"{cassandra.cluster,dse.cluster}.Cluster().connect()", ":cassandra"},
    {"{clickhouse_driver.Client,clickhouse_driver.client.Client,clickhouse_connect.get_client,"
     "clickhouse_driver.Client.from_url,clickhouse_driver.client.Client.from_url,aioch.Client,"
     "asynch.connect,clickhouse_connect.get_async_client}()",
     ":clickhouse"},
    {"tortoise.Tortoise.get_connection()", ":tortoise"},
    {"tortoise.connections.get()", ":tortoise"},
    {"tortoise.transactions.in_transaction()", ":tortoise"},
    {":tortoise.__enter__()", ":tortoise"},
    {"{gino.Gino,gino.create_engine,gino.ext.starlette.Gino,gino.ext.aiohttp.Gino,"
     "gino.ext.sanic.Gino,gino.ext.quart.Gino,gino.ext.tornado.Gino}()",
     ":gino"},
    {"tortoise.models.Model()", ":tortoise_model"},
    {"pony.orm.Database()", ":pony"},
    {"duckdb.{sql,query,execute}()", ":result"},
    {"pyspark.sql.SparkSession.builder.getOrCreate()", ":spark"},
    {"in.spark", ":spark"},
    {"{snowflake.snowpark.Session.builder.configs().create,"
     "snowflake.snowpark.Session.builder.create,"
     "snowflake.snowpark.Session.builder.getOrCreate,snowflake.snowpark.Session}()",
     ":snowpark"},
    {"{psycopg2,psycopg}.sql.SQL()", ":pg_composed"},
    {"sqlite_utils.Database()", ":sqlite_utils"},
    {"{web.database,web.db.database}()", ":web_database"},
    {"azure.cosmos.{CosmosClient,aio.CosmosClient}().get_database_client().get_container_client()",
     ":cosmos"},
    {"couchbase.cluster.Cluster()", ":couchbase"},
    {"couchbase.cluster.Cluster.connect()", ":couchbase"},
    {"arango.ArangoClient().db()", ":arango"},
    {":pg_composed.{format,join}()", ":pg_composed"},
};

constexpr SinkModel kSinks[] = {
    {":connection.{execute,executemany,executescript}", "0:sql :query :operation :statement", kSql},
    {":connection.{fetch,fetchrow,fetchval,cursor,prepare}", "0:query", kSql},
    {":connection.copy_from_query", "0:query", kSql},
    // The name of the table is quoted there.
    {":connection.{copy_to_table,copy_records_to_table}", ":where", kSql},
    {":connection.{exec_driver_sql,cmd_query,query,execute_string,execute_fetchall,execute_insert,"
     "sql,run}",
     "0:statement :query :sql_text :sql", kSql},
    {":native_connection.{run,prepare}", "0:sql", kSql},
    {":maybe_connection.{execute,executemany,executescript,exec_driver_sql,fetch,fetchrow,"
     "fetchval}",
     "0:sql :query :statement", kSql, SinkWhen::kLooksLikeSql},
    {":cursor.{execute,executemany,executescript,callproc,execute_async,stream,copy,mogrify}",
     "0:operation :query :sql :statement :command :stmt", kSql},
    {":cursor.copy_expert", "0:sql", kSql},
    {":cursor.{copy_from,copy_to}", "1:table", kSql},
    {"psycopg2.extras.{execute_values,execute_batch}", "1:sql", kSql},
    {"psycopg2.sql.SQL", "0:string", kSql},
    {"psycopg.sql.SQL", "0:obj", kSql},
    // A parameter that is put into the statement as it is.
    {"psycopg2.extensions.AsIs", "0:obj", kSql},
    {":engine.{execute,scalar}", "0:statement", kSql},
    {"streamlit.connection().query", "0:sql", kSql},
    {":sql_session.{execute,scalar,scalars,stream,exec}", "0:statement", kSql,
     SinkWhen::kWrittenSql},
    {":sql_query.{from_statement,from_self}", "0:statement", kSql},
    {":sql_query.{order_by,group_by,filter,having,where,distinct,prefix_with,suffix_with,with_"
     "hint}",
     "0+", kSql, SinkWhen::kPartOfSql},
    {"sqlalchemy.{text,literal_column,DDL,TextClause}", "0:text :statement", kSql},
    {"{flask_sqlalchemy.SQLAlchemy(),:flask_db}.{text,literal_column}", "0:text", kSql},
    {"django.db.models.expressions.RawSQL", "0:sql", kSql},
    {":queryset.raw", "0:raw_query", kSql},
    {":queryset.extra", "0:select 1:where 3:tables 4:order_by", kSql},
    {"*.raw", "0:raw_query", kSql, SinkWhen::kLooksLikeSql},
    {"*.extra", ":select :where :tables :order_by", kSql},
    {"*.{executemany,executescript,execute_sql,exec_driver_sql,execute_query,read_sql,run_query,"
     "mogrify}",
     "0:query :sql :operation :statement", kSql, SinkWhen::kLooksLikeSql},
    // It may well be a session, which takes expressions: session.execute(narrowed(query, by=names))
    {"*.execute", "0:query :sql :operation :statement", kSql, SinkWhen::kWrittenSql},
    {"*.{fetch,fetchrow,fetchval,fetch_all,fetch_one,fetch_val}", "0:query :sql", kSql,
     SinkWhen::kLooksLikeSql},
    {"pandas.{read_sql,read_sql_query}", "0:sql", kSql},
    {"{polars.read_database,polars.read_database_uri,dask.dataframe.read_sql_query}", "0:query",
     kSql},
    {"peewee.{SQL,RawQuery}", "0:sql :query", kSql},
    {":peewee.{execute_sql,execute}", "0:sql", kSql},
    {":peewee_model.raw", "0:sql", kSql},
    {"tortoise.expressions.RawSQL", "0:sql", kSql},
    {":tortoise.{execute_query,execute_query_dict,execute_script,execute_insert}", "0:query", kSql},
    {":tortoise_model.raw", "0:sql", kSql},
    {":gino.{all,first,one,one_or_none,scalar,status,iterate,text}", "0:clause :text", kSql},
    {":database.{execute,execute_many,fetch_all,fetch_one,fetch_val,iterate}", "0:query", kSql},
    {":records.{query,query_file,bulk_query}", "0:query", kSql},
    {"ibm_db.{exec_immediate,prepare}", "1:statement", kSql},
    {":bigquery.{query,query_and_wait}", "0:query", kSql},
    {":spanner.{execute_sql,execute_update}", "0:sql :dml", kSql},
    {":cassandra.{execute,execute_async,prepare}", "0:query", kSql},
    {"cassandra.query.SimpleStatement", "0:query_string", kSql},
    {":clickhouse.{execute,execute_iter,execute_with_progress,query,command,query_df,query_np,"
     "query_arrow,query_dataframe,raw_query}",
     "0:query :cmd", kSql},
    {":pony.{select,execute,get,exists}", "0:sql", kSql},
    {":pony.Entity().{select_by_sql,get_by_sql}", "0:sql", kSql},
    {"pony.orm.raw_sql", "0:sql", kSql},
    {"pony.orm.{select,get,exists,delete,count}", "0", kSql, SinkWhen::kNotList},
    {"duckdb.{sql,query,execute,query_df}", "0:query", kSql},
    {":spark.sql", "0:sqlQuery", kSql},
    {":snowpark.sql", "0:query", kSql},
    {"{pandasql.sqldf,polars.sql}", "0:query", kSql},
    // An operator of SQL, as it is.
    {"sqlalchemy.{column,literal_column,Column}().{op,bool_op}", "0:opstring", kSql},
    {"django.db.models.{Func,Aggregate}", ":function :template :arg_joiner", kSql},
    {":sqlite_utils.{query,execute,executescript}", "0:sql", kSql},
    {":web_database.query", "0:sql_query", kSql},
    {":cosmos.query_items", "0:query", kSql},
    {":couchbase.{query,analytics_query}", "0:statement", kSql},
    {":arango.aql.{execute,explain,validate}", "0:query", kSql},
    {"awswrangler.athena.{read_sql_query,start_query_execution}", "0:sql", kSql},
    {"awswrangler.{redshift,mysql,postgresql,sqlserver,oracle,timestream,data_api.rds,"
     "data_api.redshift}.{read_sql_query,query}",
     "0:sql", kSql},
    {":boto_client.{select_object_content,execute_sql,batch_execute_statement}",
     ":Expression :sqlStatements :sql :Sqls", kSql},
    {":boto_client.query", ":QueryString", kSql},
    {":boto_client.start_query", ":queryString :QueryStatement", kSql},
    {":boto_client.{start_query_execution,execute_statement,execute_sql}",
     ":QueryString :sql :Sql :Statement", kSql},
    {":airflow_hook.{run,get_records,get_first,get_pandas_df,get_pandas_df_by_chunks,get_df,"
     "get_df_by_chunks}",
     "0:sql", kSql},
    {":airflow_hook._run_command", "1:sql_statement", kSql},
    {":django_model.__init__", "**", kAttributeName},
    {":queryset.{create,update,get_or_create,update_or_create,filter,exclude,get}", "**",
     kAttributeName},
    {":flask_db.Model().__init__", "**", kAttributeName},
    {":sql_query.{update,values}", "**", kAttributeName},
    {":peewee_model.{__init__,create,insert,update}", "**", kAttributeName},
    {":tortoise_model.{__init__,create,update}", "**", kAttributeName},
};

// What comes back from a database is what it holds, not what it was asked.
constexpr CarryModel kCarries[] = {
    {":cursor.{execute,executemany,fetchall,fetchone,fetchmany,fetchval,close,callproc}", ""},
    {":cursor.mogrify", "0:query"},
    {":connection.{execute,executemany,fetch,fetchrow,fetchval,commit,rollback,close,cursor}", ""},
    {":maybe_connection.{execute,fetch,fetchrow,fetchval,commit,rollback,close}", ""},
    {":engine.{execute,scalar}", ""},
    {":sql_session.{execute,scalar,scalars,get,query,add,add_all,commit,flush,delete,merge,refresh,"
     "rollback}",
     ""},
    {":sql_query.{all,first,one,one_or_none,scalar,get,get_or_404,first_or_404,count,paginate,"
     "exists,"
     "delete,update,filter,filter_by,order_by,where,join,limit,offset,values,ordered_values,"
     "returning,"
     "from_select,on_conflict_do_update,on_conflict_do_nothing,on_duplicate_key_update,execution_"
     "options,"
     "with_for_update,with_only_columns,add_columns,subquery,scalar_subquery,cte,alias,union,union_"
     "all,"
     "intersect,except_,correlate,slice,yield_per,populate_existing}",
     ""},
    {"{sqlalchemy.sql,sqlalchemy.sql.expression,sqlalchemy.future,sqlmodel}.{select,insert,update,"
     "delete}",
     ""},
    {"sqlalchemy.dialects.{postgresql,mysql,sqlite}.insert", ""},
    {":queryset.{get,first,last,count,exists,create,get_or_create,update_or_create,update,delete,"
     "in_bulk,aggregate,earliest,latest,bulk_create,bulk_update,iterator,filter,exclude,all}",
     ""},
    {"*.{execute,executemany,fetchall,fetchone,fetchmany,filter_by,get_or_404,first_or_404,"
     "one_or_none,get_or_create,update_or_create,commit,rollback,scalar_one_or_none,fetch_all,"
     "fetch_one}",
     ""},
    // column.in_(names): an expression with parameters
    {"*.{in_,not_in,notin_,like,ilike,not_like,is_,is_not,has,any_,all_,filter,exclude,order_by,"
     "startswith,endswith,contains,icontains,regexp_match,between}",
     ""},
    // What a statement is given by these are parameters and names of columns:
    // db.insert(table).values(**row)
    {"*.{values,ordered_values,on_conflict_do_update,on_conflict_do_nothing,on_duplicate_key_"
     "update,"
     "execution_options,with_for_update}",
     "self"},
    {"sqlalchemy.{text,select,insert,update,delete,and_,or_,func,desc,asc,column,table}", ""},
    {":peewee_model.{get,select,get_or_none,get_by_id,create,raw}", ""},
    {":tortoise_model.{get,filter,all,create,get_or_none,first}", ""},
    {":database.{execute,fetch_all,fetch_one,fetch_val}", ""},
    {"pandas.{read_sql,read_sql_query}", ""},
    {"psycopg.sql.SQL", "0"},
    {"psycopg2.sql.SQL", "0"},
    {"sqlalchemy.text().bindparams", ""},
};

constexpr CleanModel kCleans[] = {
    // What is reported where the composition takes it as it is, is not reported again.
    {"{psycopg2,psycopg}.sql.{SQL,Identifier,Literal,Placeholder}", Bit(kSql)},
    {":pg_composed.{format,join}", Bit(kSql)},
    // What AsIs is given is told of where it is made.
    {"psycopg2.extensions.{quote_ident,adapt,AsIs}", Bit(kSql)},
    {"pymysql.converters.{escape_string,escape_item,escape_str}", Bit(kSql)},
    {"{pymysql,MySQLdb}.escape_string", Bit(kSql)},
    {":connection.{escape,escape_string,literal}", Bit(kSql)},
    {"{sqlalchemy.bindparam,sqlalchemy.sql.bindparam,sqlalchemy.literal}", Bit(kSql)},
    {":connection.ops.quote_name", Bit(kSql)},
    {"sqlalchemy.sql.quoted_name", Bit(kSql)},
};

}  // namespace

constinit const ModelTable kSqlTable = {
    .same = kSame, .types = kTypes, .sinks = kSinks, .cleans = kCleans, .carries = kCarries};

}  // namespace meerkat::flow::models

// Databases without SQL, directories (LDAP), and search engines.

#include "engine/flow/models/models.h"

namespace meerkat::flow::models {
namespace {

using core::Bit;
using enum core::SinkKind;

constexpr TypeModel kTypes[] = {
    {"{pymongo.MongoClient,pymongo.mongo_client.MongoClient,pymongo.AsyncMongoClient}()", ":mongo"},
    {"{motor.motor_asyncio.AsyncIOMotorClient,motor.motor_tornado.MotorClient}()", ":mongo"},
    {"mongomock.MongoClient()", ":mongo"},
    {"flask_pymongo.PyMongo().{db,cx}", ":mongo"},
    {"{mongoengine,mongoengine.connection}.{get_db,get_connection,connect}()", ":mongo"},
    {"flask_mongoengine.MongoEngine().{connect,get_db}()", ":mongo"},
    {":mongo[]", ":mongo"},
    {":mongo.{get_database,get_collection,get_default_database}()", ":mongo"},
    {"{mongoengine.Document,mongoengine.DynamicDocument,flask_mongoengine.Document,"
     "mongoengine.document.Document,flask_mongoengine.MongoEngine().Document,"
     "flask_mongoengine.MongoEngine().DynamicDocument}()",
     ":mongo_document"},
    {"{beanie.Document,beanie.odm.documents.Document}()", ":beanie"},
    {":mongo_document.objects", ":mongo_documents"},
    {"{redis.Redis,redis.StrictRedis,redis.from_url,redis.asyncio.Redis,redis.asyncio.from_url,"
     "redis.Redis.from_url,aioredis.from_url,aioredis.create_redis_pool,django_redis."
     "get_redis_connection,fakeredis.FakeRedis}()",
     ":redis"},
    {":redis.{pipeline,__enter__}()", ":redis"},
    {"{elasticsearch.Elasticsearch,elasticsearch.AsyncElasticsearch,opensearchpy.OpenSearch}()",
     ":elastic"},
    {"{neo4j.GraphDatabase.driver,neo4j.AsyncGraphDatabase.driver}()", ":neo4j"},
    {"in.tx", ":neo4j"},
    {":neo4j.{session,__enter__,begin_transaction}()", ":neo4j"},
    {"py2neo.Graph()", ":py2neo"},
    {"{influxdb_client.InfluxDBClient,influxdb_client.client.influxdb_client_async."
     "InfluxDBClientAsync}()",
     ":influx_client"},
    {":influx_client.__enter__()", ":influx_client"},
    {":influx_client.query_api()", ":influx"},
    {"{influxdb.InfluxDBClient,influxdb_client_3.InfluxDBClient3}()", ":influx"},
    {"boto3.resource().Table()", ":dynamo_table"},
    {"ldap3.Connection()", ":ldap3"},
    {":ldap3.__enter__()", ":ldap3"},
    {"{ldap.initialize,ldap.open,ldap.ldapobject.LDAPObject,ldap.ldapobject.SimpleLDAPObject,"
     "ldap.ldapobject.ReconnectLDAPObject}()",
     ":ldap"},
    {"bonsai.LDAPClient().connect()", ":bonsai"},
    {":bonsai.__enter__()", ":bonsai"},
};

constexpr SinkModel kSinks[] = {
    {"*.find", "0:filter", kNoSql, SinkWhen::kMongo},
    {"*.{find_one,find_one_and_update,find_one_and_delete,find_one_and_replace,update_one,"
     "update_many,delete_one,delete_many,replace_one,count_documents}",
     "0:filter", kNoSql},
    {"*.aggregate", "0:pipeline", kNoSql, SinkWhen::kMongo},
    {"*.where", "0:code", kNoSql, SinkWhen::kMongo},
    {":mongo.{find,find_one,find_one_and_update,find_one_and_delete,find_one_and_replace,update_"
     "one,"
     "update_many,delete_one,delete_many,replace_one,count_documents,find_raw_batches,"
     "find_one_or_404}",
     "0:filter", kNoSql},
    {":beanie.{find,find_one,find_many,find_all}", "0", kNoSql},
    {":beanie.aggregate", "0:aggregation_pipeline", kNoSql},
    {"pymongo.{UpdateOne,UpdateMany,DeleteOne,DeleteMany,ReplaceOne}", "0:filter", kNoSql},
    {":mongo.distinct", "1:filter", kNoSql},
    {":mongo.{aggregate,watch}", "0:pipeline", kNoSql},
    {":mongo.{map_reduce,inline_map_reduce}", "0:map 1:reduce", kNoSql},
    {":mongo.group", "3:reduce :finalize", kNoSql},
    {":mongo.{eval,command,system_js}", "0", kNoSql},
    {"bson.{Code,code.Code}", "0:code", kNoSql},
    {":mongo_documents", ":__raw__", kNoSql},
    {":mongo_documents.{filter,exec_js,where,aggregate}", "0:code :__raw__", kNoSql},
    {":influx.{query,query_raw,query_csv,query_stream,query_data_frame}", "0:query", kNoSql},
    {":redis.{eval,evalsha,register_script,execute_command}", "0:script", kNoSql},
    {":elastic.{search,count,msearch,update_by_query,delete_by_query}", ":q 1:body :query", kNoSql},
    {":elastic.sql.query", "0:body :query", kNoSql},
    {"elasticsearch_dsl.Q", "**", kNoSql},
    {":neo4j.{run,execute_query}", "0:query :query_", kNoSql},
    {":neo4j.{read_transaction,write_transaction,execute_read,execute_write}", "", kNoSql},
    {":py2neo.{run,evaluate,query,update}", "0:cypher", kNoSql},
    {"{neomodel.db.cypher_query,neomodel.adb.cypher_query}", "0:query", kNoSql},
    {"{:dynamo_table,:boto_client}.{scan,query}",
     ":FilterExpression :KeyConditionExpression :ScanFilter :QueryFilter :KeyConditions "
     ":ProjectionExpression",
     kNoSql},
    {":ldap3.search", "0:search_base 1:search_filter", kLdap},
    {":ldap3.extend.standard.{paged_search,persistent_search}", "0:search_base 1:search_filter",
     kLdap},
    {":ldap3.{modify,delete,add,compare,modify_dn}", "0:dn", kLdap},
    {"ldap3.ObjectDef", "", kLdap},
    {"ldap3.Reader", "2:base 3:query", kLdap},
    {":ldap.{search,search_s,search_st,search_ext,search_ext_s,async_search}", "0:base 2:filterstr",
     kLdap},
    {":ldap.{modify_s,delete_s,add_s,compare_s}", "0:dn", kLdap},
    {"*.{search_s,search_ext_s,search_st}", "0:base 2:filterstr", kLdap},
    {":bonsai.search", "0:base 2:filter_exp", kLdap},
};

constexpr CleanModel kCleans[] = {
    {"{bson.ObjectId,bson.objectid.ObjectId}", core::kAllSinks},
    {"ldap3.utils.conv.{escape_filter_chars,escape_bytes}", Bit(kLdap)},
    {"ldap3.utils.dn.{escape_rdn,safe_dn,safe_rdn}", Bit(kLdap)},
    {"ldap.filter.{escape_filter_chars,filter_format}", Bit(kLdap)},
    {"ldap.dn.escape_dn_chars", Bit(kLdap)},
    {"bonsai.escape_filter_exp", Bit(kLdap)},
    {"{mongosanitizer.sanitizer.sanitize,mongo_sanitizer.sanitize}", Bit(kNoSql)},
};

constexpr CarryModel kCarries[] = {
    {"{bson.ObjectId,bson.objectid.ObjectId}", "0"},
    {":ldap3.search", ""},
    {":ldap.{search,search_s,search_st,search_ext,search_ext_s,result,simple_bind_s}", ""},
    {":redis.{get,set,hget,hgetall,hset,lrange,lpush,rpush,delete,exists,expire,incr,keys,sadd,"
     "smembers,publish,setex,mget,zadd,zrange,ttl}",
     ""},
    {":elastic.{search,get,index,count}", ""},
    {":neo4j.{run,execute_query,execute_read,execute_write}", ""},
    {":dynamo_table.{scan,query,get_item,put_item,update_item}", ""},
    // Key("name").eq(value): the value is a parameter.
    {"boto3.dynamodb.conditions.{Key,Attr}", ""},
    {"boto3.dynamodb.conditions.{Key,Attr}().{eq,ne,lt,lte,gt,gte,begins_with,between,contains,"
     "is_in,exists,not_exists}",
     ""},
    {":mongo.{find,find_one,aggregate,insert_one,update_one,delete_one,count_documents,distinct}",
     ""},
    {"*.{find_one,find_one_and_update,insert_one,insert_many,update_one,update_many,delete_one,"
     "delete_many,replace_one,count_documents,search_s,search_ext_s}",
     ""},
};

}  // namespace

constinit const ModelTable kNoSqlTable = {
    .types = kTypes, .sinks = kSinks, .cleans = kCleans, .carries = kCarries};

}  // namespace meerkat::flow::models

#pragma once

// Clients that take any certificate, each library told in its own way.
//
//   urllib3.PoolManager(cert_reqs="CERT_NONE")   fires
//   session.get(url, ssl=False)                  fires where aiohttp is imported

#include <string_view>

#include "engine/core/rule.h"
#include "engine/rules/site.h"

namespace meerkat::rules::transport {

inline constexpr std::string_view kClients[] = {"aiohttp.TCPConnector",
                                                "httplib2.Http",
                                                "aiohttp.request",
                                                "urllib3.PoolManager",
                                                "urllib3.ProxyManager",
                                                "urllib3.HTTPSConnectionPool",
                                                "asyncssh.connect",
                                                "pymongo.MongoClient",
                                                "elasticsearch.Elasticsearch",
                                                "elasticsearch.AsyncElasticsearch",
                                                "opensearchpy.OpenSearch",
                                                "boto3.client",
                                                "boto3.resource",
                                                "tornado.httpclient.HTTPRequest",
                                                "*.fetch",
                                                "redis.Redis",
                                                "redis.StrictRedis",
                                                "redis.from_url",
                                                "hvac.Client",
                                                "ldap3.Tls",
                                                "ldap.set_option",
                                                "*.set_option",
                                                "*.set_verify",
                                                "*.set_verify_server",
                                                "*.setVerifyServer",
                                                "*.setopt",
                                                "*.get",
                                                "*.post",
                                                "*.put",
                                                "*.patch",
                                                "*.delete",
                                                "*.head",
                                                "*.options",
                                                "*.request",
                                                "*.ws_connect",
                                                "httpx.HTTPTransport",
                                                "httpx.AsyncHTTPTransport",
                                                "consul.Consul",
                                                "docker.tls.TLSConfig",
                                                "pyVim.connect.SmartConnectNoSSL",
                                                "pyVim.connect.SmartConnect",
                                                "winrm.Session",
                                                "winrm.Protocol",
                                                "winrm.protocol.Protocol",
                                                "kafka.KafkaProducer",
                                                "kafka.KafkaConsumer",
                                                "kafka.KafkaAdminClient",
                                                "*.tls_set",
                                                "*.client",
                                                "*.resource",
                                                "websocket.create_connection",
                                                "websocket.WebSocket",
                                                "*.run_forever"};
inline constexpr std::string_view kClientLibraries[] = {
    "aiohttp",   "urllib3", "asyncssh", "pymongo", "elasticsearch", "opensearchpy",
    "boto3",     "redis",   "hvac",     "ldap3",   "ldap",          "pycurl",
    "websocket", "httpx",   "consul",   "docker",  "pyVim",         "winrm",
    "kafka",     "paho",    "httplib2", "OpenSSL", "tornado",       "libtaxii"};

// For calls of kClients, in files with one of kClientLibraries.
core::Verdict WhenAnyCertificate(const Site& site);

// Whether an object is called as a session or client of HTTP is.
bool IsSession(const Site& site, syntax::Node object);

}  // namespace meerkat::rules::transport

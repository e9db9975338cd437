// What the server itself requests, and mail.

#include "engine/flow/marks.h"
#include "engine/flow/models/models.h"

namespace meerkat::flow::models {
namespace {

using core::Bit;
using enum core::SinkKind;

constexpr SameModel kSame[] = {
    {"requests.api", "requests"},
    {"requests.sessions", "requests"},
    {"requests_toolbelt.sessions.BaseUrlSession", "requests.Session"},
    {"urllib2", "urllib.request"},
    {"urllib.urlopen", "urllib.request.urlopen"},
    {"urllib.urlretrieve", "urllib.request.urlretrieve"},
    {"six.moves.urllib", "urllib"},
    {"httplib", "http.client"},
    {"six.moves.http_client", "http.client"},
    {"urllib3.poolmanager.PoolManager", "urllib3.PoolManager"},
    {"curl_cffi.requests", "requests"},
    {"grequests", "requests"},
    {"botocore.vendored.requests", "requests"},
};

constexpr TypeModel kTypes[] = {
    {"requests.{Session,session}()", ":http_client"},
    {"httpx.{Client,AsyncClient}()", ":http_client"},
    {"{aiohttp.ClientSession,aiohttp.client.ClientSession,treq.client.HTTPClient,niquests.Session,"
     "cloudscraper.create_scraper,requests_oauthlib.OAuth2Session,requests_oauthlib.OAuth1Session,"
     "authlib.integrations.requests_client.OAuth2Session,authlib.integrations.httpx_client."
     "AsyncOAuth2Client,requests_html.HTMLSession,requests_html.AsyncHTMLSession,"
     "requests_futures.sessions.FuturesSession,tls_client.Session,curl_cffi.requests.AsyncSession,"
     "requests_cache.CachedSession,cachecontrol.CacheControl,primp.Client,hishel.CacheClient}()",
     ":http_client"},
    {":http_client.__enter__()", ":http_client"},
    {"urllib3.{PoolManager,ProxyManager,proxy_from_url}()", ":urllib3"},
    {"httplib2.Http()", ":httplib2"},
    {"http.client.{HTTPConnection,HTTPSConnection}()", ":http_connection"},
    {"urllib.request.{build_opener,OpenerDirector,URLopener,FancyURLopener}()", ":opener"},
    {"{aiohttp_retry.RetryClient,aiohttp_client_cache.CachedSession,httpx_cache.Client,"
     "httpx_cache.AsyncClient,aiosonic.HTTPClient}()",
     ":http_client"},
    {"tornado.httpclient.{AsyncHTTPClient,HTTPClient}()", ":tornado_client"},
    {"pycurl.Curl()", ":curl"},
    {"selenium.webdriver.{Chrome,Firefox,Edge,Safari,Remote}()", ":browser"},
    {"in.{driver,browser}", ":maybe_browser"},
    {"in.page", ":playwright_page"},
    {"playwright.{sync_api.sync_playwright,async_api.async_playwright}()", ":playwright"},
    {":playwright.{__enter__,start}()", ":playwright"},
    {":playwright.{chromium,firefox,webkit}.launch()", ":playwright_browser"},
    {":playwright_browser.{new_page,new_context}()", ":playwright_page"},
    {":playwright_page.new_page()", ":playwright_page"},
    {"pyppeteer.{launch,connect}()", ":playwright_browser"},
    {":playwright_browser.newPage()", ":playwright_page"},
    {"{smtplib.SMTP,smtplib.SMTP_SSL,aiosmtplib.SMTP}()", ":smtp"},
    {":smtp.__enter__()", ":smtp"},
    {"django.core.mail.{EmailMultiAlternatives,EmailMessage,message.EmailMultiAlternatives}()",
     ":django_mail"},
    {"{email.message.EmailMessage,email.message.Message,email.mime.text.MIMEText,"
     "email.mime.multipart.MIMEMultipart,email.MIMEText.MIMEText}()",
     ":mail"},
};

constexpr SinkModel kSinks[] = {
    {"{requests,httpx,treq,niquests}.{get,post,put,delete,patch,head,options}", "0:url", kUrl},
    {"{requests,httpx,treq,niquests}.request", "1:url", kUrl},
    {"requests.Request", "1:url", kUrl},
    {"httpx.{stream,Request}", "1:url", kUrl},
    {"requests_toolbelt.sessions.BaseUrlSession", "0:base_url", kUrl},
    {"{scrapy,scrapy.http}.{Request,FormRequest,JsonRequest}", "0:url", kUrl},
    {"tornado.websocket.websocket_connect", "0:url", kUrl},
    {":event_loop.create_connection", "1:host", kUrl},
    {"aiohttp.request", "1:url", kUrl},
    {"urllib.request.{urlopen,urlretrieve}", "0:url", kUrl},
    {":opener.{open,retrieve}", "0:fullurl", kUrl},
    {":http_client.{get,post,put,delete,patch,head,options,ws_connect}", "0:url", kUrl},
    {":http_client.{request,stream,build_request}", "1:url", kUrl},
    {":urllib3.{request,request_encode_url,request_encode_body,urlopen}", "1:url", kUrl},
    {":urllib3.{connection_from_url,connection_from_host}", "0:url :host", kUrl},
    {"urllib3.request", "1:url", kUrl},
    {"urllib3.{HTTPConnectionPool,HTTPSConnectionPool,connection_from_url}", "0:host :url", kUrl},
    {":httplib2.request", "0:uri", kUrl},
    {"http.client.{HTTPConnection,HTTPSConnection}", "0:host", kUrl},
    {":tornado_client.fetch", "0:request", kUrl},
    {"tornado.httpclient.HTTPRequest", "0:url", kUrl},
    {":socket.{connect,connect_ex}", "0", kUrl},
    {"socket.create_connection", "0:address", kUrl},
    {"asyncio.open_connection", "0:host", kUrl},
    {":curl.setopt", "1", kUrl, SinkWhen::kCurlUrl},
    {"{websockets.connect,websocket.create_connection,websockets.sync.client.connect}",
     "0:uri :url", kUrl},
    {"websocket.WebSocketApp", "0:url", kUrl},
    {"rdflib.{Graph,ConjunctiveGraph,Dataset}().{parse,load}", "0:source :location", kUrl},
    {"{lxml.html.parse,mechanize.urlopen,slack_sdk.webhook.WebhookClient,"
     "slack_sdk.webhook.async_client.AsyncWebhookClient,pymsteams.connectorcard,"
     "discord_webhook.DiscordWebhook,gdown.download,torch.hub.download_url_to_file,"
     "torch.hub.load_state_dict_from_url,huggingface_hub.utils.http_get,"
     "geopandas.read_file,urllib.robotparser.RobotFileParser}",
     "0:url :hookurl", kUrl},
    {"urllib.robotparser.RobotFileParser().set_url", "0:url", kUrl},
    {"mechanize.Browser().{open,open_novisit,retrieve}", "0:url", kUrl},
    {"{yt_dlp.YoutubeDL,youtube_dl.YoutubeDL}().{download,extract_info}", "0:url_list :url", kUrl},
    {"cairosvg.{svg2png,svg2pdf,svg2ps,svg2svg}", ":url", kUrl},
    {"{apprise.Apprise().add,apprise.Apprise.instantiate}", "0:servers :url", kUrl},
    {"libtaxii.clients.HttpClient().{call_taxii_service,call_taxii_service2,callTaxiiService,"
     "callTaxiiService2}",
     "0:host", kUrl},
    {"libtaxii.common.parse", "0:s", kUrl},
    {"{feedparser.parse,newspaper.Article,pandas.read_html,wget.download,"
     "trafilatura.fetch_url,xmlrpc.client.ServerProxy,zeep.Client,suds.client.Client,"
     "skimage.io.imread,imageio.imread}",
     "0:url :wsdl :base_url", kUrl},
    {"boto3.{client,resource}", ":endpoint_url", kUrl},
    {"{ftplib.FTP,ftplib.FTP_TLS,telnetlib.Telnet,smtplib.SMTP,smtplib.SMTP_SSL,imaplib.IMAP4,"
     "imaplib.IMAP4_SSL,poplib.POP3,poplib.POP3_SSL}",
     "0:host", kUrl},
    {"httpx.{Client,AsyncClient}", ":base_url", kUrl},
    {"{openai.OpenAI,openai.AsyncOpenAI,openai.AzureOpenAI,openai.AsyncAzureOpenAI,"
     "anthropic.Anthropic,anthropic.AsyncAnthropic,langchain_openai.ChatOpenAI,"
     "langchain_openai.OpenAIEmbeddings}",
     ":base_url :azure_endpoint :openai_api_base", kUrl},
    {"{ollama.Client,ollama.AsyncClient}", "0:host", kUrl},
    {"litellm.{completion,acompletion,embedding,aembedding}", ":api_base :base_url", kUrl},
    {"{langchain_community.document_loaders,langchain.document_loaders}.{WebBaseLoader,"
     "RecursiveUrlLoader,SitemapLoader,UnstructuredURLLoader,SeleniumURLLoader,"
     "PlaywrightURLLoader,AsyncHtmlLoader,AsyncChromiumLoader}",
     "0:web_path :web_paths :urls :url", kUrl},
    {"aiohttp.ClientSession", "0:base_url", kUrl},
    {":ssh_client.connect", "0:hostname", kUrl},
    {"{grpc.insecure_channel,grpc.secure_channel,grpc.aio.insecure_channel,grpc.aio.secure_"
     "channel}",
     "0:target", kUrl},
    {"ldap.initialize", "0:uri", kUrl},
    {"ldap3.Server", "0:host", kUrl},
    {"{redis.from_url,redis.Redis.from_url,redis.asyncio.from_url}", "0:url", kUrl},
    {"{redis.Redis,redis.StrictRedis}", "0:host", kUrl},
    {"{paramiko.Transport,asyncssh.connect,pysftp.Connection,fabric.Connection,nntplib.NNTP}",
     "0:host", kUrl},
    {":maybe_browser.get", "0:url", kUrl, SinkWhen::kNotList},
    {":browser.get", "0:url", kUrl},
    {":browser.{execute_script,execute_async_script}", "0:script", kCode},
    {":playwright_page.{evaluate,evaluate_handle,add_init_script,eval_on_selector}",
     "0:expression :script", kCode},
    {":playwright_page.set_content", "0:html", kHtml},
    {":playwright_page.goto", "0:url", kUrl},
    {"{pdfkit.from_url,weasyprint.HTML,imgkit.from_url}", "0:url :guess", kUrl},
    {"{git.Repo.clone_from,git.repo.base.Repo.clone_from,pygit2.clone_repository,"
     "dulwich.porcelain.clone,dulwich.porcelain.ls_remote,hglib.clone}",
     "0:url :source :remote", kUrl},
    {"webbrowser.{open,open_new,open_new_tab}", "0:url", kUrl},
    {"webbrowser.get().{open,open_new,open_new_tab}", "0:url", kUrl},
    {":smtp.sendmail", "0:from_addr 1:to_addrs", kMail},
    {":smtp.{rcpt,mail}", "0", kMail},
    {"pymongo.{MongoClient,AsyncMongoClient}", "0:host", kUrl},
    {":smtp.{sendmail,send_message}", "2:msg", kMailText},
    {"email.mime.text.MIMEText", "0:_text", kMailText},
    {":mail.{set_content,add_alternative,set_payload}", "0", kMailText},
    {"flask_mail.Message", "2:body 3:html", kMailText},
    {"flask_mail.Message().{body,html}=", "0", kMailText},
    {"flask_mail.Mail().send_message", ":body :html", kMailText},
    {"django.core.mail.send_mail", "1:message 8:html_message", kMailText},
    {"django.core.mail.{EmailMessage,EmailMultiAlternatives}", "1:body", kMailText},
    {":django_mail.attach_alternative", "0:content", kMailText},
    {"*.email_user", "1:message :html_message", kMailText},
    {"fastapi_mail.MessageSchema", ":body", kMailText},
    {"sendgrid.helpers.mail.{Mail,mail.Mail}", "3:plain_text_content 4:html_content", kMailText},
    {"yagmail.SMTP().send", "2:contents", kMailText},
    // The page of a mail.
    {"email.mime.text.MIMEText", "0:_text", kHtml, SinkWhen::kSaysHtml},
    {":mail.{set_content,add_alternative}", "0", kHtml, SinkWhen::kSaysHtml},
    {"flask_mail.Message", ":html", kHtml},
    {"flask_mail.Message().html=", "0", kHtml},
    {"sendgrid.helpers.mail.{Mail,mail.Mail}", "4:html_content", kHtml},
    {"sendgrid.helpers.mail.{HtmlContent,html_content.HtmlContent}", "0:content", kHtml},
    {"sendgrid.helpers.mail.{Content,content.Content}", "1:content :value", kHtml,
     SinkWhen::kSaysHtml},
    {"django.core.mail.send_mail", "8:html_message", kHtml},
    {"django.core.mail.{mail_admins,mail_managers}", "4:html_message", kHtml},
    {"*.email_user", ":html_message", kHtml},
    {":django_mail.attach_alternative", "0:content", kHtml, SinkWhen::kSaysHtml},
    {":mail[]=", "1", kMail},
    {":mail.add_header", "1:_value", kMail},
    {"{flask_mail.Message,flask_mailman.EmailMessage}", "0:subject 1:recipients :sender :cc :bcc",
     kMail},
};

constexpr CarryModel kCarries[] = {
    {"{requests,httpx,treq,niquests}.{get,post,put,delete,patch,head,options,request}", ""},
    {"{requests.Session,requests.session,httpx.Client,httpx.AsyncClient,aiohttp.ClientSession}",
     ""},
    {"urllib.request.{urlopen,urlretrieve}", ""},
    {"urllib.request.Request", "0:url"},
    {"requests.Request", "1:url"},
    {"tornado.httpclient.HTTPRequest", "0:url"},
    {":http_client.{get,post,put,delete,patch,head,options,request,stream,send,build_request}", ""},
    {":urllib3.request", ""},
    {":httplib2.request", ""},
    {":http_connection.{request,getresponse}", ""},
    {":socket.{connect,send,sendall,recv}", ""},
    {":opener.open", ""},
    {":tornado_client.fetch", ""},
    {"socket.{gethostbyname,getaddrinfo,gethostbyname_ex}", "0:host"},
    {"*.getaddrinfo", "0:host"},
    {"dns.{resolver,asyncresolver}.{resolve,query}", "0:qname"},
    {"socket.{create_connection,gethostname,getfqdn}", ""},
    {"boto3.{client,resource}", ""},
    {"*.{put_object,upload_file,upload_fileobj,download_file,delete_object,head_object,"
     "send_message,generate_presigned_url}",
     ""},
};

constexpr CleanModel kCleans[] = {
    {"socket.{gethostbyname,getaddrinfo,gethostbyname_ex}", kAddressOfHost},
    {"*.getaddrinfo", kAddressOfHost},
    {"dns.{resolver,asyncresolver}.{resolve,query}", kAddressOfHost},
};

}  // namespace

constinit const ModelTable kNetwork = {
    .same = kSame, .types = kTypes, .sinks = kSinks, .cleans = kCleans, .carries = kCarries};

}  // namespace meerkat::flow::models

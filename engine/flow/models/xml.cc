// XML, XPath, and texts from which objects are made.

#include "engine/flow/models/models.h"

namespace meerkat::flow::models {
namespace {

using core::Bit;
using enum core::SinkKind;

constexpr SameModel kSame[] = {
    {"xml.etree.cElementTree", "xml.etree.ElementTree"},
    {"cPickle", "pickle"},
    {"_pickle", "pickle"},
    {"pickle5", "pickle"},
    {"xml.sax.expatreader.create_parser", "xml.sax.make_parser"},
    {"yaml.loader", "yaml"},
};

constexpr TypeModel kTypes[] = {
    {"lxml.etree.{parse,fromstring,XML,HTML,ElementTree,fromstringlist,Element}()", ":xml_tree"},
    {"lxml.html.{fromstring,parse,document_fromstring}()", ":xml_tree"},
    {":xml_tree.{getroot,find,getparent}()", ":xml_tree"},
    {"xml.etree.ElementTree.{parse,fromstring,XML,ElementTree}()", ":element_tree"},
    {":element_tree.{getroot,find}()", ":element_tree"},
    {"lxml.etree.XMLParser()", ":unsafe_xml_parser"},
    {"lxml.etree.{XMLTreeBuilder,ETCompatXMLParser,get_default_parser,XMLPullParser}()",
     ":unsafe_xml_parser"},
    {"xml.etree.ElementTree.{XMLParser,XMLPullParser,XMLTreeBuilder}()", ":expanding_parser"},
    {"xml.parsers.expat.ParserCreate()", ":expanding_parser"},
    {"lxml.etree.{XPathEvaluator,XPathDocumentEvaluator,XPathElementEvaluator}()",
     ":xpath_evaluator"},
    {"libxml2.{parseFile,parseDoc,readDoc,parseMemory,readFile}()", ":libxml2"},
    {":libxml2.xpathNewContext()", ":libxml2"},
    {"lxml.objectify.makeparser()", ":unsafe_xml_parser"},
    {"xml.sax.make_parser()", ":sax_parser"},
    {":unsafe_xml_parser", ":sax_parser"},
    {"{parsel.Selector,scrapy.Selector,scrapy.selector.Selector}()", ":selector"},
};

constexpr WhenModel kTypesWhen[] = {
    {"ruamel.yaml.YAML()", "0:typ", "unsafe", ":unsafe_yaml"},
    {"ruamel.yaml.YAML()", ":typ", "unsafe", ":unsafe_yaml"},
    {"lxml.etree.XMLParser()", ":resolve_entities", "False", ":safe_xml_parser"},
    {"lxml.objectify.makeparser()", ":resolve_entities", "False", ":safe_xml_parser"},
    {"lxml.etree.{ETCompatXMLParser,XMLPullParser}()", ":resolve_entities", "False",
     ":safe_xml_parser"},
    {":sax_parser.setFeature", "0", "xml.sax.handler.feature_external_ges", ":unsafe_xml_parser"},
    {":sax_parser.setFeature", "0", "http://xml.org/sax/features/external-general-entities",
     ":unsafe_xml_parser"},
};

constexpr SinkModel kSinks[] = {
    {"pickle.{loads,load,Unpickler}", "0", kDeserialize},
    {"multiprocessing.reduction.ForkingPickler.loads", "0", kDeserialize},
    {"pickle.Unpickler().__init__", "0:file", kDeserialize},
    {"{dill,cloudpickle,zodbpickle,ray.cloudpickle,pandas.compat.pickle_compat,"
     "celery.utils.serialization.pickle,multiprocess.pickle}.{loads,load}",
     "0", kDeserialize},
    {"{dill.Unpickler,pandas.compat.pickle_compat.Unpickler,zodbpickle.pickle.Unpickler}", "0",
     kDeserialize},
    {"pyspark.serializers.{PickleSerializer,CPickleSerializer,CloudPickleSerializer}().loads", "0",
     kDeserialize},
    {"jsonpickle.{Unpickler,unpickler.Unpickler}().restore", "0:obj", kDeserialize},
    {"yaml.{Loader,UnsafeLoader,FullLoader,CLoader,CUnsafeLoader,CFullLoader}", "0:stream",
     kDeserialize},
    {"torch.package.PackageImporter", "0:file_or_buffer", kDeserialize},
    {"mlflow.{pyfunc,sklearn,pytorch}.load_model", "0:model_uri", kDeserialize},
    {"numpy.lib.format.read_array", "0:fp", kDeserialize, SinkWhen::kPickled},
    {"marshal.{loads,load}", "0", kDeserialize},
    {"shelve.{open,DbfilenameShelf}", "0:filename", kDeserialize},
    {"jsonpickle.{decode,loads,unpickler.decode}", "0", kDeserialize},
    {"joblib.load", "0", kDeserialize},
    {"srsly.{pickle_loads,cloudpickle.loads}", "0:data", kDeserialize},
    {"hickle.load", "0:file_obj", kDeserialize},
    {"pyarrow.{deserialize,deserialize_from}", "0:obj", kDeserialize},
    {"django.contrib.sessions.serializers.PickleSerializer().loads", "0:data", kDeserialize},
    {"oyaml.{load,load_all}", "0:stream", kDeserialize, SinkWhen::kNotParsed},
    {"{pandas.read_pickle,pandas.io.pickle.read_pickle}", "0:filepath_or_buffer", kDeserialize},
    {"torch.hub.load", "0:repo_or_dir", kDeserialize},
    {"torch.load", "0:f", kDeserialize, SinkWhen::kAllWeights},
    {"numpy.load", "0", kDeserialize, SinkWhen::kPickled},
    {"{keras.models.load_model,tensorflow.keras.models.load_model,sklearn.externals.joblib.load}",
     "0", kDeserialize},
    {"yaml.{load,load_all}", "0:stream", kDeserialize, SinkWhen::kNotParsed},
    {"yaml.{unsafe_load,unsafe_load_all}", "0:stream", kDeserialize},
    {"yaml.{full_load,full_load_all}", "0:stream", kDeserialize},
    {"ruamel.yaml.{load,load_all}", "0:stream", kDeserialize, SinkWhen::kNotParsed},
    {":unsafe_yaml.{load,load_all}", "0:stream", kDeserialize},
    {"{kombu.serialization.loads,kombu.serialization.pickle_loads}", "0", kDeserialize},
    {"multiprocessing.connection.Connection().send", "", kDeserialize},
    {"lxml.etree.{parse,fromstring,XML,XMLID,iterparse,fromstringlist}", "0:source :text", kXml,
     SinkWhen::kLxml},
    {"lxml.etree.parse", "0:source", kPath},
    {"xml.etree.ElementTree.{parse,iterparse}", "0:source", kPath},
    {"lxml.etree.XSLT", "0:xslt_input", kXslt},
    {":xml_tree.xslt", "0:_xslt", kXslt},
    {"twilio.rest.Client().{calls,api.account.calls}.create", ":twiml", kMarkup},
    {"lxml.objectify.{fromstring,parse,XML}", "0", kXml, SinkWhen::kLxml},
    {"xml.sax.parse", "0:source", kXml, SinkWhen::kExpands},
    {"xml.sax.parseString", "0:string", kXml, SinkWhen::kExpands},
    {"xml.dom.minidom.{parse,parseString}", "0:file :string", kXml, SinkWhen::kExpands},
    {"xml.dom.pulldom.{parse,parseString}", "0", kXml, SinkWhen::kExpands},
    {":unsafe_xml_parser.{parse,feed}", "0:source", kXml},
    {"xml.etree.ElementTree.{fromstring,parse,XML,XMLID,iterparse,fromstringlist}",
     "0:text :source", kXmlBomb},
    {"xml.etree.ElementTree.ElementTree", "1:file", kXmlBomb},
    {":element_tree.parse", "0:source", kXmlBomb},
    {":expanding_parser.{feed,Parse,ParseFile}", "0:data", kXmlBomb},
    {"xml.dom.minidom.{parse,parseString}", "0:file :string", kXmlBomb},
    {"xml.dom.pulldom.{parse,parseString}", "0", kXmlBomb},
    {"xml.sax.{parse,parseString}", "0:source :string", kXmlBomb},
    {":sax_parser.parse", "0:source", kXmlBomb},
    {"xml.dom.expatbuilder.{parse,parseString,parseFragment,parseFragmentString}", "0", kXmlBomb},
    {":sax_parser.feed", "0:data :buffer", kXmlBomb},
    {"xmltodict.parse", "", kXmlBomb},
    {"lxml.etree.{XPath,ETXPath}", "0:path", kXpath},
    {":xml_tree.xpath", "0:_path", kXpath},
    {":xml_tree.{find,findall,findtext,iterfind}", "0:path", kXpath},
    {":element_tree.{find,findall,findtext,iterfind}", "0:path :match", kXpath},
    {"elementpath.{select,iter_select}", "1:path", kXpath},
    {"elementpath.Selector", "0:path", kXpath},
    {":libxml2.{xpathEval,xpathEvalExpression}", "0", kXpath},
    {":xpath_evaluator", "0:_path", kXpath},
    {":selector.{xpath,css}", "0:query", kXpath},
    {"*.xpath", "0", kXpath},
};

constexpr CarryModel kCarries[] = {
    {"pickle.{loads,load}", "0"},
    {"yaml.{safe_load,load,full_load,safe_load_all}", "0"},
    {"lxml.etree.{parse,XPath,iterparse}", ""},
    {"lxml.etree.{fromstring,XML,HTML}", "0"},
    {"lxml.etree.{tostring,Element,SubElement}", "0"},
    {"xml.etree.ElementTree.{fromstring,XML}", "0"},
    {"xml.etree.ElementTree.parse", ""},
    {"xml.dom.minidom.parseString", "0"},
    {"{defusedxml.ElementTree,defusedxml.minidom,defusedxml.lxml}.{fromstring,parseString,XML}",
     "0"},
    {"xmltodict.parse", "0"},
    {":xml_tree.xpath", ""},
    {":selector.xpath", "self"},
    {"*.xpath", ""},
    {"{toml,tomllib,tomli,ujson,orjson,simplejson,rapidjson,msgpack,cbor2,plistlib}.loads", "0"},
    {"{ujson,orjson,simplejson,rapidjson}.dumps", "0"},
};

}  // namespace

constinit const ModelTable kXmlTable = {
    .same = kSame, .types = kTypes, .types_when = kTypesWhen, .sinks = kSinks, .carries = kCarries};

}  // namespace meerkat::flow::models

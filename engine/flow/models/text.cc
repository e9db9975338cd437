// What makes text from text, what makes it harmless, and what gives nothing of its arguments.

#include "engine/flow/marks.h"
#include "engine/flow/models/models.h"

namespace meerkat::flow::models {
namespace {

using core::Bit;
using core::kAllSinks;
using enum core::SinkKind;

constexpr CleanModel kCleans[] = {
    // yarl, starlette.datastructures.URL: the rest of the address stays
    {"*.{with_query,update_query,with_fragment}", Bit(kUrl) | Bit(kRedirect)},
    // schema.load(body), model.model_dump(): names are those that the class has declared.
    {"*.{load,model_dump}", Bit(kAttributeName) | Bit(kImport)},
    {"{ipaddress.ip_address,ipaddress.ip_network,ipaddress.IPv4Address,ipaddress.IPv6Address,"
     "ipaddress.ip_interface}",
     kAddressOfHost},
    {"{decimal.Decimal,fractions.Fraction}", kAllSinks},
    {"datetime.{datetime,date}.{strptime,fromisoformat,fromtimestamp}", kAllSinks},
    {"{dateutil.parser.parse,dateutil.parser.isoparse,arrow.get,pendulum.parse}", kAllSinks},
    {"{slugify.slugify,unidecode.unidecode}", kAllSinks & ~Bit(kToken)},
    {"pathvalidate.sanitize_filename", Bit(kPath) | Bit(kArchive)},
    {"{xml.sax.saxutils.escape,xml.sax.saxutils.quoteattr}", Bit(kHtml) | Bit(kXml) | Bit(kMarkup)},
    {"json.dumps", Bit(kLog) | Bit(kHeader)},
    // loads(dumps(value)) is a copy.
    {"{pickle,cPickle,cloudpickle,dill,marshal,jsonpickle}.{dumps,encode}", Bit(kDeserialize)},
    {"urllib.parse.quote_from_bytes", Bit(kHtml) | Bit(kHeader) | Bit(kLog)},
    {"{mimetypes.guess_type,imghdr.what,filetype.guess}", kAllSinks},
    {"{binascii.crc32,zlib.crc32,zlib.adler32}", kAllSinks},
    // Nothing but digits and letters; what was secret or easy to guess still is.
    {"binascii.{hexlify,b2a_hex}",
     kAllSinks & ~(Bit(kToken) | Bit(kSecretLog) | Bit(kCryptoKey) | Bit(kNonce))},
    {"email.utils.{parseaddr,formataddr}", Bit(kMail)},
    {"{email.header.Header,email.headerregistry.Address}", Bit(kMail)},
};

constexpr GuardModel kChecks[] = {
    // There may be blanks and line ends around it; and code that is made of digits is code.
    {"uuid.UUID", kAllSinks & ~(Bit(kToken) | Bit(kHeader) | Bit(kLog) | Bit(kMail) | Bit(kCode))},
    // Not ip_address: "::1%; reboot" is one, for what follows the % may be any text.
    {"ipaddress.{IPv4Address,IPv4Network,IPv4Interface}", kAllSinks & ~(Bit(kUrl) | Bit(kToken))},
    {"django.core.validators.{validate_slug,validate_unicode_slug,validate_integer}",
     kAllSinks & ~Bit(kToken)},
};

// What these write otherwise, a check or an escape before has not seen.
// A short text stays one.
constexpr core::SinkSet kAllButLength = ~(Bit(kSlowPattern) | Bit(kBomb));

constexpr UndoModel kUndoes[] = {
    {"unicodedata.normalize", kAllButLength},
    {"html.unescape", Bit(kHtml) | Bit(kMarkup)},
    {"xml.sax.saxutils.unescape", Bit(kHtml) | Bit(kMarkup)},
    {"urllib.parse.{unquote,unquote_plus}", kAllButLength & ~(Bit(kRedirect) | Bit(kUrl))},
    {"base64.{b64decode,urlsafe_b64decode,standard_b64decode,b32decode,b16decode,b85decode}",
     kAllButLength},
    {"{binascii.unhexlify,binascii.a2b_base64,codecs.decode}", kAllButLength},
    // A thousand times as long.
    {"{zlib,gzip,bz2,lzma,brotli}.decompress", Bit(kSlowPattern)},
};

constexpr CarryModel kCarries[] = {
    {"{itertools.chain,itertools.islice,itertools.groupby,itertools.product,itertools.zip_longest}",
     "*"},
    {"itertools.{count,repeat}", ""},
    // The fields that a class declares, whatever its object holds.
    {"{dataclasses.fields,attr.fields,attrs.fields}", ""},
    // What a key shows to everybody.
    {"*.{public,get_public_key}", ""},
    {"functools.{partial,reduce}", "*"},
    {"functools.{wraps,lru_cache,cache,update_wrapper}", ""},
    {"operator.{itemgetter,attrgetter,methodcaller}", ""},
    {"collections.{OrderedDict,deque,ChainMap}", "*"},
    {"collections.{defaultdict,Counter,namedtuple}", ""},
    {"copy.{copy,deepcopy}", "0"},
    {"unicodedata.normalize", "1"},
    {"{zlib.decompress,zlib.compress,gzip.decompress,gzip.compress,bz2.decompress,lzma.decompress}",
     "0"},
    {"{zlib.decompressobj,bz2.BZ2Decompressor,lzma.LZMADecompressor,brotli.Decompressor,"
     "zstandard.ZstdDecompressor}().decompress",
     "0"},
    {"string.{Formatter,capwords}", "0"},
    {"string.Formatter().{format,vformat}", "*"},
    {"string.Template().{substitute,safe_substitute}", "*"},
    {"textwrap.{dedent,wrap,fill,shorten,indent}", "0"},
    {"difflib.get_close_matches", "1"},
    {"struct.{pack,unpack,calcsize}", ""},
    {"time.{time,sleep,monotonic,perf_counter,localtime,gmtime,strftime,mktime}", ""},
    {"datetime.datetime.{now,utcnow,today}", ""},
    {"datetime.{timedelta,date.today,timezone}", ""},
    {"os.{getpid,getcwd,getlogin,cpu_count,urandom,umask,getuid,access,read,write,close}", ""},
    {"os.path.{exists,lexists,isfile,isdir,islink,ismount,isabs,getsize,getmtime,getatime,getctime,"
     "samefile}",
     ""},
    {"{platform.system,platform.node,platform.machine,platform.platform,platform.python_version}",
     ""},
    {"inspect.{signature,getmembers,isclass,isfunction,iscoroutinefunction,getsource,stack}", ""},
    {"{threading.Thread,threading.Lock,threading.Event,threading.Timer,threading.local}", ""},
    {"asyncio.{sleep,create_task,Lock,Queue,get_event_loop,run,Event,Semaphore}", ""},
    {"asyncio.{wait_for,gather,to_thread,shield}", "*"},
    {"{concurrent.futures.ThreadPoolExecutor,concurrent.futures.ProcessPoolExecutor}", ""},
    {"logging.{getLogger,StreamHandler,FileHandler,Formatter,basicConfig}", ""},
    {"warnings.{warn,warn_explicit,simplefilter,filterwarnings}", ""},
    {"weakref.{ref,proxy}", "0"},
    {"{uuid.uuid4,uuid.uuid3,uuid.uuid5}", ""},
    {"secrets.{token_hex,token_urlsafe,token_bytes,choice,randbelow,compare_digest}", ""},
    {"hmac.compare_digest", ""},
    {"{jwt.encode,jose.jwt.encode}", ""},
    {"{jwt.decode,jose.jwt.decode}", "0"},
    {"{itsdangerous.URLSafeTimedSerializer().loads,itsdangerous.URLSafeSerializer().loads}", ""},
    {"{passlib.hash.bcrypt.hash,passlib.hash.pbkdf2_sha256.hash,passlib.context.CryptContext()."
     "hash,"
     "argon2.PasswordHasher().hash,bcrypt.checkpw}",
     ""},
    {"{numpy.array,numpy.asarray}", "0"},
    {"numpy.{zeros,ones,arange,linspace}", ""},
    {"contextlib.{closing,suppress,nullcontext}", "0"},
    {"typing.{cast,TypeVar,NewType}", "1"},
    {"{html.unescape,html.escape}", "0"},
    {"xml.sax.saxutils.unescape", "0"},
    {"base64.b85decode", "0"},
    {"{random.seed,random.shuffle}", ""},
    {"shlex.quote", "0"},
};

}  // namespace

constinit const ModelTable kText = {
    .cleans = kCleans, .undoes = kUndoes, .carries = kCarries, .checks = kChecks};

}  // namespace meerkat::flow::models

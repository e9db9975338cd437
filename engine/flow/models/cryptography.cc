// Hashes, keys and random numbers.

#include "engine/flow/models/models.h"

namespace meerkat::flow::models {
namespace {

using core::Bit;
using core::kAllSinks;
using core::kRandomSource;
using enum core::SinkKind;

constexpr SameModel kSame[] = {
    {"Cryptodome", "Crypto"},
    {"cryptography.hazmat.decrepit.ciphers.algorithms",
     "cryptography.hazmat.primitives.ciphers.algorithms"},
    {"hmac.HMAC", "hmac.new"},
    {"itsdangerous.{signer.Signer,signer.TimestampSigner,timed.TimestampSigner,TimestampSigner}",
     "itsdangerous.Signer"},
    {"itsdangerous.{url_safe.URLSafeSerializer,url_safe.URLSafeTimedSerializer,"
     "URLSafeTimedSerializer,"
     "URLSafeSerializer,TimedSerializer,JSONWebSignatureSerializer,"
     "TimedJSONWebSignatureSerializer}",
     "itsdangerous.Serializer"},
};

constexpr SourceModel kSources[] = {
    {"random.random()", kRandomSource},
    {"random.randint()", kRandomSource},
    {"random.randrange()", kRandomSource},
    {"random.choice()", kRandomSource},
    {"random.choices()", kRandomSource},
    {"random.sample()", kRandomSource},
    {"random.getrandbits()", kRandomSource},
    {"random.uniform()", kRandomSource},
    {"random.randbytes()", kRandomSource},
    {"random.gauss()", kRandomSource},
    {"random.normalvariate()", kRandomSource},
    {"random.triangular()", kRandomSource},
    {"random.betavariate()", kRandomSource},
    {"random.expovariate()", kRandomSource},
    {":random.{random,randint,randrange,choice,choices,sample,getrandbits,integers,bytes}()",
     kRandomSource},
    {"numpy.random.{rand,randint,choice,random,random_sample,bytes,randn}()", kRandomSource},
    {"uuid.uuid1()", kRandomSource},
};

constexpr TypeModel kTypes[] = {
    {"random.Random()", ":random"},
    {"numpy.random.{default_rng,RandomState}()", ":random"},
    {"cryptography.hazmat.primitives.ciphers.aead.{AESGCM,AESCCM,AESOCB3,AESGCMSIV,"
     "ChaCha20Poly1305}()",
     ":aead"},
    {"cryptography.hazmat.primitives.kdf.pbkdf2.PBKDF2HMAC()", ":derivation"},
    {"cryptography.hazmat.primitives.kdf.{scrypt.Scrypt,hkdf.HKDF,argon2.Argon2id}()",
     ":derivation"},
};

constexpr SinkModel kSinks[] = {
    {"cryptography.fernet.Fernet", "0:key", kCryptoKey},
    {"cryptography.hazmat.primitives.ciphers.algorithms.{AES,AES128,AES256,TripleDES,ARC4,Blowfish,"
     "ChaCha20,Camellia,CAST5,SEED,IDEA,SM4}",
     "0:key", kCryptoKey},
    {"cryptography.hazmat.primitives.ciphers.algorithms.ChaCha20", "1:nonce", kNonce},
    {"cryptography.hazmat.primitives.ciphers.modes.{CBC,GCM,CTR,OFB,CFB,CFB8}",
     "0:initialization_vector :nonce", kNonce},
    {"cryptography.hazmat.primitives.ciphers.aead.{AESGCM,AESCCM,AESOCB3,AESSIV,AESGCMSIV,"
     "ChaCha20Poly1305}",
     "0:key", kCryptoKey},
    {":aead.encrypt", "0:nonce", kNonce},
    {"cryptography.hazmat.primitives.hmac.HMAC", "0:key", kCryptoKey},
    {":derivation.derive", "0:key_material", kCryptoKey},
    {"Crypto.Cipher.{AES,DES,DES3,ARC2,ARC4,Blowfish,CAST,ChaCha20,ChaCha20_Poly1305,Salsa20,XOR}."
     "new",
     "0:key", kCryptoKey},
    {"Crypto.Cipher.{AES,DES,DES3,ARC2,Blowfish,CAST}.new", "2:iv :IV :nonce", kNonce},
    {"Crypto.Cipher.{ChaCha20,ChaCha20_Poly1305,Salsa20}.new", ":nonce", kNonce},
    {"Crypto.Hash.{HMAC,CMAC,Poly1305,KMAC128,KMAC256}.new", "0:key", kCryptoKey},
    {"Crypto.Protocol.KDF.{PBKDF2,scrypt,bcrypt}", "0:password", kCryptoKey},
    {"{jwt.encode,jwt.decode,jose.jwt.encode,jose.jwt.decode,jose.jws.sign,jose.jws.verify}",
     "1:key", kCryptoKey},
    {"{authlib.jose.jwt.encode,authlib.jose.JsonWebToken().encode}", "2:key", kCryptoKey},
    {"hmac.{new,digest}", "0:key", kCryptoKey},
    {"hashlib.{pbkdf2_hmac}", "1:password", kCryptoKey},
    {"hashlib.scrypt", "0:password", kCryptoKey},
    {"hashlib.{blake2b,blake2s}", ":key", kCryptoKey},
    {"itsdangerous.{Signer,Serializer}", "0:secret_key", kCryptoKey},
    {"django.core.signing.{dumps,loads,Signer,TimestampSigner}", ":key", kCryptoKey},
    {"nacl.secret.{SecretBox,Aead}", "0:key", kCryptoKey},
    // What sessions and logins are signed with.
    {"pyramid.session.{SignedCookieSessionFactory,UnencryptedCookieSessionFactoryConfig}",
     "0:secret", kCryptoKey},
    {"pyramid.authentication.{AuthTktAuthenticationPolicy,AuthTktCookieHelper}", "0:secret",
     kCryptoKey},
    {"webob.cookies.{SignedCookieProfile,SignedSerializer}", "0:secret", kCryptoKey},
    {"tornado.web.Application", ":cookie_secret", kCryptoKey},
    {":bottle_response.set_cookie", ":secret", kCryptoKey},
    {":request.get_cookie", ":secret", kCryptoKey},
    {"bottle.{cookie_encode,cookie_decode}", "1:key", kCryptoKey},
    {"aiohttp_session.cookie_storage.EncryptedCookieStorage", "0:secret_key", kCryptoKey},
    {"starlette.middleware.sessions.SessionMiddleware", ":secret_key", kCryptoKey},
    {"{litestar.middleware.session.client_side.CookieBackendConfig,sanic_jwt.Initialize}",
     ":secret", kCryptoKey},
    {"{fastapi_users.authentication.JWTStrategy,fastapi_users.jwt.generate_jwt}", ":secret",
     kCryptoKey},
    {"paste.auth.cookie.AuthCookieSigner", "0:secret", kCryptoKey},
    {"nacl.signing.SigningKey", "0:seed", kCryptoKey},
    {"nacl.public.PrivateKey", "0:private_key", kCryptoKey},
};

constexpr CleanModel kCleans[] = {
    {"hashlib.{sha256,sha512,sha1,md5,new,blake2b,sha3_256,sha3_512}", kAllSinks & ~Bit(kToken)},
    {"hmac.new", kAllSinks},
    {"bcrypt.hashpw", kAllSinks},
};

constexpr CarryModel kCarries[] = {
    {"random.SystemRandom", ""},
    // The public half of a key tells nothing of the secret that opened the other one.
    {"*.{public_key,public_numbers,publickey}", ""},
};

}  // namespace

constinit const ModelTable kCryptography = {.same = kSame,
                                            .types = kTypes,
                                            .sources = kSources,
                                            .sinks = kSinks,
                                            .cleans = kCleans,
                                            .carries = kCarries};

}  // namespace meerkat::flow::models

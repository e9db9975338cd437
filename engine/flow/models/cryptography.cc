// Hashes and random numbers.

#include "engine/flow/models/models.h"

namespace meerkat::flow::models {
namespace {

using core::kRandomSource;
using core::kAllSinks;

constexpr SourceModel kSources[] = {
    {"random.random()", kRandomSource},     {"random.randint()", kRandomSource},
    {"random.randrange()", kRandomSource},  {"random.choice()", kRandomSource},
    {"random.choices()", kRandomSource},    {"random.sample()", kRandomSource},
    {"random.getrandbits()", kRandomSource}, {"random.uniform()", kRandomSource},
    {"random.randbytes()", kRandomSource},  {"random.gauss()", kRandomSource},
    {"random.normalvariate()", kRandomSource}, {"random.triangular()", kRandomSource},
    {"random.betavariate()", kRandomSource}, {"random.expovariate()", kRandomSource},
    {":random.{random,randint,randrange,choice,choices,sample,getrandbits,integers,bytes}()", kRandomSource},
    {"numpy.random.rand()", kRandomSource}, {"numpy.random.randint()", kRandomSource},
    {"uuid.uuid1()", kRandomSource},
};

constexpr TypeModel kTypes[] = {
    {"random.Random()", ":random"},
    {"numpy.random.{default_rng,RandomState}()", ":random"},
};

constexpr SinkModel kSinks[] = {
    {"cryptography.fernet.{Fernet,MultiFernet}", "0:key", core::SinkKind::kCryptoKey},
    {"cryptography.hazmat.primitives.ciphers.algorithms.{AES,TripleDES,ARC4,Blowfish,ChaCha20,Camellia}",
     "0:key", core::SinkKind::kCryptoKey},
    {"cryptography.hazmat.primitives.ciphers.modes.{CBC,GCM,CTR,OFB,CFB}",
     "0:initialization_vector :nonce", core::SinkKind::kCryptoKey},
    {"cryptography.hazmat.primitives.ciphers.aead.{AESGCM,AESCCM,ChaCha20Poly1305}", "0:key",
     core::SinkKind::kCryptoKey},
    {"{Crypto,Cryptodome}.Cipher.{AES,DES,DES3,ARC4,Blowfish,ChaCha20}.new", "0:key :iv :nonce",
     core::SinkKind::kCryptoKey},
    {"{jwt.encode,jose.jwt.encode}", "1:key", core::SinkKind::kCryptoKey},
    {"hmac.{new,digest}", "0:key", core::SinkKind::kCryptoKey},
};

constexpr CleanModel kCleans[] = {
    {"hashlib.sha256", kAllSinks & ~core::Bit(core::SinkKind::kToken)},
    {"hashlib.sha512", kAllSinks & ~core::Bit(core::SinkKind::kToken)},
    {"hashlib.sha1", kAllSinks & ~core::Bit(core::SinkKind::kToken)},
    {"hashlib.md5", kAllSinks & ~core::Bit(core::SinkKind::kToken)},
    {"hashlib.new", kAllSinks & ~core::Bit(core::SinkKind::kToken)},
    {"hashlib.blake2b", kAllSinks & ~core::Bit(core::SinkKind::kToken)},
    {"hmac.new", kAllSinks},
    {"bcrypt.hashpw", kAllSinks},
};

constexpr CarryModel kCarries[] = {{"random.SystemRandom", ""}};

}  // namespace

constinit const ModelTable kCryptography = {
    .types = kTypes, .sources = kSources, .sinks = kSinks, .cleans = kCleans, .carries = kCarries};

}  // namespace meerkat::flow::models

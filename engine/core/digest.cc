#include "engine/core/digest.h"

#include <openssl/evp.h>

#include <cstring>

namespace meerkat::core {
namespace {

// A fetched algorithm is looked up once; EVP_sha256() would search the provider at every init.
const EVP_MD* Algorithm() {
  static const EVP_MD* algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return algorithm;
}

}  // namespace

std::string Digest::ToHex() const {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * bytes.size());
  for (uint8_t byte : bytes) {
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex;
}

Digest Sha256(std::string_view bytes) {
  Digest digest;
  EVP_Digest(bytes.data(), bytes.size(), digest.bytes.data(), nullptr, Algorithm(), nullptr);
  return digest;
}

Digest DigestFromBytes(std::string_view bytes) {
  Digest digest;
  if (bytes.size() == digest.bytes.size()) {
    std::memcpy(digest.bytes.data(), bytes.data(), bytes.size());
  }
  return digest;
}

DigestBuilder::DigestBuilder() : context_(EVP_MD_CTX_new()) {
  EVP_DigestInit_ex(static_cast<EVP_MD_CTX*>(context_), Algorithm(), nullptr);
}

DigestBuilder::~DigestBuilder() { EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context_)); }

DigestBuilder& DigestBuilder::Add(std::string_view field) {
  Add(static_cast<uint64_t>(field.size()));
  EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_), field.data(), field.size());
  return *this;
}

DigestBuilder& DigestBuilder::Add(uint64_t field) {
  uint8_t bytes[8];
  for (uint8_t& byte : bytes) {
    byte = static_cast<uint8_t>(field);
    field >>= 8;
  }
  EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_), bytes, sizeof(bytes));
  return *this;
}

Digest DigestBuilder::Finish() {
  Digest digest;
  EVP_DigestFinal_ex(static_cast<EVP_MD_CTX*>(context_), digest.bytes.data(), nullptr);
  EVP_DigestInit_ex(static_cast<EVP_MD_CTX*>(context_), Algorithm(), nullptr);
  return digest;
}

}  // namespace meerkat::core

#include "engine/core/digest.h"

#include <openssl/evp.h>

#include <cstring>
#include <memory>

namespace meerkat::core {
namespace {

// A fetched algorithm is looked up once; EVP_sha256() would search the provider at every init.
const EVP_MD* Algorithm() {
  static const EVP_MD* algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return algorithm;
}

struct ContextDeleter {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

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
  // One a thread: to make one costs three times what a short text does.
  thread_local const std::unique_ptr<EVP_MD_CTX, ContextDeleter> context(EVP_MD_CTX_new());
  Digest digest;
  EVP_DigestInit_ex(context.get(), Algorithm(), nullptr);
  EVP_DigestUpdate(context.get(), bytes.data(), bytes.size());
  EVP_DigestFinal_ex(context.get(), digest.bytes.data(), nullptr);
  return digest;
}

Digest DigestFromBytes(std::string_view bytes) {
  Digest digest;
  if (bytes.size() == digest.bytes.size()) {
    std::memcpy(digest.bytes.data(), bytes.data(), bytes.size());
  }
  return digest;
}

DigestBuilder::~DigestBuilder() { EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context_)); }

void DigestBuilder::Append(const void* bytes, size_t size) {
  if (size == 0) return;  // an empty view may point to nothing
  if (size > sizeof(gathered_) - count_) {
    if (context_ == nullptr) {
      context_ = EVP_MD_CTX_new();
      EVP_DigestInit_ex(static_cast<EVP_MD_CTX*>(context_), Algorithm(), nullptr);
    }
    EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_), gathered_, count_);
    count_ = 0;
  }
  if (size > sizeof(gathered_)) {
    EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_), bytes, size);
    return;
  }
  std::memcpy(gathered_ + count_, bytes, size);
  count_ += size;
}

DigestBuilder& DigestBuilder::Add(std::string_view field) {
  Add(static_cast<uint64_t>(field.size()));
  Append(field.data(), field.size());
  return *this;
}

DigestBuilder& DigestBuilder::Add(uint64_t field) {
  uint8_t bytes[8];
  for (uint8_t& byte : bytes) {
    byte = static_cast<uint8_t>(field);
    field >>= 8;
  }
  Append(bytes, sizeof(bytes));
  return *this;
}

Digest DigestBuilder::Finish() {
  if (context_ == nullptr) {
    const Digest digest = Sha256({gathered_, count_});
    count_ = 0;
    return digest;
  }
  Digest digest;
  EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_), gathered_, count_);
  count_ = 0;
  EVP_DigestFinal_ex(static_cast<EVP_MD_CTX*>(context_), digest.bytes.data(), nullptr);
  EVP_DigestInit_ex(static_cast<EVP_MD_CTX*>(context_), Algorithm(), nullptr);
  return digest;
}

}  // namespace meerkat::core

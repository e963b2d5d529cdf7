#pragma once

#include <openssl/evp.h>

#include <memory>

#include "runtime/runtime.h"

// OpenSSL's libcrypto, for digests.
//
// The library is opened when the first of the digest modules is imported (_md5, _sha1 ...), not
// linked: loading it takes longer than all of the start-up of a Python without it, and costs every
// process some hundred kilobytes. Its functions are called through the pointers below, which a
// runtime keeps as one of its native resources.

namespace pyro {

#define PYRO_CRYPTO_FUNCTIONS(V)                                                       \
  V(EVP_MD_fetch)                                                                      \
  V(EVP_MD_free)                                                                       \
  V(EVP_MD_CTX_new)                                                                    \
  V(EVP_MD_CTX_free)                                                                   \
  V(EVP_MD_CTX_copy_ex) V(EVP_DigestInit_ex) V(EVP_DigestUpdate) V(EVP_DigestFinal_ex) \
      V(EVP_DigestFinalXOF)

enum class DigestName : uint8_t {
  kMd5,
  kSha1,
  kSha224,
  kSha256,
  kSha384,
  kSha512,
  kSha3_224,
  kSha3_256,
  kSha3_384,
  kSha3_512,
  kShake128,
  kShake256,
  kCount,
};

struct CryptoLibrary final : NativeResource {
  ~CryptoLibrary() override;
  // False: the library or a function is missing; `error` says which.
  [[nodiscard]] bool open(std::string* error);
  // OpenSSL's description of a digest, fetched once; null if the library does not offer it.
  EVP_MD* digest(DigestName name);

#define PYRO_DECLARE(function) decltype(&::function) function = nullptr;
  PYRO_CRYPTO_FUNCTIONS(PYRO_DECLARE)
#undef PYRO_DECLARE

 private:
  void* handle_ = nullptr;
  EVP_MD* digests_[static_cast<int>(DigestName::kCount)] = {};
};

// The runtime's library; null with ImportError pending if it cannot be opened.
CryptoLibrary* crypto_library(Thread* thread);

}  // namespace pyro

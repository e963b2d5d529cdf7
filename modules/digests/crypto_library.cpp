#include "modules/digests/crypto_library.h"

#include <dlfcn.h>

namespace pyro {

namespace {

constexpr char kLibraryKey = 0;
constexpr const char* kLibraryFile = "libcrypto.so.3";

constexpr const char* kOpenSslNames[] = {"MD5",      "SHA1",     "SHA224",   "SHA256",
                                         "SHA384",   "SHA512",   "SHA3-224", "SHA3-256",
                                         "SHA3-384", "SHA3-512", "SHAKE128", "SHAKE256"};

}  // namespace

bool CryptoLibrary::open(std::string* error) {
  handle_ = dlopen(kLibraryFile, RTLD_NOW | RTLD_LOCAL);
#define PYRO_FIND(function)                                                     \
  if (handle_ != nullptr)                                                       \
    function = reinterpret_cast<decltype(function)>(dlsym(handle_, #function)); \
  if (function == nullptr) {                                                    \
    const char* reason = dlerror();                                             \
    *error = reason != nullptr ? reason : kLibraryFile;                         \
    return false;                                                               \
  }
  PYRO_CRYPTO_FUNCTIONS(PYRO_FIND)
#undef PYRO_FIND
  return true;
}

EVP_MD* CryptoLibrary::digest(DigestName name) {
  int index = static_cast<int>(name);
  if (digests_[index] == nullptr)
    digests_[index] = EVP_MD_fetch(nullptr, kOpenSslNames[index], nullptr);
  return digests_[index];
}

// The library stays open: its clean-up runs at the end of the process.
CryptoLibrary::~CryptoLibrary() {
  for (EVP_MD* digest : digests_) {
    if (digest != nullptr) EVP_MD_free(digest);
  }
}

CryptoLibrary* crypto_library(Thread* thread) {
  Runtime* runtime = thread->runtime();
  RawObject known = runtime->module_state(&kLibraryKey);
  if (!known.is_none())
    return static_cast<CryptoLibrary*>(runtime->native_resource_at(known.small_int()));
  auto library = std::make_unique<CryptoLibrary>();
  std::string error;
  if (!library->open(&error)) {
    raise(thread, Exc::kImportError, "%s", error.c_str());
    return nullptr;
  }
  CryptoLibrary* result = library.get();
  word index = runtime->add_native_resource(std::move(library));
  runtime->set_module_state(&kLibraryKey, RawObject::from_small_int(index));
  return result;
}

}  // namespace pyro

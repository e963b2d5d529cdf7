#include "lib-python/natives.h"
#include "modules/digests/crypto_library.h"
#include "modules/digests/support.h"
#include "modules/module_types.h"

// _md5, _sha1, _sha256, _sha512 and _sha3: hash objects over OpenSSL's digests.

namespace pyro::natives {

namespace {

struct DigestInfo {
  const char* name;
  word digest_size, block_size;  // bytes; size 0: as long as asked for
  uint8_t suffix;                // Keccak's domain separation, 0 for others
};

constexpr DigestInfo kInfo[] = {
    {"md5", 16, 64, 0},       {"sha1", 20, 64, 0},         {"sha224", 28, 64, 0},
    {"sha256", 32, 64, 0},    {"sha384", 48, 128, 0},      {"sha512", 64, 128, 0},
    {"sha3_224", 28, 144, 6}, {"sha3_256", 32, 136, 6},    {"sha3_384", 48, 104, 6},
    {"sha3_512", 64, 72, 6},  {"shake_128", 0, 168, 0x1f}, {"shake_256", 0, 136, 0x1f},
};
constexpr word kKeccakBits = 1600;
constexpr uint64_t kMaxShakeLength = uint64_t{1} << 29;

struct DigestState final : NativeResource {
  explicit DigestState(CryptoLibrary* used) : library(used), context(used->EVP_MD_CTX_new()) {}
  ~DigestState() override { library->EVP_MD_CTX_free(context); }
  CryptoLibrary* library;
  EVP_MD_CTX* context;
};

DigestState* state_of(Thread* thread, RawObject self) {
  return hash_state<DigestState>(thread, self);
}

RawObject raise_unsupported(Thread* thread, DigestName name) {
  return raise_value_error(thread, "unsupported hash type %s", kInfo[static_cast<int>(name)].name);
}

RawObject new_digest(Thread* thread, RawObject raw_type, DigestName name, RawObject raw_data) {
  Object type(thread, raw_type), data(thread, raw_data);
  CryptoLibrary* library = crypto_library(thread);
  if (library == nullptr) return RawObject::error();
  BufferView view(thread);
  if (!acquire_hash_input(thread, &view, data)) return RawObject::error();
  auto state = std::make_unique<DigestState>(library);
  EVP_MD* digest = library->digest(name);
  if (digest == nullptr || state->context == nullptr ||
      library->EVP_DigestInit_ex(state->context, digest, nullptr) != 1) {
    return raise_unsupported(thread, name);
  }
  library->EVP_DigestUpdate(state->context, view.data_NoGC(), static_cast<size_t>(view.size()));
  return new_hash_object(thread, type, std::move(state));
}

RawObject update_digest(Thread* thread, Arguments arguments) {
  Object data(thread, arguments[1]);
  BufferView view(thread);
  if (!acquire_hash_input(thread, &view, data)) return RawObject::error();
  DigestState* state = state_of(thread, arguments[0]);
  state->library->EVP_DigestUpdate(state->context, view.data_NoGC(),
                                   static_cast<size_t>(view.size()));
  return RawObject::none();
}

// A copy of the computation, so that the hash object can go on.
std::unique_ptr<DigestState> copy_state(Thread* thread, RawObject self) {
  DigestState* state = state_of(thread, self);
  auto copy = std::make_unique<DigestState>(state->library);
  if (copy->context != nullptr &&
      state->library->EVP_MD_CTX_copy_ex(copy->context, state->context) == 1) {
    return copy;
  }
  raise_memory_error(thread);
  return nullptr;
}

RawObject copy_digest(Thread* thread, Arguments arguments) {
  Object type(thread, type_of(thread, arguments[0]));
  std::unique_ptr<DigestState> copy = copy_state(thread, arguments[0]);
  if (copy == nullptr) return RawObject::error();
  return new_hash_object(thread, type, std::move(copy));
}

bool shake_length(Thread* thread, RawObject argument, size_t* length) {
  if (!is_int(argument)) {
    raise_type_error(thread, "an integer is required");
    return false;
  }
  int64_t value;
  bool fits = int_fits_int64_NoGC(int_value_of(argument), &value);
  if (fits && value < 0) {
    raise_value_error(thread, "value must be positive");
  } else if (!fits || static_cast<uint64_t>(value) >= kMaxShakeLength) {
    raise_value_error(thread, "length is too large");
  } else {
    *length = static_cast<size_t>(value);
    return true;
  }
  return false;
}

bool finish(Thread* thread, DigestName name, Arguments arguments, std::string* out) {
  size_t size = static_cast<size_t>(kInfo[static_cast<int>(name)].digest_size);
  bool is_shake = size == 0;
  if (is_shake && !shake_length(thread, arguments[1], &size)) return false;
  std::unique_ptr<DigestState> copy = copy_state(thread, arguments[0]);
  if (copy == nullptr) return false;
  out->resize(size);
  if (size == 0) return true;
  auto* bytes = reinterpret_cast<unsigned char*>(out->data());
  if (is_shake) {
    copy->library->EVP_DigestFinalXOF(copy->context, bytes, size);
  } else {
    copy->library->EVP_DigestFinal_ex(copy->context, bytes, nullptr);
  }
  return true;
}

RawObject digest_bytes(Thread* thread, DigestName name, Arguments arguments) {
  std::string digest;
  return finish(thread, name, arguments, &digest) ? new_bytes(thread, digest) : RawObject::error();
}

RawObject digest_text(Thread* thread, DigestName name, Arguments arguments) {
  std::string digest;
  return finish(thread, name, arguments, &digest) ? new_hex_text(thread, digest)
                                                  : RawObject::error();
}

constexpr const DigestInfo& info_of(DigestName name) { return kInfo[static_cast<int>(name)]; }

constexpr char kMd5Key = 0, kSha1Key = 0, kSha256Key = 0, kSha512Key = 0;

// Shows a type of the module under another name than its own.
bool name_type(Thread* thread, const Object& module, const void* key, word index,
               const char* name) {
  Object type(thread, remembered_type(thread, key, index));
  return module_set(thread, module, name, type);
}

}  // namespace

#define PYRO_DIGEST_TYPE(TYPE, DIGEST)                                         \
  RawObject TYPE##_update(Thread* thread, Arguments arguments) {               \
    return update_digest(thread, arguments);                                   \
  }                                                                            \
  RawObject TYPE##_copy(Thread* thread, Arguments arguments) {                 \
    return copy_digest(thread, arguments);                                     \
  }                                                                            \
  RawObject TYPE##_digest(Thread* thread, Arguments arguments) {               \
    return digest_bytes(thread, DigestName::DIGEST, arguments);                \
  }                                                                            \
  RawObject TYPE##_hexdigest(Thread* thread, Arguments arguments) {            \
    return digest_text(thread, DigestName::DIGEST, arguments);                 \
  }                                                                            \
  RawObject TYPE##_name_get(Thread* thread, Arguments) {                       \
    return new_str_ascii(thread, info_of(DigestName::DIGEST).name);            \
  }                                                                            \
  RawObject TYPE##_block_size_get(Thread*, Arguments) {                        \
    return RawObject::from_small_int(info_of(DigestName::DIGEST).block_size);  \
  }                                                                            \
  RawObject TYPE##_digest_size_get(Thread*, Arguments) {                       \
    return RawObject::from_small_int(info_of(DigestName::DIGEST).digest_size); \
  }

// The constructors are functions beside the types; arguments: string, usedforsecurity.
#define PYRO_DIGEST_FUNCTION(FUNCTION, DIGEST, KEY, INDEX)             \
  RawObject FUNCTION(Thread* thread, Arguments arguments) {            \
    RawObject type = remembered_type(thread, &KEY, INDEX);             \
    return new_digest(thread, type, DigestName::DIGEST, arguments[0]); \
  }

#define PYRO_KECCAK_TYPE(TYPE, DIGEST)                                                          \
  PYRO_DIGEST_TYPE(TYPE, DIGEST)                                                                \
  RawObject TYPE##___new__(Thread* thread, Arguments arguments) {                               \
    return new_digest(thread, arguments[0], DigestName::DIGEST, arguments[1]);                  \
  }                                                                                             \
  RawObject TYPE##__capacity_bits_get(Thread*, Arguments) {                                     \
    return RawObject::from_small_int(kKeccakBits - 8 * info_of(DigestName::DIGEST).block_size); \
  }                                                                                             \
  RawObject TYPE##__rate_bits_get(Thread*, Arguments) {                                         \
    return RawObject::from_small_int(8 * info_of(DigestName::DIGEST).block_size);               \
  }                                                                                             \
  RawObject TYPE##__suffix_get(Thread* thread, Arguments) {                                     \
    return new_bytes(thread, &info_of(DigestName::DIGEST).suffix, 1);                           \
  }

PYRO_DIGEST_TYPE(md5_MD5Type, kMd5)
PYRO_DIGEST_TYPE(sha1_SHA1Type, kSha1)
PYRO_DIGEST_TYPE(sha256_SHA224Type, kSha224)
PYRO_DIGEST_TYPE(sha256_SHA256Type, kSha256)
PYRO_DIGEST_TYPE(sha512_SHA384Type, kSha384)
PYRO_DIGEST_TYPE(sha512_SHA512Type, kSha512)
PYRO_DIGEST_FUNCTION(md5_md5, kMd5, kMd5Key, 0)
PYRO_DIGEST_FUNCTION(sha1_sha1, kSha1, kSha1Key, 0)
PYRO_DIGEST_FUNCTION(sha256_sha224, kSha224, kSha256Key, 0)
PYRO_DIGEST_FUNCTION(sha256_sha256, kSha256, kSha256Key, 1)
PYRO_DIGEST_FUNCTION(sha512_sha384, kSha384, kSha512Key, 0)
PYRO_DIGEST_FUNCTION(sha512_sha512, kSha512, kSha512Key, 1)
PYRO_KECCAK_TYPE(sha3_sha3_224, kSha3_224)
PYRO_KECCAK_TYPE(sha3_sha3_256, kSha3_256)
PYRO_KECCAK_TYPE(sha3_sha3_384, kSha3_384)
PYRO_KECCAK_TYPE(sha3_sha3_512, kSha3_512)
PYRO_KECCAK_TYPE(sha3_shake_128, kShake128)
PYRO_KECCAK_TYPE(sha3_shake_256, kShake256)

RawObject md5_initialize(Thread* thread, Arguments arguments) {
  Object module(thread, arguments[0]);
  if (remember_types(thread, &kMd5Key, *module, {"md5"}).is_error()) return RawObject::error();
  return none_or_error(name_type(thread, module, &kMd5Key, 0, "MD5Type"));
}

RawObject sha1_initialize(Thread* thread, Arguments arguments) {
  Object module(thread, arguments[0]);
  if (remember_types(thread, &kSha1Key, *module, {"sha1"}).is_error()) return RawObject::error();
  return none_or_error(name_type(thread, module, &kSha1Key, 0, "SHA1Type"));
}

RawObject sha256_initialize(Thread* thread, Arguments arguments) {
  Object module(thread, arguments[0]);
  if (remember_types(thread, &kSha256Key, *module, {"sha224", "sha256"}).is_error())
    return RawObject::error();
  return none_or_error(name_type(thread, module, &kSha256Key, 0, "SHA224Type") &&
                       name_type(thread, module, &kSha256Key, 1, "SHA256Type"));
}

// SHA384Type is the type of sha512 objects in CPython, and there is no SHA512Type.
RawObject sha512_initialize(Thread* thread, Arguments arguments) {
  Object module(thread, arguments[0]);
  if (remember_types(thread, &kSha512Key, *module, {"sha384", "sha512"}).is_error())
    return RawObject::error();
  return none_or_error(name_type(thread, module, &kSha512Key, 1, "SHA384Type"));
}

RawObject sha3_initialize(Thread* thread, Arguments arguments) {
  Object module(thread, arguments[0]);
  return none_or_error(module_set_text(thread, module, "implementation", "OpenSSL") &&
                       module_set_int(thread, module, "keccakopt", 0));
}

}  // namespace pyro::natives

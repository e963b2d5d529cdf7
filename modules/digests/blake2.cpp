#include <blake2.h>

#include <climits>
#include <cstring>

#include "lib-python/natives.h"
#include "modules/digests/support.h"
#include "runtime/type.h"

// _blake2: BLAKE2b and BLAKE2s (RFC 7693) with all parameters, over libb2. OpenSSL's digests offer
// neither keys nor salts nor trees. The library is small and linked statically; its pages are not
// read before the module is used.

namespace pyro::natives {

namespace {

struct Blake2b {
  using State = blake2b_state;
  using Parameters = blake2b_param;
  static constexpr word kDigestSize = BLAKE2B_OUTBYTES, kKeySize = BLAKE2B_KEYBYTES,
                        kBlockSize = BLAKE2B_BLOCKBYTES, kSaltSize = BLAKE2B_SALTBYTES,
                        kPersonSize = BLAKE2B_PERSONALBYTES;
  static constexpr uint64_t kMaxNodeOffset = UINT64_MAX;
  static constexpr const char* kName = "blake2b";
  static void start(State* state, const Parameters* parameters) {
    blake2b_init_param(state, parameters);
  }
  static void update(State* state, const uint8_t* data, size_t size) {
    blake2b_update(state, data, size);
  }
  static void finish(State* state, uint8_t* out, size_t size) { blake2b_final(state, out, size); }
  static void set_node_offset(Parameters* parameters, uint64_t offset) {
    parameters->node_offset = offset;
  }
};

struct Blake2s {
  using State = blake2s_state;
  using Parameters = blake2s_param;
  static constexpr word kDigestSize = BLAKE2S_OUTBYTES, kKeySize = BLAKE2S_KEYBYTES,
                        kBlockSize = BLAKE2S_BLOCKBYTES, kSaltSize = BLAKE2S_SALTBYTES,
                        kPersonSize = BLAKE2S_PERSONALBYTES;
  static constexpr uint64_t kMaxNodeOffset = (uint64_t{1} << 48) - 1;
  static constexpr const char* kName = "blake2s";
  static void start(State* state, const Parameters* parameters) {
    blake2s_init_param(state, parameters);
  }
  static void update(State* state, const uint8_t* data, size_t size) {
    blake2s_update(state, data, size);
  }
  static void finish(State* state, uint8_t* out, size_t size) { blake2s_final(state, out, size); }
  static void set_node_offset(Parameters* parameters, uint64_t offset) {
    for (uint8_t& byte : parameters->node_offset) byte = static_cast<uint8_t>(offset), offset >>= 8;
  }
};

template <typename Variant>
struct Blake2State final : NativeResource {
  typename Variant::State state;
  word digest_size;
};

enum Argument : word {
  kClass,
  kData,
  kDigestSize,
  kKey,
  kSalt,
  kPerson,
  kFanout,
  kDepth,
  kLeafSize,
  kNodeOffset,
  kNodeDepth,
  kInnerSize,
  kLastNode,
};

// An integer between `low` and `high`, for which the texts have their own wording.
bool small_argument(Thread* thread, RawObject argument, word low, word high, const char* format,
                    uint8_t* out) {
  Object value(thread, argument);
  RawObject index = index_of(thread, value);
  if (index.is_error()) return false;
  int64_t number;
  if (!int_fits_int64_NoGC(index, &number) || number < INT_MIN || number > INT_MAX) {
    raise(thread, Exc::kOverflowError, "Python int too large to convert to C int");
    return false;
  }
  if (number < low || number > high) {
    raise_value_error(thread, format, low, high);
    return false;
  }
  *out = static_cast<uint8_t>(number);
  return true;
}

bool wide_argument(Thread* thread, RawObject argument, uint64_t limit, const char* name,
                   const char* too_wide, uint64_t* out) {
  if (!is_int(argument)) {
    raise_type_error(thread, "an integer is required");
    return false;
  }
  Object number(thread, int_value_of(argument));
  int64_t value;
  if (int_fits_int64_NoGC(*number, &value) && value < 0) {
    raise_value_error(thread, "value must be positive");
    return false;
  }
  if (!as_uint64(thread, number, out)) {
    thread->take_exception();
    raise(thread, Exc::kOverflowError, "%s", too_wide);
    return false;
  }
  if (*out <= limit) return true;
  raise(thread, Exc::kOverflowError, "%s is too large", name);
  return false;
}

// Salt, person or key: at most `limit` bytes, the rest zero.
bool bytes_argument(Thread* thread, RawObject argument, word limit, const char* name, void* out,
                    word* size) {
  Object value(thread, argument);
  BufferView view(thread);
  if (!view.acquire(value)) return false;
  *size = view.size();
  if (*size > limit) {
    raise_value_error(thread, "maximum %s length is %ld bytes", name, limit);
    return false;
  }
  if (*size > 0) std::memcpy(out, view.data_NoGC(), static_cast<size_t>(*size));
  return true;
}

template <typename Variant>
bool read_parameters(Thread* thread, Arguments arguments, typename Variant::Parameters* parameters,
                     uint8_t* key, bool* last_node) {
  uint64_t leaf_size, node_offset;
  word size;
  if (!small_argument(thread, arguments[kDigestSize], 1, Variant::kDigestSize,
                      "digest_size must be between %ld and %ld bytes",
                      &parameters->digest_length) ||
      !bytes_argument(thread, arguments[kSalt], Variant::kSaltSize, "salt", parameters->salt,
                      &size) ||
      !bytes_argument(thread, arguments[kPerson], Variant::kPersonSize, "person",
                      parameters->personal, &size) ||
      !small_argument(thread, arguments[kFanout], 0, 255, "fanout must be between %ld and %ld",
                      &parameters->fanout) ||
      !small_argument(thread, arguments[kDepth], 1, 255, "depth must be between %ld and %ld",
                      &parameters->depth) ||
      !wide_argument(thread, arguments[kLeafSize], UINT32_MAX, "leaf_size",
                     "Python int too large to convert to C unsigned long", &leaf_size) ||
      !wide_argument(thread, arguments[kNodeOffset], Variant::kMaxNodeOffset, "node_offset",
                     "int too big to convert", &node_offset) ||
      !small_argument(thread, arguments[kNodeDepth], 0, 255,
                      "node_depth must be between %ld and %ld", &parameters->node_depth) ||
      !small_argument(thread, arguments[kInnerSize], 0, Variant::kDigestSize,
                      "inner_size must be between %ld and is %ld", &parameters->inner_length) ||
      !bytes_argument(thread, arguments[kKey], Variant::kKeySize, "key", key, &size)) {
    return false;
  }
  parameters->key_length = static_cast<uint8_t>(size);
  parameters->leaf_length = static_cast<uint32_t>(leaf_size);
  Variant::set_node_offset(parameters, node_offset);
  Object flag(thread, arguments[kLastNode]);
  Truth last = is_true(thread, flag);
  *last_node = last == Truth::kTrue;
  return last != Truth::kError;
}

template <typename Variant>
RawObject new_blake2(Thread* thread, Arguments arguments) {
  Object type(thread, arguments[kClass]);
  typename Variant::Parameters parameters;
  std::memset(&parameters, 0, sizeof(parameters));
  uint8_t key_block[Variant::kBlockSize] = {};
  bool last_node;
  if (!read_parameters<Variant>(thread, arguments, &parameters, key_block, &last_node))
    return RawObject::error();
  Object data(thread, arguments[kData]);
  BufferView view(thread);
  if (!acquire_hash_input(thread, &view, data)) return RawObject::error();
  auto state = std::make_unique<Blake2State<Variant>>();
  state->digest_size = parameters.digest_length;
  Variant::start(&state->state, &parameters);
  state->state.last_node = last_node;
  if (parameters.key_length > 0) Variant::update(&state->state, key_block, sizeof(key_block));
  explicit_bzero(key_block, sizeof(key_block));
  Variant::update(&state->state, view.data_NoGC(), static_cast<size_t>(view.size()));
  return new_hash_object(thread, type, std::move(state));
}

template <typename Variant>
RawObject update_blake2(Thread* thread, Arguments arguments) {
  Object data(thread, arguments[1]);
  BufferView view(thread);
  if (!acquire_hash_input(thread, &view, data)) return RawObject::error();
  auto* state = hash_state<Blake2State<Variant>>(thread, arguments[0]);
  Variant::update(&state->state, view.data_NoGC(), static_cast<size_t>(view.size()));
  return RawObject::none();
}

template <typename Variant>
RawObject copy_blake2(Thread* thread, Arguments arguments) {
  Object type(thread, type_of(thread, arguments[0]));
  auto* state = hash_state<Blake2State<Variant>>(thread, arguments[0]);
  return new_hash_object(thread, type, std::make_unique<Blake2State<Variant>>(*state));
}

template <typename Variant>
std::string blake2_digest(Thread* thread, RawObject self) {
  auto* state = hash_state<Blake2State<Variant>>(thread, self);
  typename Variant::State copy = state->state;
  std::string digest(static_cast<size_t>(state->digest_size), '\0');
  Variant::finish(&copy, reinterpret_cast<uint8_t*>(digest.data()), digest.size());
  return digest;
}

// Sizes as attributes of the type and, with a prefix, of the module.
template <typename Variant>
bool publish_sizes(Thread* thread, const Object& module, const char* prefix) {
  const IntConstant sizes[] = {{"SALT_SIZE", Variant::kSaltSize},
                               {"PERSON_SIZE", Variant::kPersonSize},
                               {"MAX_KEY_SIZE", Variant::kKeySize},
                               {"MAX_DIGEST_SIZE", Variant::kDigestSize}};
  Type type(thread, module_get(thread, module, Variant::kName));
  for (const IntConstant& size : sizes) {
    Object name(thread, intern_ascii(thread, size.name));
    Object value(thread, RawObject::from_small_int(size.value));
    if (!type_dict_set(thread, type, name, value)) return false;
    std::string full = std::string(prefix) + size.name;
    if (!module_set_int(thread, module, full.c_str(), size.value)) return false;
  }
  return true;
}

}  // namespace

#define PYRO_BLAKE2_TYPE(TYPE, VARIANT)                                        \
  RawObject TYPE##___new__(Thread* thread, Arguments arguments) {              \
    return new_blake2<VARIANT>(thread, arguments);                             \
  }                                                                            \
  RawObject TYPE##_update(Thread* thread, Arguments arguments) {               \
    return update_blake2<VARIANT>(thread, arguments);                          \
  }                                                                            \
  RawObject TYPE##_copy(Thread* thread, Arguments arguments) {                 \
    return copy_blake2<VARIANT>(thread, arguments);                            \
  }                                                                            \
  RawObject TYPE##_digest(Thread* thread, Arguments arguments) {               \
    return new_bytes(thread, blake2_digest<VARIANT>(thread, arguments[0]));    \
  }                                                                            \
  RawObject TYPE##_hexdigest(Thread* thread, Arguments arguments) {            \
    return new_hex_text(thread, blake2_digest<VARIANT>(thread, arguments[0])); \
  }                                                                            \
  RawObject TYPE##_name_get(Thread* thread, Arguments) {                       \
    return new_str_ascii(thread, VARIANT::kName);                              \
  }                                                                            \
  RawObject TYPE##_block_size_get(Thread*, Arguments) {                        \
    return RawObject::from_small_int(VARIANT::kBlockSize);                     \
  }                                                                            \
  RawObject TYPE##_digest_size_get(Thread* thread, Arguments arguments) {      \
    return RawObject::from_small_int(                                          \
        hash_state<Blake2State<VARIANT>>(thread, arguments[0])->digest_size);  \
  }

PYRO_BLAKE2_TYPE(blake2_blake2b, Blake2b)
PYRO_BLAKE2_TYPE(blake2_blake2s, Blake2s)

RawObject blake2_initialize(Thread* thread, Arguments arguments) {
  Object module(thread, arguments[0]);
  return none_or_error(publish_sizes<Blake2b>(thread, module, "BLAKE2B_") &&
                       publish_sizes<Blake2s>(thread, module, "BLAKE2S_"));
}

}  // namespace pyro::natives

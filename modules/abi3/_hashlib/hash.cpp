// HASH and HASHXOF objects.

#include <openssl/evp.h>

#include <cstring>

#include "modules/abi3/_hashlib/hashlib_module.h"

namespace pyro::abi3 {

namespace {

// How many bytes a hash holds back before it makes a context.
constexpr Py_ssize_t kHeld = 64;

// A short message waits in the object: most hashes get no more, and are asked for their digest
// once, which then needs no context of their own. Instances may live until a collection finds them;
// the smaller they are, the better.
struct Hash {
  PyObject_HEAD EVP_MD_CTX* context;  // null while the message is held back
  const EVP_MD* digest;               // then what it is for; belongs to the state
  HashState* state;
  LazyLock lock;
  Py_ssize_t held_size;
  unsigned char held[kHeld];
};

Hash* as_hash(PyObject* object) { return reinterpret_cast<Hash*>(object); }
const EVP_MD* digest_of(PyObject* object) {
  Hash* self = as_hash(object);
  return self->context == nullptr ? self->digest : EVP_MD_CTX_get0_md(self->context);
}

bool has_any_length(const EVP_MD* digest) {
  return (EVP_MD_get_flags(digest) & EVP_MD_FLAG_XOF) != 0;
}

Hash* make(HashState* state, PyTypeObject* type) {
  auto* self = allocate<Hash>(type);
  if (self != nullptr) self->state = state;
  return self;
}

bool start_context(EVP_MD_CTX* context, const EVP_MD* digest, const Hash* held) {
  if (EVP_DigestInit_ex(context, digest, nullptr) == 1 &&
      (held == nullptr || EVP_DigestUpdate(context, held->held, held->held_size) == 1)) {
    return true;
  }
  raise_crypto_error();
  return false;
}

bool make_context(Hash* self) {
  self->context = EVP_MD_CTX_new();
  if (self->context == nullptr) PyErr_NoMemory();
  return self->context != nullptr;
}

// Gives a hash that holds its message back a context.
bool ensure_context(Hash* self) {
  if (self->context != nullptr) return true;
  if (!make_context(self)) return false;
  if (start_context(self->context, self->digest, self)) return true;
  EVP_MD_CTX_free(std::exchange(self->context, nullptr));
  return false;
}

bool hold_back(Hash* self, const Buffer& data) {
  if (self->context != nullptr || data.size() > kHeld - self->held_size) return false;
  if (data.size() > 0) std::memcpy(self->held + self->held_size, data.data(), data.size());
  self->held_size += data.size();
  return true;
}

void dealloc(PyObject* object) {
  Hash* self = as_hash(object);
  EVP_MD_CTX_free(self->context);
  self->lock.destroy();
  free_instance(object);
}

bool update(Hash* self, const Buffer& data) {
  bool done = update_with(&self->lock, data, [&](const unsigned char* bytes, size_t size) {
    return EVP_DigestUpdate(self->context, bytes, size) == 1;
  });
  if (!done) raise_crypto_error();
  return done;
}

PyObject* update_method(PyObject* object, PyObject* message) {
  Buffer data;
  if (!acquire_message(message, &data)) return nullptr;
  if (hold_back(as_hash(object), data)) return none();
  return ensure_context(as_hash(object)) && update(as_hash(object), data) ? none() : nullptr;
}

bool copy_context(Hash* self, EVP_MD_CTX* target) {
  self->lock.acquire();
  bool done = EVP_MD_CTX_copy_ex(target, self->context) == 1;
  self->lock.release();
  if (!done) raise_crypto_error();
  return done;
}

PyObject* copy(PyObject* object, PyObject*) {
  Hash* self = as_hash(object);
  Hash* twin = make(self->state, Py_TYPE(object));
  if (twin == nullptr) return nullptr;
  Ref result(reinterpret_cast<PyObject*>(twin));
  if (self->context == nullptr) {
    twin->digest = self->digest;
    twin->held_size = self->held_size;
    std::memcpy(twin->held, self->held, kHeld);
    return result.release();
  }
  if (!make_context(twin)) return nullptr;
  return copy_context(self, twin->context) ? result.release() : nullptr;
}

// A context that lives in a scope, with the state of a hash: finishing must leave the hash itself
// as it is.
struct ContextCopy {
  EVP_MD_CTX* context = nullptr;
  HashState* state = nullptr;
  ~ContextCopy() {
    if (state != nullptr && state->spare == nullptr) {
      state->spare = context;
    } else {
      EVP_MD_CTX_free(context);
    }
  }
  bool set(Hash* self) {
    state = self->state;
    context = std::exchange(state->spare, nullptr);
    if (context == nullptr) context = EVP_MD_CTX_new();
    if (context == nullptr) PyErr_NoMemory();
    if (context == nullptr) return false;
    return self->context == nullptr ? start_context(context, self->digest, self)
                                    : copy_context(self, context);
  }
};

bool finish(PyObject* object, unsigned char* result, unsigned* size) {
  ContextCopy copy;
  if (!copy.set(as_hash(object))) return false;
  if (EVP_DigestFinal_ex(copy.context, result, size) == 1) return true;
  raise_crypto_error();
  return false;
}

PyObject* digest(PyObject* object, PyObject*) {
  unsigned char result[EVP_MAX_MD_SIZE];
  unsigned size;
  if (!finish(object, result, &size)) return nullptr;
  return PyBytes_FromStringAndSize(reinterpret_cast<char*>(result), size);
}

PyObject* hexdigest(PyObject* object, PyObject*) {
  unsigned char result[EVP_MAX_MD_SIZE];
  unsigned size;
  return finish(object, result, &size) ? hex_text(result, size) : nullptr;
}

// The digest of a length that the caller chooses, as bytes.
PyObject* long_digest(PyObject* object, PyObject* arguments, PyObject* names, const char* format) {
  static const char* const kNames[] = {"length", nullptr};
  Py_ssize_t length;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, format, keywords(kNames), &length)) {
    return nullptr;
  }
  Ref bytes(PyBytes_FromStringAndSize(nullptr, length));
  ContextCopy copy;
  if (!bytes || !copy.set(as_hash(object))) return nullptr;
  auto* place = reinterpret_cast<unsigned char*>(PyBytes_AsString(bytes));
  if (EVP_DigestFinalXOF(copy.context, place, static_cast<size_t>(length)) != 1) {
    return raise_crypto_error();
  }
  return bytes.release();
}

PyObject* digest_of_length(PyObject* object, PyObject* arguments, PyObject* names) {
  return long_digest(object, arguments, names, "n:digest");
}

PyObject* hexdigest_of_length(PyObject* object, PyObject* arguments, PyObject* names) {
  Ref bytes(long_digest(object, arguments, names, "n:hexdigest"));
  if (!bytes) return nullptr;
  return hex_text(reinterpret_cast<unsigned char*>(PyBytes_AsString(bytes)),
                  static_cast<size_t>(PyBytes_Size(bytes)));
}

PyObject* block_size(PyObject* object, void*) {
  return PyLong_FromLong(EVP_MD_get_block_size(digest_of(object)));
}
PyObject* digest_size(PyObject* object, void*) {
  return PyLong_FromLong(EVP_MD_get_size(digest_of(object)));
}
PyObject* zero_size(PyObject*, void*) { return PyLong_FromLong(0); }
PyObject* name(PyObject* object, void*) { return digest_name(digest_of(object)); }

PyObject* repr(PyObject* object) {
  Ref own_name(digest_name(digest_of(object)));
  Ref type_name(
      own_name ? PyObject_GetAttrString(reinterpret_cast<PyObject*>(Py_TYPE(object)), "__name__")
               : nullptr);
  if (!type_name) return nullptr;
  return PyUnicode_FromFormat("<%U _hashlib.%U object @ %p>", own_name.get(), type_name.get(),
                              object);
}

PyMethodDef kMethods[] = {
    {"update", update_method, METH_O, "update($self, obj, /)\n--\n\nHash more bytes."},
    {"digest", digest, METH_NOARGS, "digest($self, /)\n--\n\nThe digest of all so far."},
    {"hexdigest", hexdigest, METH_NOARGS,
     "hexdigest($self, /)\n--\n\nThe digest in hexadecimal digits."},
    {"copy", copy, METH_NOARGS, "copy($self, /)\n--\n\nA second hash in the same state."},
    {}};
PyGetSetDef kAttributes[] = {{"digest_size", digest_size},
                             {"block_size", block_size},
                             {"name", name, nullptr, "algorithm name."},
                             {}};
PyType_Slot kSlots[] = {
    {Py_tp_doc,
     const_cast<char*>("HASH(name, string=b'')\n--\n\nA digest of libcrypto. Attributes: "
                       "name, digest_size, block_size.")},
    {Py_tp_dealloc, slot(dealloc)},
    {Py_tp_repr, slot(repr)},
    {Py_tp_methods, kMethods},
    {Py_tp_getset, kAttributes},
    {0, nullptr}};
PyType_Spec kHash = {"_hashlib.HASH", sizeof(Hash), 0,
                     Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION |
                         Py_TPFLAGS_IMMUTABLETYPE,
                     kSlots};

PyMethodDef kLongMethods[] = {
    {"digest", method(digest_of_length), METH_VARARGS | METH_KEYWORDS,
     "digest($self, /, length)\n--\n\nThe first bytes of the digest."},
    {"hexdigest", method(hexdigest_of_length), METH_VARARGS | METH_KEYWORDS,
     "hexdigest($self, /, length)\n--\n\nThe first bytes of the digest in hexadecimal digits."},
    {}};
PyGetSetDef kLongAttributes[] = {{"digest_size", zero_size}, {}};
PyType_Slot kLongSlots[] = {
    {Py_tp_doc, const_cast<char*>("HASHXOF(name, string=b'')\n--\n\nA digest of libcrypto whose "
                                  "length is chosen when it is read.")},
    {Py_tp_dealloc, slot(dealloc)},
    {Py_tp_methods, kLongMethods},
    {Py_tp_getset, kLongAttributes},
    {0, nullptr}};
PyType_Spec kLongHash = {"_hashlib.HASHXOF", sizeof(Hash), 0,
                         Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE |
                             Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE,
                         kLongSlots};

}  // namespace

PyObject* new_hash(HashState* state, const EVP_MD* digest, PyObject* message, bool for_security,
                   bool lasting) {
  Buffer data;
  if (message != nullptr && !acquire_message(message, &data)) return nullptr;
  bool any_length = has_any_length(digest);
  Hash* self = make(state, any_length ? state->hash_of_any_length : state->hash);
  if (self == nullptr) return nullptr;
  Ref result(reinterpret_cast<PyObject*>(self));
  if (lasting && for_security && !any_length) {
    self->digest = digest;
    if (message == nullptr || hold_back(self, data)) return result.release();
  }
  if (!make_context(self)) return nullptr;
  if (!for_security) EVP_MD_CTX_set_flags(self->context, EVP_MD_CTX_FLAG_NON_FIPS_ALLOW);
  if (!start_context(self->context, digest, nullptr)) return nullptr;
  if (message != nullptr && data.size() > 0 && !update(self, data)) return nullptr;
  return result.release();
}

bool add_hash_types(PyObject* module) {
  HashState* state = hash_state(module);
  state->hash = add_type(module, &kHash);
  if (state->hash == nullptr) return false;
  state->hash_of_any_length =
      add_type(module, &kLongHash, reinterpret_cast<PyObject*>(state->hash));
  return state->hash_of_any_length != nullptr;
}

}  // namespace pyro::abi3

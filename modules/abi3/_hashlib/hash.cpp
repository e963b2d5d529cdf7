// HASH and HASHXOF objects.

#include <openssl/evp.h>

#include "modules/abi3/_hashlib/hashlib_module.h"

namespace pyro::abi3 {

namespace {

struct Hash {
  PyObject_HEAD EVP_MD_CTX* context;
  HashState* state;
  LazyLock lock;
};

Hash* as_hash(PyObject* object) { return reinterpret_cast<Hash*>(object); }
const EVP_MD* digest_of(PyObject* object) { return EVP_MD_CTX_get0_md(as_hash(object)->context); }

Hash* make(HashState* state, const EVP_MD* digest) {
  bool any_length = (EVP_MD_get_flags(digest) & EVP_MD_FLAG_XOF) != 0;
  auto* self = allocate<Hash>(any_length ? state->hash_of_any_length : state->hash);
  if (self == nullptr) return nullptr;
  self->state = state;
  self->context = EVP_MD_CTX_new();
  if (self->context != nullptr) return self;
  Py_DECREF(reinterpret_cast<PyObject*>(self));
  PyErr_NoMemory();
  return nullptr;
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
  if (!acquire_message(message, &data) || !update(as_hash(object), data)) return nullptr;
  return none();
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
  auto* twin = allocate<Hash>(Py_TYPE(object));
  if (twin == nullptr) return nullptr;
  Ref result(reinterpret_cast<PyObject*>(twin));
  twin->state = self->state;
  twin->context = EVP_MD_CTX_new();
  if (twin->context == nullptr) return PyErr_NoMemory();
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
    return context != nullptr && copy_context(self, context);
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

PyObject* new_hash(HashState* state, const EVP_MD* digest, PyObject* message, bool for_security) {
  Buffer data;
  if (message != nullptr && !acquire_message(message, &data)) return nullptr;
  Hash* self = make(state, digest);
  if (self == nullptr) return nullptr;
  Ref result(reinterpret_cast<PyObject*>(self));
  if (!for_security) EVP_MD_CTX_set_flags(self->context, EVP_MD_CTX_FLAG_NON_FIPS_ALLOW);
  if (EVP_DigestInit_ex(self->context, digest, nullptr) != 1) return raise_crypto_error();
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

// HMAC: message authentication codes (RFC 2104).

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <climits>

#include "modules/abi3/_hashlib/hashlib_module.h"

namespace pyro::abi3 {

namespace {

struct Hmac {
  PyObject_HEAD HMAC_CTX* context;
  HashState* state;
  LazyLock lock;
};

Hmac* as_hmac(PyObject* object) { return reinterpret_cast<Hmac*>(object); }

Hmac* make(HashState* state) {
  auto* self = allocate<Hmac>(state->hmac);
  if (self == nullptr) return nullptr;
  self->state = state;
  self->context = HMAC_CTX_new();
  if (self->context != nullptr) return self;
  Py_DECREF(reinterpret_cast<PyObject*>(self));
  PyErr_NoMemory();
  return nullptr;
}

void dealloc(PyObject* object) {
  HMAC_CTX_free(as_hmac(object)->context);
  as_hmac(object)->lock.destroy();
  free_instance(object);
}

bool update(Hmac* self, PyObject* message) {
  Buffer data;
  if (!acquire_message(message, &data)) return false;
  bool done = update_with(&self->lock, data, [&](const unsigned char* bytes, size_t size) {
    return HMAC_Update(self->context, bytes, size) == 1;
  });
  if (!done) raise_crypto_error();
  return done;
}

PyObject* update_method(PyObject* object, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"msg", nullptr};
  PyObject* message;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "O:update", keywords(kNames), &message)) {
    return nullptr;
  }
  return update(as_hmac(object), message) ? none() : nullptr;
}

bool copy_context(Hmac* self, HMAC_CTX* target) {
  self->lock.acquire();
  bool done = HMAC_CTX_copy(target, self->context) == 1;
  self->lock.release();
  if (!done) raise_crypto_error();
  return done;
}

PyObject* copy(PyObject* object, PyObject*) {
  Hmac* twin = make(as_hmac(object)->state);
  if (twin == nullptr) return nullptr;
  Ref result(reinterpret_cast<PyObject*>(twin));
  return copy_context(as_hmac(object), twin->context) ? result.release() : nullptr;
}

bool finish(PyObject* object, unsigned char* result, unsigned* size) {
  HMAC_CTX* context = HMAC_CTX_new();
  if (context == nullptr) {
    PyErr_NoMemory();
    return false;
  }
  bool copied = copy_context(as_hmac(object), context);
  bool done = copied && HMAC_Final(context, result, size) == 1;
  HMAC_CTX_free(context);
  if (copied && !done) raise_crypto_error();
  return done;
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

const EVP_MD* digest_of(PyObject* object) { return HMAC_CTX_get_md(as_hmac(object)->context); }

PyObject* digest_size(PyObject* object, void*) {
  return PyLong_FromLong(EVP_MD_get_size(digest_of(object)));
}
PyObject* block_size(PyObject* object, void*) {
  return PyLong_FromLong(EVP_MD_get_block_size(digest_of(object)));
}
PyObject* name(PyObject* object, void*) {
  Ref hash_name(digest_name(digest_of(object)));
  return hash_name ? PyUnicode_FromFormat("hmac-%U", hash_name.get()) : nullptr;
}
PyObject* repr(PyObject* object) {
  Ref hash_name(digest_name(digest_of(object)));
  return hash_name ? PyUnicode_FromFormat("<%U HMAC object @ %p>", hash_name.get(), object)
                   : nullptr;
}

PyMethodDef kMethods[] = {
    {"update", method(update_method), METH_VARARGS | METH_KEYWORDS,
     "update($self, /, msg)\n--\n\nAuthenticate more bytes."},
    {"digest", digest, METH_NOARGS, "digest($self, /)\n--\n\nThe code of all so far."},
    {"hexdigest", hexdigest, METH_NOARGS,
     "hexdigest($self, /)\n--\n\nThe code in hexadecimal digits."},
    {"copy", copy, METH_NOARGS, "copy($self, /)\n--\n\nA second object in the same state."},
    {}};
PyGetSetDef kAttributes[] = {
    {"digest_size", digest_size}, {"block_size", block_size}, {"name", name}, {}};
PyType_Slot kSlots[] = {
    {Py_tp_doc, const_cast<char*>("A message authentication code. Attributes: name, digest_size, "
                                  "block_size.")},
    {Py_tp_dealloc, slot(dealloc)},
    {Py_tp_repr, slot(repr)},
    {Py_tp_methods, kMethods},
    {Py_tp_getset, kAttributes},
    {0, nullptr}};
PyType_Spec kSpec = {
    "_hashlib.HMAC", sizeof(Hmac), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE, kSlots};

// libcrypto takes lengths of keys as int.
bool check_key(const Buffer& key) {
  if (key.size() <= INT_MAX) return true;
  PyErr_SetString(PyExc_OverflowError, "key is too long.");
  return false;
}

}  // namespace

PyObject* hmac_new(PyObject* module, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"key", "msg", "digestmod", nullptr};
  Buffer key;
  PyObject *message = nullptr, *digestmod = nullptr;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "y*|OO:hmac_new", keywords(kNames), key.out(),
                                   &message, &digestmod)) {
    return nullptr;
  }
  if (!check_key(key)) return nullptr;
  if (digestmod == nullptr || digestmod == Py_None) {
    PyErr_SetString(PyExc_TypeError, "Missing required parameter 'digestmod'.");
    return nullptr;
  }
  HashState* state = hash_state(module);
  EVP_MD* digest = fetch_digest(state, digestmod);
  if (digest == nullptr) return nullptr;
  Hmac* self = make(state);
  Ref result(reinterpret_cast<PyObject*>(self));
  bool done = self != nullptr && HMAC_Init_ex(self->context, key.data(),
                                              static_cast<int>(key.size()), digest, nullptr) == 1;
  EVP_MD_free(digest);
  if (self == nullptr) return nullptr;
  if (!done) return raise_crypto_error();
  if (message != nullptr && message != Py_None && !update(self, message)) return nullptr;
  return result.release();
}

PyObject* hmac_digest(PyObject* module, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"key", "msg", "digest", nullptr};
  Buffer key, message;
  PyObject* digestmod;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "y*y*O:hmac_digest", keywords(kNames),
                                   key.out(), message.out(), &digestmod)) {
    return nullptr;
  }
  if (!check_key(key)) return nullptr;
  if (message.size() > INT_MAX) {
    PyErr_SetString(PyExc_OverflowError, "msg is too long.");
    return nullptr;
  }
  EVP_MD* digest = fetch_digest(hash_state(module), digestmod);
  if (digest == nullptr) return nullptr;
  unsigned char code[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  unsigned char* result;
  {
    Unlocked unlocked;
    result = HMAC(digest, key.data(), static_cast<int>(key.size()), message.data(),
                  static_cast<size_t>(message.size()), code, &size);
  }
  EVP_MD_free(digest);
  if (result == nullptr) return raise_crypto_error();
  return PyBytes_FromStringAndSize(reinterpret_cast<char*>(code), size);
}

bool add_hmac_type(PyObject* module) {
  hash_state(module)->hmac = add_type(module, &kSpec);
  return hash_state(module)->hmac != nullptr;
}

}  // namespace pyro::abi3

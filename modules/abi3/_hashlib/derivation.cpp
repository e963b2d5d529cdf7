// Keys from passwords: PBKDF2 (RFC 8018) and scrypt (RFC 7914).

#include <openssl/evp.h>

#include <climits>

#include "modules/abi3/_hashlib/hashlib_module.h"

namespace pyro::abi3 {

namespace {

PyObject* overflow(const char* text) {
  PyErr_SetString(PyExc_OverflowError, text);
  return nullptr;
}
PyObject* value_error(const char* text) {
  PyErr_SetString(PyExc_ValueError, text);
  return nullptr;
}
PyObject* type_error(const char* text) {
  PyErr_SetString(PyExc_TypeError, text);
  return nullptr;
}

// The length of the key: dklen, or that of the digest. False with an exception.
bool key_length(PyObject* object, const EVP_MD* digest, long* length) {
  if (object == Py_None) {
    *length = EVP_MD_get_size(digest);
  } else {
    *length = PyLong_AsLong(object);
    if (*length == -1 && PyErr_Occurred()) return false;
  }
  if (*length < 1) {
    value_error("key length must be greater than 0.");
    return false;
  }
  if (*length > INT_MAX) {
    overflow("key length is too great.");
    return false;
  }
  return true;
}

PyObject* run_pbkdf2(const EVP_MD* digest, const Buffer& password, const Buffer& salt,
                     long iterations, PyObject* length_object) {
  if (password.size() > INT_MAX) return overflow("password is too long.");
  if (salt.size() > INT_MAX) return overflow("salt is too long.");
  if (iterations < 1) return value_error("iteration value must be greater than 0.");
  if (iterations > INT_MAX) return overflow("iteration value is too great.");
  long length;
  if (!key_length(length_object, digest, &length)) return nullptr;
  Ref key(PyBytes_FromStringAndSize(nullptr, length));
  if (!key) return nullptr;
  auto* place = reinterpret_cast<unsigned char*>(PyBytes_AsString(key));
  int done;
  {
    Unlocked unlocked;
    done = PKCS5_PBKDF2_HMAC(password.text(), static_cast<int>(password.size()), salt.data(),
                             static_cast<int>(salt.size()), static_cast<int>(iterations), digest,
                             static_cast<int>(length), place);
  }
  return done == 1 ? key.release() : raise_crypto_error();
}

// A parameter of scrypt: an int, given and not negative.
bool parameter(PyObject* object, const char* name, unsigned long long* value) {
  *value = 0;
  if (object == Py_None) return true;
  if (!PyLong_Check(object)) {
    Ref type(PyType_GetName(Py_TYPE(object)));
    if (type) {
      PyErr_Format(PyExc_TypeError, "scrypt() argument '%s' must be int, not %U", name, type.get());
    }
    return false;
  }
  *value = PyLong_AsUnsignedLong(object);
  if (PyErr_Occurred()) {
    PyErr_Clear();
    PyErr_Format(PyExc_TypeError, "%s is required and must be an unsigned int", name);
    return false;
  }
  return true;
}

struct ScryptParameters {
  unsigned long long cost, block, parallel;
  long memory, length;
};

bool check(const ScryptParameters& parameters) {
  if (parameters.cost == 0)
    return type_error("n is required and must be an unsigned int") != nullptr;
  if (parameters.cost < 2 || (parameters.cost & (parameters.cost - 1)) != 0) {
    return value_error("n must be a power of 2.") != nullptr;
  }
  if (parameters.block == 0)
    return type_error("r is required and must be an unsigned int") != nullptr;
  if (parameters.parallel == 0) {
    return type_error("p is required and must be an unsigned int") != nullptr;
  }
  if (parameters.memory < 0 || parameters.memory > INT_MAX) {
    PyErr_Format(PyExc_ValueError, "maxmem must be positive and smaller than %d", INT_MAX);
    return false;
  }
  if (parameters.length < 1 || parameters.length > INT_MAX) {
    PyErr_Format(PyExc_ValueError, "dklen must be greater than 0 and smaller than %d", INT_MAX);
    return false;
  }
  return true;
}

}  // namespace

PyObject* derive_pbkdf2(PyObject* module, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"hash_name",  "password", "salt",
                                       "iterations", "dklen",    nullptr};
  PyObject *hash_name, *length = Py_None;
  Buffer password, salt;
  long iterations;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "Oy*y*l|O:pbkdf2_hmac", keywords(kNames),
                                   &hash_name, password.out(), salt.out(), &iterations, &length)) {
    return nullptr;
  }
  if (!PyUnicode_Check(hash_name)) {
    Ref type(PyType_GetName(Py_TYPE(hash_name)));
    if (!type) return nullptr;
    return PyErr_Format(PyExc_TypeError, "pbkdf2_hmac() argument 'hash_name' must be str, not %U",
                        type.get());
  }
  const char* name = PyUnicode_AsUTF8AndSize(hash_name, nullptr);
  EVP_MD* digest = name == nullptr ? nullptr : fetch_digest(hash_state(module), name, true);
  if (digest == nullptr) return nullptr;
  PyObject* key = run_pbkdf2(digest, password, salt, iterations, length);
  EVP_MD_free(digest);
  return key;
}

PyObject* derive_scrypt(PyObject*, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"password", "salt",   "n",     "r",
                                       "p",        "maxmem", "dklen", nullptr};
  Buffer password, salt;
  PyObject *salt_object = Py_None, *cost = Py_None, *block = Py_None, *parallel = Py_None;
  ScryptParameters parameters{0, 0, 0, 0, 64};
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "y*|$OOOOll:scrypt", keywords(kNames),
                                   password.out(), &salt_object, &cost, &block, &parallel,
                                   &parameters.memory, &parameters.length)) {
    return nullptr;
  }
  if (salt_object != Py_None && !salt.acquire(salt_object)) return nullptr;
  if (!parameter(cost, "n", &parameters.cost) || !parameter(block, "r", &parameters.block) ||
      !parameter(parallel, "p", &parameters.parallel)) {
    return nullptr;
  }
  if (password.size() > INT_MAX) return overflow("password is too long.");
  if (!salt.held()) return type_error("salt is required");
  if (salt.size() > INT_MAX) return overflow("salt is too long.");
  if (!check(parameters)) return nullptr;
  // The first call only checks the parameters.
  int done =
      EVP_PBE_scrypt(nullptr, 0, nullptr, 0, parameters.cost, parameters.block, parameters.parallel,
                     static_cast<uint64_t>(parameters.memory), nullptr, 0);
  if (done != 1) return raise_crypto_error();
  Ref key(PyBytes_FromStringAndSize(nullptr, parameters.length));
  if (!key) return nullptr;
  auto* place = reinterpret_cast<unsigned char*>(PyBytes_AsString(key));
  {
    Unlocked unlocked;
    done = EVP_PBE_scrypt(password.text(), static_cast<size_t>(password.size()), salt.data(),
                          static_cast<size_t>(salt.size()), parameters.cost, parameters.block,
                          parameters.parallel, static_cast<uint64_t>(parameters.memory), place,
                          static_cast<size_t>(parameters.length));
  }
  return done == 1 ? key.release() : raise_crypto_error();
}

}  // namespace pyro::abi3

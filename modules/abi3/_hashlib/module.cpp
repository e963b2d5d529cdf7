#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <strings.h>

#include <cstring>

#include "modules/abi3/_hashlib/hashlib_module.h"

namespace pyro::abi3 {

PyObject* raise_crypto_error(PyObject* type) {
  if (type == nullptr) type = PyExc_ValueError;
  unsigned long code = ERR_peek_last_error();
  if (code == 0) {
    PyErr_SetString(type, "unknown reason");
    return nullptr;
  }
  ERR_clear_error();
  const char* library = ERR_lib_error_string(code);
  const char* reason = ERR_reason_error_string(code);
  if (ERR_GET_REASON(code) == ERR_R_MALLOC_FAILURE) return PyErr_NoMemory();
  if (reason == nullptr) reason = "unknown reason";
  if (library == nullptr) return PyErr_Format(type, "%s", reason);
  return PyErr_Format(type, "[%s] %s", library, reason);
}

bool acquire_message(PyObject* object, Buffer* buffer) {
  if (PyUnicode_Check(object)) {
    PyErr_SetString(PyExc_TypeError, "Strings must be encoded before hashing");
    return false;
  }
  if (PyObject_CheckBuffer(object) == 0) {
    PyErr_SetString(PyExc_TypeError, "object supporting the buffer API required");
    return false;
  }
  return buffer->acquire(object);
}

namespace {

struct Name {
  const char* python;
  const char* library;
};

constexpr Name kNamesOfDigests[] = {{"md5", "MD5"},
                                    {"sha1", "SHA1"},
                                    {"sha224", "SHA224"},
                                    {"sha256", "SHA256"},
                                    {"sha384", "SHA384"},
                                    {"sha512", "SHA512"},
                                    {"sha3_224", "SHA3-224"},
                                    {"sha3_256", "SHA3-256"},
                                    {"sha3_384", "SHA3-384"},
                                    {"sha3_512", "SHA3-512"},
                                    {"shake_128", "SHAKE128"},
                                    {"shake_256", "SHAKE256"},
                                    {"sha512_224", "SHA512-224"},
                                    {"sha512_256", "SHA512-256"},
                                    {"blake2s", "BLAKE2s256"},
                                    {"blake2b", "BLAKE2b512"}};

EVP_MD* fetch(const char* library_name, bool for_security) {
  EVP_MD* digest = EVP_MD_fetch(nullptr, library_name, for_security ? nullptr : "-fips");
  if (digest == nullptr) raise_crypto_error();
  return digest;
}

// One of the digests with a constructor; borrowed from the state.
EVP_MD* constructor_digest(HashState* state, int index, bool for_security) {
  EVP_MD*& digest = state->digests[index][for_security ? 0 : 1];
  if (digest == nullptr) digest = fetch(kNamesOfDigests[index].library, for_security);
  return digest;
}

}  // namespace

EVP_MD* fetch_digest(HashState* state, const char* name, bool for_security) {
  int index = 0;
  for (const Name& known : kNamesOfDigests) {
    bool same = strcasecmp(known.python, name) == 0 || strcasecmp(known.library, name) == 0;
    if (same && index < kConstructors) {
      EVP_MD* digest = constructor_digest(state, index, for_security);
      if (digest != nullptr) EVP_MD_up_ref(digest);
      return digest;
    }
    if (same) return fetch(known.library, for_security);
    ++index;
  }
  return fetch(name, for_security);
}

EVP_MD* fetch_digest(HashState* state, PyObject* digestmod) {
  PyObject* name = digestmod;
  if (!PyUnicode_Check(digestmod)) {
    name = PyDict_GetItemWithError(state->constructors, digestmod);
    if (name == nullptr) {
      if (!PyErr_Occurred()) {
        PyErr_Format(state->unsupported_error, "Unsupported digestmod %R", digestmod);
      }
      return nullptr;
    }
  }
  const char* text = PyUnicode_AsUTF8AndSize(name, nullptr);
  return text == nullptr ? nullptr : fetch_digest(state, text, true);
}

PyObject* digest_name(const EVP_MD* digest) {
  const char* name = EVP_MD_get0_name(digest);
  for (const Name& known : kNamesOfDigests) {
    if (name != nullptr && EVP_MD_is_a(digest, known.library))
      return PyUnicode_FromString(known.python);
  }
  const char* long_name = OBJ_nid2ln(EVP_MD_get_type(digest));
  return PyUnicode_FromString(long_name != nullptr ? long_name : name);
}

PyObject* hex_text(const unsigned char* data, size_t size) {
  static const char kDigits[] = "0123456789abcdef";
  Array<char> text;
  if (!text.resize(size * 2 + 1)) return nullptr;
  for (size_t i = 0; i < size; ++i) {
    text[2 * i] = kDigits[data[i] >> 4];
    text[2 * i + 1] = kDigits[data[i] & 15];
  }
  return PyUnicode_FromStringAndSize(text.data(), static_cast<Py_ssize_t>(size * 2));
}

namespace {

PyObject* new_by_name(PyObject* module, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"name", "string", "usedforsecurity", nullptr};
  PyObject *name_object, *message = nullptr;
  int for_security = 1;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "O|O$p:new", keywords(kNames), &name_object,
                                   &message, &for_security)) {
    return nullptr;
  }
  if (!PyUnicode_Check(name_object)) {
    PyErr_SetString(PyExc_TypeError, "name must be a string");
    return nullptr;
  }
  HashState* state = hash_state(module);
  const char* name = PyUnicode_AsUTF8AndSize(name_object, nullptr);
  EVP_MD* digest = name == nullptr ? nullptr : fetch_digest(state, name, for_security != 0);
  if (digest == nullptr) return nullptr;
  PyObject* result = new_hash(state, digest, message, for_security != 0, false);
  EVP_MD_free(digest);
  return result;
}

// The keyword arguments of a constructor after `count` positional ones. False with an exception.
bool constructor_keywords(const char* name, PyObject* const* values, PyObject* names,
                          PyObject** message, int* for_security) {
  Py_ssize_t count = PyTuple_Size(names);
  for (Py_ssize_t i = 0; i < count; ++i) {
    PyObject* key = PyTuple_GetItem(names, i);
    if (PyUnicode_CompareWithASCIIString(key, "string") == 0 && *message == nullptr) {
      *message = values[i];
    } else if (PyUnicode_CompareWithASCIIString(key, "usedforsecurity") == 0) {
      *for_security = PyObject_IsTrue(values[i]);
      if (*for_security < 0) return false;
    } else {
      PyErr_Format(PyExc_TypeError, "'%U' is an invalid keyword argument for openssl_%s()", key,
                   name);
      return false;
    }
  }
  return true;
}

template <int Index>
PyObject* construct(PyObject* module, PyObject* const* arguments, Py_ssize_t count,
                    PyObject* names) {
  const char* name = kNamesOfDigests[Index].python;
  PyObject* message = count > 0 ? arguments[0] : nullptr;
  int for_security = 1;
  if (count > 1) {
    return PyErr_Format(PyExc_TypeError,
                        "openssl_%s() takes at most 1 positional argument (%zd given)", name,
                        count);
  }
  if (names != nullptr &&
      !constructor_keywords(name, arguments + count, names, &message, &for_security)) {
    return nullptr;
  }
  HashState* state = hash_state(module);
  EVP_MD* digest = constructor_digest(state, Index, for_security != 0);
  return digest == nullptr ? nullptr : new_hash(state, digest, message, for_security != 0, true);
}

PyObject* get_fips_mode(PyObject*, PyObject*) {
  return PyLong_FromLong(EVP_default_properties_is_fips_enabled(nullptr));
}

PyObject* compare_buffers(PyObject* left, PyObject* right) {
  Buffer a, b;
  if (!a.acquire(left) || !b.acquire(right)) return nullptr;
  if (a.view().ndim > 1 || b.view().ndim > 1) {
    PyErr_SetString(PyExc_BufferError, "Buffer must be single dimension");
    return nullptr;
  }
  // The time depends on the length of the second only.
  const unsigned char* first = a.size() == b.size() ? a.data() : b.data();
  bool same = CRYPTO_memcmp(first, b.data(), static_cast<size_t>(b.size())) == 0;
  return boolean(same && a.size() == b.size());
}

// An ASCII str as bytes; null with TypeError for other characters.
PyObject* ascii_bytes(PyObject* text) {
  PyObject* bytes = PyUnicode_AsASCIIString(text);
  if (bytes == nullptr) {
    PyErr_Clear();
    PyErr_SetString(PyExc_TypeError,
                    "comparing strings with non-ASCII characters is not supported");
  }
  return bytes;
}

PyObject* compare_digest(PyObject*, PyObject* const* arguments, Py_ssize_t count) {
  if (!check_positional("compare_digest", count, 2, 2)) return nullptr;
  PyObject *left = arguments[0], *right = arguments[1];
  if (PyUnicode_Check(left) && PyUnicode_Check(right)) {
    Ref a(ascii_bytes(left)), b(a ? ascii_bytes(right) : nullptr);
    return b ? compare_buffers(a, b) : nullptr;
  }
  if (PyObject_CheckBuffer(left) == 0 && PyObject_CheckBuffer(right) == 0) {
    Ref a(PyType_GetName(Py_TYPE(left))), b(PyType_GetName(Py_TYPE(right)));
    if (!a || !b) return nullptr;
    return PyErr_Format(PyExc_TypeError,
                        "unsupported operand types(s) or combination of types: '%U' and '%U'",
                        a.get(), b.get());
  }
  return compare_buffers(left, right);
}

#define CONSTRUCTOR(index, name)                                                          \
  {"openssl_" name, method(construct<index>), METH_FASTCALL | METH_KEYWORDS,              \
   "openssl_" name "($module, /, string=b'', *, usedforsecurity=True)\n--\n\nA new " name \
   " hash, of string so far."}

PyMethodDef kFunctions[] = {
    {"new", method(new_by_name), METH_VARARGS | METH_KEYWORDS,
     "new($module, /, name, string=b'', *, usedforsecurity=True)\n--\n\nA new hash by the name of "
     "its "
     "algorithm, of string so far."},
    CONSTRUCTOR(0, "md5"),
    CONSTRUCTOR(1, "sha1"),
    CONSTRUCTOR(2, "sha224"),
    CONSTRUCTOR(3, "sha256"),
    CONSTRUCTOR(4, "sha384"),
    CONSTRUCTOR(5, "sha512"),
    CONSTRUCTOR(6, "sha3_224"),
    CONSTRUCTOR(7, "sha3_256"),
    CONSTRUCTOR(8, "sha3_384"),
    CONSTRUCTOR(9, "sha3_512"),
    CONSTRUCTOR(10, "shake_128"),
    CONSTRUCTOR(11, "shake_256"),
    {"hmac_new", method(hmac_new), METH_VARARGS | METH_KEYWORDS,
     "hmac_new($module, /, key, msg=b'', digestmod=None)\n--\n\nA new HMAC object."},
    {"hmac_digest", method(hmac_digest), METH_VARARGS | METH_KEYWORDS,
     "hmac_digest($module, /, key, msg, digest)\n--\n\nThe HMAC of a message in one call."},
    {"pbkdf2_hmac", method(derive_pbkdf2), METH_VARARGS | METH_KEYWORDS,
     "pbkdf2_hmac($module, /, hash_name, password, salt, iterations,\n            "
     "dklen=None)\n--\n\nA "
     "key from a password by PBKDF2 with HMAC."},
    {"scrypt", method(derive_scrypt), METH_VARARGS | METH_KEYWORDS,
     "scrypt($module, /, password, *, salt=None, n=None, r=None, p=None,\n       maxmem=0, "
     "dklen=64)\n"
     "--\n\nA key from a password by scrypt."},
    {"get_fips_mode", get_fips_mode, METH_NOARGS,
     "get_fips_mode($module, /)\n--\n\n1 if only approved algorithms are used by default."},
    {"compare_digest", method(compare_digest), METH_FASTCALL,
     "compare_digest($module, a, b, /)\n--\n\nTrue if both are equal, in a time that does not tell "
     "where they differ. Bytes, or ASCII strings."},
    {}};

#undef CONSTRUCTOR

void add_name(EVP_MD* digest, void* set) {
  if (PyErr_Occurred() || EVP_MD_get_type(digest) == NID_undef) return;
  Ref name(digest_name(digest));
  if (name) PySet_Add(static_cast<PyObject*>(set), name);
}

bool add_names(PyObject* module) {
  Ref set(PySet_New(nullptr));
  if (!set) return false;
  EVP_MD_do_all_provided(nullptr, add_name, set.get());
  return !PyErr_Occurred() && add_owned(module, "openssl_md_meth_names", PyFrozenSet_New(set));
}

bool add_constructors(PyObject* module) {
  HashState* state = hash_state(module);
  state->constructors = PyDict_New();
  if (state->constructors == nullptr) return false;
  for (int i = 0; i < kConstructors; ++i) {
    Ref name(PyUnicode_FromString(kNamesOfDigests[i].python));
    Ref full(name ? PyUnicode_FromFormat("openssl_%U", name.get()) : nullptr);
    Ref function(full ? PyObject_GetAttr(module, full) : nullptr);
    if (!function || PyDict_SetItem(state->constructors, function, name) < 0) return false;
  }
  return add_owned(module, "_constructors", PyDictProxy_New(state->constructors));
}

int execute(PyObject* module) {
  HashState* state = hash_state(module);
  state->unsupported_error =
      PyErr_NewException("_hashlib.UnsupportedDigestmodError", PyExc_ValueError, nullptr);
  if (state->unsupported_error == nullptr ||
      PyModule_AddObjectRef(module, "UnsupportedDigestmodError", state->unsupported_error) < 0) {
    return -1;
  }
  bool done = add_hash_types(module) && add_hmac_type(module) && add_names(module) &&
              add_constructors(module);
  return done ? 0 : -1;
}

int traverse(PyObject* module, visitproc visit, void* arg) {
  HashState* state = hash_state(module);
  Py_VISIT(state->hash);
  Py_VISIT(state->hash_of_any_length);
  Py_VISIT(state->hmac);
  Py_VISIT(state->unsupported_error);
  Py_VISIT(state->constructors);
  return 0;
}

int clear(PyObject* module) {
  HashState* state = hash_state(module);
  Py_CLEAR(state->hash);
  Py_CLEAR(state->hash_of_any_length);
  Py_CLEAR(state->hmac);
  Py_CLEAR(state->unsupported_error);
  Py_CLEAR(state->constructors);
  return 0;
}

void free_module(void* module) {
  clear(static_cast<PyObject*>(module));
  HashState* state = hash_state(static_cast<PyObject*>(module));
  for (auto& pair : state->digests) {
    for (EVP_MD*& digest : pair) EVP_MD_free(std::exchange(digest, nullptr));
  }
  EVP_MD_CTX_free(std::exchange(state->spare, nullptr));
}

PyModuleDef_Slot kSlots[] = {{Py_mod_exec, slot(execute)}, {0, nullptr}};
PyModuleDef kModule = {PyModuleDef_HEAD_INIT,
                       "_hashlib",
                       "Digests of libcrypto.",
                       sizeof(HashState),
                       kFunctions,
                       kSlots,
                       traverse,
                       clear,
                       free_module};

}  // namespace

}  // namespace pyro::abi3

PYRO_MODULE_EXPORT PyInit__hashlib() { return PyModuleDef_Init(&pyro::abi3::kModule); }

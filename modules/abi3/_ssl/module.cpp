#include <openssl/pem.h>
#include <openssl/rand.h>

#include <climits>

#include "modules/abi3/_ssl/ssl_module.h"

namespace pyro::abi3 {

namespace {

PyObject* add_randomness(PyObject*, PyObject* arguments) {
  Buffer data;
  double entropy;
  if (!PyArg_ParseTuple(arguments, "s*d:RAND_add", data.out(), &entropy)) return nullptr;
  const unsigned char* bytes = data.data();
  for (Py_ssize_t left = data.size(); left > 0;) {
    int piece = left > INT_MAX ? INT_MAX : static_cast<int>(left);
    RAND_add(bytes, piece, entropy);
    bytes += piece;
    left -= piece;
  }
  return none();
}

PyObject* random_bytes(PyObject* module, PyObject* object) {
  int count;
  if (!int_argument(object, &count)) return nullptr;
  if (count < 0) {
    PyErr_SetString(PyExc_ValueError, "num must be positive");
    return nullptr;
  }
  Ref bytes(PyBytes_FromStringAndSize(nullptr, count));
  if (!bytes) return nullptr;
  if (RAND_bytes(reinterpret_cast<unsigned char*>(PyBytes_AsString(bytes)), count) == 1) {
    return bytes.release();
  }
  return raise_queued_error(ssl_state(module), __LINE__);
}

PyObject* pseudo_random_bytes(PyObject* module, PyObject* object) {
  if (PyErr_WarnEx(PyExc_DeprecationWarning, "ssl.RAND_pseudo_bytes() is deprecated", 2) < 0) {
    return nullptr;
  }
  Ref bytes(random_bytes(module, object));
  return bytes ? PyTuple_Pack(2, bytes.get(), Py_True) : nullptr;
}

PyObject* random_status(PyObject*, PyObject*) { return boolean(RAND_status() == 1); }

PyObject* object_by_number(PyObject*, PyObject* argument) {
  int nid;
  if (!int_argument(argument, &nid)) return nullptr;
  if (nid < NID_undef) {
    PyErr_SetString(PyExc_ValueError, "NID must be positive.");
    return nullptr;
  }
  ASN1_OBJECT* object = OBJ_nid2obj(nid);
  if (object == nullptr) {
    ERR_clear_error();
    return PyErr_Format(PyExc_ValueError, "unknown NID %i", nid);
  }
  return object_info(object);
}

PyObject* object_by_text(PyObject*, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"txt", "name", nullptr};
  const char* text;
  int name = 0;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "s|p:txt2obj", keywords(kNames), &text,
                                   &name)) {
    return nullptr;
  }
  ASN1_OBJECT* object = OBJ_txt2obj(text, name != 0 ? 0 : 1);
  if (object == nullptr) {
    ERR_clear_error();
    return PyErr_Format(PyExc_ValueError, "unknown object '%.100s'", text);
  }
  PyObject* result = object_info(object);
  ASN1_OBJECT_free(object);
  return result;
}

PyObject* default_paths(PyObject*, PyObject*) {
  return Py_BuildValue("NNNN", system_text(X509_get_default_cert_file_env()),
                       system_text(X509_get_default_cert_file()),
                       system_text(X509_get_default_cert_dir_env()),
                       system_text(X509_get_default_cert_dir()));
}

PyObject* decode_file(PyObject* module, PyObject* path) {
  Ref bytes;
  if (!PyUnicode_FSConverter(path, bytes.out())) return nullptr;
  SslState* state = ssl_state(module);
  BIO* file = BIO_new_file(PyBytes_AsString(bytes), "r");
  if (file == nullptr) {
    return raise_ssl_error(state, state->error, 0, "Can't open file", __LINE__);
  }
  X509* certificate = PEM_read_bio_X509(file, nullptr, nullptr, nullptr);
  BIO_free(file);
  if (certificate == nullptr) {
    return raise_ssl_error(state, state->error, 0, "Error decoding PEM-encoded file", __LINE__);
  }
  PyObject* result = certificate_dict(state, certificate);
  X509_free(certificate);
  return result;
}

// The names of reasons are made when something asks for them: hardly a program does, and the
// library would have to load all its texts.
PyObject* late_attribute(PyObject* module, PyObject* name) {
  for (const char* late : {"err_codes_to_names", "err_names_to_codes"}) {
    if (!PyUnicode_Check(name) || PyUnicode_CompareWithASCIIString(name, late) != 0) continue;
    return add_reason_names(module) ? PyObject_GetAttr(module, name) : nullptr;
  }
  return PyErr_Format(PyExc_AttributeError, "module '_ssl' has no attribute '%S'", name);
}

PyMethodDef kFunctions[] = {
    {"__getattr__", late_attribute, METH_O, nullptr},
    {"_test_decode_cert", decode_file, METH_O, "_test_decode_cert($module, path, /)\n--\n\n"},
    {"RAND_add", add_randomness, METH_VARARGS,
     "RAND_add($module, string, entropy, /)\n--\n\nMix bytes into the random numbers."},
    {"RAND_bytes", random_bytes, METH_O,
     "RAND_bytes($module, n, /)\n--\n\nRandom bytes fit for cryptography."},
    {"RAND_pseudo_bytes", pseudo_random_bytes, METH_O,
     "RAND_pseudo_bytes($module, n, /)\n--\n\nRandom bytes, and whether they are fit for "
     "cryptography."},
    {"RAND_status", random_status, METH_NOARGS,
     "RAND_status($module, /)\n--\n\nTrue if there is enough randomness."},
    {"get_default_verify_paths", default_paths, METH_NOARGS,
     "get_default_verify_paths($module, /)\n--\n\nWhere trusted certificates are, and the "
     "variables "
     "that say so."},
    {"txt2obj", method(object_by_text), METH_VARARGS | METH_KEYWORDS,
     "txt2obj($module, /, txt, name=False)\n--\n\nAn object of ASN.1 by digits or name."},
    {"nid2obj", object_by_number, METH_O,
     "nid2obj($module, nid, /)\n--\n\nAn object of ASN.1 by its number."},
    {}};

#define NUMBER(name) {#name, SSL_##name},
#define ALERT(name) {"ALERT_DESCRIPTION_" #name, SSL_AD_##name},
#define OPTION(name) {"OP_" #name, static_cast<long long>(SSL_OP_##name)},
constexpr IntConstant kNumbers[] = {
    // clang-format off
    {"SSL_ERROR_ZERO_RETURN", 6}, {"SSL_ERROR_WANT_READ", 2}, {"SSL_ERROR_WANT_WRITE", 3},
    {"SSL_ERROR_WANT_X509_LOOKUP", 4}, {"SSL_ERROR_SYSCALL", 5}, {"SSL_ERROR_SSL", 1},
    {"SSL_ERROR_WANT_CONNECT", 7}, {"SSL_ERROR_EOF", 8}, {"SSL_ERROR_INVALID_ERROR_CODE", 10},
    {"CERT_NONE", kNone}, {"CERT_OPTIONAL", kOptional}, {"CERT_REQUIRED", kRequired},
    {"VERIFY_DEFAULT", 0}, {"VERIFY_CRL_CHECK_LEAF", X509_V_FLAG_CRL_CHECK},
    {"VERIFY_CRL_CHECK_CHAIN", X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL},
    {"VERIFY_X509_STRICT", X509_V_FLAG_X509_STRICT},
    {"VERIFY_ALLOW_PROXY_CERTS", X509_V_FLAG_ALLOW_PROXY_CERTS},
    {"VERIFY_X509_TRUSTED_FIRST", X509_V_FLAG_TRUSTED_FIRST},
    {"VERIFY_X509_PARTIAL_CHAIN", X509_V_FLAG_PARTIAL_CHAIN},
    ALERT(CLOSE_NOTIFY) ALERT(UNEXPECTED_MESSAGE) ALERT(BAD_RECORD_MAC) ALERT(RECORD_OVERFLOW)
    ALERT(DECOMPRESSION_FAILURE) ALERT(HANDSHAKE_FAILURE) ALERT(BAD_CERTIFICATE)
    ALERT(UNSUPPORTED_CERTIFICATE) ALERT(CERTIFICATE_REVOKED) ALERT(CERTIFICATE_EXPIRED)
    ALERT(CERTIFICATE_UNKNOWN) ALERT(ILLEGAL_PARAMETER) ALERT(UNKNOWN_CA) ALERT(ACCESS_DENIED)
    ALERT(DECODE_ERROR) ALERT(DECRYPT_ERROR) ALERT(PROTOCOL_VERSION) ALERT(INSUFFICIENT_SECURITY)
    ALERT(INTERNAL_ERROR) ALERT(USER_CANCELLED) ALERT(NO_RENEGOTIATION)
    ALERT(UNSUPPORTED_EXTENSION) ALERT(CERTIFICATE_UNOBTAINABLE) ALERT(UNRECOGNIZED_NAME)
    ALERT(BAD_CERTIFICATE_STATUS_RESPONSE) ALERT(BAD_CERTIFICATE_HASH_VALUE)
    ALERT(UNKNOWN_PSK_IDENTITY)
    {"PROTOCOL_SSLv23", kTls}, {"PROTOCOL_TLS", kTls}, {"PROTOCOL_TLS_CLIENT", kTlsClient},
    {"PROTOCOL_TLS_SERVER", kTlsServer}, {"PROTOCOL_TLSv1", kTls10}, {"PROTOCOL_TLSv1_1", kTls11},
    {"PROTOCOL_TLSv1_2", kTls12}, {"PROTO_MINIMUM_SUPPORTED", -2},
    {"PROTO_MAXIMUM_SUPPORTED", -1}, {"PROTO_SSLv3", SSL3_VERSION}, {"PROTO_TLSv1", TLS1_VERSION},
    {"PROTO_TLSv1_1", TLS1_1_VERSION}, {"PROTO_TLSv1_2", TLS1_2_VERSION},
    {"PROTO_TLSv1_3", TLS1_3_VERSION},
    {"OP_ALL", static_cast<long long>(SSL_OP_ALL & ~SSL_OP_DONT_INSERT_EMPTY_FRAGMENTS)},
    OPTION(NO_SSLv2) OPTION(NO_SSLv3) OPTION(NO_TLSv1) OPTION(NO_TLSv1_1) OPTION(NO_TLSv1_2)
    OPTION(NO_TLSv1_3) OPTION(CIPHER_SERVER_PREFERENCE) OPTION(SINGLE_DH_USE) OPTION(NO_TICKET)
    OPTION(SINGLE_ECDH_USE) OPTION(NO_COMPRESSION) OPTION(ENABLE_MIDDLEBOX_COMPAT)
    OPTION(NO_RENEGOTIATION) OPTION(IGNORE_UNEXPECTED_EOF)
    {"HOSTFLAG_ALWAYS_CHECK_SUBJECT", X509_CHECK_FLAG_ALWAYS_CHECK_SUBJECT},
    {"HOSTFLAG_NEVER_CHECK_SUBJECT", X509_CHECK_FLAG_NEVER_CHECK_SUBJECT},
    {"HOSTFLAG_NO_WILDCARDS", X509_CHECK_FLAG_NO_WILDCARDS},
    {"HOSTFLAG_NO_PARTIAL_WILDCARDS", X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS},
    {"HOSTFLAG_MULTI_LABEL_WILDCARDS", X509_CHECK_FLAG_MULTI_LABEL_WILDCARDS},
    {"HOSTFLAG_SINGLE_LABEL_SUBDOMAINS", X509_CHECK_FLAG_SINGLE_LABEL_SUBDOMAINS},
    {"ENCODING_PEM", 1}, {"ENCODING_DER", 2},
    // clang-format on
};
#undef NUMBER
#undef ALERT
#undef OPTION

struct Feature {
  const char* name;
  bool present;
};
constexpr Feature kFeatures[] = {
    {"HAS_SNI", true},     {"HAS_TLS_UNIQUE", true}, {"HAS_ECDH", true},   {"HAS_NPN", false},
    {"HAS_ALPN", true},    {"HAS_SSLv2", false},     {"HAS_SSLv3", false}, {"HAS_TLSv1", true},
    {"HAS_TLSv1_1", true}, {"HAS_TLSv1_2", true},    {"HAS_TLSv1_3", true}};

// A version number of the library as a tuple: major, minor, fix, patch, status.
PyObject* version_tuple(unsigned long version) {
  return Py_BuildValue("(kkkkk)", version >> 28 & 0xff, version >> 20 & 0xff, version >> 12 & 0xff,
                       version >> 4 & 0xff, version & 0xf);
}

bool add_values(PyObject* module) {
  for (const Feature& feature : kFeatures) {
    if (PyModule_AddObjectRef(module, feature.name, feature.present ? Py_True : Py_False) < 0)
      return false;
  }
  unsigned long version = OpenSSL_version_num();
  return add_constants(module, kNumbers) &&
         add_owned(module, "OPENSSL_VERSION_NUMBER", PyLong_FromUnsignedLong(version)) &&
         add_owned(module, "OPENSSL_VERSION_INFO", version_tuple(version)) &&
         add_owned(module, "OPENSSL_VERSION",
                   PyUnicode_FromString(OpenSSL_version(OPENSSL_VERSION))) &&
         add_owned(module, "_OPENSSL_API_VERSION", version_tuple(OPENSSL_VERSION_NUMBER)) &&
         PyModule_AddStringConstant(module, "_DEFAULT_CIPHERS",
                                    "ALL:!COMPLEMENTOFDEFAULT:!eNULL") == 0;
}

bool add_types(PyObject* module) {
  SslState* state = ssl_state(module);
  return (state->context = add_context_type(module)) != nullptr &&
         (state->connection = add_connection_type(module)) != nullptr &&
         (state->memory_bio = add_memory_bio_type(module)) != nullptr &&
         (state->session = add_session_type(module)) != nullptr &&
         (state->certificate = add_certificate_type(module)) != nullptr;
}

int execute(PyObject* module) {
  Ref sockets(PyImport_ImportModule("_socket"));
  if (!sockets) return -1;
  ssl_state(module)->socket_type = PyObject_GetAttrString(sockets, "socket");
  if (ssl_state(module)->socket_type == nullptr) return -1;
  return add_ssl_errors(module) && add_types(module) && add_values(module) ? 0 : -1;
}

int traverse(PyObject* module, visitproc visit, void* arg) {
  SslState* state = ssl_state(module);
  Py_VISIT(state->context);
  Py_VISIT(state->connection);
  Py_VISIT(state->memory_bio);
  Py_VISIT(state->session);
  Py_VISIT(state->certificate);
  Py_VISIT(state->error);
  Py_VISIT(state->socket_type);
  return 0;
}

int clear(PyObject* module) {
  SslState* state = ssl_state(module);
  PyTypeObject** types[] = {&state->context, &state->connection, &state->memory_bio,
                            &state->session, &state->certificate};
  for (PyTypeObject** type : types) Py_CLEAR(*type);
  PyObject** objects[] = {&state->error,     &state->verification_error, &state->zero_return,
                          &state->want_read, &state->want_write,         &state->syscall_error,
                          &state->eof_error, &state->library_names,      &state->socket_type};
  for (PyObject** object : objects) Py_CLEAR(*object);
  return 0;
}

PyModuleDef_Slot kSlots[] = {{Py_mod_exec, slot(execute)}, {0, nullptr}};

}  // namespace

PyModuleDef ssl_module = {PyModuleDef_HEAD_INIT,
                          "_ssl",
                          "TLS by libssl; the ssl module is built on it.",
                          sizeof(SslState),
                          kFunctions,
                          kSlots,
                          traverse,
                          clear,
                          nullptr};

}  // namespace pyro::abi3

PYRO_MODULE_EXPORT PyInit__ssl() { return PyModuleDef_Init(&pyro::abi3::ssl_module); }

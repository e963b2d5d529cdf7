// Contexts: their life and their attributes.

#include <climits>

#include "modules/abi3/_ssl/ssl_module.h"

namespace pyro::abi3 {

namespace {

constexpr const char* kDefaultCiphers = "ALL:!COMPLEMENTOFDEFAULT:!eNULL";

bool warn_deprecated(const char* what) {
  return PyErr_WarnFormat(PyExc_DeprecationWarning, 2, "%s is deprecated", what) == 0;
}

// The method of a protocol number with the versions it stands for; null with an exception.
const SSL_METHOD* method_of(int protocol, int* version) {
  *version = 0;
  switch (protocol) {
    case kTls:
      return warn_deprecated("ssl.PROTOCOL_TLS") ? TLS_method() : nullptr;
    case kTlsClient:
      return TLS_client_method();
    case kTlsServer:
      return TLS_server_method();
    case kTls10:
      *version = TLS1_VERSION;
      return warn_deprecated("ssl.PROTOCOL_TLSv1") ? TLS_method() : nullptr;
    case kTls11:
      *version = TLS1_1_VERSION;
      return warn_deprecated("ssl.PROTOCOL_TLSv1_1") ? TLS_method() : nullptr;
    case kTls12:
      *version = TLS1_2_VERSION;
      return warn_deprecated("ssl.PROTOCOL_TLSv1_2") ? TLS_method() : nullptr;
    default:
      PyErr_Format(PyExc_ValueError, "invalid or unsupported protocol version %i", protocol);
      return nullptr;
  }
}

void set_verify(Context* self, int requirement) {
  int mode = requirement == kNone       ? SSL_VERIFY_NONE
             : requirement == kOptional ? SSL_VERIFY_PEER
                                        : SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT;
  SSL_CTX_set_verify(self->context, mode, SSL_CTX_get_verify_callback(self->context));
}

bool set_defaults(Context* self, int version) {
  SSL_CTX* context = self->context;
  bool client = self->protocol == kTlsClient;
  self->check_hostname = client;
  set_verify(self, client ? kRequired : kNone);
  SSL_CTX_set_options(context, (SSL_OP_ALL & ~SSL_OP_DONT_INSERT_EMPTY_FRAGMENTS) |
                                   SSL_OP_NO_SSLv3 | SSL_OP_NO_COMPRESSION |
                                   SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_SINGLE_DH_USE |
                                   SSL_OP_SINGLE_ECDH_USE | SSL_OP_IGNORE_UNEXPECTED_EOF);
  if (version != 0 && (SSL_CTX_set_min_proto_version(context, version) == 0 ||
                       SSL_CTX_set_max_proto_version(context, version) == 0)) {
    return raise_queued_error(self->state, __LINE__) != nullptr;
  }
  if (SSL_CTX_set_cipher_list(context, kDefaultCiphers) == 0) {
    ERR_clear_error();
    raise_ssl_error(self->state, self->state->error, 0, "No cipher can be selected.", __LINE__);
    return false;
  }
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
  static const unsigned char kSessionContext[] = "Python";
  SSL_CTX_set_session_id_context(context, kSessionContext, sizeof(kSessionContext));
  X509_VERIFY_PARAM* parameters = SSL_CTX_get0_param(context);
  X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_TRUSTED_FIRST);
  X509_VERIFY_PARAM_set_hostflags(parameters, self->host_flags);
  SSL_CTX_set_post_handshake_auth(context, 0);
  return true;
}

PyObject* create(PyTypeObject* type, PyObject* arguments, PyObject* names) {
  int protocol, version;
  if (names != nullptr && PyDict_Size(names) > 0) {
    PyErr_SetString(PyExc_TypeError, "_SSLContext() takes no keyword arguments");
    return nullptr;
  }
  if (!check_positional("_SSLContext", PyTuple_Size(arguments), 1, 1) ||
      !int_argument(PyTuple_GetItem(arguments, 0), &protocol)) {
    return nullptr;
  }
  PyObject* module = module_of(type, &ssl_module);
  const SSL_METHOD* method = module == nullptr ? nullptr : method_of(protocol, &version);
  if (method == nullptr) return nullptr;
  auto* self = allocate<Context>(type);
  if (self == nullptr) return nullptr;
  Ref owner(reinterpret_cast<PyObject*>(self));
  self->state = ssl_state(module);
  self->protocol = protocol;
  self->host_flags = X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS;
  self->context = SSL_CTX_new(method);
  if (self->context == nullptr) return raise_queued_error(self->state, __LINE__);
  SSL_CTX_set_app_data(self->context, self);
  return set_defaults(self, version) ? owner.release() : nullptr;
}

int traverse(PyObject* object, visitproc visit, void* arg) {
  Py_VISIT(Py_TYPE(object));
  Py_VISIT(as_context(object)->server_name_callback);
  Py_VISIT(as_context(object)->message_callback);
  return 0;
}

int clear(PyObject* object) {
  Context* self = as_context(object);
  Py_CLEAR(self->server_name_callback);
  Py_CLEAR(self->message_callback);
  Py_CLEAR(self->log_name);
  if (self->log != nullptr) {
    Unlocked unlocked;
    BIO_free_all(std::exchange(self->log, nullptr));
  }
  return 0;
}

void dealloc(PyObject* object) {
  PyObject_GC_UnTrack(object);
  clear(object);
  SSL_CTX_free(as_context(object)->context);
  as_context(object)->protocols.~Array();
  free_instance(object);
}

PyObject* wrap_socket(PyObject* object, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"sock",  "server_side", "server_hostname",
                                       "owner", "session",     nullptr};
  Context* self = as_context(object);
  PyObject *socket, *hostname = Py_None, *owner = Py_None, *session = Py_None;
  int server_side;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "O!p|O$OO:_wrap_socket", keywords(kNames),
                                   self->state->socket_type, &socket, &server_side, &hostname,
                                   &owner, &session)) {
    return nullptr;
  }
  return new_connection(self, socket, nullptr, nullptr, server_side != 0, hostname, owner, session);
}

PyObject* wrap_buffers(PyObject* object, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"incoming", "outgoing", "server_side", "server_hostname",
                                       "owner",    "session",  nullptr};
  Context* self = as_context(object);
  PyObject *incoming, *outgoing, *hostname = Py_None, *owner = Py_None, *session = Py_None;
  int server_side;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "O!O!p|O$OO:_wrap_bio", keywords(kNames),
                                   self->state->memory_bio, &incoming, self->state->memory_bio,
                                   &outgoing, &server_side, &hostname, &owner, &session)) {
    return nullptr;
  }
  return new_connection(self, nullptr, reinterpret_cast<MemoryBuffer*>(incoming),
                        reinterpret_cast<MemoryBuffer*>(outgoing), server_side != 0, hostname,
                        owner, session);
}

PyObject* set_ciphers(PyObject* object, PyObject* list) {
  if (!PyUnicode_Check(list)) {
    Ref type(PyType_GetName(Py_TYPE(list)));
    return type ? PyErr_Format(PyExc_TypeError, "set_ciphers() argument must be str, not %U",
                               type.get())
                : nullptr;
  }
  const char* text = PyUnicode_AsUTF8AndSize(list, nullptr);
  if (text == nullptr) return nullptr;
  if (SSL_CTX_set_cipher_list(as_context(object)->context, text) != 0) return none();
  // What the queue says does not help.
  ERR_clear_error();
  PyErr_SetString(as_context(object)->state->error, "No cipher can be selected.");
  return nullptr;
}

PyObject* get_ciphers(PyObject* object, PyObject*) {
  SSL* ssl = SSL_new(as_context(object)->context);
  if (ssl == nullptr) return raise_queued_error(as_context(object)->state, __LINE__);
  STACK_OF(SSL_CIPHER)* ciphers = SSL_get_ciphers(ssl);
  Ref list(PyList_New(0));
  for (int i = 0; list && i < sk_SSL_CIPHER_num(ciphers); ++i) {
    Ref item(cipher_dict(sk_SSL_CIPHER_value(ciphers, i)));
    if (!item || PyList_Append(list, item) < 0) list.reset();
  }
  SSL_free(ssl);
  return list.release();
}

PyObject* set_default_verify_paths(PyObject* object, PyObject*) {
  int done;
  {
    Unlocked unlocked;
    done = SSL_CTX_set_default_verify_paths(as_context(object)->context);
  }
  return done != 0 ? none() : raise_queued_error(as_context(object)->state, __LINE__);
}

PyObject* set_ecdh_curve(PyObject* object, PyObject* name) {
  Ref bytes;
  if (!PyUnicode_FSConverter(name, bytes.out())) return nullptr;
  int nid = OBJ_sn2nid(PyBytes_AsString(bytes));
  if (nid == 0) return PyErr_Format(PyExc_ValueError, "unknown elliptic curve name %R", name);
  return SSL_CTX_set1_groups(as_context(object)->context, &nid, 1) != 0
             ? none()
             : raise_queued_error(as_context(object)->state, __LINE__);
}

PyObject* session_stats(PyObject* object, PyObject*) {
  SSL_CTX* context = as_context(object)->context;
  return Py_BuildValue(
      "{slslslslslslslslslslsl}", "number", SSL_CTX_sess_number(context), "connect",
      SSL_CTX_sess_connect(context), "connect_good", SSL_CTX_sess_connect_good(context),
      "connect_renegotiate", SSL_CTX_sess_connect_renegotiate(context), "accept",
      SSL_CTX_sess_accept(context), "accept_good", SSL_CTX_sess_accept_good(context),
      "accept_renegotiate", SSL_CTX_sess_accept_renegotiate(context), "hits",
      SSL_CTX_sess_hits(context), "misses", SSL_CTX_sess_misses(context), "timeouts",
      SSL_CTX_sess_timeouts(context), "cache_full", SSL_CTX_sess_cache_full(context));
}

// Attributes. Each pair reads and writes one setting of the library.

bool deletion(PyObject* value) {
  if (value == nullptr) PyErr_SetString(PyExc_AttributeError, "cannot delete attribute");
  return value == nullptr;
}

int fail(const char* text) {
  PyErr_SetString(PyExc_ValueError, text);
  return -1;
}

PyObject* get_verify_mode(PyObject* object, void*) {
  int mode = SSL_CTX_get_verify_mode(as_context(object)->context);
  int required = SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT;
  if ((mode & required) == required) return PyLong_FromLong(kRequired);
  return PyLong_FromLong((mode & SSL_VERIFY_PEER) != 0 ? kOptional : kNone);
}

int set_verify_mode(PyObject* object, PyObject* value, void*) {
  int mode;
  if (deletion(value) || !int_argument(value, &mode)) return -1;
  if (mode == kNone && as_context(object)->check_hostname) {
    return fail("Cannot set verify_mode to CERT_NONE when check_hostname is enabled.");
  }
  if (mode < kNone || mode > kRequired) return fail("invalid value for verify_mode");
  set_verify(as_context(object), mode);
  return 0;
}

PyObject* get_verify_flags(PyObject* object, void*) {
  return PyLong_FromUnsignedLong(
      X509_VERIFY_PARAM_get_flags(SSL_CTX_get0_param(as_context(object)->context)));
}

int set_verify_flags(PyObject* object, PyObject* value, void*) {
  if (deletion(value)) return -1;
  unsigned long wanted = PyLong_AsUnsignedLong(value);
  if (PyErr_Occurred()) return -1;
  X509_VERIFY_PARAM* parameters = SSL_CTX_get0_param(as_context(object)->context);
  unsigned long flags = X509_VERIFY_PARAM_get_flags(parameters);
  X509_VERIFY_PARAM_clear_flags(parameters, flags & ~wanted);
  X509_VERIFY_PARAM_set_flags(parameters, wanted & ~flags);
  return 0;
}

PyObject* get_options(PyObject* object, void*) {
  return PyLong_FromUnsignedLong(SSL_CTX_get_options(as_context(object)->context));
}

int set_options(PyObject* object, PyObject* value, void*) {
  constexpr unsigned long kVersions =
      SSL_OP_NO_SSLv3 | SSL_OP_NO_TLSv1 | SSL_OP_NO_TLSv1_1 | SSL_OP_NO_TLSv1_2 | SSL_OP_NO_TLSv1_3;
  if (deletion(value)) return -1;
  auto wanted = static_cast<unsigned long>(PyLong_AsLong(value));
  if (PyErr_Occurred()) return -1;
  SSL_CTX* context = as_context(object)->context;
  unsigned long options = SSL_CTX_get_options(context);
  unsigned long added = wanted & ~options;
  if ((added & kVersions) != 0 &&
      PyErr_WarnEx(PyExc_DeprecationWarning, "ssl.OP_NO_SSL*/ssl.OP_NO_TLS* options are deprecated",
                   2) < 0) {
    return -1;
  }
  SSL_CTX_clear_options(context, options & ~wanted);
  SSL_CTX_set_options(context, added);
  return 0;
}

PyObject* get_check_hostname(PyObject* object, void*) {
  return boolean(as_context(object)->check_hostname);
}

int set_check_hostname(PyObject* object, PyObject* value, void*) {
  if (deletion(value)) return -1;
  int check = PyObject_IsTrue(value);
  if (check < 0) return -1;
  Context* self = as_context(object);
  // A name that is checked wants a certificate that is.
  if (check != 0 && SSL_CTX_get_verify_mode(self->context) == SSL_VERIFY_NONE) {
    set_verify(self, kRequired);
  }
  self->check_hostname = check != 0;
  return 0;
}

PyObject* get_host_flags(PyObject* object, void*) {
  return PyLong_FromUnsignedLong(as_context(object)->host_flags);
}

int set_host_flags(PyObject* object, PyObject* value, void*) {
  if (deletion(value)) return -1;
  unsigned long flags = PyLong_AsUnsignedLong(value);
  if (PyErr_Occurred()) return -1;
  as_context(object)->host_flags = static_cast<unsigned>(flags);
  X509_VERIFY_PARAM_set_hostflags(SSL_CTX_get0_param(as_context(object)->context),
                                  as_context(object)->host_flags);
  return 0;
}

constexpr int kMinimumSupported = -2, kMaximumSupported = -1;

bool check_version(int version) {
  switch (version) {
    case kMinimumSupported:
    case kMaximumSupported:
    case TLS1_2_VERSION:
    case TLS1_3_VERSION:
      return true;
    case SSL3_VERSION:
      return warn_deprecated("ssl.TLSVersion.SSLv3");
    case TLS1_VERSION:
      return warn_deprecated("ssl.TLSVersion.TLSv1");
    case TLS1_1_VERSION:
      return warn_deprecated("ssl.TLSVersion.TLSv1_1");
    default:
      PyErr_Format(PyExc_ValueError, "Unsupported TLS/SSL version 0x%x", version);
      return false;
  }
}

bool check_general(Context* self) {
  if (self->protocol == kTls || self->protocol == kTlsClient || self->protocol == kTlsServer)
    return true;
  PyErr_SetString(
      PyExc_ValueError,
      "The context's protocol doesn't support modification of highest and lowest version.");
  return false;
}

int set_version(PyObject* object, PyObject* value, bool minimum) {
  Context* self = as_context(object);
  int version;
  if (deletion(value) || !int_argument(value, &version) || !check_general(self)) return -1;
  if (!check_version(version)) return -1;
  int number = version;
  // The ends of the range are the library's default on their own side and real versions on the
  // other.
  if (version == kMinimumSupported) number = minimum ? 0 : TLS1_VERSION;
  if (version == kMaximumSupported) number = minimum ? TLS1_3_VERSION : 0;
  auto done = minimum ? SSL_CTX_set_min_proto_version(self->context, number)
                      : SSL_CTX_set_max_proto_version(self->context, number);
  if (done != 0) return 0;
  PyErr_Format(PyExc_ValueError, "Unsupported protocol version 0x%x", number);
  return -1;
}

PyObject* get_minimum(PyObject* object, void*) {
  long version = SSL_CTX_get_min_proto_version(as_context(object)->context);
  return PyLong_FromLong(version == 0 ? kMinimumSupported : version);
}
PyObject* get_maximum(PyObject* object, void*) {
  long version = SSL_CTX_get_max_proto_version(as_context(object)->context);
  return PyLong_FromLong(version == 0 ? kMaximumSupported : version);
}
int set_minimum(PyObject* object, PyObject* value, void*) {
  return set_version(object, value, true);
}
int set_maximum(PyObject* object, PyObject* value, void*) {
  return set_version(object, value, false);
}

PyObject* get_tickets(PyObject* object, void*) {
  return PyLong_FromSize_t(SSL_CTX_get_num_tickets(as_context(object)->context));
}

int set_tickets(PyObject* object, PyObject* value, void*) {
  long count;
  if (deletion(value)) return -1;
  count = PyLong_AsLong(value);
  if (count == -1 && PyErr_Occurred()) return -1;
  if (count < 0) return fail("value must be non-negative");
  if (as_context(object)->protocol != kTlsServer)
    return fail("SSLContext is not a server context.");
  if (SSL_CTX_set_num_tickets(as_context(object)->context, static_cast<size_t>(count)) == 1)
    return 0;
  return fail("failed to set num tickets.");
}

PyObject* get_security_level(PyObject* object, void*) {
  return PyLong_FromLong(SSL_CTX_get_security_level(as_context(object)->context));
}
PyObject* get_protocol(PyObject* object, void*) {
  return PyLong_FromLong(as_context(object)->protocol);
}
PyObject* get_post_handshake(PyObject* object, void*) {
  return boolean(as_context(object)->post_handshake);
}

int set_post_handshake(PyObject* object, PyObject* value, void*) {
  if (deletion(value)) return -1;
  int on = PyObject_IsTrue(value);
  if (on < 0) return -1;
  as_context(object)->post_handshake = on != 0;
  SSL_CTX_set_post_handshake_auth(as_context(object)->context, on);
  return 0;
}

PyMethodDef kMethods[] = {
    {"_wrap_socket", method(wrap_socket), METH_VARARGS | METH_KEYWORDS,
     "_wrap_socket($self, /, sock, server_side, server_hostname=None, *,\n"
     "             owner=None, session=None)\n--\n\nA connection over a socket."},
    {"_wrap_bio", method(wrap_buffers), METH_VARARGS | METH_KEYWORDS,
     "_wrap_bio($self, /, incoming, outgoing, server_side,\n          server_hostname=None, *, "
     "owner=None, session=None)\n--\n\nA connection over two buffers."},
    {"set_ciphers", set_ciphers, METH_O,
     "set_ciphers($self, cipherlist, /)\n--\n\nChoose ciphers."},
    {"get_ciphers", get_ciphers, METH_NOARGS, "get_ciphers($self, /)\n--\n\nThe enabled ciphers."},
    {"_set_alpn_protocols", set_alpn_protocols, METH_O,
     "_set_alpn_protocols($self, protos, /)\n--\n\n"},
    {"load_cert_chain", method(load_cert_chain), METH_VARARGS | METH_KEYWORDS,
     "load_cert_chain($self, /, certfile, keyfile=None, password=None)\n--\n\nLoad the own "
     "certificates and the key."},
    {"load_dh_params", load_dh_params, METH_O, "load_dh_params($self, path, /)\n--\n\n"},
    {"load_verify_locations", method(load_verify_locations), METH_VARARGS | METH_KEYWORDS,
     "load_verify_locations($self, /, cafile=None, capath=None, cadata=None)\n--\n\nLoad "
     "certificates "
     "to trust."},
    {"session_stats", session_stats, METH_NOARGS, "session_stats($self, /)\n--\n\n"},
    {"set_default_verify_paths", set_default_verify_paths, METH_NOARGS,
     "set_default_verify_paths($self, /)\n--\n\n"},
    {"set_ecdh_curve", set_ecdh_curve, METH_O, "set_ecdh_curve($self, name, /)\n--\n\n"},
    {"cert_store_stats", cert_store_stats, METH_NOARGS,
     "cert_store_stats($self, /)\n--\n\nHow many certificates of which kind are loaded."},
    {"get_ca_certs", method(get_ca_certs), METH_VARARGS | METH_KEYWORDS,
     "get_ca_certs($self, /, binary_form=False)\n--\n\nThe certificates of authorities."},
    {}};

PyGetSetDef kAttributes[] = {{"check_hostname", get_check_hostname, set_check_hostname},
                             {"_host_flags", get_host_flags, set_host_flags},
                             {"minimum_version", get_minimum, set_minimum},
                             {"maximum_version", get_maximum, set_maximum},
                             {"keylog_filename", get_log_name, set_log_name},
                             {"_msg_callback", get_message_callback, set_message_callback},
                             {"sni_callback", get_server_name_callback, set_server_name_callback},
                             {"num_tickets", get_tickets, set_tickets},
                             {"options", get_options, set_options},
                             {"protocol", get_protocol},
                             {"verify_flags", get_verify_flags, set_verify_flags},
                             {"verify_mode", get_verify_mode, set_verify_mode},
                             {"post_handshake_auth", get_post_handshake, set_post_handshake},
                             {"security_level", get_security_level},
                             {}};
PyType_Slot kSlots[] = {{Py_tp_new, slot(create)},
                        {Py_tp_dealloc, slot(dealloc)},
                        {Py_tp_traverse, slot(traverse)},
                        {Py_tp_clear, slot(clear)},
                        {Py_tp_methods, kMethods},
                        {Py_tp_getset, kAttributes},
                        {0, nullptr}};
PyType_Spec kSpec = {
    "_ssl._SSLContext", sizeof(Context), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
    kSlots};

}  // namespace

PyTypeObject* add_context_type(PyObject* module) { return add_type(module, &kSpec); }

}  // namespace pyro::abi3

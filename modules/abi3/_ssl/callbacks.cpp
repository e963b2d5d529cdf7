// Functions that libssl calls during an operation. They run without the interpreter's lock and take
// it.

#include "modules/abi3/_ssl/ssl_module.h"

namespace pyro::abi3 {

namespace {

bool check_callable(PyObject* value) {
  if (PyCallable_Check(value)) return true;
  PyErr_SetString(PyExc_TypeError, "not a callable object");
  return false;
}

PyObject* or_none(PyObject* object) { return new_ref(object == nullptr ? Py_None : object); }

// What the program knows the connection as: the owner, or the socket, or None.
PyObject* visible(Connection* connection) {
  PyObject* reference = connection->owner != nullptr ? connection->owner : connection->socket;
  PyObject* object = reference == nullptr ? Py_None : PyWeakref_GetObject(reference);
  return new_ref(object == nullptr ? Py_None : object);
}

// ALPN: the server takes its first protocol that the client also has.
int select_protocol(SSL*, const unsigned char** out, unsigned char* size,
                    const unsigned char* client, unsigned client_size, void* data) {
  auto* self = static_cast<Context*>(data);
  static const unsigned char kNothing[] = "";
  const unsigned char* server = self->protocols.empty() ? kNothing : self->protocols.data();
  int result =
      SSL_select_next_proto(const_cast<unsigned char**>(out), size, server,
                            static_cast<unsigned>(self->protocols.size()), client, client_size);
  return result == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

}  // namespace

PyObject* set_alpn_protocols(PyObject* object, PyObject* protocols) {
  Context* self = as_context(object);
  Buffer data;
  if (!data.acquire(protocols)) return nullptr;
  auto size = static_cast<size_t>(data.size());
  if (data.size() > static_cast<Py_ssize_t>(UINT32_MAX)) {
    return PyErr_Format(PyExc_OverflowError, "protocols longer than %u bytes", UINT32_MAX);
  }
  if (!self->protocols.resize(size)) return nullptr;
  if (size > 0) memcpy(self->protocols.data(), data.data(), size);
  if (SSL_CTX_set_alpn_protos(self->context, self->protocols.data(), static_cast<unsigned>(size)) !=
      0) {
    return PyErr_NoMemory();
  }
  SSL_CTX_set_alpn_select_cb(self->context, select_protocol, self);
  return none();
}

namespace {

// The name the client asked for, decoded if it is a name of the DNS.
PyObject* asked_name(const char* name) {
  if (name == nullptr) return none();
  Ref bytes(PyBytes_FromString(name));
  return bytes ? PyUnicode_FromEncodedObject(bytes, "ascii", "strict") : nullptr;
}

int run_server_name_callback(Context* context, Connection* connection, const char* name,
                             int* alert) {
  Ref function = Ref::borrow(context->server_name_callback);
  Ref shown(visible(connection));
  Ref server_name(asked_name(name));
  if (!server_name) {
    *alert = SSL_AD_INTERNAL_ERROR;
    PyErr_WriteUnraisable(shown);
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  }
  Ref result(PyObject_CallFunctionObjArgs(function, shown.get(), server_name.get(),
                                          reinterpret_cast<PyObject*>(context), nullptr));
  if (!result) {
    PyErr_WriteUnraisable(function);
    *alert = SSL_AD_HANDSHAKE_FAILURE;
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  }
  if (result.get() == Py_None) return SSL_TLSEXT_ERR_OK;
  // Another result is the number of an alert.
  *alert = static_cast<int>(PyLong_AsLong(result));
  if (PyErr_Occurred()) {
    PyErr_WriteUnraisable(result);
    *alert = SSL_AD_INTERNAL_ERROR;
  }
  return SSL_TLSEXT_ERR_ALERT_FATAL;
}

int server_name_callback(SSL* ssl, int* alert, void* data) {
  auto* context = static_cast<Context*>(data);
  if (context->server_name_callback == nullptr) return SSL_TLSEXT_ERR_OK;
  Locked locked;
  auto* connection = static_cast<Connection*>(SSL_get_app_data(ssl));
  return run_server_name_callback(context, connection,
                                  SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name), alert);
}

}  // namespace

PyObject* get_server_name_callback(PyObject* object, void*) {
  return or_none(as_context(object)->server_name_callback);
}

int set_server_name_callback(PyObject* object, PyObject* value, void*) {
  Context* self = as_context(object);
  if (self->protocol == kTlsClient) {
    PyErr_SetString(PyExc_ValueError, "sni_callback cannot be set on TLS_CLIENT context");
    return -1;
  }
  bool on = value != nullptr && value != Py_None;
  if (on && !check_callable(value)) return -1;
  replace_ref(self->server_name_callback, on ? new_ref(value) : nullptr);
  int (*callback)(SSL*, int*, void*) = on ? server_name_callback : nullptr;
  SSL_CTX_set_tlsext_servername_callback(self->context, callback);
  SSL_CTX_set_tlsext_servername_arg(self->context, self);
  return 0;
}

namespace {

int message_type(int content_type, const unsigned char* data, size_t size) {
  switch (content_type) {
    case SSL3_RT_CHANGE_CIPHER_SPEC:
      return SSL3_MT_CHANGE_CIPHER_SPEC;
    case SSL3_RT_ALERT:
      return size >= 2 ? data[1] : -1;
    case SSL3_RT_HANDSHAKE:
      return size >= 1 ? data[0] : -1;
    case SSL3_RT_HEADER:
      return size >= 1 ? data[0] : -1;
    case SSL3_RT_INNER_CONTENT_TYPE:
      return size >= 1 ? data[0] : -1;
    default:
      return -1;
  }
}

void message_callback(int writes, int version, int content_type, const void* data, size_t size,
                      SSL* ssl, void*) {
  Locked locked;
  auto* connection = static_cast<Connection*>(SSL_get_app_data(ssl));
  if (connection == nullptr || connection->context->message_callback == nullptr) return;
  Ref shown(visible(connection));
  const auto* bytes = static_cast<const unsigned char*>(data);
  // A record's header says the version itself.
  if (content_type == SSL3_RT_HEADER && size >= 3) version = bytes[1] << 8 | bytes[2];
  Ref result(PyObject_CallFunction(connection->context->message_callback, "Osiiiy#", shown.get(),
                                   writes != 0 ? "write" : "read", version, content_type,
                                   message_type(content_type, bytes, size),
                                   static_cast<const char*>(data), static_cast<Py_ssize_t>(size)));
  if (!result) keep_error(connection);
}

void log_callback(const SSL* ssl, const char* line) {
  Locked locked;
  auto* connection = static_cast<Connection*>(SSL_get_app_data(ssl));
  if (connection == nullptr || connection->context->log == nullptr) return;
  // Short lines of several threads do not mix: the lock is held.
  BIO_printf(connection->context->log, "%s\n", line);
  (void)BIO_flush(connection->context->log);
}

}  // namespace

PyObject* get_message_callback(PyObject* object, void*) {
  return or_none(as_context(object)->message_callback);
}

int set_message_callback(PyObject* object, PyObject* value, void*) {
  Context* self = as_context(object);
  bool on = value != nullptr && value != Py_None;
  if (on && !check_callable(value)) return -1;
  replace_ref(self->message_callback, on ? new_ref(value) : nullptr);
  SSL_CTX_set_msg_callback(self->context, on ? message_callback : nullptr);
  return 0;
}

PyObject* get_log_name(PyObject* object, void*) { return or_none(as_context(object)->log_name); }

int set_log_name(PyObject* object, PyObject* value, void*) {
  Context* self = as_context(object);
  SSL_CTX_set_keylog_callback(self->context, nullptr);
  Py_CLEAR(self->log_name);
  if (self->log != nullptr) BIO_free_all(std::exchange(self->log, nullptr));
  if (value == nullptr || value == Py_None) return 0;
  Ref path;
  if (!PyUnicode_FSConverter(value, path.out())) return -1;
  FILE* file = fopen(PyBytes_AsString(path), "a");
  if (file == nullptr) {
    PyErr_SetFromErrnoWithFilenameObject(PyExc_OSError, value);
    return -1;
  }
  self->log = BIO_new_fp(file, BIO_CLOSE | BIO_FP_TEXT);
  if (self->log == nullptr) {
    fclose(file);
    PyErr_SetString(self->state->error, "Can't malloc memory for keylog file");
    return -1;
  }
  // A new log begins with a line about itself.
  if (BIO_tell(self->log) == 0) {
    BIO_puts(self->log, "# TLS secrets log file, generated by OpenSSL / Python\n");
    (void)BIO_flush(self->log);
  }
  self->log_name = new_ref(value);
  SSL_CTX_set_keylog_callback(self->context, log_callback);
  return 0;
}

}  // namespace pyro::abi3

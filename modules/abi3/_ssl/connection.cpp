// Connections: making them, the handshake, reading, writing, shutting down.

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>

#include <climits>

#include "modules/abi3/_ssl/ssl_module.h"

namespace pyro::abi3 {

void keep_error(Connection* self) {
  Py_CLEAR(self->error_type);
  Py_CLEAR(self->error_value);
  Py_CLEAR(self->error_traceback);
  PyErr_Fetch(&self->error_type, &self->error_value, &self->error_traceback);
}

bool raise_kept_error(Connection* self) {
  if (self->error_type == nullptr) return false;
  PyErr_Restore(std::exchange(self->error_type, nullptr), std::exchange(self->error_value, nullptr),
                std::exchange(self->error_traceback, nullptr));
  ERR_clear_error();
  return true;
}

namespace {

// How long an operation may take and on what it waits.
struct Transport {
  Ref socket;  // null: over buffers
  int descriptor = -1;
  Nanoseconds timeout = 0;  // -1: no limit; 0: never wait
  Nanoseconds deadline = 0;

  // False with an exception.
  bool open(Connection* self) {
    if (self->socket == nullptr) return true;
    socket = Ref::borrow(PyWeakref_GetObject(self->socket));
    if (!socket || socket.get() == Py_None) {
      socket.reset();
      raise_ssl_error(self->state, self->state->error, 7, "Underlying socket connection gone",
                      __LINE__);
      return false;
    }
    Ref number(PyObject_CallMethod(socket, "fileno", nullptr));
    Ref limit(number ? PyObject_CallMethod(socket, "gettimeout", nullptr) : nullptr);
    if (!limit || !int_argument(number, &descriptor)) return false;
    timeout = -1;
    if (limit.get() != Py_None && !nanoseconds_from_seconds(limit, &timeout)) return false;
    if (timeout > 0) deadline = monotonic_now() + timeout;
    // The library must see the mode that the timeout means.
    BIO_set_nbio(SSL_get_rbio(self->ssl), timeout >= 0);
    BIO_set_nbio(SSL_get_wbio(self->ssl), timeout >= 0);
    return true;
  }
};

enum class Waited { kReady, kTimeout, kNonBlocking, kClosed };

Waited wait_for(const Transport& transport, bool writing) {
  if (!transport.socket || transport.timeout == 0) return Waited::kNonBlocking;
  if (transport.descriptor < 0) return Waited::kClosed;
  int milliseconds = -1;
  if (transport.timeout > 0) {
    Nanoseconds left = transport.deadline - monotonic_now();
    if (left <= 0) return Waited::kTimeout;
    milliseconds = poll_milliseconds(left);
  }
  pollfd entry{transport.descriptor, static_cast<short>(writing ? POLLOUT : POLLIN), 0};
  int ready;
  {
    Unlocked unlocked;
    ready = poll(&entry, 1, milliseconds);
  }
  return ready == 0 ? Waited::kTimeout : Waited::kReady;
}

// The outcome of an operation of the library.
struct Outcome {
  int result = 0, code = SSL_ERROR_NONE, system_error = 0;
};

PyObject* fail(Connection* self, const Outcome& outcome, int line) {
  if (raise_kept_error(self)) return nullptr;
  raise_operation_error(self, outcome.result, outcome.code, outcome.system_error, line);
  // The context of the error is that of the function that failed, if there is one.
  return nullptr;
}

// Repeats `step()` until it is done or cannot go on. False with an exception; true also for errors,
// which `outcome` tells.
template <class Step>
bool run(Connection* self, Transport& transport, const char* timeout_text, Outcome* outcome,
         Step step) {
  while (true) {
    {
      Unlocked unlocked;
      ERR_clear_error();
      errno = 0;
      outcome->result = step();
      outcome->system_error = errno;
      outcome->code = SSL_get_error(self->ssl, outcome->result);
    }
    if (PyErr_CheckSignals() < 0) return false;
    bool interrupted = outcome->code == SSL_ERROR_SYSCALL && outcome->system_error == EINTR &&
                       ERR_peek_error() == 0 && outcome->result < 0;
    if (interrupted) continue;
    if (outcome->code != SSL_ERROR_WANT_READ && outcome->code != SSL_ERROR_WANT_WRITE) return true;
    switch (wait_for(transport, outcome->code == SSL_ERROR_WANT_WRITE)) {
      case Waited::kReady:
        break;
      case Waited::kNonBlocking:
        return true;
      case Waited::kTimeout:
        PyErr_SetString(PyExc_TimeoutError, timeout_text);
        return false;
      case Waited::kClosed:
        raise_ssl_error(self->state, self->state->error, 9, "Underlying socket has been closed.",
                        __LINE__);
        return false;
    }
  }
}

PyObject* do_handshake(PyObject* object, PyObject*) {
  Connection* self = as_connection(object);
  Transport transport;
  Outcome outcome;
  if (!transport.open(self)) return nullptr;
  if (!run(self, transport, "_ssl.c:983: The handshake operation timed out", &outcome,
           [&] { return SSL_do_handshake(self->ssl); })) {
    return nullptr;
  }
  if (outcome.result < 1) return fail(self, outcome, __LINE__);
  return raise_kept_error(self) ? nullptr : none();
}

PyObject* write(PyObject* object, PyObject* argument) {
  Connection* self = as_connection(object);
  Buffer data;
  if (!data.acquire(argument)) return nullptr;
  Transport transport;
  Outcome outcome;
  if (!transport.open(self)) return nullptr;
  if (data.size() > INT_MAX) {
    return PyErr_Format(PyExc_OverflowError, "string longer than %d bytes", INT_MAX);
  }
  if (transport.socket && transport.timeout > 0 && wait_for(transport, true) == Waited::kTimeout) {
    PyErr_SetString(PyExc_TimeoutError, "The write operation timed out");
    return nullptr;
  }
  size_t written = 0;
  if (!run(self, transport, "The write operation timed out", &outcome, [&] {
        return SSL_write_ex(self->ssl, data.data(), static_cast<size_t>(data.size()), &written);
      })) {
    return nullptr;
  }
  if (outcome.result == 0) return fail(self, outcome, __LINE__);
  return raise_kept_error(self) ? nullptr : PyLong_FromSize_t(written);
}

// Reads at most `size` bytes; -1 with an exception.
Py_ssize_t read_some(Connection* self, void* place, Py_ssize_t size) {
  Transport transport;
  Outcome outcome;
  if (!transport.open(self)) return -1;
  size_t got = 0;
  if (!run(self, transport, "The read operation timed out", &outcome,
           [&] { return SSL_read_ex(self->ssl, place, static_cast<size_t>(size), &got); })) {
    return -1;
  }
  if (outcome.result != 0) return raise_kept_error(self) ? -1 : static_cast<Py_ssize_t>(got);
  bool closed =
      outcome.code == SSL_ERROR_ZERO_RETURN && SSL_get_shutdown(self->ssl) == SSL_RECEIVED_SHUTDOWN;
  if (closed) return 0;
  fail(self, outcome, __LINE__);
  return -1;
}

PyObject* read(PyObject* object, PyObject* arguments) {
  Connection* self = as_connection(object);
  Py_ssize_t size;
  Buffer target;
  if (PyTuple_Size(arguments) == 2) {
    if (!PyArg_ParseTuple(arguments, "nw*:read", &size, target.out())) return nullptr;
    if (size <= 0 || size > target.size()) size = target.size();
    if (size > INT_MAX) {
      PyErr_Format(PyExc_OverflowError, "maximum length can't fit in a C 'int'");
      return nullptr;
    }
    if (size == 0) return PyLong_FromLong(0);
    Py_ssize_t got = read_some(self, target.data(), size);
    return got < 0 ? nullptr : PyLong_FromSsize_t(got);
  }
  if (!PyArg_ParseTuple(arguments, "n:read", &size)) return nullptr;
  if (size < 0) {
    PyErr_SetString(PyExc_ValueError, "size should not be negative");
    return nullptr;
  }
  Ref bytes(PyBytes_FromStringAndSize(nullptr, size));
  if (!bytes || size == 0) return bytes.release();
  Py_ssize_t got = read_some(self, PyBytes_AsString(bytes), size);
  if (got < 0) return nullptr;
  return got == size ? bytes.release() : PyBytes_FromStringAndSize(PyBytes_AsString(bytes), got);
}

PyObject* shut_down(PyObject* object, PyObject*) {
  Connection* self = as_connection(object);
  Transport transport;
  if (!transport.open(self)) return nullptr;
  if (transport.socket && transport.descriptor < 0) {
    return raise_ssl_error(self->state, self->state->error, 7, "Underlying socket connection gone",
                           __LINE__);
  }
  Outcome outcome;
  int zeros = 0;
  while (true) {
    // The second call waits for the answer of the peer; what the peer still sends is not read then.
    if (self->shutdown_seen_zero) SSL_set_read_ahead(self->ssl, 0);
    if (!run(self, transport,
             outcome.code == SSL_ERROR_WANT_WRITE ? "The write operation timed out"
                                                  : "The read operation timed out",
             &outcome, [&] { return SSL_shutdown(self->ssl); })) {
      return nullptr;
    }
    if (outcome.result > 0) break;
    if (outcome.result < 0) return fail(self, outcome, __LINE__);
    if (++zeros > 1) break;
    self->shutdown_seen_zero = true;
  }
  if (raise_kept_error(self)) return nullptr;
  return transport.socket ? transport.socket.release() : none();
}

PyObject* post_handshake(PyObject* object, PyObject*) {
  Connection* self = as_connection(object);
  if (SSL_verify_client_post_handshake(self->ssl) == 0)
    return raise_queued_error(self->state, __LINE__);
  return none();
}

// The name of the server: a name for SNI and the check, or an address for the check only.
bool set_hostname(Connection* self, PyObject* hostname) {
  Ref bytes(PyUnicode_Check(hostname) ? PyUnicode_AsEncodedString(hostname, "idna", "strict")
                                      : PyObject_Bytes(hostname));
  if (!bytes) return false;
  const char* name = PyBytes_AsString(bytes);
  if (strlen(name) != static_cast<size_t>(PyBytes_Size(bytes))) {
    PyErr_SetString(PyExc_TypeError, "embedded null character");
    return false;
  }
  if (name[0] == 0 || name[0] == '.') {
    PyErr_SetString(PyExc_ValueError,
                    "server_hostname cannot be an empty string or start with a leading dot.");
    return false;
  }
  self->server_hostname = PyUnicode_DecodeASCII(name, PyBytes_Size(bytes), "strict");
  if (self->server_hostname == nullptr) return false;
  ASN1_OCTET_STRING* address = a2i_IPADDRESS(name);
  ERR_clear_error();
  bool done = address != nullptr || SSL_set_tlsext_host_name(self->ssl, name) != 0;
  if (done && self->context->check_hostname) {
    X509_VERIFY_PARAM* parameters = SSL_get0_param(self->ssl);
    done = address == nullptr
               ? X509_VERIFY_PARAM_set1_host(parameters, name, strlen(name)) != 0
               : X509_VERIFY_PARAM_set1_ip(parameters, ASN1_STRING_get0_data(address),
                                           static_cast<size_t>(ASN1_STRING_length(address))) != 0;
  }
  ASN1_OCTET_STRING_free(address);
  return done || raise_queued_error(self->state, __LINE__) != nullptr;
}

bool check_side(Context* context, bool server_side) {
  const char* text = nullptr;
  if (server_side && context->protocol == kTlsClient) {
    text = "Cannot create a server socket with a PROTOCOL_TLS_CLIENT context";
  } else if (!server_side && context->protocol == kTlsServer) {
    text = "Cannot create a client socket with a PROTOCOL_TLS_SERVER context";
  }
  if (text != nullptr) raise_ssl_error(context->state, context->state->error, 1, text, __LINE__);
  return text == nullptr;
}

bool attach(Connection* self, PyObject* socket, MemoryBuffer* incoming, MemoryBuffer* outgoing) {
  if (socket == nullptr) {
    // The connection owns one reference of each buffer.
    BIO_up_ref(incoming->bio);
    BIO_up_ref(outgoing->bio);
    SSL_set_bio(self->ssl, incoming->bio, outgoing->bio);
    return true;
  }
  Ref number(PyObject_CallMethod(socket, "fileno", nullptr));
  int descriptor;
  if (!number || !int_argument(number, &descriptor)) return false;
  self->socket = PyWeakref_NewRef(socket, nullptr);
  return self->socket != nullptr && SSL_set_fd(self->ssl, descriptor) == 1;
}

void start(Connection* self) {
  // A write on a blocking socket takes all there is, as send() of CPython's does.
  SSL_set_mode(self->ssl, SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_AUTO_RETRY);
  bool requires_certificate = (SSL_get_verify_mode(self->ssl) & SSL_VERIFY_PEER) != 0;
  if (self->server_side) {
    SSL_set_accept_state(self->ssl);
    // A server that may ask after the handshake asks for nothing in it.
    if (self->context->post_handshake && requires_certificate) {
      SSL_set_verify(self->ssl, SSL_get_verify_mode(self->ssl) | SSL_VERIFY_POST_HANDSHAKE,
                     SSL_get_verify_callback(self->ssl));
    }
  } else {
    SSL_set_connect_state(self->ssl);
    if (self->context->post_handshake) SSL_set_post_handshake_auth(self->ssl, 1);
  }
}

int traverse(PyObject* object, visitproc visit, void* arg) {
  Py_VISIT(Py_TYPE(object));
  Py_VISIT(as_connection(object)->error_value);
  return 0;
}

int clear(PyObject* object) {
  Connection* self = as_connection(object);
  Py_CLEAR(self->socket);
  Py_CLEAR(self->owner);
  Py_CLEAR(self->server_hostname);
  Py_CLEAR(self->error_type);
  Py_CLEAR(self->error_value);
  Py_CLEAR(self->error_traceback);
  return 0;
}

void dealloc(PyObject* object) {
  Connection* self = as_connection(object);
  PyObject_GC_UnTrack(object);
  if (self->ssl != nullptr) {
    SSL_set_app_data(self->ssl, nullptr);
    SSL_free(self->ssl);
  }
  clear(object);
  Py_XDECREF(reinterpret_cast<PyObject*>(self->context));
  free_instance(object);
}

// Attributes

PyObject* get_context(PyObject* object, void*) {
  return new_ref(reinterpret_cast<PyObject*>(as_connection(object)->context));
}

int set_context(PyObject* object, PyObject* value, void*) {
  Connection* self = as_connection(object);
  if (value == nullptr || PyObject_TypeCheck(value, self->state->context) == 0) {
    PyErr_SetString(PyExc_TypeError, "The value must be a SSLContext");
    return -1;
  }
  auto* old = reinterpret_cast<PyObject*>(self->context);
  self->context = as_context(new_ref(value));
  Py_DECREF(old);
  SSL_set_SSL_CTX(self->ssl, self->context->context);
  return 0;
}

PyObject* get_server_side(PyObject* object, void*) {
  return boolean(as_connection(object)->server_side);
}
PyObject* get_server_hostname(PyObject* object, void*) {
  PyObject* name = as_connection(object)->server_hostname;
  return new_ref(name == nullptr ? Py_None : name);
}

PyObject* get_owner(PyObject* object, void*) {
  PyObject* reference = as_connection(object)->owner;
  PyObject* owner = reference == nullptr ? Py_None : PyWeakref_GetObject(reference);
  return owner == nullptr ? nullptr : new_ref(owner);
}

int set_owner(PyObject* object, PyObject* value, void*) {
  PyObject* reference = value == nullptr ? nullptr : PyWeakref_NewRef(value, nullptr);
  if (reference == nullptr) return -1;
  replace_ref(as_connection(object)->owner, reference);
  return 0;
}

PyObject* get_session(PyObject* object, void*) { return session_object(as_connection(object)); }
int set_session_attribute(PyObject* object, PyObject* value, void*) {
  return set_session(as_connection(object), value) ? 0 : -1;
}
PyObject* get_reused(PyObject* object, void*) {
  return boolean(SSL_session_reused(as_connection(object)->ssl) != 0);
}

PyMethodDef kMethods[] = {
    {"do_handshake", do_handshake, METH_NOARGS, "do_handshake($self, /)\n--\n\n"},
    {"write", write, METH_O, "write($self, b, /)\n--\n\nWrite bytes; the number that went out."},
    {"read", read, METH_VARARGS, "read(size, [buffer])\nRead up to size bytes."},
    {"shutdown", shut_down, METH_NOARGS,
     "shutdown($self, /)\n--\n\nEnd the encryption; the socket goes on without it."},
    {"verify_client_post_handshake", post_handshake, METH_NOARGS,
     "verify_client_post_handshake($self, /)\n--\n\nAsk the client for its certificate."},
    {"getpeercert", method(connection_certificate), METH_FASTCALL,
     "getpeercert($self, der=False, /)\n--\n\nThe certificate of the peer: bytes, a dictionary, or "
     "None."},
    {"get_verified_chain", connection_verified_chain, METH_NOARGS,
     "get_verified_chain($self, /)\n--\n\n"},
    {"get_unverified_chain", connection_unverified_chain, METH_NOARGS,
     "get_unverified_chain($self, /)\n--\n\n"},
    {"cipher", connection_cipher, METH_NOARGS, "cipher($self, /)\n--\n\n"},
    {"shared_ciphers", connection_shared_ciphers, METH_NOARGS, "shared_ciphers($self, /)\n--\n\n"},
    {"version", connection_version, METH_NOARGS, "version($self, /)\n--\n\n"},
    {"selected_alpn_protocol", connection_protocol, METH_NOARGS,
     "selected_alpn_protocol($self, /)\n--\n\n"},
    {"compression", connection_compression, METH_NOARGS, "compression($self, /)\n--\n\n"},
    {"pending", connection_pending, METH_NOARGS,
     "pending($self, /)\n--\n\nHow many decrypted bytes wait to be read."},
    {"get_channel_binding", method(connection_binding), METH_VARARGS | METH_KEYWORDS,
     "get_channel_binding($self, /, cb_type='tls-unique')\n--\n\n"},
    {}};

PyGetSetDef kAttributes[] = {
    {"context", get_context, set_context, "The context of the connection."},
    {"server_side", get_server_side, nullptr, "True on the side of the server."},
    {"server_hostname", get_server_hostname, nullptr, "The name of the server."},
    {"owner", get_owner, set_owner, "The object that callbacks see."},
    {"session", get_session, set_session_attribute, "The session of the connection."},
    {"session_reused", get_reused, nullptr, "True if the session is one of before."},
    {}};

}  // namespace

PyObject* new_connection(Context* context, PyObject* socket, MemoryBuffer* incoming,
                         MemoryBuffer* outgoing, bool server_side, PyObject* hostname,
                         PyObject* owner, PyObject* session) {
  if (!check_side(context, server_side)) return nullptr;
  SslState* state = context->state;
  auto* self = allocate<Connection>(state->connection);
  if (self == nullptr) return nullptr;
  Ref result(reinterpret_cast<PyObject*>(self));
  self->state = state;
  self->context = as_context(new_ref(reinterpret_cast<PyObject*>(context)));
  self->server_side = server_side;
  ERR_clear_error();
  self->ssl = SSL_new(context->context);
  if (self->ssl == nullptr) return raise_queued_error(state, __LINE__);
  SSL_set_app_data(self->ssl, self);
  if (hostname != Py_None && !set_hostname(self, hostname)) return nullptr;
  if (!attach(self, socket, incoming, outgoing)) return nullptr;
  start(self);
  if (owner != Py_None && set_owner(result, owner, nullptr) < 0) return nullptr;
  if (session != Py_None && !set_session(self, session)) return nullptr;
  return result.release();
}

PyTypeObject* add_connection_type(PyObject* module) {
  PyType_Slot slots[] = {{Py_tp_dealloc, slot(dealloc)}, {Py_tp_traverse, slot(traverse)},
                         {Py_tp_clear, slot(clear)},     {Py_tp_methods, kMethods},
                         {Py_tp_getset, kAttributes},    {0, nullptr}};
  PyType_Spec spec = {"_ssl._SSLSocket", sizeof(Connection), 0,
                      Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE |
                          Py_TPFLAGS_DISALLOW_INSTANTIATION,
                      slots};
  return add_type(module, &spec);
}

}  // namespace pyro::abi3

// The _ssl module: TLS by libssl. The ssl module is built on it.
//
// A context (_SSLContext) holds the settings of connections; a connection (_SSLSocket) runs over a
// socket, or over two memory buffers (MemoryBIO). Over a socket with a timeout the descriptor is
// non-blocking, and an operation that libssl cannot finish waits for the descriptor and is
// repeated. Exceptions of Python functions that libssl calls wait in the connection until the
// operation returns.
//
//   errors.cpp        exceptions and what libssl's error queue becomes
//   memory_bio.cpp    MemoryBIO
//   certificates.cpp  certificates as dictionaries and objects
//   context.cpp       contexts and their attributes
//   loading.cpp       certificates, keys and parameters of a context
//   callbacks.cpp     functions that libssl calls: passwords, server names, messages, key logs
//   connection.cpp    connections: reading, writing, handshake
//   connection_info.cpp  what is known about a connection
//   session.cpp       sessions
//   module.cpp        functions and constants

#pragma once

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "modules/abi3/support/array.h"
#include "modules/abi3/support/duration.h"

namespace pyro::abi3 {

enum Protocol { kTls = 2, kTls10, kTls11, kTls12, kTlsClient = 16, kTlsServer = 17 };
enum CertificateRequirement { kNone, kOptional, kRequired };
// Python's numbers of errors; those up to kInvalid are libssl's.
enum ErrorNumber { kErrorEof = 8, kErrorInvalid = 10 };

struct SslState {
  PyTypeObject *context, *connection, *memory_bio, *session, *certificate;
  PyObject *error, *verification_error, *zero_return, *want_read, *want_write, *syscall_error,
      *eof_error;
  PyObject* library_names;  // dict of number: name
  PyObject* socket_type;
};

inline SslState* ssl_state(PyObject* module) { return state_of<SslState>(module); }
extern PyModuleDef ssl_module;

struct Context {
  PyObject_HEAD SSL_CTX* context;
  SslState* state;
  PyObject *server_name_callback, *message_callback, *log_name;
  BIO* log;
  Array<unsigned char> protocols;  // ALPN, in the form of the wire
  int protocol;
  unsigned host_flags;
  bool check_hostname, post_handshake;
};

struct Connection {
  PyObject_HEAD SSL* ssl;
  SslState* state;
  PyObject *socket, *owner;  // weak references or null
  Context* context;
  PyObject* server_hostname;  // str or null
  PyObject *error_type, *error_value, *error_traceback;
  bool server_side, shutdown_seen_zero;
};

struct Session {
  PyObject_HEAD SSL_SESSION* session;
  Context* context;
};

struct MemoryBuffer {
  PyObject_HEAD BIO* bio;
  bool eof_written;
};

inline Context* as_context(PyObject* object) { return reinterpret_cast<Context*>(object); }
inline Connection* as_connection(PyObject* object) { return reinterpret_cast<Connection*>(object); }

// Raises an exception of the module with a number and text; null. The line goes into the text.
PyObject* raise_ssl_error(SslState* state, PyObject* type, int number, const char* text, int line);
// Raises what the error queue says; null.
PyObject* raise_queued_error(SslState* state, int line);
// Raises what an operation that returned `result` failed with; null.
PyObject* raise_operation_error(Connection* self, int result, int code, int system_error, int line);

bool add_ssl_errors(PyObject* module);
// The dicts err_codes_to_names and err_names_to_codes.
bool add_reason_names(PyObject* module);
bool add_ssl_types(PyObject* module);
bool add_ssl_constants(PyObject* module);

PyTypeObject* add_context_type(PyObject* module);
PyTypeObject* add_connection_type(PyObject* module);
PyTypeObject* add_memory_bio_type(PyObject* module);
PyTypeObject* add_session_type(PyObject* module);
PyTypeObject* add_certificate_type(PyObject* module);

// A certificate as getpeercert() shows it.
PyObject* certificate_dict(SslState* state, X509* certificate);
PyObject* certificate_bytes(SslState* state, X509* certificate);
// Objects around each certificate; None for no list.
PyObject* certificate_list(SslState* state, STACK_OF(X509) * list);
PyObject* object_info(const ASN1_OBJECT* object);

PyObject* cipher_dict(const SSL_CIPHER* cipher);

// A connection over a socket (or null, then over the two buffers).
PyObject* new_connection(Context* context, PyObject* socket, MemoryBuffer* incoming,
                         MemoryBuffer* outgoing, bool server_side, PyObject* hostname,
                         PyObject* owner, PyObject* session);
bool set_session(Connection* self, PyObject* session);
PyObject* session_object(Connection* self);

// Keeps the pending exception of a function that libssl called.
void keep_error(Connection* self);
// Raises an exception that was kept; true if there was one.
bool raise_kept_error(Connection* self);

// Methods of contexts in loading.cpp and callbacks.cpp.
PyObject* load_cert_chain(PyObject* self, PyObject* arguments, PyObject* names);
PyObject* load_verify_locations(PyObject* self, PyObject* arguments, PyObject* names);
PyObject* load_dh_params(PyObject* self, PyObject* path);
PyObject* get_ca_certs(PyObject* self, PyObject* arguments, PyObject* names);
PyObject* cert_store_stats(PyObject* self, PyObject*);
PyObject* set_alpn_protocols(PyObject* self, PyObject* protocols);
PyObject* get_server_name_callback(PyObject* self, void*);
int set_server_name_callback(PyObject* self, PyObject* value, void*);
PyObject* get_message_callback(PyObject* self, void*);
int set_message_callback(PyObject* self, PyObject* value, void*);
PyObject* get_log_name(PyObject* self, void*);
int set_log_name(PyObject* self, PyObject* value, void*);

// Methods of connections in connection_info.cpp.
PyObject* connection_certificate(PyObject* self, PyObject* const* arguments, Py_ssize_t count);
PyObject* connection_verified_chain(PyObject* self, PyObject*);
PyObject* connection_unverified_chain(PyObject* self, PyObject*);
PyObject* connection_cipher(PyObject* self, PyObject*);
PyObject* connection_shared_ciphers(PyObject* self, PyObject*);
PyObject* connection_version(PyObject* self, PyObject*);
PyObject* connection_protocol(PyObject* self, PyObject*);
PyObject* connection_compression(PyObject* self, PyObject*);
PyObject* connection_pending(PyObject* self, PyObject*);
PyObject* connection_binding(PyObject* self, PyObject* arguments, PyObject* names);

}  // namespace pyro::abi3

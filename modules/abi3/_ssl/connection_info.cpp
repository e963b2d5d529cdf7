// What is known about a connection.

#include "modules/abi3/_ssl/ssl_module.h"

namespace pyro::abi3 {

namespace {

PyObject* text(const char* characters) {
  return characters == nullptr ? none() : PyUnicode_FromString(characters);
}

SSL* ssl_of(PyObject* object) { return as_connection(object)->ssl; }

// (name, version, secret bits)
PyObject* cipher_tuple(const SSL_CIPHER* cipher) {
  return Py_BuildValue("NNi", text(SSL_CIPHER_get_name(cipher)),
                       text(SSL_CIPHER_get_version(cipher)), SSL_CIPHER_get_bits(cipher, nullptr));
}

PyObject* algorithm_name(int nid) { return nid == NID_undef ? none() : text(OBJ_nid2ln(nid)); }

}  // namespace

PyObject* cipher_dict(const SSL_CIPHER* cipher) {
  char description[512] = "";
  SSL_CIPHER_description(cipher, description, sizeof(description) - 1);
  size_t length = strlen(description);
  if (length > 0 && description[length - 1] == '\n') description[length - 1] = 0;
  int algorithm_bits;
  int strength = SSL_CIPHER_get_bits(cipher, &algorithm_bits);
  return Py_BuildValue("{sksssssssisisNsNsNsNsN}", "id",
                       static_cast<unsigned long>(SSL_CIPHER_get_id(cipher)), "name",
                       SSL_CIPHER_get_name(cipher), "protocol", SSL_CIPHER_get_version(cipher),
                       "description", description, "strength_bits", strength, "alg_bits",
                       algorithm_bits, "aead", boolean(SSL_CIPHER_is_aead(cipher) != 0),
                       "symmetric", algorithm_name(SSL_CIPHER_get_cipher_nid(cipher)), "digest",
                       algorithm_name(SSL_CIPHER_get_digest_nid(cipher)), "kea",
                       algorithm_name(SSL_CIPHER_get_kx_nid(cipher)), "auth",
                       algorithm_name(SSL_CIPHER_get_auth_nid(cipher)));
}

PyObject* connection_certificate(PyObject* object, PyObject* const* arguments, Py_ssize_t count) {
  int binary = 0;
  if (!check_positional("getpeercert", count, 0, 1)) return nullptr;
  if (count == 1 && (binary = PyObject_IsTrue(arguments[0])) < 0) return nullptr;
  Connection* self = as_connection(object);
  if (SSL_is_init_finished(self->ssl) == 0) {
    PyErr_SetString(PyExc_ValueError, "handshake not done yet");
    return nullptr;
  }
  X509* certificate = SSL_get1_peer_certificate(self->ssl);
  if (certificate == nullptr) return none();
  PyObject* result;
  if (binary != 0) {
    result = certificate_bytes(self->state, certificate);
  } else if ((SSL_get_verify_mode(self->ssl) & SSL_VERIFY_PEER) == 0) {
    // What was not checked is not shown.
    result = PyDict_New();
  } else {
    result = certificate_dict(self->state, certificate);
  }
  X509_free(certificate);
  return result;
}

PyObject* connection_verified_chain(PyObject* object, PyObject*) {
  STACK_OF(X509)* chain = SSL_get0_verified_chain(ssl_of(object));
  return chain == nullptr ? none() : certificate_list(as_connection(object)->state, chain);
}

PyObject* connection_unverified_chain(PyObject* object, PyObject*) {
  Connection* self = as_connection(object);
  STACK_OF(X509)* chain = SSL_get_peer_cert_chain(self->ssl);
  if (chain == nullptr) return none();
  Ref list(certificate_list(self->state, chain));
  if (!list || !self->server_side) return list.release();
  // On a server the chain is without the certificate of the peer itself.
  X509* certificate = SSL_get1_peer_certificate(self->ssl);
  if (certificate == nullptr) return list.release();
  STACK_OF(X509)* first = sk_X509_new_null();
  sk_X509_push(first, certificate);
  Ref head(certificate_list(self->state, first));
  sk_X509_free(first);
  X509_free(certificate);
  return head ? PySequence_Concat(head, list) : nullptr;
}

PyObject* connection_cipher(PyObject* object, PyObject*) {
  const SSL_CIPHER* cipher = SSL_get_current_cipher(ssl_of(object));
  return cipher == nullptr ? none() : cipher_tuple(cipher);
}

PyObject* connection_shared_ciphers(PyObject* object, PyObject*) {
  STACK_OF(SSL_CIPHER)* server = SSL_get_ciphers(ssl_of(object));
  STACK_OF(SSL_CIPHER)* client = SSL_get_client_ciphers(ssl_of(object));
  if (server == nullptr) return none();
  Ref list(PyList_New(0));
  for (int i = 0; list && i < sk_SSL_CIPHER_num(server); ++i) {
    const SSL_CIPHER* cipher = sk_SSL_CIPHER_value(server, i);
    // On a client, and before the handshake, the own ciphers are all that is known.
    if (client != nullptr && sk_SSL_CIPHER_find(client, cipher) < 0) continue;
    Ref item(cipher_tuple(cipher));
    if (!item || PyList_Append(list, item) < 0) return nullptr;
  }
  return list.release();
}

PyObject* connection_version(PyObject* object, PyObject*) {
  if (SSL_is_init_finished(ssl_of(object)) == 0) return none();
  const char* version = SSL_get_version(ssl_of(object));
  return strcmp(version, "unknown") == 0 ? none() : text(version);
}

PyObject* connection_protocol(PyObject* object, PyObject*) {
  const unsigned char* name;
  unsigned size;
  SSL_get0_alpn_selected(ssl_of(object), &name, &size);
  if (name == nullptr) return none();
  return PyUnicode_FromStringAndSize(reinterpret_cast<const char*>(name), size);
}

PyObject* connection_compression(PyObject* object, PyObject*) {
  const COMP_METHOD* method = SSL_get_current_compression(ssl_of(object));
  if (method == nullptr || COMP_get_type(method) == NID_undef) return none();
  return text(OBJ_nid2sn(COMP_get_type(method)));
}

PyObject* connection_pending(PyObject* object, PyObject*) {
  return PyLong_FromLong(SSL_pending(ssl_of(object)));
}

PyObject* connection_binding(PyObject* object, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"cb_type", nullptr};
  const char* kind = "tls-unique";
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "|s:get_channel_binding", keywords(kNames),
                                   &kind)) {
    return nullptr;
  }
  if (strcmp(kind, "tls-unique") != 0) {
    return PyErr_Format(PyExc_ValueError, "'%s' channel binding type not implemented", kind);
  }
  // The first message of the handshake that finished it: the client's, but of a resumed session the
  // server's.
  SSL* ssl = ssl_of(object);
  char message[128];
  bool own = (SSL_session_reused(ssl) != 0) == as_connection(object)->server_side;
  size_t size = own ? SSL_get_finished(ssl, message, sizeof(message))
                    : SSL_get_peer_finished(ssl, message, sizeof(message));
  return size == 0 ? none() : PyBytes_FromStringAndSize(message, static_cast<Py_ssize_t>(size));
}

}  // namespace pyro::abi3

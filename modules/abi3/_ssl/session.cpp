// Sessions, which a later connection can resume.

#include "modules/abi3/_ssl/ssl_module.h"

namespace pyro::abi3 {

namespace {

Session* as_session(PyObject* object) { return reinterpret_cast<Session*>(object); }

int traverse(PyObject* object, visitproc visit, void* arg) {
  Py_VISIT(Py_TYPE(object));
  Py_VISIT(reinterpret_cast<PyObject*>(as_session(object)->context));
  return 0;
}

void dealloc(PyObject* object) {
  PyObject_GC_UnTrack(object);
  Py_XDECREF(reinterpret_cast<PyObject*>(as_session(object)->context));
  SSL_SESSION_free(as_session(object)->session);
  free_instance(object);
}

PyObject* identifier(const SSL_SESSION* session) {
  unsigned size;
  const unsigned char* data = SSL_SESSION_get_id(session, &size);
  return PyBytes_FromStringAndSize(reinterpret_cast<const char*>(data), size);
}

PyObject* compare(PyObject* object, PyObject* other, int operation) {
  if (Py_TYPE(object) != Py_TYPE(other) || (operation != Py_EQ && operation != Py_NE)) {
    return new_ref(Py_NotImplemented);
  }
  Ref left(identifier(as_session(object)->session)), right(identifier(as_session(other)->session));
  return left && right ? PyObject_RichCompare(left, right, operation) : nullptr;
}

PyObject* id(PyObject* object, void*) { return identifier(as_session(object)->session); }
PyObject* time(PyObject* object, void*) {
  return PyLong_FromLong(SSL_SESSION_get_time(as_session(object)->session));
}
PyObject* timeout(PyObject* object, void*) {
  return PyLong_FromLong(SSL_SESSION_get_timeout(as_session(object)->session));
}
PyObject* hint(PyObject* object, void*) {
  return PyLong_FromUnsignedLong(SSL_SESSION_get_ticket_lifetime_hint(as_session(object)->session));
}
PyObject* has_ticket(PyObject* object, void*) {
  return boolean(SSL_SESSION_has_ticket(as_session(object)->session) != 0);
}

PyGetSetDef kAttributes[] = {
    {"has_ticket", has_ticket, nullptr, "True if it has a ticket."},
    {"id", id, nullptr, "The identifier."},
    {"ticket_lifetime_hint", hint, nullptr, "Seconds the ticket may live."},
    {"time", time, nullptr, "When it was made, in seconds of the epoch."},
    {"timeout", timeout, nullptr, "Seconds it can be resumed."},
    {}};
PyType_Slot kSlots[] = {
    {Py_tp_dealloc, slot(dealloc)},     {Py_tp_traverse, slot(traverse)},
    {Py_tp_richcompare, slot(compare)}, {Py_tp_hash, slot(PyObject_HashNotImplemented)},
    {Py_tp_getset, kAttributes},        {0, nullptr}};
PyType_Spec kSpec = {"_ssl.SSLSession", sizeof(Session), 0,
                     Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE |
                         Py_TPFLAGS_DISALLOW_INSTANTIATION,
                     kSlots};

}  // namespace

PyObject* session_object(Connection* self) {
  SSL_SESSION* current = SSL_get_session(self->ssl);
  if (current == nullptr) return none();
  // A copy: a connection that ends badly makes its own session unfit to be resumed.
  SSL_SESSION* session = SSL_SESSION_dup(current);
  if (session == nullptr) return raise_queued_error(self->state, __LINE__);
  auto* result = allocate<Session>(self->state->session);
  if (result == nullptr) {
    SSL_SESSION_free(session);
    return nullptr;
  }
  result->session = session;
  result->context = as_context(new_ref(reinterpret_cast<PyObject*>(self->context)));
  return reinterpret_cast<PyObject*>(result);
}

bool set_session(Connection* self, PyObject* object) {
  if (object == nullptr || Py_TYPE(object) != self->state->session) {
    PyErr_SetString(PyExc_TypeError, "Value is not a SSLSession.");
    return false;
  }
  const char* text = nullptr;
  if (as_session(object)->context->context != self->context->context) {
    text = "Session refers to a different SSLContext.";
  } else if (self->server_side) {
    text = "Cannot set session for server-side SSLSocket.";
  } else if (SSL_is_init_finished(self->ssl) != 0) {
    text = "Cannot set session after handshake.";
  }
  if (text != nullptr) {
    PyErr_SetString(PyExc_ValueError, text);
    return false;
  }
  // A copy: the library changes the session it works with.
  SSL_SESSION* copy = SSL_SESSION_dup(as_session(object)->session);
  bool done = copy != nullptr && SSL_set_session(self->ssl, copy) != 0;
  SSL_SESSION_free(copy);
  return done || raise_queued_error(self->state, __LINE__) != nullptr;
}

PyTypeObject* add_session_type(PyObject* module) { return add_type(module, &kSpec); }

}  // namespace pyro::abi3

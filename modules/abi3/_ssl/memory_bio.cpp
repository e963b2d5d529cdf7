#include <climits>

#include "modules/abi3/_ssl/ssl_module.h"

namespace pyro::abi3 {

namespace {

MemoryBuffer* as_buffer(PyObject* object) { return reinterpret_cast<MemoryBuffer*>(object); }

PyObject* create(PyTypeObject* type, PyObject* arguments, PyObject* names) {
  if (!check_positional("MemoryBIO", PyTuple_Size(arguments), 0, 0)) return nullptr;
  if (names != nullptr && PyDict_Size(names) > 0) {
    PyErr_SetString(PyExc_TypeError, "MemoryBIO() takes no keyword arguments");
    return nullptr;
  }
  auto* self = allocate<MemoryBuffer>(type);
  if (self == nullptr) return nullptr;
  self->bio = BIO_new(BIO_s_mem());
  if (self->bio == nullptr) {
    Py_DECREF(reinterpret_cast<PyObject*>(self));
    return PyErr_NoMemory();
  }
  // An empty buffer means "not yet", not the end.
  BIO_set_retry_read(self->bio);
  BIO_set_mem_eof_return(self->bio, -1);
  return reinterpret_cast<PyObject*>(self);
}

void dealloc(PyObject* object) {
  BIO_free(as_buffer(object)->bio);
  free_instance(object);
}

PyObject* read(PyObject* object, PyObject* const* arguments, Py_ssize_t count) {
  int size = -1;
  if (!check_positional("read", count, 0, 1)) return nullptr;
  if (count == 1 && !int_argument(arguments[0], &size)) return nullptr;
  BIO* bio = as_buffer(object)->bio;
  auto available = static_cast<int>(BIO_ctrl_pending(bio));
  if (size < 0 || size > available) size = available;
  Ref bytes(PyBytes_FromStringAndSize(nullptr, size));
  if (!bytes) return nullptr;
  if (size > 0 && BIO_read(bio, PyBytes_AsString(bytes), size) != size) {
    PyErr_SetString(PyExc_RuntimeError, "the memory buffer gave less than it has");
    return nullptr;
  }
  return bytes.release();
}

PyObject* write(PyObject* object, PyObject* argument) {
  Buffer data;
  if (!data.acquire(argument)) return nullptr;
  PyObject* module = PyType_GetModule(Py_TYPE(object));
  if (module == nullptr) return nullptr;
  if (data.size() > INT_MAX) {
    return PyErr_Format(PyExc_OverflowError, "string longer than %d bytes", INT_MAX);
  }
  if (as_buffer(object)->eof_written) {
    PyObject* error = ssl_state(module)->error;
    Ref value(PyObject_CallFunction(error, "s", "cannot write() after write_eof()"));
    if (value) PyErr_SetObject(error, value);
    return nullptr;
  }
  int written = BIO_write(as_buffer(object)->bio, data.data(), static_cast<int>(data.size()));
  return written < 0 ? raise_queued_error(ssl_state(module), __LINE__) : PyLong_FromLong(written);
}

PyObject* write_eof(PyObject* object, PyObject*) {
  as_buffer(object)->eof_written = true;
  BIO_clear_retry_flags(as_buffer(object)->bio);
  BIO_set_mem_eof_return(as_buffer(object)->bio, 0);
  return none();
}

PyObject* pending(PyObject* object, void*) {
  return PyLong_FromSize_t(BIO_ctrl_pending(as_buffer(object)->bio));
}

PyObject* eof(PyObject* object, void*) {
  return boolean(as_buffer(object)->eof_written && BIO_ctrl_pending(as_buffer(object)->bio) == 0);
}

PyMethodDef kMethods[] = {{"read", method(read), METH_FASTCALL,
                           "read($self, size=-1, /)\n--\n\nUp to size bytes, or all."},
                          {"write", write, METH_O, "write($self, b, /)\n--\n\nAppend bytes."},
                          {"write_eof", write_eof, METH_NOARGS,
                           "write_eof($self, /)\n--\n\nSay that nothing more will be written."},
                          {}};
PyGetSetDef kAttributes[] = {{"pending", pending, nullptr, "The number of bytes in the buffer."},
                             {"eof", eof, nullptr, "True at the end of what was written."},
                             {}};
PyType_Slot kSlots[] = {{Py_tp_new, slot(create)},
                        {Py_tp_dealloc, slot(dealloc)},
                        {Py_tp_methods, kMethods},
                        {Py_tp_getset, kAttributes},
                        {0, nullptr}};
PyType_Spec kSpec = {"_ssl.MemoryBIO", sizeof(MemoryBuffer), 0,
                     Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, kSlots};

}  // namespace

PyTypeObject* add_memory_bio_type(PyObject* module) { return add_type(module, &kSpec); }

}  // namespace pyro::abi3

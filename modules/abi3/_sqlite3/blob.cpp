// Blobs: a value of a table, read and written in place.

#include <climits>
#include <cstdio>

#include "modules/abi3/_sqlite3/sqlite.h"

namespace pyro::abi3 {

namespace {

struct Blob {
  PyObject_HEAD Connection* connection;
  sqlite3_blob* blob;  // null: closed
  int position;
};

Blob* as_blob(PyObject* object) { return reinterpret_cast<Blob*>(object); }

void close_blob(Blob* self) {
  if (self->blob == nullptr) return;
  sqlite3_blob* blob = std::exchange(self->blob, nullptr);
  Unlocked unlocked;
  sqlite3_blob_close(blob);
}

int traverse(PyObject* object, visitproc visit, void* arg) {
  Py_VISIT(Py_TYPE(object));
  Py_VISIT(reinterpret_cast<PyObject*>(as_blob(object)->connection));
  return 0;
}

void dealloc(PyObject* object) {
  PyObject_GC_UnTrack(object);
  close_blob(as_blob(object));
  Py_XDECREF(reinterpret_cast<PyObject*>(as_blob(object)->connection));
  free_instance(object);
}

bool check(Blob* self) {
  if (!check_thread(self->connection) || !check_connection(self->connection)) return false;
  if (self->blob != nullptr) return true;
  return raise_programming(self->connection->state, "Cannot operate on a closed blob.") != nullptr;
}

PyObject* raise(Blob* self, int code) {
  if (code == SQLITE_ABORT) {
    PyErr_SetString(self->connection->state->operational_error,
                    "Cannot operate on an expired blob handle.");
    return nullptr;
  }
  return raise_sqlite_error(self->connection->state, self->connection->database);
}

PyObject* read_bytes(Blob* self, int size, int offset) {
  Ref bytes(PyBytes_FromStringAndSize(nullptr, size));
  if (!bytes) return nullptr;
  int code;
  {
    char* place = PyBytes_AsString(bytes);
    Unlocked unlocked;
    code = sqlite3_blob_read(self->blob, place, size, offset);
  }
  return code == SQLITE_OK ? bytes.release() : raise(self, code);
}

bool write_bytes(Blob* self, const void* data, Py_ssize_t size, int offset) {
  if (size > sqlite3_blob_bytes(self->blob) - offset) {
    PyErr_SetString(PyExc_ValueError, "data longer than blob length");
    return false;
  }
  int code;
  {
    Unlocked unlocked;
    code = sqlite3_blob_write(self->blob, data, static_cast<int>(size), offset);
  }
  if (code != SQLITE_OK) raise(self, code);
  return code == SQLITE_OK;
}

PyObject* close(PyObject* object, PyObject*) {
  Blob* self = as_blob(object);
  if (!check_thread(self->connection) || !check_connection(self->connection)) return nullptr;
  close_blob(self);
  return none();
}

PyObject* read(PyObject* object, PyObject* const* arguments, Py_ssize_t count) {
  Blob* self = as_blob(object);
  int size = -1;
  if (!check_positional("read", count, 0, 1)) return nullptr;
  if ((count == 1 && !int_argument(arguments[0], &size)) || !check(self)) return nullptr;
  int left = sqlite3_blob_bytes(self->blob) - self->position;
  if (size < 0 || size > left) size = left;
  if (size == 0) return PyBytes_FromStringAndSize(nullptr, 0);
  PyObject* bytes = read_bytes(self, size, self->position);
  if (bytes != nullptr) self->position += size;
  return bytes;
}

PyObject* write(PyObject* object, PyObject* argument) {
  Blob* self = as_blob(object);
  Buffer data;
  if (!data.acquire(argument) || !check(self)) return nullptr;
  if (!write_bytes(self, data.data(), data.size(), self->position)) return nullptr;
  self->position += static_cast<int>(data.size());
  return none();
}

PyObject* seek(PyObject* object, PyObject* const* arguments, Py_ssize_t count) {
  Blob* self = as_blob(object);
  int offset, origin = SEEK_SET;
  if (!check_positional("seek", count, 1, 2) || !int_argument(arguments[0], &offset) ||
      (count == 2 && !int_argument(arguments[1], &origin)) || !check(self)) {
    return nullptr;
  }
  int size = sqlite3_blob_bytes(self->blob);
  if (origin != SEEK_SET && origin != SEEK_CUR && origin != SEEK_END) {
    PyErr_SetString(PyExc_ValueError,
                    "'origin' should be os.SEEK_SET, os.SEEK_CUR, or os.SEEK_END");
    return nullptr;
  }
  int base = origin == SEEK_SET ? 0 : origin == SEEK_CUR ? self->position : size;
  if (__builtin_add_overflow(base, offset, &offset)) {
    PyErr_SetString(PyExc_OverflowError, "seek offset results in offset too large");
    return nullptr;
  }
  if (offset < 0 || offset > size) {
    PyErr_SetString(PyExc_ValueError, "offset out of blob range");
    return nullptr;
  }
  self->position = offset;
  return none();
}

PyObject* tell(PyObject* object, PyObject*) {
  return check(as_blob(object)) ? PyLong_FromLong(as_blob(object)->position) : nullptr;
}

PyObject* enter(PyObject* object, PyObject*) {
  return check(as_blob(object)) ? new_ref(object) : nullptr;
}
PyObject* leave(PyObject* object, PyObject* const*, Py_ssize_t count) {
  if (!check_positional("__exit__", count, 3, 3) || !check(as_blob(object))) return nullptr;
  close_blob(as_blob(object));
  return boolean(false);
}

Py_ssize_t length(PyObject* object) {
  return check(as_blob(object)) ? sqlite3_blob_bytes(as_blob(object)->blob) : -1;
}

// The place an index object means; -1 with an exception.
int place_of(Blob* self, PyObject* index) {
  Py_ssize_t place = PyNumber_AsSsize_t(index, PyExc_IndexError);
  if (place == -1 && PyErr_Occurred()) return -1;
  int size = sqlite3_blob_bytes(self->blob);
  if (place < 0) place += size;
  if (place >= 0 && place < size) return static_cast<int>(place);
  PyErr_SetString(PyExc_IndexError, "Blob index out of range");
  return -1;
}

bool slice_of(Blob* self, PyObject* slice, Py_ssize_t* start, Py_ssize_t* step, Py_ssize_t* count) {
  Py_ssize_t stop;
  if (PySlice_Unpack(slice, start, &stop, step) < 0) return false;
  *count = PySlice_AdjustIndices(sqlite3_blob_bytes(self->blob), start, &stop, *step);
  return true;
}

PyObject* subscript(PyObject* object, PyObject* index) {
  Blob* self = as_blob(object);
  if (!check(self)) return nullptr;
  if (PyIndex_Check(index)) {
    int place = place_of(self, index);
    Ref byte(place < 0 ? nullptr : read_bytes(self, 1, place));
    return byte ? PyLong_FromLong(static_cast<unsigned char>(*PyBytes_AsString(byte))) : nullptr;
  }
  if (!PySlice_Check(index)) {
    PyErr_SetString(PyExc_TypeError, "Blob indices must be integers");
    return nullptr;
  }
  Py_ssize_t start, step, count;
  if (!slice_of(self, index, &start, &step, &count)) return nullptr;
  if (count == 0) return PyBytes_FromStringAndSize(nullptr, 0);
  if (step == 1) return read_bytes(self, static_cast<int>(count), static_cast<int>(start));
  Ref all(read_bytes(self, sqlite3_blob_bytes(self->blob), 0));
  return all ? PyObject_GetItem(all, index) : nullptr;
}

int assign_item(Blob* self, PyObject* index, PyObject* value) {
  if (!PyLong_Check(value)) {
    Ref name(PyType_GetName(Py_TYPE(value)));
    if (name)
      PyErr_Format(PyExc_TypeError, "'%U' object cannot be interpreted as an integer", name.get());
    return -1;
  }
  int place = place_of(self, index);
  if (place < 0) return -1;
  long number = PyLong_AsLong(value);
  if (number == -1 && PyErr_Occurred()) PyErr_Clear();
  if (number < 0 || number > 255) {
    PyErr_SetString(PyExc_ValueError, "byte must be in range(0, 256)");
    return -1;
  }
  auto byte = static_cast<unsigned char>(number);
  return write_bytes(self, &byte, 1, place) ? 0 : -1;
}

int assign_slice(Blob* self, PyObject* slice, PyObject* value) {
  Py_ssize_t start, step, count;
  Buffer data;
  if (!slice_of(self, slice, &start, &step, &count) || !data.acquire(value)) return -1;
  if (data.size() != count) {
    PyErr_SetString(PyExc_IndexError, "Blob slice assignment is wrong size");
    return -1;
  }
  if (count == 0) return 0;
  if (step == 1) return write_bytes(self, data.data(), count, static_cast<int>(start)) ? 0 : -1;
  Ref all(read_bytes(self, sqlite3_blob_bytes(self->blob), 0));
  Ref changed(all ? PyByteArray_FromObject(all) : nullptr);
  if (!changed || PyObject_SetItem(changed, slice, value) < 0) return -1;
  return write_bytes(self, PyByteArray_AsString(changed), PyByteArray_Size(changed), 0) ? 0 : -1;
}

int assign(PyObject* object, PyObject* index, PyObject* value) {
  Blob* self = as_blob(object);
  if (!check(self)) return -1;
  if (value == nullptr) {
    PyErr_SetString(PyExc_TypeError, PySlice_Check(index) ? "Blob doesn't support slice deletion"
                                                          : "Blob doesn't support item deletion");
    return -1;
  }
  if (PyIndex_Check(index)) return assign_item(self, index, value);
  if (PySlice_Check(index)) return assign_slice(self, index, value);
  PyErr_SetString(PyExc_TypeError, "Blob indices must be integers");
  return -1;
}

PyMethodDef kMethods[] = {
    {"close", close, METH_NOARGS, "close($self, /)\n--\n\nClose the blob."},
    {"read", method(read), METH_FASTCALL,
     "read($self, length=-1, /)\n--\n\nBytes from the position."},
    {"write", write, METH_O, "write($self, data, /)\n--\n\nWrite at the position; the size stays."},
    {"seek", method(seek), METH_FASTCALL,
     "seek($self, offset, origin=0, /)\n--\n\nSet the position."},
    {"tell", tell, METH_NOARGS, "tell($self, /)\n--\n\nThe position."},
    {"__enter__", enter, METH_NOARGS, "__enter__($self, /)\n--\n\n"},
    {"__exit__", method(leave), METH_FASTCALL, "__exit__($self, type, val, tb, /)\n--\n\n"},
    {}};
PyType_Slot kSlots[] = {{Py_tp_dealloc, slot(dealloc)},
                        {Py_tp_traverse, slot(traverse)},
                        {Py_tp_methods, kMethods},
                        {Py_mp_length, slot(length)},
                        {Py_mp_subscript, slot(subscript)},
                        {Py_mp_ass_subscript, slot(assign)},
                        {0, nullptr}};
PyType_Spec kSpec = {"sqlite3.Blob", sizeof(Blob), 0,
                     Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE |
                         Py_TPFLAGS_DISALLOW_INSTANTIATION,
                     kSlots};

}  // namespace

PyObject* open_blob(PyObject* object, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"", "", "", "readonly", "name", nullptr};
  const char *table, *column, *name = "main";
  long long row;
  int read_only = 0;
  Connection* self = as_connection(object);
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "ssL|$ps:blobopen", keywords(kNames), &table,
                                   &column, &row, &read_only, &name) ||
      !check_thread(self) || !check_connection(self)) {
    return nullptr;
  }
  sqlite3_blob* handle;
  int code;
  {
    Unlocked unlocked;
    code = sqlite3_blob_open(self->database, name, table, column, row, read_only == 0, &handle);
  }
  if (code != SQLITE_OK) return raise_sqlite_error(self->state, self->database);
  auto* blob = allocate<Blob>(self->state->blob);
  if (blob == nullptr) {
    sqlite3_blob_close(handle);
    return nullptr;
  }
  blob->blob = handle;
  blob->connection = as_connection(new_ref(object));
  return reinterpret_cast<PyObject*>(blob);
}

PyTypeObject* add_blob_type(PyObject* module) { return add_type(module, &kSpec); }

}  // namespace pyro::abi3

// The mmap module: files and anonymous memory mapped into the process.
//
// A mapping is memory with a position, like a file. While somebody has a buffer of it, it can be
// neither closed nor resized, for both would move the memory away.

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>

#include "modules/abi3/support/abi3.h"

namespace pyro::abi3 {

namespace {

enum Access { kDefault, kRead, kWrite, kCopy };

struct Mapping {
  PyObject_HEAD char* data;  // null: closed
  Py_ssize_t size;
  Py_ssize_t position;
  off_t offset;
  Py_ssize_t exports;
  PyObject* weak_references;
  int descriptor;  // a copy of the file's; -1: anonymous
  Access access;
};

Mapping* as_mapping(PyObject* object) { return reinterpret_cast<Mapping*>(object); }

bool fail(PyObject* type, const char* text) {
  PyErr_SetString(type, text);
  return false;
}

bool check_open(Mapping* self) {
  return self->data != nullptr || fail(PyExc_ValueError, "mmap closed or invalid");
}

bool check_writable(Mapping* self) {
  return self->access != kRead || fail(PyExc_TypeError, "mmap can't modify a readonly memory map.");
}

// Views that nobody refers to die with a collection under some interpreters; they do not count.
bool is_exported(Mapping* self) {
  if (self->exports > 0) PyGC_Collect();
  return self->exports > 0;
}

bool check_resizable(Mapping* self) {
  if (is_exported(self)) {
    return fail(PyExc_BufferError, "mmap can't resize with extant buffers exported.");
  }
  return self->access == kWrite || self->access == kDefault ||
         fail(PyExc_TypeError, "mmap can't resize a readonly or copy-on-write memory map.");
}

// What a mapping is made of.
struct Request {
  int descriptor = -1, flags = MAP_SHARED, protection = PROT_READ | PROT_WRITE, access = kDefault;
  Py_ssize_t size = 0;
  long long offset = 0;
};

bool apply_access(Request* request) {
  bool both = request->access != kDefault &&
              (request->flags != MAP_SHARED || request->protection != (PROT_READ | PROT_WRITE));
  if (both) return fail(PyExc_ValueError, "mmap can't specify both access and flags, prot.");
  switch (request->access) {
    case kRead:
      request->protection = PROT_READ;
      return true;
    case kWrite:
      return true;
    case kCopy:
      request->flags = MAP_PRIVATE;
      return true;
    case kDefault:
      break;
    default:
      return fail(PyExc_ValueError, "mmap invalid access parameter.");
  }
  bool reads = (request->protection & PROT_READ) != 0;
  bool writes = (request->protection & PROT_WRITE) != 0;
  if (!(reads && writes)) request->access = writes ? kWrite : kRead;
  return true;
}

// Checks the part of the file and, for size 0, takes all from the offset.
bool fit_to_file(Request* request) {
  struct stat status;
  int result;
  {
    Unlocked unlocked;
    result = fstat(request->descriptor, &status);
  }
  // A device without a size is left to the system; a wrong descriptor is not.
  if (result < 0) return true;
  if (!S_ISREG(status.st_mode)) return true;
  if (request->size == 0) {
    if (status.st_size == 0) return fail(PyExc_ValueError, "cannot mmap an empty file");
    if (request->offset >= status.st_size) {
      return fail(PyExc_ValueError, "mmap offset is greater than file size");
    }
    request->size = status.st_size - request->offset;
    return true;
  }
  if (request->offset > status.st_size || status.st_size - request->offset < request->size) {
    return fail(PyExc_ValueError, "mmap length is greater than file size");
  }
  return true;
}

bool map(Mapping* self, const Request& request) {
  int flags = request.flags;
  self->descriptor = -1;
  if (request.descriptor == -1) {
    flags |= MAP_ANONYMOUS;
  } else {
    self->descriptor = fcntl(request.descriptor, F_DUPFD_CLOEXEC, 0);
    if (self->descriptor < 0) return os_error() != nullptr;
  }
  void* data;
  {
    Unlocked unlocked;
    data = mmap(nullptr, static_cast<size_t>(request.size), request.protection, flags,
                self->descriptor, request.offset);
  }
  if (data == MAP_FAILED) return os_error() != nullptr;
  self->data = static_cast<char*>(data);
  return true;
}

PyObject* create(PyTypeObject* type, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"fileno", "length", "flags", "prot",
                                       "access", "offset", nullptr};
  Request request;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "in|iiiL", keywords(kNames),
                                   &request.descriptor, &request.size, &request.flags,
                                   &request.protection, &request.access, &request.offset)) {
    return nullptr;
  }
  if (request.size < 0) {
    fail(PyExc_OverflowError, "memory mapped length must be positive");
    return nullptr;
  }
  if (request.offset < 0) {
    fail(PyExc_OverflowError, "memory mapped offset must be positive");
    return nullptr;
  }
  if (!audit("mmap.__new__", "(iniL)", request.descriptor, request.size, request.access,
             request.offset) ||
      !apply_access(&request) || (request.descriptor != -1 && !fit_to_file(&request))) {
    return nullptr;
  }
  auto* self = allocate<Mapping>(type);
  if (self == nullptr) return nullptr;
  Ref owner(reinterpret_cast<PyObject*>(self));
  self->access = static_cast<Access>(request.access);
  self->size = request.size;
  self->offset = request.offset;
  return map(self, request) ? owner.release() : nullptr;
}

void unmap(Mapping* self) {
  char* data = std::exchange(self->data, nullptr);
  int descriptor = std::exchange(self->descriptor, -1);
  auto size = static_cast<size_t>(self->size);
  Unlocked unlocked;
  if (descriptor >= 0) ::close(descriptor);
  if (data != nullptr) munmap(data, size);
}

void dealloc(PyObject* object) {
  Mapping* self = as_mapping(object);
  if (self->weak_references != nullptr) PyObject_ClearWeakRefs(object);
  unmap(self);
  free_instance(object);
}

PyObject* close(PyObject* object, PyObject*) {
  Mapping* self = as_mapping(object);
  if (is_exported(self)) {
    fail(PyExc_BufferError, "cannot close exported pointers exist");
    return nullptr;
  }
  unmap(self);
  return none();
}

PyObject* closed(PyObject* object, void*) { return boolean(as_mapping(object)->data == nullptr); }

PyObject* repr(PyObject* object) {
  Mapping* self = as_mapping(object);
  Ref name(PyType_GetQualName(Py_TYPE(object)));
  Ref module(PyObject_GetAttrString(reinterpret_cast<PyObject*>(Py_TYPE(object)), "__module__"));
  if (!name || !module) return nullptr;
  if (self->data == nullptr)
    return PyUnicode_FromFormat("<%U.%U closed=True>", module.get(), name.get());
  static const char* const kNames[] = {"ACCESS_DEFAULT", "ACCESS_READ", "ACCESS_WRITE",
                                       "ACCESS_COPY"};
  return PyUnicode_FromFormat("<%U.%U closed=False, access=%s, length=%zd, pos=%zd, offset=%lld>",
                              module.get(), name.get(), kNames[self->access], self->size,
                              self->position, static_cast<long long>(self->offset));
}

// Bytes from the position, which moves behind them.
PyObject* take(Mapping* self, Py_ssize_t count) {
  PyObject* bytes = PyBytes_FromStringAndSize(self->data + self->position, count);
  if (bytes != nullptr) self->position += count;
  return bytes;
}

Py_ssize_t remaining(Mapping* self) {
  return self->position < self->size ? self->size - self->position : 0;
}

PyObject* read(PyObject* object, PyObject* arguments) {
  Mapping* self = as_mapping(object);
  PyObject* count_object = Py_None;
  if (!check_open(self) || !PyArg_ParseTuple(arguments, "|O:read", &count_object)) return nullptr;
  Py_ssize_t count = -1;
  if (count_object != Py_None) {
    if (!PyIndex_Check(count_object)) {
      Ref name(PyType_GetName(Py_TYPE(count_object)));
      return name ? PyErr_Format(PyExc_TypeError, "argument should be integer or None, not '%U'",
                                 name.get())
                  : nullptr;
    }
    if (!size_argument(count_object, &count) || !check_open(self)) return nullptr;
  }
  if (count < 0 || count > remaining(self)) count = remaining(self);
  return take(self, count);
}

PyObject* read_byte(PyObject* object, PyObject*) {
  Mapping* self = as_mapping(object);
  if (!check_open(self)) return nullptr;
  if (self->position >= self->size) {
    fail(PyExc_ValueError, "read byte out of range");
    return nullptr;
  }
  return PyLong_FromLong(static_cast<unsigned char>(self->data[self->position++]));
}

PyObject* read_line(PyObject* object, PyObject*) {
  Mapping* self = as_mapping(object);
  if (!check_open(self)) return nullptr;
  Py_ssize_t left = remaining(self);
  const char* start = self->data + self->position;
  const auto* end = static_cast<const char*>(memchr(start, '\n', static_cast<size_t>(left)));
  return take(self, end == nullptr ? left : end - start + 1);
}

PyObject* write(PyObject* object, PyObject* arguments) {
  Mapping* self = as_mapping(object);
  Buffer data;
  if (!check_open(self) || !PyArg_ParseTuple(arguments, "y*:write", data.out())) return nullptr;
  if (!check_writable(self) || !check_open(self)) return nullptr;
  if (self->position > self->size || data.size() > self->size - self->position) {
    fail(PyExc_ValueError, "data out of range");
    return nullptr;
  }
  memmove(self->data + self->position, data.data(), static_cast<size_t>(data.size()));
  self->position += data.size();
  return PyLong_FromSsize_t(data.size());
}

PyObject* write_byte(PyObject* object, PyObject* arguments) {
  Mapping* self = as_mapping(object);
  unsigned char byte;
  if (!check_open(self) || !PyArg_ParseTuple(arguments, "b:write_byte", &byte)) return nullptr;
  if (!check_writable(self) || !check_open(self)) return nullptr;
  if (self->position >= self->size) {
    fail(PyExc_ValueError, "write byte out of range");
    return nullptr;
  }
  self->data[self->position++] = static_cast<char>(byte);
  return none();
}

PyObject* find_in(PyObject* object, PyObject* arguments, bool backwards) {
  Mapping* self = as_mapping(object);
  if (!check_open(self)) return nullptr;
  Buffer wanted;
  Py_ssize_t start = self->position, end = self->size;
  if (!PyArg_ParseTuple(arguments, backwards ? "y*|nn:rfind" : "y*|nn:find", wanted.out(), &start,
                        &end) ||
      !check_open(self)) {
    return nullptr;
  }
  auto clamp = [&](Py_ssize_t value) {
    if (value < 0) value += self->size;
    return value < 0 ? 0 : value > self->size ? self->size : value;
  };
  start = clamp(start);
  end = clamp(end);
  auto size = static_cast<size_t>(wanted.size());
  Py_ssize_t last = end - wanted.size();
  if (!backwards && last >= start) {
    const void* found = size == 0 ? self->data + start
                                  : memmem(self->data + start, static_cast<size_t>(end - start),
                                           wanted.data(), size);
    return PyLong_FromSsize_t(found == nullptr ? -1 : static_cast<const char*>(found) - self->data);
  }
  for (Py_ssize_t place = last; backwards && place >= start; --place) {
    if (memcmp(self->data + place, wanted.data(), size) == 0) return PyLong_FromSsize_t(place);
  }
  return PyLong_FromLong(-1);
}

PyObject* find(PyObject* object, PyObject* arguments) { return find_in(object, arguments, false); }
PyObject* find_last(PyObject* object, PyObject* arguments) {
  return find_in(object, arguments, true);
}

PyObject* size(PyObject* object, PyObject*) {
  Mapping* self = as_mapping(object);
  if (!check_open(self)) return nullptr;
  struct stat status;
  if (fstat(self->descriptor, &status) < 0) return os_error();
  return PyLong_FromLongLong(status.st_size);
}

PyObject* resize(PyObject* object, PyObject* arguments) {
  Mapping* self = as_mapping(object);
  Py_ssize_t wanted;
  if (!check_open(self) || !PyArg_ParseTuple(arguments, "n:resize", &wanted) ||
      !check_resizable(self) || !check_open(self)) {
    return nullptr;
  }
  if (wanted < 0 || PY_SSIZE_T_MAX - wanted < self->offset) {
    fail(PyExc_ValueError, "new size out of range");
    return nullptr;
  }
  if (self->descriptor != -1 && ftruncate(self->descriptor, self->offset + wanted) < 0) {
    return os_error();
  }
  void* data = mremap(self->data, static_cast<size_t>(self->size), static_cast<size_t>(wanted),
                      MREMAP_MAYMOVE);
  if (data == MAP_FAILED) return os_error();
  self->data = static_cast<char*>(data);
  self->size = wanted;
  return none();
}

PyObject* tell(PyObject* object, PyObject*) {
  Mapping* self = as_mapping(object);
  return check_open(self) ? PyLong_FromSsize_t(self->position) : nullptr;
}

PyObject* seek(PyObject* object, PyObject* arguments) {
  Mapping* self = as_mapping(object);
  Py_ssize_t distance, where;
  int whence = 0;
  if (!check_open(self) || !PyArg_ParseTuple(arguments, "n|i:seek", &distance, &whence) ||
      !check_open(self)) {
    return nullptr;
  }
  Py_ssize_t base = whence == 0 ? 0 : whence == 1 ? self->position : self->size;
  if (whence < 0 || whence > 2) {
    fail(PyExc_ValueError, "unknown seek type");
    return nullptr;
  }
  if (__builtin_add_overflow(base, distance, &where) || where < 0 || where > self->size) {
    fail(PyExc_ValueError, "seek out of range");
    return nullptr;
  }
  self->position = where;
  return none();
}

PyObject* flush(PyObject* object, PyObject* arguments) {
  Mapping* self = as_mapping(object);
  Py_ssize_t offset = 0, count = self->size;
  if (!check_open(self) || !PyArg_ParseTuple(arguments, "|nn:flush", &offset, &count))
    return nullptr;
  if (offset < 0 || count < 0 || self->size - offset < count) {
    fail(PyExc_ValueError, "flush values out of range");
    return nullptr;
  }
  if (self->access == kRead || self->access == kCopy) return none();
  return msync(self->data + offset, static_cast<size_t>(count), MS_SYNC) < 0 ? os_error() : none();
}

PyObject* move(PyObject* object, PyObject* arguments) {
  Mapping* self = as_mapping(object);
  Py_ssize_t target, source, count;
  if (!check_open(self) || !PyArg_ParseTuple(arguments, "nnn:move", &target, &source, &count) ||
      !check_writable(self) || !check_open(self)) {
    return nullptr;
  }
  if (target < 0 || source < 0 || count < 0 || self->size - target < count ||
      self->size - source < count) {
    fail(PyExc_ValueError, "source, destination, or count out of range");
    return nullptr;
  }
  memmove(self->data + target, self->data + source, static_cast<size_t>(count));
  return none();
}

PyObject* advise(PyObject* object, PyObject* arguments) {
  Mapping* self = as_mapping(object);
  int option;
  Py_ssize_t start = 0, count = self->size;
  if (!check_open(self) || !PyArg_ParseTuple(arguments, "i|nn:madvise", &option, &start, &count) ||
      !check_open(self)) {
    return nullptr;
  }
  if (start < 0 || start >= self->size) {
    fail(PyExc_ValueError, "madvise start out of bounds");
    return nullptr;
  }
  if (count < 0) {
    fail(PyExc_ValueError, "madvise length invalid");
    return nullptr;
  }
  if (PY_SSIZE_T_MAX - start < count) {
    fail(PyExc_OverflowError, "madvise length too large");
    return nullptr;
  }
  if (start + count > self->size) count = self->size - start;
  return madvise(self->data + start, static_cast<size_t>(count), option) != 0 ? os_error() : none();
}

PyObject* enter(PyObject* object, PyObject*) {
  return check_open(as_mapping(object)) ? new_ref(object) : nullptr;
}
PyObject* leave(PyObject* object, PyObject*) { return close(object, nullptr); }

Py_ssize_t length(PyObject* object) {
  return check_open(as_mapping(object)) ? as_mapping(object)->size : -1;
}

// The place an index object means, or -1 with an exception.
Py_ssize_t place_of(Mapping* self, PyObject* index) {
  Py_ssize_t place = PyNumber_AsSsize_t(index, PyExc_IndexError);
  if (place == -1 && PyErr_Occurred()) return -1;
  if (place < 0) place += self->size;
  if (place >= 0 && place < self->size) return check_open(self) ? place : -1;
  fail(PyExc_IndexError, "mmap index out of range");
  return -1;
}

bool slice_of(Mapping* self, PyObject* slice, Py_ssize_t* start, Py_ssize_t* step,
              Py_ssize_t* count) {
  Py_ssize_t stop;
  if (PySlice_Unpack(slice, start, &stop, step) < 0) return false;
  *count = PySlice_AdjustIndices(self->size, start, &stop, *step);
  return check_open(self);
}

PyObject* subscript(PyObject* object, PyObject* index) {
  Mapping* self = as_mapping(object);
  if (!check_open(self)) return nullptr;
  if (PyIndex_Check(index)) {
    Py_ssize_t place = place_of(self, index);
    return place < 0 ? nullptr : PyLong_FromLong(static_cast<unsigned char>(self->data[place]));
  }
  if (!PySlice_Check(index)) {
    fail(PyExc_TypeError, "mmap indices must be integers");
    return nullptr;
  }
  Py_ssize_t start, step, count;
  if (!slice_of(self, index, &start, &step, &count)) return nullptr;
  if (step == 1) return PyBytes_FromStringAndSize(self->data + start, count);
  Ref bytes(PyBytes_FromStringAndSize(nullptr, count));
  if (!bytes) return nullptr;
  char* target = PyBytes_AsString(bytes);
  for (Py_ssize_t i = 0; i < count; ++i) target[i] = self->data[start + i * step];
  return bytes.release();
}

int assign_item(Mapping* self, PyObject* index, PyObject* value) {
  Py_ssize_t place = place_of(self, index);
  if (place < 0) return -1;
  if (!PyIndex_Check(value)) {
    fail(PyExc_TypeError, "mmap item value must be an int");
    return -1;
  }
  Py_ssize_t byte = PyNumber_AsSsize_t(value, PyExc_TypeError);
  if (byte == -1 && PyErr_Occurred()) return -1;
  if (byte < 0 || byte > 255) {
    fail(PyExc_ValueError, "mmap item value must be in range(0, 256)");
    return -1;
  }
  if (!check_open(self)) return -1;
  self->data[place] = static_cast<char>(byte);
  return 0;
}

int assign_slice(Mapping* self, PyObject* slice, PyObject* value) {
  Py_ssize_t start, step, count;
  Buffer data;
  if (!slice_of(self, slice, &start, &step, &count) || !data.acquire(value)) return -1;
  if (data.size() != count) {
    fail(PyExc_IndexError, "mmap slice assignment is wrong size");
    return -1;
  }
  if (!check_open(self)) return -1;
  if (step == 1) {
    memmove(self->data + start, data.data(), static_cast<size_t>(count));
    return 0;
  }
  for (Py_ssize_t i = 0; i < count; ++i) self->data[start + i * step] = data.text()[i];
  return 0;
}

int assign(PyObject* object, PyObject* index, PyObject* value) {
  Mapping* self = as_mapping(object);
  if (!check_open(self) || !check_writable(self)) return -1;
  if (value == nullptr) {
    fail(PyExc_TypeError, PySlice_Check(index) ? "mmap object doesn't support slice deletion"
                                               : "mmap doesn't support item deletion");
    return -1;
  }
  if (PyIndex_Check(index)) return assign_item(self, index, value);
  if (PySlice_Check(index)) return assign_slice(self, index, value);
  fail(PyExc_TypeError, "mmap indices must be integer");
  return -1;
}

// Iteration asks for items as the sequence protocol does, and gets bytes of length one.
PyObject* item(PyObject* object, Py_ssize_t place) {
  Mapping* self = as_mapping(object);
  if (!check_open(self)) return nullptr;
  if (place >= 0 && place < self->size) return PyBytes_FromStringAndSize(self->data + place, 1);
  fail(PyExc_IndexError, "mmap index out of range");
  return nullptr;
}

int get_buffer(PyObject* object, Py_buffer* view, int flags) {
  Mapping* self = as_mapping(object);
  if (!check_open(self) || PyBuffer_FillInfo(view, object, self->data, self->size,
                                             self->access == kRead ? 1 : 0, flags) < 0) {
    return -1;
  }
  ++self->exports;
  return 0;
}

void release_buffer(PyObject* object, Py_buffer*) { --as_mapping(object)->exports; }

PyMethodDef kMethods[] = {
    {"close", close, METH_NOARGS, "close()\n\nUnmap the memory."},
    {"find", find, METH_VARARGS, "find(sub[, start[, end]])\n\nThe first place of sub, or -1."},
    {"rfind", find_last, METH_VARARGS,
     "rfind(sub[, start[, end]])\n\nThe last place of sub, or -1."},
    {"flush", flush, METH_VARARGS, "flush([offset[, size]])\n\nWrite changes to the file."},
    {"madvise", advise, METH_VARARGS,
     "madvise(option[, start[, length]])\n\nTell the system how the memory will be used."},
    {"move", move, METH_VARARGS, "move(dest, src, count)\n\nCopy bytes within the map."},
    {"read", read, METH_VARARGS, "read([n])\n\nBytes from the position."},
    {"read_byte", read_byte, METH_NOARGS, "read_byte()\n\nThe byte at the position, as an int."},
    {"readline", read_line, METH_NOARGS, "readline()\n\nBytes up to and with the next newline."},
    {"resize", resize, METH_VARARGS, "resize(newsize)\n\nChange the size of the map and the file."},
    {"seek", seek, METH_VARARGS, "seek(pos[, whence])\n\nSet the position."},
    {"size", size, METH_NOARGS, "size()\n\nThe size of the file."},
    {"tell", tell, METH_NOARGS, "tell()\n\nThe position."},
    {"write", write, METH_VARARGS, "write(bytes)\n\nWrite at the position; the number written."},
    {"write_byte", write_byte, METH_VARARGS, "write_byte(byte)\n\nWrite an int at the position."},
    {"__enter__", enter, METH_NOARGS, nullptr},
    {"__exit__", leave, METH_VARARGS, nullptr},
    {}};
PyMemberDef kMembers[] = {
    {"__weaklistoffset__", T_PYSSIZET, offsetof(Mapping, weak_references), READONLY}, {}};
PyGetSetDef kAttributes[] = {{"closed", closed}, {}};

PyType_Slot kSlots[] = {
    {Py_tp_doc, const_cast<char*>(
                    "mmap(fileno, length, flags=MAP_SHARED, prot=PROT_WRITE|PROT_READ, "
                    "access=ACCESS_DEFAULT, offset=0)\n\nMaps a part of a file, or memory alone if "
                    "fileno is -1. Length 0 is the rest of the file. The offset is a multiple of "
                    "ALLOCATIONGRANULARITY.")},
    {Py_tp_new, slot(create)},
    {Py_tp_dealloc, slot(dealloc)},
    {Py_tp_repr, slot(repr)},
    {Py_tp_getattro, slot(PyObject_GenericGetAttr)},
    {Py_tp_methods, kMethods},
    {Py_tp_members, kMembers},
    {Py_tp_getset, kAttributes},
    {Py_sq_length, slot(length)},
    {Py_sq_item, slot(item)},
    {Py_mp_length, slot(length)},
    {Py_mp_subscript, slot(subscript)},
    {Py_mp_ass_subscript, slot(assign)},
    {Py_bf_getbuffer, slot(get_buffer)},
    {Py_bf_releasebuffer, slot(release_buffer)},
    {0, nullptr}};
PyType_Spec kSpec = {"mmap.mmap", sizeof(Mapping), 0,
                     Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE, kSlots};

#define NUMBER(name) {#name, static_cast<long long>(name)},
constexpr IntConstant kNumbers[] = {
    // clang-format off
    {"ACCESS_DEFAULT", kDefault}, {"ACCESS_READ", kRead}, {"ACCESS_WRITE", kWrite},
    {"ACCESS_COPY", kCopy}, NUMBER(MADV_DODUMP) NUMBER(MADV_DOFORK) NUMBER(MADV_DONTDUMP)
    NUMBER(MADV_DONTFORK) NUMBER(MADV_DONTNEED) NUMBER(MADV_FREE) NUMBER(MADV_HUGEPAGE)
    NUMBER(MADV_HWPOISON) NUMBER(MADV_MERGEABLE) NUMBER(MADV_NOHUGEPAGE) NUMBER(MADV_NORMAL)
    NUMBER(MADV_RANDOM) NUMBER(MADV_REMOVE) NUMBER(MADV_SEQUENTIAL) NUMBER(MADV_UNMERGEABLE)
    NUMBER(MADV_WILLNEED) NUMBER(MAP_ANON) NUMBER(MAP_ANONYMOUS) NUMBER(MAP_DENYWRITE)
    NUMBER(MAP_EXECUTABLE) NUMBER(MAP_POPULATE) NUMBER(MAP_PRIVATE) NUMBER(MAP_SHARED)
    NUMBER(MAP_STACK) NUMBER(PROT_EXEC) NUMBER(PROT_READ) NUMBER(PROT_WRITE)
    // clang-format on
};
#undef NUMBER

int execute(PyObject* module) {
  Ref type(reinterpret_cast<PyObject*>(add_type(module, &kSpec)));
  bool done = type && PyModule_AddObjectRef(module, "error", PyExc_OSError) == 0 &&
              add_constants(module, kNumbers) &&
              PyModule_AddIntConstant(module, "PAGESIZE", sysconf(_SC_PAGESIZE)) == 0 &&
              PyModule_AddIntConstant(module, "ALLOCATIONGRANULARITY", sysconf(_SC_PAGESIZE)) == 0;
  return done ? 0 : -1;
}

PyModuleDef_Slot kModuleSlots[] = {{Py_mod_exec, slot(execute)}, {0, nullptr}};
PyModuleDef kModule = {PyModuleDef_HEAD_INIT, "mmap", "Files mapped into memory.", 0, nullptr,
                       kModuleSlots};

}  // namespace

}  // namespace pyro::abi3

PYRO_MODULE_EXPORT PyInit_mmap() { return PyModuleDef_Init(&pyro::abi3::kModule); }

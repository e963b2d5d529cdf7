// Helpers of the library modules that are written against the limited C API of Python 3.11.
//
// The modules of modules/abi3 are ordinary extension modules, `NAME.abi3.so`: they see nothing of
// pyro, only the stable ABI. So each of them can be loaded and tested under CPython, and under pyro
// they go through the C API emulation like any other binary. Rules all of them follow:
//
//   * `Py_LIMITED_API=0x030b0000`: no macro that reads the inside of an object, all types from
//   PyType_FromModuleAndSpec,
//     multi-phase initialisation, and no static mutable state: what a module needs lives in its
//     module state.
//   * An owned reference is a `Ref`; a plain `PyObject*` is borrowed, or (as a return value) handed
//   to the caller.
//   * A buffer is taken through `Buffer`, never copied to be read.
//   * A call that may block is made inside `Unlocked`, which lets other threads run. Nothing of
//   Python is touched there.
//   * A function that fails returns null (or -1, or false) with an exception set.
//
// What the limited API of 3.11 does not have and the modules need is here: audit events (through
// sys.audit), the module that a method's type belongs to (`module_of`), and the argument count
// errors of METH_FASTCALL functions.

#pragma once

#ifndef PY_SSIZE_T_CLEAN
#define PY_SSIZE_T_CLEAN
#endif
#ifndef Py_LIMITED_API
#define Py_LIMITED_API 0x030b0000
#endif
#include <Python.h>
#include <structmember.h>

#include <cstddef>
#include <cstdint>
#include <utility>

// The one symbol a module exports.
#define PYRO_MODULE_EXPORT extern "C" __attribute__((visibility("default"))) PyObject*

namespace pyro::abi3 {

// Owns one reference; null means "an exception is set" or "nothing".
class Ref {
 public:
  Ref() = default;
  // Takes over the reference that the caller owns.
  explicit Ref(PyObject* owned) : object_(owned) {}
  Ref(Ref&& other) noexcept : object_(other.release()) {}
  Ref& operator=(Ref&& other) noexcept {
    reset(other.release());
    return *this;
  }
  ~Ref() { Py_XDECREF(object_); }

  static Ref borrow(PyObject* object) {
    Py_XINCREF(object);
    return Ref(object);
  }

  PyObject* get() const { return object_; }
  operator PyObject*() const { return object_; }  // borrowed
  explicit operator bool() const { return object_ != nullptr; }
  PyObject* release() { return std::exchange(object_, nullptr); }
  void reset(PyObject* owned = nullptr) {
    PyObject* old = std::exchange(object_, owned);
    Py_XDECREF(old);
  }
  // For functions with an out parameter; the reference must be empty.
  PyObject** out() { return &object_; }

 private:
  PyObject* object_ = nullptr;
};

inline PyObject* new_ref(PyObject* object) {
  Py_INCREF(object);
  return object;
}
// Puts a reference the caller owns into a field and gives up the old one.
inline void replace_ref(PyObject*& field, PyObject* owned) {
  PyObject* old = field;
  field = owned;
  Py_XDECREF(old);
}
inline PyObject* none() { return new_ref(Py_None); }
inline PyObject* boolean(bool value) { return new_ref(value ? Py_True : Py_False); }

// A buffer export, released at the end of the scope.
class Buffer {
 public:
  Buffer() = default;
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  ~Buffer() { release(); }

  // False with the exception of the buffer protocol: "a bytes-like object is required, not 'X'".
  bool acquire(PyObject* object, int flags = PyBUF_SIMPLE) {
    return PyObject_GetBuffer(object, &view_, flags) == 0;
  }
  void release() {
    if (view_.obj != nullptr) PyBuffer_Release(&view_);
  }
  // For the y*, s*, w* units of PyArg_Parse.
  Py_buffer* out() { return &view_; }
  bool held() const { return view_.obj != nullptr; }
  unsigned char* data() const { return static_cast<unsigned char*>(view_.buf); }
  const char* text() const { return static_cast<const char*>(view_.buf); }
  Py_ssize_t size() const { return view_.len; }
  const Py_buffer& view() const { return view_; }

 private:
  Py_buffer view_{};
};

// Lets other threads run for the time of the scope.
class Unlocked {
 public:
  Unlocked() : state_(PyEval_SaveThread()) {}
  ~Unlocked() { PyEval_RestoreThread(state_); }
  Unlocked(const Unlocked&) = delete;
  Unlocked& operator=(const Unlocked&) = delete;

 private:
  PyThreadState* state_;
};

// Takes the lock in a thread that may not have it (callbacks of libraries), for the time of the
// scope.
class Locked {
 public:
  Locked() : state_(PyGILState_Ensure()) {}
  ~Locked() { PyGILState_Release(state_); }
  Locked(const Locked&) = delete;
  Locked& operator=(const Locked&) = delete;

 private:
  PyGILState_STATE state_;
};

// Sets the pending exception aside for the time of the scope (destructors of objects run with one
// pending).
class SavedError {
 public:
  SavedError() { PyErr_Fetch(&type_, &value_, &traceback_); }
  ~SavedError() { PyErr_Restore(type_, value_, traceback_); }
  SavedError(const SavedError&) = delete;
  SavedError& operator=(const SavedError&) = delete;

 private:
  PyObject *type_, *value_, *traceback_;
};

struct IntConstant {
  const char* name;
  long long value;
};

// Adds each constant to the module.
bool add_constants(PyObject* module, const IntConstant* table, size_t count);
template <size_t N>
bool add_constants(PyObject* module, const IntConstant (&table)[N]) {
  return add_constants(module, table, N);
}
// Adds an object that the caller owns (null: an exception is set already) to the module.
bool add_owned(PyObject* module, const char* name, PyObject* owned);

// A method table wants one function type; the flags say what the function really takes.
template <class Function>
PyCFunction method(Function* function) {
  return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(function));
}
template <class Function>
void* slot(Function* function) {
  return reinterpret_cast<void*>(function);
}
// The keyword list of PyArg_ParseTupleAndKeywords is not const in its signature.
inline char** keywords(const char* const* names) { return const_cast<char**>(names); }

template <class State>
State* state_of(PyObject* module) {
  return static_cast<State*>(PyModule_GetState(module));
}

// The module whose definition is `definition` and from which `type` or one of its bases was made;
// borrowed. Null with TypeError if there is none.
PyObject* module_of(PyTypeObject* type, PyModuleDef* definition);

// Makes a type in the module and adds it under the last part of its name. The caller owns the
// result; null on failure.
PyTypeObject* add_type(PyObject* module, PyType_Spec* spec, PyObject* base = nullptr);

// The end of an instance: tp_free of its type, and the reference that the instance held on the
// type.
void free_instance(PyObject* self);

// new(): a zeroed instance of `type`.
template <class Object>
Object* allocate(PyTypeObject* type) {
  auto* make = reinterpret_cast<allocfunc>(PyType_GetSlot(type, Py_tp_alloc));
  return reinterpret_cast<Object*>(make(type, 0));
}

// Raises "NAME() takes exactly 1 argument (2 given)" and its relatives unless minimum <= count <=
// maximum.
bool check_count(const char* name, Py_ssize_t count, Py_ssize_t minimum, Py_ssize_t maximum);

// The same in the other wording: "NAME expected at least 2 arguments, got 0". Most functions of
// Python that take only positional arguments say it this way.
bool check_positional(const char* name, Py_ssize_t count, Py_ssize_t minimum, Py_ssize_t maximum);

// An int argument ("i" of PyArg_Parse) or a size argument ("n"); false with an exception.
bool int_argument(PyObject* object, int* result);
bool size_argument(PyObject* object, Py_ssize_t* result);

// Fills place `index` of a structure sequence or tuple with an object the caller owns; false if
// that is null.
bool set_field(PyObject* sequence, Py_ssize_t index, PyObject* owned);

// Raises the audit event with a tuple built from `format` ("()" form of Py_BuildValue); false if a
// hook raised.
bool audit(const char* event, const char* format, ...);

// An object's file descriptor: an int or something with fileno(). -1 with an exception.
int file_descriptor(PyObject* object);
// The same as a converter of PyArg_Parse ("O&"); result is int*.
int file_descriptor_converter(PyObject* object, void* result);

// OSError from errno; always null.
inline PyObject* os_error() { return PyErr_SetFromErrno(PyExc_OSError); }

// Decodes text of the system: the file system encoding with surrogateescape.
inline PyObject* system_text(const char* text) { return PyUnicode_DecodeFSDefault(text); }

}  // namespace pyro::abi3

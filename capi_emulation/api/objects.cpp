#include <cstring>

#include "capi_emulation/api.h"
#include "runtime/str.h"

// The object protocol (documentation: "Object Protocol").

using namespace pyro;
using namespace pyro::capi;

namespace {

template <typename F>
PyObject* with_one(PyObject* object, F function) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  return new_reference(thread, function(thread, value));
}

// A missing name: what the caller passed is not UTF-8.
#define PYRO_NAME(name, text, failure)          \
  Object name(thread, name_from(thread, text)); \
  if (name->is_error()) return failure

}  // namespace

PYRO_API PyObject* PyObject_Repr(PyObject* object) {
  Thread* thread = current_thread();
  if (object == nullptr) return new_reference(thread, new_str_ascii(thread, "<NULL>"));
  return with_one(object, [](Thread* t, const Object& v) { return repr(t, v); });
}
PYRO_API PyObject* PyObject_Str(PyObject* object) {
  Thread* thread = current_thread();
  if (object == nullptr) return new_reference(thread, new_str_ascii(thread, "<NULL>"));
  return with_one(object, [](Thread* t, const Object& v) { return str(t, v); });
}
PYRO_API PyObject* PyObject_ASCII(PyObject* object) {
  Thread* thread = current_thread();
  if (object == nullptr) return new_reference(thread, new_str_ascii(thread, "<NULL>"));
  return with_one(object, [](Thread* t, const Object& v) { return ascii(t, v); });
}
PYRO_API PyObject* PyObject_Bytes(PyObject* object) {
  Thread* thread = current_thread();
  if (object == nullptr)
    return new_reference(thread, new_bytes(thread, std::string_view("<NULL>")));
  PYRO_VALUE(value, object, nullptr);
  if (is_exact_bytes(*value)) return new_reference(thread, *value);
  if (is_int(*value) || is_str(*value)) {
    raise_type_error(thread, "cannot convert '%T' object to bytes", &value);
    return nullptr;
  }
  Object type(thread, builtin(thread, "bytes"));
  return new_reference(thread, call(thread, type, value));
}
PYRO_API Py_ssize_t PyObject_Hash(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, -1);
  word result;
  return hash(thread, value, &result) ? result : -1;
}
PYRO_API intptr_t PyObject_HashNotImplemented(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, -1);
  raise_type_error(thread, "unhashable type: '%T'", &value);
  return -1;
}
PYRO_API int PyObject_IsTrue(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, -1);
  return truth_status(is_true(thread, value));
}
PYRO_API int PyObject_Not(PyObject* object) {
  int truth = PyObject_IsTrue(object);
  return truth < 0 ? truth : !truth;
}
PYRO_API PyObject* PyObject_RichCompare(PyObject* left, PyObject* right, int operation) {
  Thread* thread = current_thread();
  PYRO_VALUE(a, left, nullptr);
  PYRO_VALUE(b, right, nullptr);
  constexpr CompareOp kOperations[] = {CompareOp::kLt, CompareOp::kLe, CompareOp::kEq,
                                       CompareOp::kNe, CompareOp::kGt, CompareOp::kGe};
  return new_reference(thread, compare(thread, kOperations[operation], a, b));
}
PYRO_API int PyObject_RichCompareBool(PyObject* left, PyObject* right, int operation) {
  if (left == right && operation == 2) return 1;
  if (left == right && operation == 3) return 0;
  PyObject* result = PyObject_RichCompare(left, right, operation);
  if (result == nullptr) return -1;
  int truth = PyObject_IsTrue(result);
  decrement(current_thread(), result);
  return truth;
}
PYRO_API PyObject* PyObject_Type(PyObject* object) {
  return with_one(object, [](Thread* t, const Object& v) { return type_of(t, *v); });
}
PYRO_API Py_ssize_t PyObject_Size(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, -1);
  Object length(thread, call_special(thread, value, Symbol::k__len__));
  if (length->is_unbound()) {
    raise_type_error(thread, "object of type '%T' has no len()", &value);
    return -1;
  }
  if (length->is_error()) return -1;
  word result;
  if (!index_as_word(thread, length, OnOverflow::kOverflowError, &result)) return -1;
  if (result >= 0) return result;
  raise_value_error(thread, "__len__() should return >= 0");
  return -1;
}
PYRO_API Py_ssize_t PyObject_Length(PyObject* object) { return PyObject_Size(object); }
PYRO_API PyObject* PyObject_Dir(PyObject* object) {
  Thread* thread = current_thread();
  Object function(thread, builtin(thread, "dir"));
  if (object == nullptr) return new_reference(thread, call(thread, function));
  PYRO_VALUE(value, object, nullptr);
  return new_reference(thread, call(thread, function, value));
}
PYRO_API PyObject* PyObject_Format(PyObject* object, PyObject* spec) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  if (spec == nullptr) {
    Object empty(thread, new_str_ascii(thread, ""));
    return new_reference(thread, format(thread, value, empty));
  }
  PYRO_VALUE(spec_value, spec, nullptr);
  if (!is_str(*spec_value)) {
    raise(thread, Exc::kSystemError, "Format specifier must be a string, not %T", &spec_value);
    return nullptr;
  }
  return new_reference(thread, format(thread, value, spec_value));
}
PYRO_API PyObject* PyObject_SelfIter(PyObject* object) {
  increment(object);
  return object;
}

// --- attributes

PYRO_API PyObject* PyObject_GetAttr(PyObject* object, PyObject* name) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  PYRO_VALUE(key, name, nullptr);
  if (!is_str(*key)) {
    raise_type_error(thread, "attribute name must be string, not '%T'", &key);
    return nullptr;
  }
  return new_reference(thread, get_attribute(thread, value, key));
}
PYRO_API PyObject* PyObject_GetAttrString(PyObject* object, const char* name) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  PYRO_NAME(key, name, nullptr);
  return new_reference(thread, get_attribute(thread, value, key));
}
namespace {
int set_or_delete(Thread* thread, const Object& value, const Object& key, PyObject* attribute) {
  if (!is_str(*key)) {
    raise_type_error(thread, "attribute name must be string, not '%T'", &key);
    return -1;
  }
  if (attribute == nullptr) return status(delete_attribute(thread, value, key));
  PYRO_VALUE(new_value, attribute, -1);
  return status(set_attribute(thread, value, key, new_value));
}
int has_attribute(Thread* thread, const Object& value, const Object& key) {
  RawObject found = find_attribute(thread, value, key);
  if (!found.is_error()) return !found.is_unbound();
  thread->take_exception();
  return 0;
}
}  // namespace
PYRO_API int PyObject_SetAttr(PyObject* object, PyObject* name, PyObject* attribute) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, -1);
  PYRO_VALUE(key, name, -1);
  return set_or_delete(thread, value, key, attribute);
}
PYRO_API int PyObject_SetAttrString(PyObject* object, const char* name, PyObject* attribute) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, -1);
  PYRO_NAME(key, name, -1);
  return set_or_delete(thread, value, key, attribute);
}
PYRO_API int PyObject_HasAttr(PyObject* object, PyObject* name) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, 0);
  PYRO_VALUE(key, name, 0);
  return has_attribute(thread, value, key);
}
PYRO_API int PyObject_HasAttrString(PyObject* object, const char* name) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, 0);
  PYRO_NAME(key, name, 0);
  return has_attribute(thread, value, key);
}
PYRO_API PyObject* PyObject_GenericGetAttr(PyObject* object, PyObject* name) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  PYRO_VALUE(key, name, nullptr);
  RawObject found = generic_get_attribute(thread, value, key);
  if (found.is_unbound()) {
    found = raise(thread, Exc::kAttributeError, "'%T' object has no attribute '%S'", &value, &key);
  }
  return new_reference(thread, found);
}
PYRO_API int PyObject_GenericSetAttr(PyObject* object, PyObject* name, PyObject* attribute) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, -1);
  PYRO_VALUE(key, name, -1);
  if (attribute == nullptr) return status(generic_delete_attribute(thread, value, key));
  PYRO_VALUE(new_value, attribute, -1);
  return status(generic_set_attribute(thread, value, key, new_value));
}
PYRO_API PyObject* PyObject_GenericGetDict(PyObject* object, void*) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  RawObject dict = instance_dict(thread, value);
  if (dict.is_unbound()) dict = raise(thread, Exc::kAttributeError, "This object has no __dict__");
  return new_reference(thread, dict);
}
PYRO_API int PyObject_GenericSetDict(PyObject* object, PyObject* dict, void*) {
  return PyObject_SetAttrString(object, "__dict__", dict);
}

// --- items

PYRO_API PyObject* PyObject_GetItem(PyObject* object, PyObject* key) {
  Thread* thread = current_thread();
  PYRO_VALUE(container, object, nullptr);
  PYRO_VALUE(index, key, nullptr);
  return new_reference(thread, get_item(thread, container, index));
}
PYRO_API int PyObject_SetItem(PyObject* object, PyObject* key, PyObject* item) {
  Thread* thread = current_thread();
  PYRO_VALUE(container, object, -1);
  PYRO_VALUE(index, key, -1);
  PYRO_VALUE(value, item, -1);
  return status(set_item(thread, container, index, value));
}
PYRO_API int PyObject_DelItem(PyObject* object, PyObject* key) {
  Thread* thread = current_thread();
  PYRO_VALUE(container, object, -1);
  PYRO_VALUE(index, key, -1);
  return status(delete_item(thread, container, index));
}
PYRO_API int PyObject_DelItemString(PyObject* object, const char* key) {
  Thread* thread = current_thread();
  PYRO_VALUE(container, object, -1);
  PYRO_NAME(index, key, -1);
  return status(delete_item(thread, container, index));
}

// --- classes

PYRO_API int PyObject_IsInstance(PyObject* object, PyObject* type) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, -1);
  PYRO_VALUE(classinfo, type, -1);
  return truth_status(is_instance(thread, value, classinfo));
}
PYRO_API int PyObject_IsSubclass(PyObject* object, PyObject* type) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, -1);
  PYRO_VALUE(classinfo, type, -1);
  return truth_status(is_subclass(thread, value, classinfo));
}
PYRO_API int PyCallable_Check(PyObject* object) {
  Thread* thread = current_thread();
  if (object == nullptr) return 0;
  PYRO_VALUE(value, object, 0);
  return is_callable(thread, *value);
}

// --- iterators

namespace {
int has_special(PyObject* object, Symbol name) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, 0);
  RawObject method = type_lookup(thread, type_of(thread, *value), name);
  return !method.is_unbound() && !method.is_none();
}
}  // namespace
PYRO_API PyObject* PyObject_GetIter(PyObject* object) {
  return with_one(object, [](Thread* t, const Object& v) { return get_iterator(t, v); });
}
PYRO_API int PyIter_Check(PyObject* object) { return has_special(object, Symbol::k__next__); }
PYRO_API int PyAIter_Check(PyObject* object) { return has_special(object, Symbol::k__anext__); }
PYRO_API int PyIndex_Check(PyObject* object) { return has_special(object, Symbol::k__index__); }
PYRO_API PyObject* PyIter_Next(PyObject* iterator) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, iterator, nullptr);
  RawObject item = iterate(thread, value);
  return item.is_unbound() ? nullptr : new_reference(thread, item);
}
PYRO_API PyObject* PyObject_GetAIter(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  Object function(thread, builtin(thread, "aiter"));
  return new_reference(thread, call(thread, function, value));
}
// 0: *result is the return value; 1: a yielded one; -1: an exception.
PYRO_API int PyIter_Send(PyObject* iterator, PyObject* argument, PyObject** result) {
  Thread* thread = current_thread();
  *result = nullptr;
  PYRO_VALUE(value, iterator, -1);
  PYRO_VALUE(sent, argument, -1);
  Object item(thread, RawObject::none());
  bool plain = sent->is_none() && !is_heap_generator_base(*value);
  if (plain) {
    item = call_special(thread, value, Symbol::k__next__);
  } else {
    item = call_named(thread, value, "send", sent);
  }
  if (!item->is_error()) {
    *result = new_reference(thread, *item);
    return 1;
  }
  if (!pending_matches(thread, Exc::kStopIteration)) return -1;
  Object stop(thread, thread->take_exception());
  *result = new_reference(thread, RawStopIteration::cast(*stop).value());
  return 0;
}
PYRO_API int PySequence_Check(PyObject* object);
PYRO_API PyObject* PySeqIter_New(PyObject* sequence) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, sequence, nullptr);
  if (PySequence_Check(sequence) == 0) return bad_argument(thread);
  RawObject iterator = new_instance_of_kind(thread, Kind::kSequenceIterator);
  RawSequenceIterator(iterator.raw()).set_source(*value);
  RawSequenceIterator(iterator.raw()).set_index(0);
  return new_reference(thread, iterator);
}
PYRO_API PyObject* PyCallIter_New(PyObject* callable, PyObject* sentinel) {
  Thread* thread = current_thread();
  PYRO_VALUE(function, callable, nullptr);
  PYRO_VALUE(end, sentinel, nullptr);
  Object iter(thread, builtin(thread, "iter"));
  return new_reference(thread, call(thread, iter, function, end));
}
PYRO_API int PyObject_AsFileDescriptor(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, -1);
  Object number(thread, *value);
  if (!is_int(*value)) {
    Object key(thread, intern_ascii(thread, "fileno"));
    Object method(thread, find_attribute(thread, value, key));
    if (method->is_error()) return -1;
    if (method->is_unbound()) {
      raise_type_error(thread, "argument must be an int, or have a fileno() method.");
      return -1;
    }
    number = call(thread, method);
    if (number->is_error()) return -1;
    if (!is_int(*number)) {
      raise_type_error(thread, "fileno() returned a non-integer");
      return -1;
    }
  }
  RawObject exact = int_value_of(*number);
  if (!exact.is_small_int() || exact.small_int() != static_cast<int>(exact.small_int())) {
    raise(thread, Exc::kOverflowError, "Python int too large to convert to C int");
    return -1;
  }
  if (exact.small_int() >= 0) return static_cast<int>(exact.small_int());
  raise_value_error(thread, "file descriptor cannot be a negative integer (%ld)",
                    exact.small_int());
  return -1;
}
PYRO_API int Py_ReprEnter(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, -1);
  return enter_repr(thread, value) ? 0 : 1;
}
PYRO_API void Py_ReprLeave(PyObject* object) {
  Thread* thread = current_thread();
  Object value(thread, value_of(thread, object));
  if (!value->is_error()) leave_repr(thread, value);
}
PYRO_API PyObject* Py_GenericAlias(PyObject* origin, PyObject* args) {
  Thread* thread = current_thread();
  PYRO_VALUE(type, origin, nullptr);
  PYRO_VALUE(arguments, args, nullptr);
  Object alias(thread, module_attribute(thread, "types", "GenericAlias"));
  return new_reference(thread, alias->is_error() ? *alias : call(thread, alias, type, arguments));
}

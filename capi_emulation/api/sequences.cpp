#include "capi_emulation/api.h"
#include "runtime/list.h"

// The sequence and mapping protocols (documentation: "Sequence Protocol", "Mapping Protocol").

using namespace pyro;
using namespace pyro::capi;

PYRO_API Py_ssize_t PyObject_Size(PyObject* object);
PYRO_API PyObject* PyObject_GetItem(PyObject* object, PyObject* key);
PYRO_API int PyObject_SetItem(PyObject* object, PyObject* key, PyObject* item);
PYRO_API int PyObject_DelItem(PyObject* object, PyObject* key);

namespace {

bool has_method(Thread* thread, const Object& value, Symbol name) {
  return !type_lookup(thread, type_of(thread, *value), name).is_unbound();
}

// The slots of the C protocol take plain indexes, while special methods see negative ones as given.
bool is_sequence(Thread* thread, const Object& value) {
  return !is_heap_dict(*value) && has_method(thread, value, Symbol::k__getitem__);
}

}  // namespace

PYRO_API int PySequence_Check(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, 0);
  return is_sequence(thread, value);
}
PYRO_API Py_ssize_t PySequence_Size(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, -1);
  if (!is_heap_dict(*value) && !is_heap_mapping_proxy(*value)) return PyObject_Size(object);
  raise_type_error(thread, "%T is not a sequence", &value);
  return -1;
}
PYRO_API Py_ssize_t PySequence_Length(PyObject* object) { return PySequence_Size(object); }
PYRO_API PyObject* PySequence_GetItem(PyObject* object, Py_ssize_t index) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  if (!is_sequence(thread, value)) {
    raise_type_error(
        thread,
        is_heap_dict(*value) ? "%T is not a sequence" : "'%T' object does not support indexing",
        &value);
    return nullptr;
  }
  Object key(thread, new_int(thread, index));
  return new_reference(thread, get_item(thread, value, key));
}
PYRO_API int PySequence_SetItem(PyObject* object, Py_ssize_t index, PyObject* item) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, -1);
  if (is_heap_memory_view(*value)) {
    raise_type_error(thread, "%T is not a sequence", &value);
    return -1;
  }
  Object key(thread, new_int(thread, index));
  if (item == nullptr) return status(delete_item(thread, value, key));
  PYRO_VALUE(new_value, item, -1);
  return status(set_item(thread, value, key, new_value));
}
PYRO_API int PySequence_DelItem(PyObject* object, Py_ssize_t index) {
  return PySequence_SetItem(object, index, nullptr);
}

namespace {
RawObject range_slice(Thread* thread, Py_ssize_t start, Py_ssize_t stop) {
  Object a(thread, new_int(thread, start)), b(thread, new_int(thread, stop)),
      c(thread, RawObject::none());
  return new_slice(thread, a, b, c);
}
}  // namespace
PYRO_API PyObject* PySequence_GetSlice(PyObject* object, Py_ssize_t start, Py_ssize_t stop) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  Object key(thread, range_slice(thread, start, stop));
  return new_reference(thread, get_item(thread, value, key));
}
PYRO_API int PySequence_SetSlice(PyObject* object, Py_ssize_t start, Py_ssize_t stop,
                                 PyObject* items) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, -1);
  Object key(thread, range_slice(thread, start, stop));
  if (is_tuple(*value) || is_str(*value) || is_bytes(*value)) {
    raise_type_error(thread, "'%T' object doesn't support slice %s", &value,
                     items == nullptr ? "deletion" : "assignment");
    return -1;
  }
  if (items == nullptr) return status(delete_item(thread, value, key));
  PYRO_VALUE(new_value, items, -1);
  return status(set_item(thread, value, key, new_value));
}
PYRO_API int PySequence_DelSlice(PyObject* object, Py_ssize_t start, Py_ssize_t stop) {
  return PySequence_SetSlice(object, start, stop, nullptr);
}

namespace {
PyObject* concatenate(PyObject* left, PyObject* right, bool in_place) {
  Thread* thread = current_thread();
  PYRO_VALUE(a, left, nullptr);
  PYRO_VALUE(b, right, nullptr);
  return new_reference(thread, sequence_concatenation(thread, a, b, in_place));
}
PyObject* repeat(PyObject* object, Py_ssize_t count, bool in_place) {
  Thread* thread = current_thread();
  PYRO_VALUE(a, object, nullptr);
  if (!is_sequence(thread, a)) {
    raise_type_error(thread, "'%T' object can't be repeated", &a);
    return nullptr;
  }
  Object b(thread, new_int(thread, count));
  return new_reference(thread, in_place ? inplace_operation(thread, BinaryOp::kMul, a, b)
                                        : binary_operation(thread, BinaryOp::kMul, a, b));
}
}  // namespace
PYRO_API PyObject* PySequence_Concat(PyObject* a, PyObject* b) { return concatenate(a, b, false); }
PYRO_API PyObject* PySequence_InPlaceConcat(PyObject* a, PyObject* b) {
  return concatenate(a, b, true);
}
PYRO_API PyObject* PySequence_Repeat(PyObject* object, Py_ssize_t count) {
  return repeat(object, count, false);
}
PYRO_API PyObject* PySequence_InPlaceRepeat(PyObject* object, Py_ssize_t count) {
  return repeat(object, count, true);
}

PYRO_API PyObject* PySequence_List(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  return new_reference(thread, list_from_iterable(thread, value));
}
PYRO_API PyObject* PySequence_Tuple(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  return new_reference(thread, tuple_from_iterable(thread, value));
}
PYRO_API PyObject* PySequence_Fast(PyObject* object, const char* message) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  if (is_heap_list(*value) || is_tuple(*value)) return new_reference(thread, *value);
  Object iterator(thread, get_iterator(thread, value));
  if (iterator->is_error()) {
    if (clear_pending_if(thread, Exc::kTypeError)) raise_type_error(thread, "%s", message);
    return nullptr;
  }
  return new_reference(thread, list_from_iterable(thread, iterator));
}
PYRO_API int PySequence_Contains(PyObject* object, PyObject* item) {
  Thread* thread = current_thread();
  PYRO_VALUE(container, object, -1);
  PYRO_VALUE(value, item, -1);
  return truth_status(contains(thread, container, value));
}
PYRO_API int PySequence_In(PyObject* object, PyObject* item) {
  return PySequence_Contains(object, item);
}

namespace {
// Counts equal items, or finds the first one (index) or raises.
Py_ssize_t search(PyObject* object, PyObject* item, bool count) {
  Thread* thread = current_thread();
  PYRO_VALUE(container, object, -1);
  PYRO_VALUE(wanted, item, -1);
  Object iterator(thread, get_iterator(thread, container));
  if (iterator->is_error()) {
    if (clear_pending_if(thread, Exc::kTypeError))
      raise_type_error(thread, "argument of type '%T' is not iterable", &container);
    return -1;
  }
  Py_ssize_t found = 0;
  Object each(thread, RawObject::none());
  for (Py_ssize_t i = 0;; i++) {
    each = iterate(thread, iterator);
    if (each->is_error()) return -1;
    if (each->is_unbound()) break;
    Truth equal = equals(thread, each, wanted);
    if (equal == Truth::kError) return -1;
    if (equal != Truth::kTrue) continue;
    if (!count) return i;
    found++;
  }
  if (!count) raise_value_error(thread, "sequence.index(x): x not in sequence");
  return count ? found : -1;
}
}  // namespace
PYRO_API Py_ssize_t PySequence_Count(PyObject* object, PyObject* item) {
  return search(object, item, true);
}
PYRO_API Py_ssize_t PySequence_Index(PyObject* object, PyObject* item) {
  return search(object, item, false);
}

// --- mappings

PYRO_API int PyMapping_Check(PyObject* object) {
  Thread* thread = current_thread();
  if (object == nullptr) return 0;
  PYRO_VALUE(value, object, 0);
  return has_method(thread, value, Symbol::k__getitem__);
}
PYRO_API Py_ssize_t PyMapping_Size(PyObject* object) { return PyObject_Size(object); }
PYRO_API Py_ssize_t PyMapping_Length(PyObject* object) { return PyObject_Size(object); }
PYRO_API PyObject* PyMapping_GetItemString(PyObject* object, const char* key) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  Object name(thread, name_from(thread, key));
  return new_reference(thread, get_item(thread, value, name));
}
PYRO_API int PyMapping_SetItemString(PyObject* object, const char* key, PyObject* item) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, -1);
  PYRO_VALUE(new_value, item, -1);
  Object name(thread, name_from(thread, key));
  return status(set_item(thread, value, name, new_value));
}
PYRO_API int PyMapping_HasKey(PyObject* object, PyObject* key) {
  Thread* thread = current_thread();
  PyObject* found = PyObject_GetItem(object, key);
  if (found == nullptr) thread->take_exception();
  decrement(thread, found);
  return found != nullptr;
}
PYRO_API int PyMapping_HasKeyString(PyObject* object, const char* key) {
  Thread* thread = current_thread();
  PyObject* found = PyMapping_GetItemString(object, key);
  if (found == nullptr) thread->take_exception();
  decrement(thread, found);
  return found != nullptr;
}
namespace {
PyObject* mapping_list(PyObject* object, const char* method) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  Object view(thread, call_named(thread, value, method));
  if (view->is_error()) return nullptr;
  RawObject list = list_from_iterable(thread, view);
  if (list.is_error() && clear_pending_if(thread, Exc::kTypeError)) {
    raise_type_error(thread, "%T.%s() returned a non-iterable (type %T)", &value, method, &view);
  }
  return new_reference(thread, list);
}
}  // namespace
PYRO_API PyObject* PyMapping_Keys(PyObject* object) { return mapping_list(object, "keys"); }
PYRO_API PyObject* PyMapping_Values(PyObject* object) { return mapping_list(object, "values"); }
PYRO_API PyObject* PyMapping_Items(PyObject* object) { return mapping_list(object, "items"); }

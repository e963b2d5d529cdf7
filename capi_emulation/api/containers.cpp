#include <cstdarg>

#include "capi_emulation/api.h"
#include "runtime/iterators.h"
#include "runtime/list.h"
#include "runtime/set.h"

// Tuples, lists, dicts, sets and slices (documentation: "Concrete Objects Layer").

using namespace pyro;
using namespace pyro::capi;

namespace {

// Functions for one type complain about others as internal calls.
#define PYRO_CHECKED(name, object, test, failure) \
  PYRO_VALUE(name, object, failure);              \
  if (!test(*name)) {                             \
    bad_internal_call(thread);                    \
    return failure;                               \
  }

PyObject* from_range(PyObject* object, Py_ssize_t start, Py_ssize_t stop, bool tuple) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, nullptr);
  if (tuple ? !is_tuple(*value) : !is_heap_list(*value)) return bad_argument(thread);
  word length = tuple ? tuple_length(underlying_value(*value)) : RawList::cast(*value).length();
  start = std::max<Py_ssize_t>(0, std::min<Py_ssize_t>(start, length));
  stop = std::max<Py_ssize_t>(start, std::min<Py_ssize_t>(stop, length));
  SliceBounds bounds{start, stop, 1, stop - start};
  if (tuple) {
    Tuple source(thread, underlying_value(*value));
    return new_reference(thread, tuple_slice(thread, source, bounds));
  }
  List source(thread, *value);
  return new_reference(thread, list_slice(thread, source, bounds));
}

}  // namespace

// --- tuples

PYRO_API PyObject* PyTuple_New(Py_ssize_t size) {
  Thread* thread = current_thread();
  if (size < 0) return bad_argument(thread);
  if (size == 0) return new_reference(thread, empty_tuple(thread));
  RawObject tuple = new_tuple(thread, size);
  if (tuple.is_error()) return nullptr;
  for (word i = 0; i < size; i++) tuple_init(tuple, i, RawObject::none());
  return new_reference(thread, tuple);
}
PYRO_API Py_ssize_t PyTuple_Size(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_CHECKED(value, object, is_tuple, -1);
  return tuple_length(underlying_value(*value));
}
PYRO_API PyObject* PyTuple_GetItem(PyObject* object, Py_ssize_t index) {
  Thread* thread = current_thread();
  PYRO_CHECKED(value, object, is_tuple, nullptr);
  RawObject tuple = underlying_value(*value);
  if (index < 0 || index >= tuple_length(tuple)) {
    raise(thread, Exc::kIndexError, "tuple index out of range");
    return nullptr;
  }
  return lend(thread, tuple_at(tuple, index));
}
PYRO_API int PyTuple_SetItem(PyObject* object, Py_ssize_t index, PyObject* item) {
  Thread* thread = current_thread();
  Object new_value(thread, item == nullptr ? RawObject::none() : steal(thread, item));
  PYRO_CHECKED(value, object, is_heap_tuple, -1);
  if (index < 0 || index >= tuple_length(*value)) {
    raise(thread, Exc::kIndexError, "tuple assignment index out of range");
    return -1;
  }
  tuple_init(*value, index, *new_value);
  return 0;
}
PYRO_API PyObject* PyTuple_GetSlice(PyObject* object, Py_ssize_t start, Py_ssize_t stop) {
  return from_range(object, start, stop, true);
}
PYRO_API PyObject* PyTuple_Pack(Py_ssize_t count, ...) {
  Thread* thread = current_thread();
  va_list list;
  va_start(list, count);
  StackWindow window(thread);
  bool ok = true;
  for (Py_ssize_t i = 0; i < count; i++) {
    RawObject value = value_of(thread, va_arg(list, PyObject*));
    ok = ok && !value.is_error() && window.push(value);
  }
  va_end(list);
  if (!ok) return nullptr;
  return new_reference(thread, count == 0 ? empty_tuple(thread)
                                          : new_tuple_from_roots(thread, window.base(), count));
}

// --- lists

PYRO_API PyObject* PyList_New(Py_ssize_t size) {
  Thread* thread = current_thread();
  if (size < 0) return bad_argument(thread);
  List list(thread, new_list(thread, size));
  if (list->is_error()) return nullptr;
  Object none(thread, RawObject::none());
  for (word i = 0; i < size; i++) {
    if (!list_append(thread, list, none)) return nullptr;
  }
  return new_reference(thread, *list);
}
PYRO_API Py_ssize_t PyList_Size(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_CHECKED(value, object, is_heap_list, -1);
  return RawList::cast(*value).length();
}
PYRO_API PyObject* PyList_GetItem(PyObject* object, Py_ssize_t index) {
  Thread* thread = current_thread();
  PYRO_CHECKED(value, object, is_heap_list, nullptr);
  RawList list = RawList::cast(*value);
  if (index < 0 || index >= list.length()) {
    raise(thread, Exc::kIndexError, "list index out of range");
    return nullptr;
  }
  return lend(thread, list_at(list, index));
}
PYRO_API int PyList_SetItem(PyObject* object, Py_ssize_t index, PyObject* item) {
  Thread* thread = current_thread();
  Object new_value(thread, item == nullptr ? RawObject::none() : steal(thread, item));
  PYRO_CHECKED(value, object, is_heap_list, -1);
  RawList list = RawList::cast(*value);
  if (index < 0 || index >= list.length()) {
    raise(thread, Exc::kIndexError, "list assignment index out of range");
    return -1;
  }
  list_set_at(list, index, *new_value);
  return 0;
}
PYRO_API int PyList_Insert(PyObject* object, Py_ssize_t index, PyObject* item) {
  Thread* thread = current_thread();
  PYRO_CHECKED(value, object, is_heap_list, -1);
  PYRO_VALUE(new_value, item, -1);
  List list(thread, *value);
  return status(list_insert(thread, list, index, new_value));
}
PYRO_API int PyList_Append(PyObject* object, PyObject* item) {
  Thread* thread = current_thread();
  PYRO_CHECKED(value, object, is_heap_list, -1);
  PYRO_VALUE(new_value, item, -1);
  List list(thread, *value);
  return status(list_append(thread, list, new_value));
}
PYRO_API PyObject* PyList_GetSlice(PyObject* object, Py_ssize_t start, Py_ssize_t stop) {
  return from_range(object, start, stop, false);
}
PYRO_API int PyList_SetSlice(PyObject* object, Py_ssize_t start, Py_ssize_t stop, PyObject* items) {
  Thread* thread = current_thread();
  PYRO_CHECKED(value, object, is_heap_list, -1);
  List list(thread, *value);
  start = std::max<Py_ssize_t>(0, std::min<Py_ssize_t>(start, list->length()));
  stop = std::max<Py_ssize_t>(start, std::min<Py_ssize_t>(stop, list->length()));
  Object source(thread, items == nullptr ? empty_tuple(thread) : value_of(thread, items));
  if (source->is_error()) return -1;
  return status(list_replace(thread, list, start, stop, source));
}
PYRO_API int PyList_Sort(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_CHECKED(value, object, is_heap_list, -1);
  List list(thread, *value);
  return status(list_sort(thread, list, Object(thread, RawObject::none()), false));
}
PYRO_API int PyList_Reverse(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_CHECKED(value, object, is_heap_list, -1);
  return call_named(thread, value, "reverse").is_error() ? -1 : 0;
}
PYRO_API PyObject* PyList_AsTuple(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_CHECKED(value, object, is_heap_list, nullptr);
  List list(thread, *value);
  return new_reference(thread, list_to_tuple(thread, list));
}

// --- dicts

PYRO_API PyObject* PyDict_New() {
  Thread* thread = current_thread();
  return new_reference(thread, new_dict(thread));
}
PYRO_API Py_ssize_t PyDict_Size(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_CHECKED(value, object, is_heap_dict, -1);
  return dict_size_NoGC(RawDict::cast(*value));
}
PYRO_API int PyDict_SetItem(PyObject* object, PyObject* key, PyObject* item) {
  Thread* thread = current_thread();
  PYRO_CHECKED(value, object, is_heap_dict, -1);
  PYRO_VALUE(key_value, key, -1);
  PYRO_VALUE(item_value, item, -1);
  Dict dict(thread, *value);
  return status(dict_set(thread, dict, key_value, item_value));
}
PYRO_API int PyDict_SetItemString(PyObject* object, const char* key, PyObject* item) {
  Thread* thread = current_thread();
  PYRO_CHECKED(value, object, is_heap_dict, -1);
  PYRO_VALUE(item_value, item, -1);
  Object key_value(thread, name_from(thread, key));
  Dict dict(thread, *value);
  return status(dict_set(thread, dict, key_value, item_value));
}
namespace {
int remove_key(Thread* thread, const Object& value, const Object& key) {
  Dict dict(thread, *value);
  RawObject removed = dict_remove(thread, dict, key);
  if (removed.is_unbound()) raise_key_error(thread, key);
  return removed.is_unbound() || removed.is_error() ? -1 : 0;
}
PyObject* lookup(Thread* thread, const Object& value, const Object& key) {
  Dict dict(thread, *value);
  RawObject found = dict_get(thread, dict, key);
  return found.is_unbound() ? nullptr : lend(thread, found);
}
}  // namespace
PYRO_API int PyDict_DelItem(PyObject* object, PyObject* key) {
  Thread* thread = current_thread();
  PYRO_CHECKED(value, object, is_heap_dict, -1);
  PYRO_VALUE(key_value, key, -1);
  return remove_key(thread, value, key_value);
}
PYRO_API int PyDict_DelItemString(PyObject* object, const char* key) {
  Thread* thread = current_thread();
  PYRO_CHECKED(value, object, is_heap_dict, -1);
  return remove_key(thread, value, Object(thread, name_from(thread, key)));
}
PYRO_API PyObject* PyDict_GetItemWithError(PyObject* object, PyObject* key) {
  Thread* thread = current_thread();
  PYRO_CHECKED(value, object, is_heap_dict, nullptr);
  PYRO_VALUE(key_value, key, nullptr);
  return lookup(thread, value, key_value);
}
// Errors while looking up are swallowed, as documented.
PYRO_API PyObject* PyDict_GetItem(PyObject* object, PyObject* key) {
  Thread* thread = current_thread();
  Object value(thread, value_of(thread, object));
  if (value->is_error() || !is_heap_dict(*value)) return nullptr;
  Object key_value(thread, value_of(thread, key));
  Object saved(thread, thread->take_exception());
  PyObject* found = lookup(thread, value, key_value);
  thread->take_exception();
  if (!saved->is_unbound()) thread->set_pending_exception(*saved);
  return found;
}
PYRO_API PyObject* PyDict_GetItemString(PyObject* object, const char* key) {
  Thread* thread = current_thread();
  Object value(thread, value_of(thread, object));
  if (value->is_error() || !is_heap_dict(*value)) return nullptr;
  Object saved(thread, thread->take_exception());
  PyObject* found = lookup(thread, value, Object(thread, name_from(thread, key)));
  thread->take_exception();
  if (!saved->is_unbound()) thread->set_pending_exception(*saved);
  return found;
}
PYRO_API int PyDict_Contains(PyObject* object, PyObject* key) {
  Thread* thread = current_thread();
  PYRO_CHECKED(value, object, is_heap_dict, -1);
  PYRO_VALUE(key_value, key, -1);
  Dict dict(thread, *value);
  return truth_status(dict_contains(thread, dict, key_value));
}
PYRO_API void PyDict_Clear(PyObject* object) {
  Thread* thread = current_thread();
  Object value(thread, value_of(thread, object));
  if (value->is_error() || !is_heap_dict(*value)) return;
  Dict dict(thread, *value);
  dict_clear(thread, dict);
}
PYRO_API int PyDict_Next(PyObject* object, Py_ssize_t* position, PyObject** key, PyObject** item) {
  Thread* thread = current_thread();
  Object value(thread, value_of(thread, object));
  if (value->is_error() || !is_heap_dict(*value)) return 0;
  RawObject raw_key, raw_item;
  if (!dict_next_NoGC(RawDict::cast(*value), position, &raw_key, &raw_item)) return 0;
  if (key != nullptr) *key = lend(thread, raw_key);
  if (item != nullptr) *item = lend(thread, raw_item);
  return 1;
}
#define PYRO_DICT_LIST(Name, function)                    \
  PYRO_API PyObject* PyDict_##Name(PyObject* object) {    \
    Thread* thread = current_thread();                    \
    PYRO_CHECKED(value, object, is_heap_dict, nullptr);   \
    Dict dict(thread, *value);                            \
    return new_reference(thread, function(thread, dict)); \
  }
PYRO_DICT_LIST(Keys, dict_keys_list)
PYRO_DICT_LIST(Values, dict_values_list)
PYRO_DICT_LIST(Items, dict_items_list)
PYRO_DICT_LIST(Copy, dict_copy)
PYRO_API int PyDict_Merge(PyObject* object, PyObject* other, int replace) {
  Thread* thread = current_thread();
  PYRO_CHECKED(value, object, is_heap_dict, -1);
  PYRO_VALUE(source, other, -1);
  if (!is_heap_dict(*source)) {  // must be a mapping: a list of pairs is none
    Object name(thread, name_from(thread, "keys"));
    if (get_attribute(thread, source, name).is_error()) return -1;
  }
  Dict dict(thread, *value);
  return status(
      dict_update(thread, dict, source, replace != 0 ? OnDuplicate::kReplace : OnDuplicate::kKeep));
}
PYRO_API int PyDict_Update(PyObject* object, PyObject* other) {
  return PyDict_Merge(object, other, 1);
}
PYRO_API int PyDict_MergeFromSeq2(PyObject* object, PyObject* pairs, int replace) {
  Thread* thread = current_thread();
  PYRO_CHECKED(value, object, is_heap_dict, -1);
  PYRO_VALUE(source, pairs, -1);
  Object type(thread, builtin(thread, "dict"));
  Object other(thread, call(thread, type, source));
  if (other->is_error()) return -1;
  Dict dict(thread, *value);
  return status(
      dict_update(thread, dict, other, replace != 0 ? OnDuplicate::kReplace : OnDuplicate::kKeep));
}
PYRO_API PyObject* PyDictProxy_New(PyObject* mapping) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, mapping, nullptr);
  Object type(thread, thread->runtime()->type_at(LayoutId::kMappingproxy));
  return new_reference(thread, call(thread, type, value));
}

// --- sets

namespace {
PyObject* new_set_of(const char* type_name, PyObject* iterable) {
  Thread* thread = current_thread();
  Object type(thread, builtin(thread, type_name));
  if (iterable == nullptr) return new_reference(thread, call(thread, type));
  PYRO_VALUE(source, iterable, nullptr);
  return new_reference(thread, call(thread, type, source));
}
}  // namespace
PYRO_API PyObject* PySet_New(PyObject* iterable) { return new_set_of("set", iterable); }
PYRO_API PyObject* PyFrozenSet_New(PyObject* iterable) { return new_set_of("frozenset", iterable); }
PYRO_API Py_ssize_t PySet_Size(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_CHECKED(value, object, is_heap_any_set, -1);
  return set_size_NoGC(RawAnySet::cast(*value));
}
PYRO_API int PySet_Contains(PyObject* object, PyObject* key) {
  Thread* thread = current_thread();
  PYRO_CHECKED(value, object, is_heap_any_set, -1);
  PYRO_VALUE(item, key, -1);
  AnySet set(thread, *value);
  return truth_status(set_contains(thread, set, item));
}
PYRO_API int PySet_Add(PyObject* object, PyObject* key) {
  Thread* thread = current_thread();
  PYRO_CHECKED(value, object, is_heap_any_set, -1);
  PYRO_VALUE(item, key, -1);
  AnySet set(thread, *value);
  return status(set_add(thread, set, item));
}
PYRO_API int PySet_Discard(PyObject* object, PyObject* key) {
  Thread* thread = current_thread();
  PYRO_CHECKED(value, object, is_heap_set, -1);
  PYRO_VALUE(item, key, -1);
  AnySet set(thread, *value);
  return truth_status(set_remove(thread, set, item));
}
PYRO_API PyObject* PySet_Pop(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_CHECKED(value, object, is_heap_set, nullptr);
  return new_reference(thread, call_named(thread, value, "pop"));
}
PYRO_API int PySet_Clear(PyObject* object) {
  Thread* thread = current_thread();
  PYRO_CHECKED(value, object, is_heap_set, -1);
  AnySet set(thread, *value);
  set_clear(thread, set);
  return 0;
}

// --- slices

PYRO_API PyObject* PySlice_New(PyObject* start, PyObject* stop, PyObject* step) {
  Thread* thread = current_thread();
  Object a(thread, start == nullptr ? RawObject::none() : value_of(thread, start));
  Object b(thread, stop == nullptr ? RawObject::none() : value_of(thread, stop));
  Object c(thread, step == nullptr ? RawObject::none() : value_of(thread, step));
  return new_reference(thread, new_slice(thread, a, b, c));
}
namespace {
bool slice_part(Thread* thread, RawObject raw, Py_ssize_t missing, Py_ssize_t* result) {
  Object part(thread, raw);
  if (part->is_none()) {
    *result = missing;
    return true;
  }
  if (!is_int(*part) &&
      type_lookup(thread, type_of(thread, *part), Symbol::k__index__).is_unbound()) {
    raise_type_error(thread, "slice indices must be integers or None or have an __index__ method");
    return false;
  }
  return index_as_word(thread, part, OnOverflow::kClip, result);
}
}  // namespace
PYRO_API int PySlice_Unpack(PyObject* object, Py_ssize_t* start, Py_ssize_t* stop,
                            Py_ssize_t* step) {
  Thread* thread = current_thread();
  PYRO_CHECKED(value, object, is_heap_slice, -1);
  if (!slice_part(thread, RawSlice::cast(*value).step(), 1, step)) return -1;
  if (*step == 0) {
    raise_value_error(thread, "slice step cannot be zero");
    return -1;
  }
  *step = std::max<Py_ssize_t>(*step, -INTPTR_MAX);
  if (!slice_part(thread, RawSlice::cast(*value).start(), *step < 0 ? INTPTR_MAX : 0, start))
    return -1;
  return status(
      slice_part(thread, RawSlice::cast(*value).stop(), *step < 0 ? INTPTR_MIN : INTPTR_MAX, stop));
}
PYRO_API Py_ssize_t PySlice_AdjustIndices(Py_ssize_t length, Py_ssize_t* start, Py_ssize_t* stop,
                                          Py_ssize_t step) {
  auto adjust = [&](Py_ssize_t* index) {
    if (*index < 0) {
      *index += length;
      if (*index < 0) *index = step < 0 ? -1 : 0;
    } else if (*index >= length) {
      *index = step < 0 ? length - 1 : length;
    }
  };
  adjust(start);
  adjust(stop);
  if (step < 0) return *stop < *start ? (*start - *stop - 1) / -step + 1 : 0;
  return *start < *stop ? (*stop - *start - 1) / step + 1 : 0;
}
PYRO_API int PySlice_GetIndicesEx(PyObject* object, Py_ssize_t length, Py_ssize_t* start,
                                  Py_ssize_t* stop, Py_ssize_t* step, Py_ssize_t* count) {
  if (PySlice_Unpack(object, start, stop, step) < 0) return -1;
  *count = PySlice_AdjustIndices(length, start, stop, *step);
  return 0;
}
namespace {
// One bound of a slice: `missing` if None; below zero it counts from the end.
bool bound_of(Thread* thread, RawObject raw, Py_ssize_t missing, Py_ssize_t length,
              Py_ssize_t* result) {
  bool counts_from_end = !raw.is_none();
  if (!slice_part(thread, raw, missing, result)) return false;
  if (counts_from_end && *result < 0) *result += length;
  return true;
}
}  // namespace
PYRO_API int PySlice_GetIndices(PyObject* object, Py_ssize_t length, Py_ssize_t* start,
                                Py_ssize_t* stop, Py_ssize_t* step) {
  Thread* thread = current_thread();
  PYRO_CHECKED(value, object, is_heap_slice, -1);
  Slice slice(thread, *value);
  // Bounds outside the sequence are refused: -1 without an exception.
  if (!bound_of(thread, slice->step(), 1, 0, step) ||
      !bound_of(thread, slice->start(), *step < 0 ? length - 1 : 0, length, start) ||
      !bound_of(thread, slice->stop(), *step < 0 ? -1 : length, length, stop)) {
    thread->take_exception();
    return -1;
  }
  return *stop > length || *start >= length || *step == 0 ? -1 : 0;
}

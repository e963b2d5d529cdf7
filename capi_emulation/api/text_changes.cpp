#include <algorithm>
#include <vector>

#include "capi_emulation/api.h"
#include "runtime/str.h"

// Changing a str that nobody else has seen yet. Strs of the heap do not change: the handle gets
// another one.

using namespace pyro;
using namespace pyro::capi;

namespace {

// CPython shares the empty str and those of one Latin-1 character, so these never are the caller's
// own.
bool is_callers_own(PyObject* object, RawObject text) {
  Handle* handle = handle_of(object);
  if (object->ob_refcnt != 1 || (handle->flags & (kHandleLent | kHandleStatic)) != 0) return false;
  word length = str_length(text);
  return length > 1 || (length == 1 && str_data(text).at(0) > 0xff);
}

std::vector<uint32_t> code_points(RawObject text) {
  StrData data = str_data(text);
  std::vector<uint32_t> units(static_cast<size_t>(data.length));
  for (word i = 0; i < data.length; i++) units[static_cast<size_t>(i)] = data.at(i);
  return units;
}

// The largest code point that the representation of such a text can hold.
uint32_t capacity_of(const std::vector<uint32_t>& units) {
  uint32_t largest = *std::max_element(units.begin(), units.end());
  return largest < 0x80 ? 0x7f : largest < 0x100 ? 0xff : largest < 0x10000 ? 0xffff : 0x10ffff;
}

}  // namespace

PYRO_API int PyUnicode_WriteChar(PyObject* object, Py_ssize_t index, uint32_t code_point) {
  Thread* thread = current_thread();
  PYRO_VALUE(value, object, -1);
  if (!is_str(*value)) {
    raise_type_error(thread, "bad argument type for built-in operation");
    return -1;
  }
  if (index < 0 || index >= str_length(underlying_value(*value))) {
    raise(thread, Exc::kIndexError, "string index out of range");
    return -1;
  }
  if (!is_callers_own(object, *value)) {
    raise(thread, Exc::kSystemError, "Cannot modify a string currently used");
    return -1;
  }
  std::vector<uint32_t> units = code_points(*value);
  if (code_point > capacity_of(units)) {
    raise_value_error(thread, "character out of range");
    return -1;
  }
  units[static_cast<size_t>(index)] = code_point;
  RawObject changed = new_str_from_ucs4(thread, units.data(), static_cast<word>(units.size()));
  if (changed.is_error()) return -1;
  Extensions::of(thread)->replace_value(handle_of(object), changed);
  return 0;
}

PYRO_API int PyUnicode_Resize(PyObject** object, Py_ssize_t length) {
  Thread* thread = current_thread();
  if (object == nullptr || *object == nullptr || length < 0) {
    bad_internal_call(thread);
    return -1;
  }
  PYRO_VALUE(value, *object, -1);
  if (!is_str(*value)) {
    bad_internal_call(thread);
    return -1;
  }
  std::vector<uint32_t> units = code_points(underlying_value(*value));
  if (static_cast<word>(units.size()) == length) return 0;
  units.resize(static_cast<size_t>(length));
  RawObject changed = new_str_from_ucs4(thread, units.data(), length);
  if (changed.is_error()) return -1;
  if (is_callers_own(*object, *value) && length != 0) {
    Extensions::of(thread)->replace_value(handle_of(*object), changed);
    return 0;
  }
  PyObject* result = new_reference(thread, changed);
  decrement(thread, *object);
  *object = result;
  return 0;
}

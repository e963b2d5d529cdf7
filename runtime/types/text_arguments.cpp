#include "runtime/types/text_arguments.h"

#include <climits>

#include "runtime/attributes.h"
#include "runtime/codecs.h"
#include "runtime/errors.h"
#include "runtime/str.h"
#include "runtime/type.h"

namespace pyro {

namespace {

bool slice_index(Thread* thread, const Object& value, word* result) {
  if (value->is_small_int()) {
    *result = value->small_int();
    return true;
  }
  if (index_as_word(thread, value, OnOverflow::kClip, result)) return true;
  if (clear_pending_if(thread, Exc::kTypeError)) {
    bool has_index = !type_lookup(thread, type_of(thread, *value), Symbol::k__index__).is_unbound();
    if (has_index) return index_as_word(thread, value, OnOverflow::kClip, result);
    raise_type_error(thread, "slice indices must be integers or None or have an __index__ method");
  }
  return false;
}

}  // namespace

bool search_bounds(Thread* thread, Arguments arguments, word first, word length, word* start,
                   word* end) {
  *start = 0;
  *end = length;
  if (arguments.has(first) && !arguments[first].is_none()) {
    Object value(thread, arguments[first]);
    if (!slice_index(thread, value, start)) return false;
  }
  if (arguments.has(first + 1) && !arguments[first + 1].is_none()) {
    Object value(thread, arguments[first + 1]);
    if (!slice_index(thread, value, end)) return false;
  }
  if (*start < 0) *start = *start + length < 0 ? 0 : *start + length;
  if (*end < 0) *end = *end + length < 0 ? 0 : *end + length;
  if (*end > length) *end = length;
  return true;
}

bool size_argument(Thread* thread, const Object& value, word* result) {
  if (value->is_small_int()) {
    *result = value->small_int();
    return true;
  }
  Object index(thread, index_of(thread, value));
  if (index->is_error()) return false;
  if (index_as_word(thread, index, OnOverflow::kOverflowError, result)) return true;
  if (clear_pending_if(thread, Exc::kOverflowError)) {
    raise(thread, Exc::kOverflowError, "Python int too large to convert to C ssize_t");
  }
  return false;
}

bool int_argument(Thread* thread, const Object& value, int* result) {
  Object index(thread, index_of(thread, value));
  if (index->is_error()) return false;
  word wide;
  if (!index_as_word(thread, index, OnOverflow::kClip, &wide)) return false;
  if (wide > INT_MAX || wide < INT_MIN) {
    raise(thread, Exc::kOverflowError, "Python int too large to convert to C int");
    return false;
  }
  *result = static_cast<int>(wide);
  return true;
}

bool str_argument(Thread* thread, const Object& value, const char* function, const char* parameter,
                  std::string* result) {
  if (!is_str(*value)) {
    raise_type_error(thread, "%s() argument '%s' must be str, not %s", function, parameter,
                     value->is_none() ? "None" : type_name_of(thread, value).c_str());
    return false;
  }
  return c_string_of(thread, value, result);
}

std::string type_name_of(Thread* thread, const Object& value) {
  return type_name_NoGC(type_of(thread, *value));
}

bool sequence_multiplier(Thread* thread, const Object& value, word* count) {
  if (!index_as_word(thread, value, OnOverflow::kOverflowError, count)) return false;
  if (*count < 0) *count = 0;
  return true;
}

bool bytes_argument(Thread* thread, const Object& value, std::string* result) {
  BufferView view(thread);
  if (!view.acquire(value)) return false;
  *result = view.copy();
  return true;
}

}  // namespace pyro

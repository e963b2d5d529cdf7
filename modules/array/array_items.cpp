#include "modules/array/array_items.h"

#include <algorithm>

#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/int.h"
#include "runtime/native_items.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/types/container_support.h"
#include "runtime/types/text_arguments.h"

namespace pyro::arrays {

bool is_type_code(char code) {
  return code != 0 && std::string_view("bBuhHiIlLqQfd").find(code) != std::string_view::npos;
}

word item_size(RawTypedArray array) { return native_item_size(code_of(array)); }

RawObject get(Thread* thread, const TypedArray& array, word index) {
  uint8_t bytes[kMaxItemSize];
  word size = item_size(*array);
  std::memcpy(bytes, growing_data_NoGC(*array) + index * size, static_cast<size_t>(size));
  return unpack_native_item(thread, code_of(*array), bytes);
}

namespace {

const char* range_text(char code, bool negative, bool beyond_long) {
  switch (code) {
    case 'I':
    case 'L':
      if (negative) return "can't convert negative value to unsigned int";
      return code == 'I' && !beyond_long ? "unsigned int is greater than maximum"
                                         : "Python int too large to convert to C unsigned long";
    case 'q':
      return "int too big to convert";
    case 'Q':
      return negative ? "can't convert negative int to unsigned" : "int too big to convert";
    case 'l':
      return "Python int too large to convert to C long";
    default:
      break;
  }
  if (beyond_long) return "Python int too large to convert to C long";
  switch (code) {
    case 'b':
      return negative ? "signed char is less than minimum" : "signed char is greater than maximum";
    case 'B':
      return negative ? "unsigned byte integer is less than minimum"
                      : "unsigned byte integer is greater than maximum";
    case 'h':
      return negative ? "signed short integer is less than minimum"
                      : "signed short integer is greater than maximum";
    case 'H':
      return negative ? "unsigned short is less than minimum"
                      : "unsigned short is greater than maximum";
    default:
      return negative ? "signed integer is less than minimum"
                      : "signed integer is greater than maximum";
  }
}

bool raise_range(Thread* thread, char code, const Object& value) {
  RawObject number = is_int(*value) ? int_value_of(*value) : index_of(thread, value);
  if (number.is_error()) return false;
  IntView view(number);
  bool beyond =
      view->limbs.size() > 1 || (!view->limbs.empty() && view->limbs[0] >> 63 != 0 && code != 'I');
  raise(thread, Exc::kOverflowError, "%s", range_text(code, view->negative, beyond));
  return false;
}

bool raise_type(Thread* thread, char code, const Object& value) {
  double ignored;
  if (code == 'u') {
    raise_type_error(thread, "array item must be unicode character");
  } else if (code == 'f' || code == 'd') {
    if (as_double(thread, value, &ignored))
      raise_type_error(thread, "must be real number, not %T", &value);
  } else if (!index_of(thread, value).is_error()) {
    raise_type_error(thread, "'%T' object cannot be interpreted as an integer", &value);
  }
  return false;
}

}  // namespace

bool pack(Thread* thread, char code, const Object& value, uint8_t* bytes) {
  switch (pack_native_item(thread, code, value, bytes)) {
    case PackResult::kOk:
      return true;
    case PackResult::kError:
      return false;
    case PackResult::kWrongType:
      return raise_type(thread, code, value);
    case PackResult::kOutOfRange:
      break;
  }
  return code == 'u' ? raise_type(thread, code, value) : raise_range(thread, code, value);
}

bool append(Thread* thread, const TypedArray& array, const Object& value) {
  uint8_t bytes[kMaxItemSize];
  if (!pack(thread, code_of(*array), value, bytes)) return false;
  return growing_append(thread, array,
                        {reinterpret_cast<char*>(bytes), static_cast<size_t>(item_size(*array))});
}

bool extend(Thread* thread, const TypedArray& array, const Object& iterable) {
  if (is_heap_typed_array(*iterable)) {
    if (RawTypedArray::cast(*iterable).typecode() != array->typecode()) {
      raise_type_error(thread, "can only extend with array of same kind");
      return false;
    }
    std::string data(growing_view_NoGC(RawGrowingBytes::cast(*iterable)));
    return growing_append(thread, array, data);
  }
  Object iterator(thread, get_iterator(thread, iterable));
  if (iterator->is_error()) return false;
  Object item(thread, RawObject::none());
  for (;;) {
    item = iterate(thread, iterator);
    if (item->is_unbound()) return true;
    if (item->is_error() || !append(thread, array, item)) return false;
  }
}

bool append_bytes(Thread* thread, const TypedArray& array, std::string_view data) {
  if (static_cast<word>(data.size()) % item_size(*array) != 0) {
    raise_value_error(thread, "bytes length not a multiple of item size");
    return false;
  }
  return growing_append(thread, array, data);
}

bool append_text(Thread* thread, const TypedArray& array, const Object& str) {
  RawObject exact = underlying_value(*str);
  StrData data = str_data(exact);
  std::string units(static_cast<size_t>(data.length) * 4, '\0');
  copy_units_NoGC(units.data(), StrWidth::kUcs4, data, 0, data.length);
  return growing_append(thread, array, units);
}

void byteswap_NoGC(RawTypedArray array) {
  word size = item_size(array);
  uint8_t* data = growing_data_NoGC(array);
  for (word i = 0; i < array.length(); i += size) std::reverse(data + i, data + i + size);
}

RawObject new_array_of(Thread* thread, const Object& type, char code) {
  Object object(thread, allocate_for(thread, *type));
  if (object->is_error()) return *object;
  GrowingBytes bytes(thread, *object);
  if (!growing_initialize(thread, bytes)) return RawObject::error();
  RawTypedArray::cast(*object).set_typecode(code);
  return *object;
}

RawObject new_plain_array(Thread* thread, char code, std::string_view data) {
  Object type(thread, thread->runtime()->type_at(LayoutId::kArrayArray));
  Object array(thread, new_array_of(thread, type, code));
  if (array->is_error()) return *array;
  GrowingBytes bytes(thread, *array);
  return growing_append(thread, bytes, data) ? *array : RawObject::error();
}

}  // namespace pyro::arrays

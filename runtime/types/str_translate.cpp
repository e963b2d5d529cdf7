#include <optional>

#include "lib-python/natives.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/str.h"

// str.translate and str.maketrans.

namespace pyro {

namespace {

// Appends what the table says of `c`. False: exception.
bool translate_character(Thread* thread, const Object& table, uint32_t c, StrBuilder* out) {
  Object key(thread, RawObject::from_small_int(c));
  Object value(thread, get_item(thread, table, key));
  if (value->is_error()) {
    if (!clear_pending_if(thread, Exc::kLookupError)) return false;
    out->append(c);
    return true;
  }
  if (value->is_none()) return true;
  if (is_str(*value)) {
    out->append_str(*value);
    return true;
  }
  if (!is_int(*value)) {
    raise_type_error(thread, "character mapping must return integer, None or str");
    return false;
  }
  RawObject number = int_value_of(*value);
  if (!number.is_small_int() || number.small_int() < 0 || number.small_int() > 0x10ffff) {
    raise_value_error(thread, "character mapping must be in range(0x%x)", 0x110000);
    return false;
  }
  out->append(static_cast<uint32_t>(number.small_int()));
  return true;
}

RawObject table_from_dict(Thread* thread, const Object& source) {
  if (!is_heap_dict(*source))
    return raise_type_error(thread, "if you give only one argument to maketrans it must be a dict");
  Dict from(thread, *source);
  Dict to(thread, new_dict(thread));
  Object key(thread, RawObject::none());
  Object value(thread, RawObject::none());
  word position = 0;
  RawObject raw_key, raw_value;
  while (dict_next_NoGC(*from, &position, &raw_key, &raw_value)) {
    key = raw_key;
    value = raw_value;
    if (is_str(*key)) {
      RawObject exact = underlying_value(*key);
      StrData data = str_data(exact);
      if (data.length != 1)
        return raise_value_error(thread, "string keys in translate table must be of length 1");
      key = RawObject::from_small_int(data.at(0));
    } else if (!is_int(*key)) {
      return raise_type_error(thread, "keys in translate table must be strings or integers");
    }
    if (!dict_set(thread, to, key, value)) return RawObject::error();
  }
  return *to;
}

}  // namespace

namespace natives {

RawObject str_translate(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object table(thread, arguments[1]);
  StrBuilder out;
  word length = str_length(*self);
  for (word i = 0; i < length; i++) {
    RawObject value = *self;
    if (!translate_character(thread, table, str_data(value).at(i), &out)) return RawObject::error();
  }
  return out.finish(thread);
}

RawObject str_maketrans(Thread* thread, Arguments arguments) {
  Object x(thread, arguments[0]);
  if (!arguments.has(1)) return table_from_dict(thread, x);
  Object y(thread, arguments[1]);
  Object z(thread, arguments.get_or(2, RawObject::from_small_str("", 0)));
  if (!is_str(*y))
    return raise_type_error(thread, "maketrans() argument 2 must be str, not %V", &y);
  if (!is_str(*z))
    return raise_type_error(thread, "maketrans() argument 3 must be str, not %V", &z);
  if (!is_str(*x)) {
    return raise_type_error(
        thread, "first maketrans argument must be a string if there is a second argument");
  }
  x = underlying_value(*x);
  y = underlying_value(*y);
  z = underlying_value(*z);
  if (str_length(*x) != str_length(*y)) {
    return raise_value_error(thread, "the first two maketrans arguments must have equal length");
  }
  Dict table(thread, new_dict(thread));
  Object key(thread, RawObject::none());
  Object value(thread, RawObject::none());
  for (word i = 0; i < str_length(*x); i++) {
    RawObject from = *x, to = *y;
    key = RawObject::from_small_int(str_data(from).at(i));
    value = RawObject::from_small_int(str_data(to).at(i));
    if (!dict_set(thread, table, key, value)) return RawObject::error();
  }
  value = RawObject::none();
  for (word i = 0; i < str_length(*z); i++) {
    RawObject deleted = *z;
    key = RawObject::from_small_int(str_data(deleted).at(i));
    if (!dict_set(thread, table, key, value)) return RawObject::error();
  }
  return *table;
}

}  // namespace natives

}  // namespace pyro

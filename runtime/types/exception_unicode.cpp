#include <cstdio>

#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/buffer.h"
#include "runtime/exceptions.h"
#include "runtime/factories.h"
#include "runtime/int.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/str.h"

// UnicodeDecodeError(encoding, object, start, end, reason), UnicodeEncodeError likewise,
// UnicodeTranslateError without encoding.

namespace pyro {
namespace natives {

namespace {

bool check_str(Thread* thread, const Object& value, int position) {
  if (is_str(*value)) return true;
  raise_type_error(thread, "argument %d must be str, not %V", position, &value);
  return false;
}

bool check_count(Thread* thread, word expected, word given) {
  if (expected == given) return true;
  raise_type_error(thread, "function takes exactly %ld arguments (%ld given)", expected, given);
  return false;
}

// Start or end as a machine-sized int.
bool store_position(Thread* thread, const UnicodeError& self, word index, RawObject raw_value) {
  Object value(thread, raw_value);
  RawObject number = index_of(thread, value);
  if (number.is_error()) return false;
  word position;
  if (!int_to_word_NoGC(number, &position)) {
    raise(thread, Exc::kOverflowError, "Python int too large to convert to C ssize_t");
    return false;
  }
  number = new_int(thread, position);
  self->set_at(index, number);
  return true;
}

enum class ObjectKind : uint8_t { kText, kBytes };

// The arguments behind the encoding: object, start, end, reason; `first` is the position of the
// object.
bool store_rest(Thread* thread, const UnicodeError& self, const Object& args, word first,
                ObjectKind kind) {
  Object object(thread, tuple_at(*args, first));
  if (kind == ObjectKind::kText && !check_str(thread, object, static_cast<int>(first) + 1))
    return false;
  self->set_object(*object);
  if (!store_position(thread, self, RawUnicodeError::kStartIndex, tuple_at(*args, first + 1)))
    return false;
  if (!store_position(thread, self, RawUnicodeError::kEndIndex, tuple_at(*args, first + 2)))
    return false;
  Object reason(thread, tuple_at(*args, first + 3));
  if (!check_str(thread, reason, static_cast<int>(first) + 4)) return false;
  self->set_reason(*reason);
  if (kind == ObjectKind::kText || is_bytes(*object)) return true;
  object = bytes_from_buffer(thread, object);
  if (object->is_error()) return false;
  self->set_object(*object);
  return true;
}

RawObject initialize(Thread* thread, Arguments arguments, ObjectKind kind, bool has_encoding) {
  if (BaseException___init__(thread, arguments).is_error()) return RawObject::error();
  UnicodeError self(thread, arguments[0]);
  Object args(thread, arguments[1]);
  if (!check_count(thread, has_encoding ? 5 : 4, tuple_length(*args))) return RawObject::error();
  if (has_encoding) {
    Object encoding(thread, tuple_at(*args, 0));
    if (!check_str(thread, encoding, 1)) return RawObject::error();
    self->set_encoding(*encoding);
  }
  return store_rest(thread, self, args, has_encoding ? 1 : 0, kind) ? RawObject::none()
                                                                    : RawObject::error();
}

struct Range {
  word start, end;
};

Range range_of_NoGC(RawUnicodeError error) {
  Range range{0, 0};
  int_to_word_NoGC(error.start(), &range.start);
  int_to_word_NoGC(error.end(), &range.end);
  return range;
}

// "character '\xe9' in position 3" or "characters in position 3-5".
std::string describe_characters_NoGC(RawUnicodeError error) {
  Range range = range_of_NoGC(error);
  char text[96];
  RawObject object = underlying_value(error.object());
  word size = is_exact_str(object) ? str_length(object) : 0;
  if (range.start >= 0 && range.start < size && range.end == range.start + 1) {
    unsigned c = str_data(object).at(range.start);
    const char* form = c <= 0xff     ? "character '\\x%02x' in position %ld"
                       : c <= 0xffff ? "character '\\u%04x' in position %ld"
                                     : "character '\\U%08x' in position %ld";
    std::snprintf(text, sizeof text, form, c, range.start);
  } else {
    std::snprintf(text, sizeof text, "characters in position %ld-%ld", range.start, range.end - 1);
  }
  return text;
}

std::string describe_bytes_NoGC(RawUnicodeError error) {
  Range range = range_of_NoGC(error);
  char text[96];
  RawObject object = underlying_value(error.object());
  std::string_view data = is_exact_bytes(object) ? bytes_data(object) : std::string_view();
  if (range.start >= 0 && range.start < static_cast<word>(data.size()) &&
      range.end == range.start + 1) {
    unsigned byte = static_cast<uint8_t>(data[static_cast<size_t>(range.start)]);
    std::snprintf(text, sizeof text, "byte 0x%02x in position %ld", byte, range.start);
  } else {
    std::snprintf(text, sizeof text, "bytes in position %ld-%ld", range.start, range.end - 1);
  }
  return text;
}

RawObject codec_text(Thread* thread, Arguments arguments, const char* verb,
                     std::string (*describe)(RawUnicodeError)) {
  UnicodeError self(thread, arguments[0]);
  if (self->object().is_none()) return new_str_ascii(thread, "");
  Object encoding(thread, self->encoding());
  encoding = str(thread, encoding);
  if (encoding->is_error()) return *encoding;
  Object reason(thread, self->reason());
  reason = str(thread, reason);
  if (reason->is_error()) return *reason;
  std::string what = describe(*self);
  return new_str_format(thread, "'%S' codec can't %s %s: %S", &encoding, verb, what.c_str(),
                        &reason);
}

RawObject set_position(Thread* thread, Arguments arguments, word index) {
  if (arguments[1].is_unbound())
    return raise_type_error(thread, "can't delete numeric/char attribute");
  if (!is_int(arguments[1])) return raise_type_error(thread, "an integer is required");
  UnicodeError self(thread, arguments[0]);
  return store_position(thread, self, index, arguments[1]) ? RawObject::none() : RawObject::error();
}

}  // namespace

RawObject UnicodeDecodeError___init__(Thread* thread, Arguments arguments) {
  return initialize(thread, arguments, ObjectKind::kBytes, true);
}
RawObject UnicodeEncodeError___init__(Thread* thread, Arguments arguments) {
  return initialize(thread, arguments, ObjectKind::kText, true);
}
RawObject UnicodeTranslateError___init__(Thread* thread, Arguments arguments) {
  return initialize(thread, arguments, ObjectKind::kText, false);
}

RawObject UnicodeDecodeError___str__(Thread* thread, Arguments arguments) {
  return codec_text(thread, arguments, "decode", describe_bytes_NoGC);
}
RawObject UnicodeEncodeError___str__(Thread* thread, Arguments arguments) {
  return codec_text(thread, arguments, "encode", describe_characters_NoGC);
}
RawObject UnicodeTranslateError___str__(Thread* thread, Arguments arguments) {
  UnicodeError self(thread, arguments[0]);
  if (self->object().is_none()) return new_str_ascii(thread, "");
  Object reason(thread, self->reason());
  reason = str(thread, reason);
  if (reason->is_error()) return *reason;
  std::string what = describe_characters_NoGC(*self);
  return new_str_format(thread, "can't translate %s: %S", what.c_str(), &reason);
}

#define PYRO_POSITION_ACCESSORS(Type)                                     \
  RawObject Type##_start_get(Thread*, Arguments arguments) {              \
    return RawUnicodeError::cast(arguments[0]).start();                   \
  }                                                                       \
  RawObject Type##_end_get(Thread*, Arguments arguments) {                \
    return RawUnicodeError::cast(arguments[0]).end();                     \
  }                                                                       \
  RawObject Type##_start_set(Thread* thread, Arguments arguments) {       \
    return set_position(thread, arguments, RawUnicodeError::kStartIndex); \
  }                                                                       \
  RawObject Type##_end_set(Thread* thread, Arguments arguments) {         \
    return set_position(thread, arguments, RawUnicodeError::kEndIndex);   \
  }
PYRO_POSITION_ACCESSORS(UnicodeDecodeError)
PYRO_POSITION_ACCESSORS(UnicodeEncodeError)
PYRO_POSITION_ACCESSORS(UnicodeTranslateError)
#undef PYRO_POSITION_ACCESSORS

}  // namespace natives
}  // namespace pyro

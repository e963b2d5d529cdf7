#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/codecs.h"
#include "runtime/errors.h"
#include "runtime/runtime.h"
#include "runtime/types/byte_sequences.h"
#include "runtime/types/byte_source.h"
#include "runtime/types/user_value.h"

// bytes(...) and bytearray(...): what their arguments mean; fromhex and decode.

namespace pyro {

namespace {

// The items of an iterable as bytes.
bool collect_items(Thread* thread, const Object& iterable, const char* type_name,
                   std::string* out) {
  Object iterator(thread, get_iterator(thread, iterable));
  if (iterator->is_error()) {
    if (clear_pending_if(thread, Exc::kTypeError)) {
      raise_type_error(thread, "cannot convert '%T' object to %s", &iterable, type_name);
    }
    return false;
  }
  Object item(thread, RawObject::none());
  for (;;) {
    item = iterate(thread, iterator);
    if (item->is_unbound()) return true;
    if (item->is_error()) return false;
    word value;
    if (item->is_small_int())
      value = item->small_int();
    else if (!index_as_word(thread, item, OnOverflow::kClip, &value))
      return false;
    if (value < 0 || value > 255) {
      raise_value_error(thread, "%s must be in range(0, 256)",
                        type_name[4] == 's' ? "bytes" : "byte");
      return false;
    }
    *out += static_cast<char>(value);
  }
}

bool encoded_source(Thread* thread, const Object& source, const Object& encoding,
                    const Object& errors, const char* function, std::string* out) {
  std::string encoding_name, error_name;
  if (!encoding->is_unbound() &&
      !str_argument(thread, encoding, function, "encoding", &encoding_name))
    return false;
  if (!errors->is_unbound() && !str_argument(thread, errors, function, "errors", &error_name))
    return false;
  if (encoding->is_unbound() || !is_str(*source)) {
    bool is_text = is_str(*source);
    raise_type_error(thread, !encoding->is_unbound() ? "encoding without a string argument"
                             : is_text               ? "string argument without an encoding"
                                                     : "errors without a string argument");
    return false;
  }
  Object text(thread, underlying_value(*source));
  Object bytes(thread, encode(thread, text, encoding_name.c_str(),
                              errors->is_unbound() ? nullptr : error_name.c_str()));
  if (bytes->is_error()) return false;
  out->assign(bytes_data(underlying_value(*bytes)));
  return true;
}

}  // namespace

bool bytes_from_source(Thread* thread, const Object& source, const Object& encoding,
                       const Object& errors, const char* type_name, std::string* out) {
  if (!encoding->is_unbound() || !errors->is_unbound()) {
    return encoded_source(thread, source, encoding, errors, type_name, out);
  }
  if (source->is_unbound()) return true;
  if (is_str(*source)) {
    raise_type_error(thread, "string argument without an encoding");
    return false;
  }
  bool has_index = is_int(*source) ||
                   !type_lookup(thread, type_of(thread, *source), Symbol::k__index__).is_unbound();
  if (has_index) {
    word size;
    if (index_as_word(thread, source, OnOverflow::kOverflowError, &size)) {
      if (size < 0) {
        raise_value_error(thread, "negative count");
        return false;
      }
      if (size > kMaxTextLength) {
        raise_memory_error(thread);
        return false;
      }
      out->assign(static_cast<size_t>(size), '\0');
      return true;
    }
    if (!clear_pending_if(thread, Exc::kTypeError)) return false;
  }
  if (supports_buffer_NoGC(*source)) {
    Object bytes(thread, bytes_from_buffer(thread, source));
    if (bytes->is_error()) return false;
    RawObject exact = *bytes;
    out->assign(bytes_data(exact));
    return true;
  }
  return collect_items(thread, source, type_name, out);
}

namespace {

bool parse_hex(Thread* thread, const Object& text, std::string* out) {
  if (!is_str(*text)) {
    raise_type_error(thread, "fromhex() argument must be str, not %V", &text);
    return false;
  }
  RawObject exact = underlying_value(*text);
  StrData data = str_data(exact);
  auto fail = [&](word position) {
    raise_value_error(thread, "non-hexadecimal number found in fromhex() arg at position %ld",
                      position);
    return false;
  };
  auto digit = [&](word i) -> int {
    uint32_t c = i < data.length ? data.at(i) : 0;
    return c >= '0' && c <= '9'                 ? static_cast<int>(c - '0')
           : (c | 32) >= 'a' && (c | 32) <= 'f' ? static_cast<int>((c | 32) - 'a' + 10)
                                                : -1;
  };
  for (word i = 0; !data.is_ascii() && i < data.length; i++)
    if (data.at(i) > 127) return fail(i);
  for (word i = 0; i < data.length;) {
    if (is_ascii_space(static_cast<uint8_t>(data.at(i)))) {
      i++;
      continue;
    }
    int high = digit(i), low = digit(i + 1);
    if (high < 0 || low < 0) return fail(high < 0 ? i : i + 1);
    *out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return true;
}

RawObject fromhex(Thread* thread, Arguments arguments, LayoutId exact) {
  Object text(thread, arguments[1]);
  Object cls(thread, arguments[0]);
  std::string data;
  if (!parse_hex(thread, text, &data)) return RawObject::error();
  Object value(thread, exact == LayoutId::kBytes
                           ? new_bytes(thread, data)
                           : new_byte_array(thread, data.data(), static_cast<word>(data.size())));
  if (value->is_error() || *cls == thread->runtime()->type_at(exact)) return *value;
  return call(thread, cls, value);
}

RawObject byte_decode(Thread* thread, Arguments arguments) {
  std::string encoding, errors;
  Object encoding_argument(thread, arguments[1]);
  Object errors_argument(thread, arguments[2]);
  if (!str_argument(thread, encoding_argument, "decode", "encoding", &encoding) ||
      !str_argument(thread, errors_argument, "decode", "errors", &errors)) {
    return RawObject::error();
  }
  Object self(thread, arguments[0]);
  return decode(thread, self, encoding.c_str(), errors.c_str());
}

}  // namespace

namespace natives {

RawObject bytes___new__(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]);
  Object source(thread, arguments[1]);
  Object encoding(thread, arguments[2]);
  Object errors(thread, arguments[3]);
  Object value(thread, RawObject::unbound());
  if (is_exact_bytes(*source) && encoding->is_unbound() && errors->is_unbound()) {
    value = *source;
  } else if (!source->is_unbound() && encoding->is_unbound() && errors->is_unbound() &&
             layout_of(*source) != LayoutId::kBytearray) {
    if (type_lookup(thread, type_of(thread, *source), Symbol::k__bytes__).is_none())
      return raise_type_error(thread, "'NoneType' object is not callable");
    value = call_special(thread, source, Symbol::k__bytes__);
    if (!value->is_unbound() && !value->is_error() && !is_bytes(*value)) {
      return raise_type_error(thread, "__bytes__ returned non-bytes (type %T)", &value);
    }
  }
  if (value->is_unbound()) {
    std::string data;
    if (!bytes_from_source(thread, source, encoding, errors, "bytes", &data))
      return RawObject::error();
    value = new_bytes(thread, data);
  }
  if (value->is_error() || *cls == thread->runtime()->type_at(LayoutId::kBytes)) return *value;
  value = underlying_value(*value);
  return new_user_value(thread, cls, value);
}

RawObject bytes_fromhex(Thread* thread, Arguments arguments) {
  return fromhex(thread, arguments, LayoutId::kBytes);
}
RawObject bytearray_fromhex(Thread* thread, Arguments arguments) {
  return fromhex(thread, arguments, LayoutId::kBytearray);
}

PYRO_BYTES_METHOD(decode, byte_decode)

}  // namespace natives

}  // namespace pyro

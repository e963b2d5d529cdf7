#include <optional>

#include "lib-python/natives.h"
#include "modules/_codecs/codec_arguments.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/types/native_text.h"

// charmap_encode, charmap_decode, charmap_build: codecs given by a table. The table is a str
// (decoding), an EncodingMap (encoding), or any mapping between ordinals and characters or bytes.

namespace pyro {

namespace {

enum class Lookup : uint8_t { kFound, kUndefined, kFailed };

// The item of a mapping; a missing key and None mean undefined.
Lookup look_up(Thread* thread, const Object& mapping, uint32_t key, Object* value) {
  Object number(thread, RawObject::from_small_int(key));
  *value = get_item(thread, mapping, number);
  if ((*value)->is_error())
    return clear_pending_if(thread, Exc::kLookupError) ? Lookup::kUndefined : Lookup::kFailed;
  return (*value)->is_none() ? Lookup::kUndefined : Lookup::kFound;
}

Lookup decode_byte(Thread* thread, const Object& mapping, uint8_t byte, StrBuilder* out) {
  Object value(thread, RawObject::none());
  Lookup found = look_up(thread, mapping, byte, &value);
  if (found != Lookup::kFound) return found;
  if (is_str(*value)) {
    if (str_length(underlying_value(*value)) == 1) {
      RawObject exact = underlying_value(*value);
      if (str_data(exact).at(0) == 0xfffe) return Lookup::kUndefined;
    }
    out->append_str(*value);
    return Lookup::kFound;
  }
  if (!is_int(*value)) {
    raise_type_error(thread, "character mapping must return integer, None or str");
    return Lookup::kFailed;
  }
  RawObject number = int_value_of(*value);
  if (!number.is_small_int() || number.small_int() < 0 || number.small_int() > 0x10ffff) {
    raise_type_error(thread, "character mapping must be in range(0x%x)", 0x110000);
    return Lookup::kFailed;
  }
  if (number.small_int() == 0xfffe) return Lookup::kUndefined;
  out->append(static_cast<uint32_t>(number.small_int()));
  return Lookup::kFound;
}

RawObject decode_with_mapping(Thread* thread, const Object& data, const char* errors,
                              const Object& mapping, word* consumed) {
  Object source(thread, *data);
  StrBuilder out;
  size_t position = 0;
  for (;;) {
    std::string input;
    if (!bytes_argument(thread, source, &input)) return RawObject::error();
    *consumed = static_cast<word>(input.size());
    Lookup found = Lookup::kFound;
    while (position < input.size() && found == Lookup::kFound) {
      found = decode_byte(thread, mapping, static_cast<uint8_t>(input[position]), &out);
      if (found == Lookup::kFound) position++;
    }
    if (found == Lookup::kFailed) return RawObject::error();
    if (found == Lookup::kFound) return out.finish(thread);
    CodecError error{position, position + 1, "character maps to <undefined>"};
    if (!resolve_decode_error(thread, kDecodeCharmap, &source, errors, error, &out, &position))
      return RawObject::error();
  }
}

Lookup encode_character(Thread* thread, const Object& mapping, uint32_t c, CharBuffer* out) {
  Object value(thread, RawObject::none());
  Lookup found = look_up(thread, mapping, c, &value);
  if (found != Lookup::kFound) return found;
  if (is_bytes(*value)) {
    RawObject exact = underlying_value(*value);
    out->append(bytes_data(exact));
    return Lookup::kFound;
  }
  if (!is_int(*value)) {
    raise_type_error(thread, "character mapping must return integer, bytes or None, not %T",
                     &value);
    return Lookup::kFailed;
  }
  RawObject number = int_value_of(*value);
  if (!number.is_small_int() || number.small_int() < 0 || number.small_int() > 255) {
    raise_type_error(thread, "character mapping must be in range(256)");
    return Lookup::kFailed;
  }
  out->append(static_cast<char>(number.small_int()));
  return Lookup::kFound;
}

// What an error handler puts in place of characters is looked up in the mapping as well.
Lookup encode_text(Thread* thread, const Object& mapping, TextView text, CharBuffer* out) {
  for (size_t i = 0; i < text.length; i++) {
    Lookup found = encode_character(thread, mapping, text[i], out);
    if (found != Lookup::kFound) return found;
  }
  return Lookup::kFound;
}

// A run of characters that the mapping does not have. The handlers are called with the whole run.
bool resolve_run(Thread* thread, const Object& str, const char* errors, const Object& mapping,
                 size_t start, size_t end, CharBuffer* out, size_t* position) {
  constexpr const char* kReason = "character maps to <undefined>";
  Object exception(thread, new_encode_error(thread, "charmap", str, static_cast<word>(start),
                                            static_cast<word>(end), kReason));
  if (exception->is_error()) return false;
  if (errors == nullptr || std::string_view(errors) == "strict") {
    raise_object(thread, exception);
    return false;
  }
  if (std::string_view(errors) == "ignore") {
    *position = end;
    return true;
  }
  word next;
  Object replacement(thread, call_error_handler(thread, errors, exception, CodecDirection::kEncode,
                                                str_length(*str), &next));
  if (replacement->is_error()) return false;
  *position = static_cast<size_t>(next);
  if (is_bytes(*replacement)) {
    RawObject exact = underlying_value(*replacement);
    out->append(bytes_data(exact));
    return true;
  }
  NativeText text(*replacement);
  Lookup found = encode_text(thread, mapping, text.view(), out);
  if (found == Lookup::kUndefined) raise_object(thread, exception);
  return found == Lookup::kFound;
}

RawObject encode_with_mapping(Thread* thread, const Object& str, const char* errors,
                              const Object& mapping) {
  CharBuffer out, scratch;
  size_t position = 0, length = static_cast<size_t>(str_length(*str));
  NativeText text(*str);
  while (position < length) {
    Lookup found = encode_character(thread, mapping, text.view()[position], &out);
    if (found == Lookup::kFailed) return RawObject::error();
    if (found == Lookup::kFound) {
      position++;
      continue;
    }
    size_t end = position + 1;
    for (; end < length; end++) {
      found = encode_character(thread, mapping, text.view()[end], &scratch);
      if (found == Lookup::kFailed) return RawObject::error();
      if (found == Lookup::kFound) break;
    }
    if (!resolve_run(thread, str, errors, mapping, position, end, &out, &position))
      return RawObject::error();
  }
  return new_bytes_from(thread, out);
}

}  // namespace

namespace natives {

RawObject codecs_charmap_decode(Thread* thread, Arguments arguments) {
  ErrorsArgument errors;
  if (!errors.read_after_data(thread, arguments, "charmap_decode")) return RawObject::error();
  Object data(thread, arguments[0]);
  Object mapping(thread, underlying_value(arguments[2]));
  word consumed = 0;
  Object text(thread, RawObject::none());
  if (mapping->is_none()) {
    text = run_decoder(thread, kDecodeLatin1, data, errors.get(), &consumed);
  } else if (is_str(*mapping)) {
    NativeText table(*mapping);
    Decoding decoding = kDecodeCharmap;
    decoding.table = table.view();
    text = run_decoder(thread, decoding, data, errors.get(), &consumed);
  } else {
    text = decode_with_mapping(thread, data, errors.get(), mapping, &consumed);
  }
  return result_and_count(thread, text, consumed);
}

RawObject codecs_charmap_encode(Thread* thread, Arguments arguments) {
  ErrorsArgument errors;
  Object text(thread, text_to_encode(thread, arguments[0], "charmap_encode"));
  if (text->is_error() || !errors.read(thread, arguments[1], "charmap_encode"))
    return RawObject::error();
  Object mapping(thread, arguments[2]);
  Object result(thread, RawObject::none());
  if (mapping->is_none()) {
    result = encode_with(thread, kEncodeLatin1, text, errors.get());
  } else if (is_heap_encoding_map(*mapping)) {
    NativeText table(RawEncodingMap::cast(*mapping).table());
    CharmapEncoder encoder(table.view());
    Encoding encoding = kEncodeCharmap;
    encoding.charmap = &encoder;
    result = encode_with(thread, encoding, text, errors.get());
  } else {
    result = encode_with_mapping(thread, text, errors.get(), mapping);
  }
  return result_and_count(thread, result, str_length(*text));
}

RawObject codecs_charmap_build(Thread* thread, Arguments arguments) {
  Object table(thread, underlying_value(arguments[0]));
  if (!is_str(*table))
    return raise_type_error(thread, "charmap_build() argument must be str, not %V", &table);
  if (str_length(*table) == 0)
    return raise_type_error(thread, "bad argument type for built-in operation");
  RawObject map = new_instance_of_kind(thread, Kind::kEncodingMap);
  RawEncodingMap::cast(map).set_table(*table);
  return map;
}

RawObject codecs_EncodingMap_size(Thread*, Arguments arguments) {
  return RawObject::from_small_int(arguments[0].heap_words() * kWordSize);
}

}  // namespace natives

}  // namespace pyro

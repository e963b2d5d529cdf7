#include "modules/support.h"

namespace pyro {

std::string utf8_of(RawObject str) { return str_to_utf8_NoGC(underlying_value(str)); }

namespace {

// Length of the well-formed UTF-8 sequence at `at`, 0 if there is none.
int sequence_length(std::string_view bytes, size_t at) {
  auto byte = [&](size_t index) { return static_cast<unsigned char>(bytes[index]); };
  auto follows = [&](size_t index) { return index < bytes.size() && (byte(index) & 0xc0) == 0x80; };
  unsigned char lead = byte(at);
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return follows(at + 1) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) {
    if (!follows(at + 1) || !follows(at + 2)) return 0;
    if (lead == 0xe0 && byte(at + 1) < 0xa0) return 0;
    return lead == 0xed && byte(at + 1) >= 0xa0 ? 0 : 3;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    if (!follows(at + 1) || !follows(at + 2) || !follows(at + 3)) return 0;
    if (lead == 0xf0 && byte(at + 1) < 0x90) return 0;
    return lead == 0xf4 && byte(at + 1) >= 0x90 ? 0 : 4;
  }
  return 0;
}

}  // namespace

RawObject decode_file_system(Thread* thread, std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (size_t at = 0; at < bytes.size();) {
    int length = sequence_length(bytes, at);
    if (length == 0) {
      unsigned escape = 0xdc00 + static_cast<unsigned char>(bytes[at++]);
      text += static_cast<char>(0xe0 | escape >> 12);
      text += static_cast<char>(0x80 | (escape >> 6 & 0x3f));
      text += static_cast<char>(0x80 | (escape & 0x3f));
    } else {
      text.append(bytes, at, static_cast<size_t>(length));
      at += static_cast<size_t>(length);
    }
  }
  return new_str(thread, text);
}

namespace {

// The run of surrogates that begins at `position` cannot be encoded.
RawObject raise_surrogate(Thread* thread, const Object& str, word position) {
  word end = position;
  {
    RawObject exact = underlying_value(*str);
    StrData data = str_data(exact);
    while (end < data.length && data.at(end) >= 0xd800 && data.at(end) <= 0xdfff) end++;
  }
  Object type(thread, exc_type(thread, Exc::kUnicodeEncodeError));
  Tuple args(thread, new_tuple(thread, 5));
  Object part(thread, new_str_ascii(thread, "utf-8"));
  tuple_init(*args, 0, *part);
  tuple_init(*args, 1, underlying_value(*str));
  tuple_init(*args, 2, RawObject::from_small_int(position));
  tuple_init(*args, 3, RawObject::from_small_int(end));
  part = new_str_ascii(thread, "surrogates not allowed");
  tuple_init(*args, 4, *part);
  Object none(thread, RawObject::none());
  Object exception(thread, call_with(thread, type, args, none));
  if (exception->is_error()) return *exception;
  return raise_object(thread, exception);
}

void append_utf8(std::string* out, uint32_t code) {
  if (code < 0x80) {
    *out += static_cast<char>(code);
  } else if (code < 0x800) {
    *out += static_cast<char>(0xc0 | code >> 6);
    *out += static_cast<char>(0x80 | (code & 0x3f));
  } else if (code < 0x10000) {
    *out += static_cast<char>(0xe0 | code >> 12);
    *out += static_cast<char>(0x80 | (code >> 6 & 0x3f));
    *out += static_cast<char>(0x80 | (code & 0x3f));
  } else {
    *out += static_cast<char>(0xf0 | code >> 18);
    *out += static_cast<char>(0x80 | (code >> 12 & 0x3f));
    *out += static_cast<char>(0x80 | (code >> 6 & 0x3f));
    *out += static_cast<char>(0x80 | (code & 0x3f));
  }
}

}  // namespace

bool encode_file_system(Thread* thread, const Object& str, std::string* out) {
  RawObject text = underlying_value(*str);
  StrData data = str_data(text);
  out->clear();
  if (data.is_ascii()) {
    out->assign(data.bytes());
    return true;
  }
  for (word i = 0; i < data.length; i++) {
    uint32_t code = data.at(i);
    if (code >= 0xdc80 && code <= 0xdcff) {
      *out += static_cast<char>(code - 0xdc00);
    } else if (code >= 0xd800 && code <= 0xdfff) {
      raise_surrogate(thread, str, i);
      return false;
    } else {
      append_utf8(out, code);
    }
  }
  return true;
}

RawObject file_system_path(Thread* thread, const Object& value) {
  if (is_str(*value) || is_bytes(*value)) return *value;
  Object result(thread, call_special(thread, value, Symbol::k__fspath__));
  if (result->is_unbound()) {
    return raise_type_error(thread, "expected str, bytes or os.PathLike object, not %T", &value);
  }
  if (result->is_error() || is_str(*result) || is_bytes(*result)) return *result;
  return raise_type_error(thread, "expected %T.__fspath__() to return str or bytes, not %T", &value,
                          &result);
}

bool path_text(Thread* thread, const Object& value, const char* where, std::string* out) {
  Object path(thread, *value);
  if (!is_str(*path) && !is_bytes(*path)) {
    path = call_special(thread, value, Symbol::k__fspath__);
    if (path->is_error()) return false;
    if (path->is_unbound()) {
      raise_type_error(thread, "%s should be string, bytes or os.PathLike, not %T", where, &value);
      return false;
    }
    if (!is_str(*path) && !is_bytes(*path)) {
      raise_type_error(thread, "expected %T.__fspath__() to return str or bytes, not %T", &value,
                       &path);
      return false;
    }
  }
  if (is_bytes(*path)) {
    RawObject exact = underlying_value(*path);
    out->assign(bytes_data(exact));
  } else if (!encode_file_system(thread, path, out)) {
    return false;
  }
  if (out->find('\0') == std::string::npos) return true;
  raise_value_error(thread, "embedded null byte");
  return false;
}

// --- integers

bool int_fits_int64_NoGC(RawObject exact_int, int64_t* out) {
  if (exact_int.is_small_int()) {
    *out = exact_int.small_int();
    return true;
  }
  if (exact_int.heap_words() != 2) return false;
  uint64_t limb = *exact_int.body<uint64_t>();
  bool negative = (exact_int.header().hash() & 1) != 0;
  if (limb > (negative ? uint64_t{1} << 63 : (uint64_t{1} << 63) - 1)) return false;
  *out = static_cast<int64_t>(negative ? 0 - limb : limb);
  return true;
}

bool as_int64(Thread* thread, const Object& value, int64_t* out) {
  RawObject index = int_value_of(index_of(thread, value));
  if (index.is_error()) return false;
  if (int_fits_int64_NoGC(index, out)) return true;
  raise(thread, Exc::kOverflowError, "Python int too large to convert to C long");
  return false;
}

bool as_uint64(Thread* thread, const Object& value, uint64_t* out) {
  RawObject index = int_value_of(index_of(thread, value));
  if (index.is_error()) return false;
  bool negative = index.is_small_int() ? index.small_int() < 0 : (index.header().hash() & 1) != 0;
  if (negative) {
    raise(thread, Exc::kOverflowError, "can't convert negative int to unsigned");
    return false;
  }
  if (index.is_small_int()) {
    *out = static_cast<uint64_t>(index.small_int());
    return true;
  }
  if (index.heap_words() == 2) {
    *out = *index.body<uint64_t>();
    return true;
  }
  raise(thread, Exc::kOverflowError, "int too big to convert");
  return false;
}

bool as_int(Thread* thread, const Object& value, int* out) {
  int64_t wide;
  if (!as_int64(thread, value, &wide)) return false;
  if (wide > INT32_MAX || wide < INT32_MIN) {
    raise(thread, Exc::kOverflowError, "signed integer is %s than %s",
          wide > 0 ? "greater" : "less", wide > 0 ? "maximum" : "minimum");
    return false;
  }
  *out = static_cast<int>(wide);
  return true;
}

bool as_descriptor(Thread* thread, const Object& value, int* out) {
  Object number(thread, *value);
  if (!is_int(*number)) {
    Object name(thread, thread->runtime()->symbol(Symbol::kfileno));
    Object method(thread, find_attribute(thread, value, name));
    if (method->is_error()) return false;
    if (method->is_unbound()) {
      raise_type_error(thread, "argument must be an int, or have a fileno() method.");
      return false;
    }
    number = call(thread, method);
    if (number->is_error()) return false;
    if (!is_int(*number)) {
      raise_type_error(thread, "fileno() returned a non-integer");
      return false;
    }
  }
  int64_t wide;
  if (!as_int64(thread, number, &wide)) return false;
  if (wide > INT32_MAX || wide < INT32_MIN) {
    raise(thread, Exc::kOverflowError, "Python int too large to convert to C int");
    return false;
  }
  if (wide < 0) {
    raise_value_error(thread, "file descriptor cannot be a negative integer (%ld)",
                      static_cast<word>(wide));
    return false;
  }
  *out = static_cast<int>(wide);
  return true;
}

// --- modules

bool module_set(Thread* thread, const Object& module, const char* name, const Object& value) {
  Dict dict(thread, RawModule::cast(*module).dict());
  Object key(thread, intern_ascii(thread, name));
  return dict_set(thread, dict, key, value);
}

bool module_set_int(Thread* thread, const Object& module, const char* name, int64_t value) {
  Object number(thread, new_int(thread, value));
  return module_set(thread, module, name, number);
}

bool module_set_text(Thread* thread, const Object& module, const char* name,
                     std::string_view utf8) {
  Object text(thread, new_str(thread, utf8));
  return module_set(thread, module, name, text);
}

RawObject module_get(Thread* thread, const Object& module, const char* name) {
  Dict dict(thread, RawModule::cast(*module).dict());
  Object key(thread, intern_ascii(thread, name));
  return dict_get(thread, dict, key);
}

RawObject new_namespace(Thread* thread, const Dict& attributes) {
  RawObject object = new_instance_of_kind(thread, Kind::kSimpleNamespace);
  RawSimpleNamespace::cast(object).set_dict(*attributes);
  return object;
}

RawObject sys_get(Thread* thread, const char* name) {
  Object sys(thread, thread->runtime()->sys_module());
  if (!is_heap_module(*sys)) return RawObject::unbound();
  return module_get(thread, sys, name);
}

RawObject import_module(Thread* thread, const char* name) {
  Object key(thread, intern_ascii(thread, name));
  Object modules(thread, thread->runtime()->modules_dict());
  if (is_heap_dict(*modules)) {
    Dict dict(thread, *modules);
    RawObject known = dict_get(thread, dict, key);
    if (!known.is_unbound() && !known.is_none()) return known;
  }
  Dict builtins(thread, thread->runtime()->builtins_dict());
  Object import(thread, dict_get(thread, builtins, Symbol::k__import__));
  if (import->is_unbound()) return raise(thread, Exc::kImportError, "__import__ not found");
  Object result(thread, call(thread, import, key));
  if (result->is_error()) return *result;
  std::string_view rest = name;
  for (size_t dot; (dot = rest.find('.')) != std::string_view::npos;) {
    rest.remove_prefix(dot + 1);
    std::string part(rest.substr(0, rest.find('.')));
    result = attribute_named(thread, result, part.c_str());
    if (result->is_error()) return *result;
  }
  return *result;
}

RawObject import_from(Thread* thread, const char* module, const char* name) {
  Object owner(thread, import_module(thread, module));
  if (owner->is_error()) return *owner;
  return attribute_named(thread, owner, name);
}

// --- calls by name

RawObject attribute_named(Thread* thread, const Object& value, const char* name) {
  Object key(thread, intern_ascii(thread, name));
  return get_attribute(thread, value, key);
}

RawObject call_named(Thread* thread, const Object& value, const char* name) {
  Object method(thread, attribute_named(thread, value, name));
  return method->is_error() ? *method : call(thread, method);
}
RawObject call_named(Thread* thread, const Object& value, const char* name, const Object& a) {
  Object method(thread, attribute_named(thread, value, name));
  return method->is_error() ? *method : call(thread, method, a);
}
RawObject call_named(Thread* thread, const Object& value, const char* name, const Object& a,
                     const Object& b) {
  Object method(thread, attribute_named(thread, value, name));
  return method->is_error() ? *method : call(thread, method, a, b);
}
RawObject call_named(Thread* thread, const Object& value, const char* name, const Object& a,
                     const Object& b, const Object& c) {
  Object method(thread, attribute_named(thread, value, name));
  return method->is_error() ? *method : call(thread, method, a, b, c);
}

}  // namespace pyro

#include <cstdarg>

#include "lib-python/natives.h"
#include "modules/_struct/format.h"
#include "runtime/attributes.h"
#include "runtime/buffer.h"
#include "runtime/codecs.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/format_message.h"
#include "runtime/list.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/types/container_support.h"
#include "runtime/types/text_arguments.h"

// Struct objects and the functions of the module, which compile their format and keep the last
// ones.

namespace pyro {

namespace structs {

RawObject raise_struct_error(Thread* thread, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  Object message(thread, new_str_format_list(thread, format, arguments));
  va_end(arguments);
  if (message->is_error()) return *message;
  Dict modules(thread, thread->runtime()->modules_dict());
  Object name(thread, RawObject::from_small_str("_struct", 7));
  Object module(thread, dict_get(thread, modules, name));
  if (module->is_unbound()) return raise_value_error(thread, "%S", &message);
  name = RawObject::from_small_str("error", 5);
  Object type(thread, get_attribute(thread, module, name));
  return type->is_error() ? *type : raise(thread, *type, "%S", &message);
}

}  // namespace structs

namespace {

using structs::Field;
using structs::Format;
using structs::raise_struct_error;

constexpr char kCacheKey = 0;
constexpr word kMaxCached = 100;

// --- formats

RawObject raise_no_format(Thread* thread, const Object& value) {
  std::string name = type_name_of(thread, value);
  name.erase(0, name.rfind('.') + 1);
  return raise_type_error(thread, "Struct() argument 1 must be a str or bytes object, not %s",
                          name.c_str());
}

// The text of a format argument: str (ASCII) or bytes.
bool format_text(Thread* thread, const Object& value, std::string* text) {
  RawObject exact = underlying_value(*value);
  if (is_str(exact)) {
    Object str(thread, exact);
    Object encoded(thread, encode(thread, str, "ascii", nullptr));
    if (encoded->is_error()) return false;
    exact = *encoded;
    text->assign(bytes_data(exact));
    return true;
  }
  if (is_bytes(exact)) {
    text->assign(bytes_data(exact));
    return true;
  }
  raise_no_format(thread, value);
  return false;
}

bool compile(Thread* thread, const StructFormat& target, const Object& value) {
  std::string text;
  if (!format_text(thread, value, &text)) return false;
  Format format;
  if (text.find('\0') != std::string::npos) {
    raise_struct_error(thread, "embedded null character");
    return false;
  }
  if (const char* error = structs::parse_format(text, &format)) {
    raise_struct_error(thread, "%s", error);
    return false;
  }
  RawObject fields = new_bytes(thread, format.fields.data(),
                               static_cast<word>(format.fields.size() * sizeof(Field)));
  if (fields.is_error()) return false;
  target->set_fields(fields);
  target->set_size(format.size);
  RawObject str = new_str_ascii(thread, text);
  if (str.is_error()) return false;
  target->set_format(str);
  return true;
}

// The Struct for a format, from the cache if it is there.
RawObject cached_format(Thread* thread, const Object& value) {
  if (!is_str(*value) && !is_bytes(*value)) {
    word ignored;
    if (!hash(thread, value, &ignored)) return RawObject::error();  // the cache is asked first
    return raise_no_format(thread, value);
  }
  RawObject state = thread->runtime()->module_state(&kCacheKey);
  if (state.is_none()) {
    state = new_dict(thread);
    thread->runtime()->set_module_state(&kCacheKey, state);
  }
  Dict cache(thread, state);
  Object found(thread, dict_get(thread, cache, value));
  if (!found->is_unbound()) return *found;
  StructFormat format(thread, new_instance_of_kind(thread, Kind::kStructFormat));
  if (!compile(thread, format, value)) return RawObject::error();
  if (dict_size_NoGC(*cache) >= kMaxCached) dict_clear(thread, cache);
  return dict_set(thread, cache, value, format) ? *format : RawObject::error();
}

// A copy of the fields, which lie in the heap.
std::vector<Field> fields_of(RawStructFormat format) {
  RawObject bytes = format.fields();
  std::string_view data = bytes_data(bytes);
  std::vector<Field> fields(data.size() / sizeof(Field));
  if (!data.empty()) std::memcpy(fields.data(), data.data(), data.size());
  return fields;
}

bool check_initialized(Thread* thread, RawObject format) {
  if (!RawStructFormat::cast(format).format().is_none()) return true;
  raise(thread, Exc::kRuntimeError, "Struct object is not initialized");
  return false;
}

// --- packing

// Packs values[first...] of a tuple into `out`, which gets the size of the struct.
bool pack_values(Thread* thread, const StructFormat& format, const Object& values, word first,
                 const char* function, std::string* out) {
  if (!check_initialized(thread, *format)) return false;
  std::vector<Field> fields = fields_of(*format);
  word wanted = 0, given = tuple_length(*values) - first;
  for (const Field& field : fields) wanted += field.values();
  if (given != wanted) {
    raise_struct_error(thread, "%s expected %ld items for packing (got %ld)", function, wanted,
                       given);
    return false;
  }
  if (format->size() > kMaxTextLength) {
    raise_memory_error(thread);
    return false;
  }
  out->assign(static_cast<size_t>(format->size()), '\0');
  Object value(thread, RawObject::none());
  word next = first;
  for (const Field& field : fields) {
    uint8_t* target = reinterpret_cast<uint8_t*>(out->data()) + field.offset;
    for (word i = 0; i < field.values(); i++) {
      value = tuple_at(*values, next++);
      if (!structs::pack_value(thread, field, value, target)) return false;
      target += field.size;
    }
  }
  return true;
}

RawObject pack(Thread* thread, const StructFormat& format, const Object& values, word first) {
  std::string out;
  return pack_values(thread, format, values, first, "pack", &out) ? new_bytes(thread, out)
                                                                  : RawObject::error();
}

// The place of the struct in a buffer of `size` bytes; false with struct.error.
bool resolve_offset(Thread* thread, word struct_size, word size, bool packing, word* offset) {
  word original = *offset;
  if (*offset < 0) {
    if (*offset + struct_size > 0) {
      raise_struct_error(thread,
                         packing ? "no space to pack %ld bytes at offset %ld"
                                 : "not enough data to unpack %ld bytes at offset %ld",
                         struct_size, original);
      return false;
    }
    *offset += size;
    if (*offset < 0) {
      raise_struct_error(thread, "offset %ld out of range for %ld-byte buffer", original, size);
      return false;
    }
  }
  if (size - *offset >= struct_size) return true;
  raise_struct_error(thread,
                     packing ? "pack_into requires a buffer of at least %lu bytes for packing %ld "
                               "bytes at offset %ld (actual buffer size is %ld)"
                             : "unpack_from requires a buffer of at least %lu bytes for unpacking "
                               "%ld bytes at offset %ld (actual buffer size is %ld)",
                     static_cast<uint64_t>(struct_size) + static_cast<uint64_t>(*offset),
                     struct_size, *offset, size);
  return false;
}

// values: [skipped...], buffer, offset, v1, v2...
RawObject pack_into(Thread* thread, const StructFormat& format, const Object& values, word first) {
  word count = tuple_length(*values) - first;
  if (count < 2)
    return raise_struct_error(thread, count == 0 ? "pack_into expected buffer argument"
                                                 : "pack_into expected offset argument");
  Object target(thread, tuple_at(*values, first));
  Object offset_value(thread, tuple_at(*values, first + 1));
  std::string out;
  if (!pack_values(thread, format, values, first + 2, "pack_into", &out)) return RawObject::error();
  BufferView view(thread);
  if (!view.acquire(target, BufferAccess::kWrite)) {
    if (clear_pending_if(thread, Exc::kTypeError) || clear_pending_if(thread, Exc::kBufferError)) {
      raise_type_error(thread, "argument must be read-write bytes-like object, not %T", &target);
    }
    return RawObject::error();
  }
  word offset;
  if (!size_argument(thread, offset_value, &offset)) return RawObject::error();
  if (!resolve_offset(thread, format->size(), view.size(), true, &offset))
    return RawObject::error();
  if (!out.empty()) std::memcpy(view.data_NoGC() + offset, out.data(), out.size());
  return RawObject::none();
}

// --- unpacking

RawObject unpack_data(Thread* thread, const StructFormat& format, std::string_view data) {
  std::vector<Field> fields = fields_of(*format);
  word count = 0;
  for (const Field& field : fields) count += field.values();
  Tuple result(thread, new_tuple(thread, count));
  if (result->is_error()) return *result;
  word next = 0;
  for (const Field& field : fields) {
    const uint8_t* source = reinterpret_cast<const uint8_t*>(data.data()) + field.offset;
    for (word i = 0; i < field.values(); i++, source += field.size) {
      RawObject value = structs::unpack_value(thread, field, source);
      if (value.is_error()) return value;
      tuple_init(*result, next++, value);
    }
  }
  return *result;
}

RawObject unpack(Thread* thread, const StructFormat& format, const Object& buffer) {
  if (!check_initialized(thread, *format)) return RawObject::error();
  BufferView view(thread);
  if (!view.acquire(buffer)) return RawObject::error();
  if (view.size() != format->size())
    return raise_struct_error(thread, "unpack requires a buffer of %ld bytes", format->size());
  return unpack_data(thread, format, view.copy());
}

RawObject unpack_from(Thread* thread, const StructFormat& format, const Object& buffer,
                      const Object& offset_value) {
  if (!check_initialized(thread, *format)) return RawObject::error();
  word offset;
  BufferView view(thread);
  if (!view.acquire(buffer)) return RawObject::error();
  if (!size_argument(thread, offset_value, &offset)) return RawObject::error();
  if (!resolve_offset(thread, format->size(), view.size(), false, &offset))
    return RawObject::error();
  std::string data(
      view.bytes_NoGC().substr(static_cast<size_t>(offset), static_cast<size_t>(format->size())));
  return unpack_data(thread, format, data);
}

RawObject iter_unpack(Thread* thread, const StructFormat& format, const Object& buffer) {
  if (!check_initialized(thread, *format)) return RawObject::error();
  word size = format->size();
  if (size == 0)
    return raise_struct_error(thread, "cannot iteratively unpack with a struct of length 0");
  {
    BufferView view(thread);
    if (!view.acquire(buffer)) return RawObject::error();
    if (view.size() % size != 0) {
      return raise_struct_error(
          thread, "iterative unpacking requires a buffer of a multiple of %ld bytes", size);
    }
  }
  Object memory(thread, new_memory_view(thread, buffer));
  if (memory->is_error()) return *memory;
  RawStructIterator iterator =
      RawStructIterator::cast(new_instance_of_kind(thread, Kind::kStructIterator));
  iterator.set_format(*format);
  iterator.set_buffer(*memory);
  iterator.set_offset(0);
  return iterator;
}

}  // namespace

namespace natives {

RawObject struct_Struct___new__(Thread* thread, Arguments arguments) {
  RawObject object = allocate_for(thread, arguments[0]);
  if (object.is_error()) return object;
  RawStructFormat format = RawStructFormat::cast(object);
  format.set_format(RawObject::none());
  format.set_size(-1);
  format.set_fields(RawObject::from_small_bytes("", 0));
  return object;
}

RawObject struct_Struct___init__(Thread* thread, Arguments arguments) {
  StructFormat format(thread, arguments[0]);
  Object value(thread, arguments[1]);
  return compile(thread, format, value) ? RawObject::none() : RawObject::error();
}

RawObject struct_Struct_pack(Thread* thread, Arguments arguments) {
  StructFormat format(thread, arguments[0]);
  Object values(thread, arguments[1]);
  return pyro::pack(thread, format, values, 0);
}
RawObject struct_Struct_pack_into(Thread* thread, Arguments arguments) {
  StructFormat format(thread, arguments[0]);
  Object values(thread, arguments[1]);
  return pyro::pack_into(thread, format, values, 0);
}
RawObject struct_Struct_unpack(Thread* thread, Arguments arguments) {
  StructFormat format(thread, arguments[0]);
  Object buffer(thread, arguments[1]);
  return pyro::unpack(thread, format, buffer);
}
RawObject struct_Struct_unpack_from(Thread* thread, Arguments arguments) {
  StructFormat format(thread, arguments[0]);
  Object buffer(thread, arguments[1]);
  Object offset(thread, arguments[2]);
  return pyro::unpack_from(thread, format, buffer, offset);
}
RawObject struct_Struct_iter_unpack(Thread* thread, Arguments arguments) {
  StructFormat format(thread, arguments[0]);
  Object buffer(thread, arguments[1]);
  return pyro::iter_unpack(thread, format, buffer);
}
RawObject struct_Struct___sizeof__(Thread*, Arguments arguments) {
  RawObject fields = RawStructFormat::cast(arguments[0]).fields();
  return RawObject::from_small_int(
      (arguments[0].heap_words() + (fields.is_heap() ? fields.heap_words() : 0)) * kWordSize);
}
RawObject struct_Struct_format_get(Thread* thread, Arguments arguments) {
  return check_initialized(thread, arguments[0]) ? RawStructFormat::cast(arguments[0]).format()
                                                 : RawObject::error();
}
RawObject struct_Struct_size_get(Thread*, Arguments arguments) {
  return RawObject::from_small_int(RawStructFormat::cast(arguments[0]).size());
}

RawObject struct_unpack_iterator___iter__(Thread*, Arguments arguments) { return arguments[0]; }

RawObject struct_unpack_iterator___next__(Thread* thread, Arguments arguments) {
  StructIterator iterator(thread, arguments[0]);
  if (iterator->buffer().is_none()) return raise_stop_iteration(thread, RawObject::none());
  Object buffer(thread, iterator->buffer());
  StructFormat format(thread, iterator->format());
  std::string data;
  {
    BufferView view(thread);
    if (!view.acquire(buffer)) return RawObject::error();
    word offset = iterator->offset();
    if (view.size() - offset < format->size()) {
      iterator->set_buffer(RawObject::none());
      return raise_stop_iteration(thread, RawObject::none());
    }
    data =
        view.bytes_NoGC().substr(static_cast<size_t>(offset), static_cast<size_t>(format->size()));
    iterator->set_offset(offset + format->size());
  }
  return unpack_data(thread, format, data);
}

RawObject struct_unpack_iterator___length_hint__(Thread*, Arguments arguments) {
  RawStructIterator iterator = RawStructIterator::cast(arguments[0]);
  if (iterator.buffer().is_none()) return RawObject::from_small_int(0);
  word left = RawMemoryView::cast(iterator.buffer()).length() - iterator.offset();
  return RawObject::from_small_int(left / RawStructFormat::cast(iterator.format()).size());
}

RawObject struct_calcsize(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  RawObject format = cached_format(thread, value);
  return format.is_error() ? format
                           : RawObject::from_small_int(RawStructFormat::cast(format).size());
}

RawObject struct_pack(Thread* thread, Arguments arguments) {
  Object values(thread, arguments[0]);
  if (tuple_length(*values) == 0) return raise_type_error(thread, "missing format argument");
  Object value(thread, tuple_at(*values, 0));
  StructFormat format(thread, cached_format(thread, value));
  return format->is_error() ? *format : pyro::pack(thread, format, values, 1);
}

RawObject struct_pack_into(Thread* thread, Arguments arguments) {
  Object values(thread, arguments[0]);
  if (tuple_length(*values) == 0) return raise_type_error(thread, "missing format argument");
  Object value(thread, tuple_at(*values, 0));
  StructFormat format(thread, cached_format(thread, value));
  return format->is_error() ? *format : pyro::pack_into(thread, format, values, 1);
}

RawObject struct_unpack(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  Object buffer(thread, arguments[1]);
  StructFormat format(thread, cached_format(thread, value));
  return format->is_error() ? *format : pyro::unpack(thread, format, buffer);
}

RawObject struct_unpack_from(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  Object buffer(thread, arguments[1]);
  Object offset(thread, arguments[2]);
  StructFormat format(thread, cached_format(thread, value));
  return format->is_error() ? *format : pyro::unpack_from(thread, format, buffer, offset);
}

RawObject struct_iter_unpack(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  Object buffer(thread, arguments[1]);
  StructFormat format(thread, cached_format(thread, value));
  return format->is_error() ? *format : pyro::iter_unpack(thread, format, buffer);
}

RawObject struct__clearcache(Thread* thread, Arguments) {
  thread->runtime()->set_module_state(&kCacheKey, RawObject::none());
  return RawObject::none();
}

}  // namespace natives

}  // namespace pyro

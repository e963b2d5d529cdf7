#include <algorithm>

#include "lib-python/natives.h"
#include "modules/array/array_items.h"
#include "runtime/attributes.h"
#include "runtime/buffer.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/list.h"
#include "runtime/native_items.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "runtime/types/text_arguments.h"

// array.array: construction, conversion, files, pickling.

namespace pyro {

namespace {

using namespace arrays;

// The single character of an argument; 0 with TypeError pending.
uint32_t character_argument(Thread* thread, const Object& value, const char* function, int number) {
  RawObject exact = underlying_value(*value);
  if (is_str(exact) && str_length(exact) == 1) return str_data(exact).at(0);
  raise_type_error(thread, "%s() argument %d must be a unicode character, not %V", function, number,
                   &value);
  return 0;
}

bool fill(Thread* thread, const TypedArray& array, const Object& initial) {
  if (is_bytes(*initial) || is_heap_byte_array(*initial)) {
    std::string data;
    return bytes_argument(thread, initial, &data) && append_bytes(thread, array, data);
  }
  if (is_str(*initial)) return append_text(thread, array, initial);
  if (!is_heap_typed_array(*initial)) return arrays::extend(thread, array, initial);
  // Arrays of other kinds are converted item by item.
  TypedArray source(thread, *initial);
  Object item(thread, RawObject::none());
  for (word i = 0; i < item_count(*source); i++) {
    item = arrays::get(thread, source, i);
    if (item->is_error() || !arrays::append(thread, array, item)) return false;
  }
  return true;
}

bool check_initial(Thread* thread, const Object& initial, char code) {
  if (code == 'u') return true;
  if (is_str(*initial)) {
    raise_type_error(thread, "cannot use a str to initialize an array with typecode '%c'", code);
    return false;
  }
  if (is_heap_typed_array(*initial) && code_of(RawTypedArray::cast(*initial)) == 'u') {
    raise_type_error(thread, "cannot use a unicode array to initialize an array with typecode '%c'",
                     code);
    return false;
  }
  return true;
}

RawObject to_list(Thread* thread, const TypedArray& array) {
  List list(thread, new_list(thread, item_count(*array)));
  if (list->is_error()) return *list;
  Object item(thread, RawObject::none());
  for (word i = 0; i < item_count(*array); i++) {
    item = arrays::get(thread, array, i);
    if (item->is_error() || !list_append(thread, list, item)) return RawObject::error();
  }
  return *list;
}

RawObject to_text(Thread* thread, const TypedArray& array) {
  std::string data(growing_view_NoGC(*array));
  for (size_t i = 0; i < data.size(); i += 4) {
    uint32_t code_point;
    std::memcpy(&code_point, data.data() + i, 4);
    if (code_point > 0x10ffff)
      return raise_value_error(thread, "character U+%x is not in range [U+0000; U+10ffff]",
                               code_point);
  }
  return new_str_from_ucs4(thread, reinterpret_cast<const uint32_t*>(data.data()),
                           static_cast<word>(data.size() / 4));
}

RawObject copy(Thread* thread, RawObject array) {
  std::string data(growing_view_NoGC(RawGrowingBytes::cast(array)));
  return new_plain_array(thread, code_of(RawTypedArray::cast(array)), data);
}

// --- pickling: how the items were represented on the machine that pickled them

struct MachineFormat {
  word size;
  bool is_signed, big_endian, is_float;
};
constexpr MachineFormat kMachineFormats[] = {
    {1, false, false, false}, {1, true, false, false},  {2, false, false, false},
    {2, false, true, false},  {2, true, false, false},  {2, true, true, false},
    {4, false, false, false}, {4, false, true, false},  {4, true, false, false},
    {4, true, true, false},   {8, false, false, false}, {8, false, true, false},
    {8, true, false, false},  {8, true, true, false},   {4, true, false, true},
    {4, true, true, true},    {8, true, false, true},   {8, true, true, true}};
constexpr int kUtf16Little = 18, kUtf16Big = 19, kUtf32Little = 20, kUtf32Big = 21;

int machine_format_of(char code) {
  if (code == 'u') return kUtf32Little;
  bool is_float = code == 'f' || code == 'd', is_signed = is_float || code >= 'a';
  for (int i = 0; i < kUtf16Little; i++) {
    const MachineFormat& format = kMachineFormats[i];
    if (!format.big_endian && format.size == native_item_size(code) &&
        format.is_float == is_float && format.is_signed == is_signed)
      return i;
  }
  return -1;
}

// The type code that holds items of this format: the original one, or an integer type of the same
// size and sign.
char code_for_format(int format, char code) {
  int little = kMachineFormats[format].big_endian ? format - 1 : format;
  if (format < 2) little = format;
  if (machine_format_of(code) == little) return code;
  for (char candidate : std::string_view("bBhHiIlLqQfd")) {
    if (machine_format_of(candidate) == little) return candidate;
  }
  return 0;
}

RawObject reconstruct_text(Thread* thread, const TypedArray& array, std::string_view data,
                           int format) {
  bool utf16 = format == kUtf16Little || format == kUtf16Big,
       big = format == kUtf16Big || format == kUtf32Big;
  Object bytes(thread, new_bytes(thread, data));
  if (bytes->is_error()) return *bytes;
  Object method(thread, intern_ascii(thread, "decode"));
  Object decode(thread, get_attribute(thread, bytes, method));
  if (decode->is_error()) return *decode;
  Object name(thread, new_str_ascii(thread, utf16 ? (big ? "utf-16-be" : "utf-16-le")
                                            : big ? "utf-32-be"
                                                  : "utf-32-le"));
  Object text(thread, call(thread, decode, name));
  if (text->is_error()) return *text;
  return append_text(thread, array, text) ? *array : RawObject::error();
}

}  // namespace

namespace natives {

RawObject array_array___new__(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]);
  Object args(thread, arguments[1]);
  word count = tuple_length(*args);
  if (*cls == thread->runtime()->type_at(LayoutId::kArrayArray) &&
      dict_size_NoGC(RawDict::cast(arguments[2])) > 0) {
    return raise_type_error(thread, "array.array() takes no keyword arguments");
  }
  if (count < 1)
    return raise_type_error(thread, "array() takes at least 1 argument (%ld given)", count);
  if (count > 2)
    return raise_type_error(thread, "array() takes at most 2 arguments (%ld given)", count);
  Object code_value(thread, tuple_at(*args, 0));
  uint32_t character = character_argument(thread, code_value, "array", 1);
  if (character == 0 && thread->has_exception()) return RawObject::error();
  char code = character < 128 ? static_cast<char>(character) : '\0';
  Object initial(thread, count == 2 ? tuple_at(*args, 1) : RawObject::unbound());
  if (count == 2 && !check_initial(thread, initial, code)) return RawObject::error();
  if (!is_type_code(code)) {
    if (count == 2) {  // complains first of what cannot be iterated over
      Object iterator(thread, get_iterator(thread, initial));
      if (iterator->is_error()) return *iterator;
    }
    return raise_value_error(thread,
                             "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
  }
  Object object(thread, new_array_of(thread, cls, code));
  if (object->is_error() || count == 1) return *object;
  TypedArray array(thread, *object);
  return fill(thread, array, initial) ? *array : RawObject::error();
}

RawObject array_array___repr__(Thread* thread, Arguments arguments) {
  TypedArray array(thread, arguments[0]);
  RawType type(type_of(thread, arguments[0]).raw());
  bool exact = type == thread->runtime()->type_at(LayoutId::kArrayArray);
  Object name(thread, exact ? RawObject::from_small_str("array", 5) : type.name());
  char code = code_of(*array);
  if (array->length() == 0) return new_str_format(thread, "%S('%c')", &name, code);
  Object items(thread, code == 'u' ? to_text(thread, array) : to_list(thread, array));
  return items->is_error() ? *items : new_str_format(thread, "%S('%c', %R)", &name, code, &items);
}

RawObject array_array___copy__(Thread* thread, Arguments arguments) {
  return copy(thread, arguments[0]);
}
RawObject array_array___deepcopy__(Thread* thread, Arguments arguments) {
  return copy(thread, arguments[0]);
}

RawObject array_array___sizeof__(Thread*, Arguments arguments) {
  RawGrowingBytes bytes = RawGrowingBytes::cast(arguments[0]);
  return RawObject::from_small_int((bytes.heap_words() + bytes.buffer().heap_words()) * kWordSize);
}

RawObject array_array_buffer_info(Thread* thread, Arguments arguments) {
  RawTypedArray array = RawTypedArray::cast(arguments[0]);
  word count = item_count(array);
  Object address(thread,
                 new_int_unsigned(thread, reinterpret_cast<uint64_t>(growing_data_NoGC(array))));
  Object length(thread, RawObject::from_small_int(count));
  return new_tuple_of(thread, address, length);
}

RawObject array_array_byteswap(Thread*, Arguments arguments) {
  byteswap_NoGC(RawTypedArray::cast(arguments[0]));
  return RawObject::none();
}

RawObject array_array_frombytes(Thread* thread, Arguments arguments) {
  TypedArray array(thread, arguments[0]);
  Object buffer(thread, arguments[1]);
  std::string data;
  if (!bytes_argument(thread, buffer, &data)) return RawObject::error();
  return append_bytes(thread, array, data) ? RawObject::none() : RawObject::error();
}

RawObject array_array_fromfile(Thread* thread, Arguments arguments) {
  TypedArray array(thread, arguments[0]);
  Object file(thread, arguments[1]);
  Object count_value(thread, arguments[2]);
  word count, wanted;
  if (!size_argument(thread, count_value, &count)) return RawObject::error();
  if (count < 0) return raise_value_error(thread, "negative count");
  if (__builtin_mul_overflow(count, item_size(*array), &wanted)) return raise_memory_error(thread);
  Object size(thread, new_int(thread, wanted));
  Object bytes(thread, call_method(thread, file, Symbol::kread, size));
  if (bytes->is_error()) return *bytes;
  if (!is_bytes(*bytes)) return raise_type_error(thread, "read() didn't return bytes");
  std::string data;
  if (!bytes_argument(thread, bytes, &data) || !append_bytes(thread, array, data))
    return RawObject::error();
  if (static_cast<word>(data.size()) == wanted) return RawObject::none();
  return raise(thread, Exc::kEOFError, "read() didn't return enough bytes");
}

RawObject array_array_tofile(Thread* thread, Arguments arguments) {
  constexpr size_t kBlock = 64 * 1024;
  Object file(thread, arguments[1]);
  std::string data(growing_view_NoGC(RawGrowingBytes::cast(arguments[0])));
  Object name(thread, RawObject::from_small_str("write", 5));
  Object write(thread, get_attribute(thread, file, name));
  if (write->is_error()) return *write;
  Object block(thread, RawObject::none());
  for (size_t at = 0; at < data.size(); at += kBlock) {
    block = new_bytes(thread, std::string_view(data).substr(at, kBlock));
    if (block->is_error() || call(thread, write, block).is_error()) return RawObject::error();
  }
  return RawObject::none();
}

RawObject array_array_fromlist(Thread* thread, Arguments arguments) {
  TypedArray array(thread, arguments[0]);
  if (!is_heap_list(arguments[1])) return raise_type_error(thread, "arg must be list");
  List list(thread, arguments[1]);
  word before = array->length(), count = list->length();
  Object item(thread, RawObject::none());
  for (word i = 0; i < count; i++) {
    item = list_at(*list, i);
    bool ok = arrays::append(thread, array, item);
    if (ok && list->length() != count)
      raise(thread, Exc::kRuntimeError, "list changed size during iteration");
    if (ok && !thread->has_exception()) continue;
    // Nothing is appended if one item is wrong.
    Object exception(thread, thread->take_exception());
    if (!growing_resize(thread, array, before)) return RawObject::error();
    thread->set_pending_exception(*exception);
    return RawObject::error();
  }
  return RawObject::none();
}

RawObject array_array_fromunicode(Thread* thread, Arguments arguments) {
  TypedArray array(thread, arguments[0]);
  Object text(thread, arguments[1]);
  if (!is_str(*text))
    return raise_type_error(thread, "fromunicode() argument must be str, not %V", &text);
  if (code_of(*array) != 'u')
    return raise_value_error(thread, "fromunicode() may only be called on unicode type arrays");
  return append_text(thread, array, text) ? RawObject::none() : RawObject::error();
}

RawObject array_array_tounicode(Thread* thread, Arguments arguments) {
  TypedArray array(thread, arguments[0]);
  if (code_of(*array) != 'u')
    return raise_value_error(thread, "tounicode() may only be called on unicode type arrays");
  return to_text(thread, array);
}

RawObject array_array_tobytes(Thread* thread, Arguments arguments) {
  Object array(thread, arguments[0]);
  return bytes_from_buffer(thread, array);
}

RawObject array_array_tolist(Thread* thread, Arguments arguments) {
  TypedArray array(thread, arguments[0]);
  return to_list(thread, array);
}

RawObject array_array_typecode_get(Thread*, Arguments arguments) {
  char code = code_of(RawTypedArray::cast(arguments[0]));
  return RawObject::from_small_str(&code, 1);
}

RawObject array_array_itemsize_get(Thread*, Arguments arguments) {
  return RawObject::from_small_int(item_size(RawTypedArray::cast(arguments[0])));
}

RawObject array_array___reduce_ex__(Thread* thread, Arguments arguments) {
  Object receiver(thread, arguments[0]);
  TypedArray array(thread, arguments[0]);
  Object protocol_value(thread, arguments[1]);
  int protocol;
  if (!int_argument(thread, protocol_value, &protocol)) return RawObject::error();
  char letter = code_of(*array);
  Object type(thread, type_of(thread, *receiver));
  Object code(thread, RawObject::from_small_str(&letter, 1));
  Object state(thread, find_attribute(thread, receiver, Symbol::k__dict__));
  if (state->is_error()) return *state;
  if (state->is_unbound()) state = RawObject::none();
  if (protocol < 3) {
    Object items(thread, to_list(thread, array));
    if (items->is_error()) return *items;
    Object args(thread, new_tuple_of(thread, code, items));
    return new_tuple_of(thread, type, args, state);
  }
  Dict modules(thread, thread->runtime()->modules_dict());
  Object name(thread, RawObject::from_small_str("array", 5));
  Object module(thread, get_item(thread, modules, name));
  if (module->is_error()) return *module;
  name = intern_ascii(thread, "_array_reconstructor");
  Object reconstructor(thread, get_attribute(thread, module, name));
  if (reconstructor->is_error()) return *reconstructor;
  Object bytes(thread, bytes_from_buffer(thread, receiver));
  if (bytes->is_error()) return *bytes;
  Tuple args(thread, new_tuple(thread, 4));
  tuple_init(*args, 0, *type);
  tuple_init(*args, 1, *code);
  tuple_init(*args, 2, RawObject::from_small_int(machine_format_of(letter)));
  tuple_init(*args, 3, *bytes);
  return new_tuple_of(thread, reconstructor, args, state);
}

// Arrays match sequence patterns, and their operators are those of sequences.
RawObject array_initialize(Thread* thread, Arguments) {
  RawType type(thread->runtime()->type_at(LayoutId::kArrayArray).raw());
  type.set_flags(type.flags() | kTypeSequence);
  return RawObject::none();
}

RawObject array__array_reconstructor(Thread* thread, Arguments arguments) {
  Object type(thread, arguments[0]);
  Object code_value(thread, arguments[1]);
  Object format_value(thread, arguments[2]);
  Object items(thread, arguments[3]);
  if (!is_heap_type(*type))
    return raise_type_error(thread, "first argument must be a type object, not %T", &type);
  uint32_t character = character_argument(thread, code_value, "_array_reconstructor", 2);
  if (character == 0 && thread->has_exception()) return RawObject::error();
  int format;
  if (!int_argument(thread, format_value, &format)) return RawObject::error();
  if (!is_subtype_NoGC(*type, thread->runtime()->type_at(LayoutId::kArrayArray))) {
    return raise_type_error(thread, "%N is not a subtype of array.array", &type);
  }
  char code = character < 128 ? static_cast<char>(character) : '\0';
  if (!is_type_code(code))
    return raise_value_error(thread, "second argument must be a valid type code");
  if (format < 0 || format > kUtf32Big)
    return raise_value_error(thread, "third argument must be a valid machine format code.");
  if (!is_bytes(*items))
    return raise_type_error(thread, "fourth argument should be bytes, not %T", &items);
  std::string data;
  if (!bytes_argument(thread, items, &data)) return RawObject::error();
  if (format >= kUtf16Little) {
    TypedArray text(thread, new_array_of(thread, type, 'u'));
    return text->is_error() ? *text : reconstruct_text(thread, text, data, format);
  }
  char actual = code_for_format(format, code);
  TypedArray array(thread, new_array_of(thread, type, actual));
  if (array->is_error() || !append_bytes(thread, array, data)) return RawObject::error();
  if (kMachineFormats[format].big_endian) byteswap_NoGC(*array);
  return *array;
}

}  // namespace natives

}  // namespace pyro

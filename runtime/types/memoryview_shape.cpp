#include "runtime/types/memoryview_shape.h"

#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/codecs.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/list.h"
#include "runtime/native_items.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/types/byte_sequences.h"
#include "runtime/types/container_support.h"

namespace pyro {

namespace {

// Lets the owner of growing memory know of a view.
bool register_view(Thread* thread, const MemoryView& view) {
  RawObject base = view->base();
  if (!is_heap_growing_bytes(base)) return true;
  GrowingBytes bytes(thread, base);
  return growing_register_view(thread, bytes, view);
}

RawObject new_flat_view(Thread* thread, const Object& base, char code, word length,
                        bool read_only) {
  MemoryView view(thread, new_instance_of_kind(thread, Kind::kMemoryView));
  word size = native_item_size(code);
  view->set_base(*base);
  view->set_start(0);
  view->set_length(length);
  char format = code == 'u' ? 'w' : code;
  view->set_format(RawObject::from_small_str(&format, 1));
  Object count(thread, RawObject::from_small_int(length / size));
  Object stride(thread, RawObject::from_small_int(size));
  RawObject shape = new_tuple_of(thread, count);
  view->set_shape(shape);
  RawObject strides = new_tuple_of(thread, stride);
  view->set_strides(strides);
  view->set_flags(read_only ? kMemoryViewReadOnly : 0);
  view->set_item_size(size);
  view->set_pins(0);
  return register_view(thread, view) ? *view : RawObject::error();
}

}  // namespace

RawObject new_memory_view(Thread* thread, const Object& object) {
  if (is_bytes(*object)) {
    word length = static_cast<word>(bytes_data(underlying_value(*object)).size());
    return new_flat_view(thread, object, 'B', length, true);
  }
  if (is_heap_growing_bytes(*object)) {
    char code = is_heap_typed_array(*object)
                    ? static_cast<char>(RawTypedArray::cast(*object).typecode())
                    : 'B';
    return new_flat_view(thread, object, code, RawGrowingBytes::cast(*object).length(), false);
  }
  if (is_heap_extension_exporter(*object))
    return thread->runtime()->extensions->memory_view_of(thread, object);
  if (!is_heap_memory_view(*object)) {
    return raise_type_error(thread, "memoryview: a bytes-like object is required, not '%T'",
                            &object);
  }
  if (!memory_view_check(thread, *object)) return RawObject::error();
  MemoryView view(thread, *object);
  return memory_view_clone(thread, view);
}

RawObject memory_view_clone(Thread* thread, const MemoryView& view) {
  MemoryView result(thread, new_instance_of_kind(thread, Kind::kMemoryView));
  for (word i = 1; i < RawMemoryView::kWords; i++) result->set_at(i, view->at(i));
  result->set_pins(0);
  Object base(thread, result->base());
  if (is_heap_extension_buffer(*base)) thread->runtime()->extensions->count_view(thread, base, 1);
  return register_view(thread, result) ? *result : RawObject::error();
}

bool memory_view_add_index(Thread* thread, const MemoryView& view, word dimension, word index,
                           word* offset) {
  word extent = tuple_at(view->shape(), dimension).small_int();
  if (index < 0) index += extent;
  if (index < 0 || index >= extent) {
    raise(thread, Exc::kIndexError, "index out of bounds on dimension %ld", dimension + 1);
    return false;
  }
  *offset += index * tuple_at(view->strides(), dimension).small_int();
  return true;
}

TupleKey memory_view_tuple_offset(Thread* thread, const MemoryView& view, const Object& keys,
                                  word* offset) {
  word count = tuple_length(*keys), dimensions = tuple_length(view->shape());
  Object key(thread, RawObject::none());
  word slices = 0;
  bool all_indexes = true;
  for (word i = 0; i < count; i++) {
    key = tuple_at(*keys, i);
    slices += is_heap_slice(*key);
    all_indexes &= is_int(*key) ||
                   !type_lookup(thread, type_of(thread, *key), Symbol::k__index__).is_unbound();
  }
  if (count > 0 && slices == count) {
    raise(thread, Exc::kNotImplementedError, "multi-dimensional slicing is not implemented");
    return TupleKey::kError;
  }
  if (!all_indexes) return TupleKey::kNotAllIndexes;
  if (count < dimensions) {
    raise(thread, Exc::kNotImplementedError, "sub-views are not implemented");
    return TupleKey::kError;
  }
  if (count > dimensions) {
    raise_type_error(thread, "cannot index %ld-dimension view with %ld-element tuple", dimensions,
                     count);
    return TupleKey::kError;
  }
  for (word i = 0; i < count; i++) {
    key = tuple_at(*keys, i);
    word index;
    if (!index_as_word(thread, key, OnOverflow::kIndexError, &index)) return TupleKey::kError;
    if (!memory_view_add_index(thread, view, i, index, offset)) return TupleKey::kError;
  }
  return TupleKey::kItem;
}

std::vector<word> memory_view_offsets_NoGC(RawMemoryView view) {
  std::vector<word> offsets{0};
  for (word d = 0; d < tuple_length(view.shape()); d++) {
    word extent = tuple_at(view.shape(), d).small_int(),
         stride = tuple_at(view.strides(), d).small_int();
    std::vector<word> next;
    next.reserve(offsets.size() * static_cast<size_t>(extent));
    for (word offset : offsets) {
      for (word i = 0; i < extent; i++) next.push_back(offset + i * stride);
    }
    offsets = std::move(next);
  }
  return offsets;
}

RawObject memory_view_to_bytes(Thread* thread, const MemoryView& view) {
  if (!memory_view_check(thread, *view)) return RawObject::error();
  std::string out;
  const char* data = reinterpret_cast<char*>(memory_view_data_NoGC(*view));
  if (memory_view_is_contiguous_NoGC(*view)) {
    out.assign(data, static_cast<size_t>(view->length()));
  } else {
    for (word offset : memory_view_offsets_NoGC(*view))
      out.append(data + offset, static_cast<size_t>(view->item_size()));
  }
  return new_bytes(thread, out);
}

namespace {

// Fortran order: the first dimension varies fastest.
RawObject to_fortran_bytes(Thread* thread, const MemoryView& view) {
  std::vector<word> offsets{0};
  for (word d = tuple_length(view->shape()) - 1; d >= 0; d--) {
    word extent = tuple_at(view->shape(), d).small_int(),
         stride = tuple_at(view->strides(), d).small_int();
    std::vector<word> next;
    for (word offset : offsets) {
      for (word i = 0; i < extent; i++) next.push_back(offset + i * stride);
    }
    offsets = std::move(next);
  }
  std::string out;
  const char* data = reinterpret_cast<char*>(memory_view_data_NoGC(*view));
  for (word offset : offsets) out.append(data + offset, static_cast<size_t>(view->item_size()));
  return new_bytes(thread, out);
}

bool is_fortran_contiguous(RawMemoryView view) {
  word expected = view.item_size();
  for (word i = 0; i < tuple_length(view.shape()); i++) {
    word extent = tuple_at(view.shape(), i).small_int();
    if (extent == 0) return true;
    if (extent != 1 && tuple_at(view.strides(), i).small_int() != expected) return false;
    expected *= extent;
  }
  return true;
}

RawObject nested_list(Thread* thread, const MemoryView& view, word dimension, word offset) {
  if (dimension == tuple_length(view->shape())) return memory_view_item(thread, view, offset);
  word extent = tuple_at(view->shape(), dimension).small_int(),
       stride = tuple_at(view->strides(), dimension).small_int();
  List list(thread, new_list(thread, extent));
  if (list->is_error()) return *list;
  Object item(thread, RawObject::none());
  for (word i = 0; i < extent; i++) {
    item = nested_list(thread, view, dimension + 1, offset + i * stride);
    if (item->is_error() || !list_append(thread, list, item)) return RawObject::error();
  }
  return *list;
}

constexpr word kMostDimensions = 64;

bool has_no_items(const MemoryView& view) {
  for (word i = 0; i < tuple_length(view->shape()); i++) {
    if (tuple_at(view->shape(), i).small_int() == 0) return true;
  }
  return false;
}

// The shape argument of cast() as a tuple, checked against the view's own shape; Error if it will
// not do.
RawObject checked_shape(Thread* thread, const MemoryView& view, const Object& argument) {
  if (!is_heap_list(*argument) && !is_tuple(*argument))
    return raise_type_error(thread, "shape must be a list or a tuple");
  Object shape(thread, tuple_from_iterable(thread, argument));
  if (shape->is_error()) return *shape;
  if (tuple_length(*shape) > kMostDimensions)
    return raise_value_error(thread, "memoryview: number of dimensions must not exceed 64");
  if (tuple_length(view->shape()) != 1 && tuple_length(*shape) != 1)
    return raise_type_error(thread, "memoryview: cast must be 1D -> ND or ND -> 1D");
  return *shape;
}

// The extents that a shape asks for, whatever kinds of ints it has, and their product with `size`.
bool read_extents(Thread* thread, const Tuple& shape, word size, word* extents, word* product) {
  *product = size;
  for (word i = tuple_length(*shape) - 1; i >= 0; i--) {
    Object item(thread, tuple_at(*shape, i));
    if (!is_int(*item)) {
      raise_type_error(thread, "memoryview.cast(): elements of shape must be integers");
      return false;
    }
    if (!word_argument(thread, item, &extents[i])) return false;
    if (extents[i] <= 0) {
      raise_value_error(thread, "memoryview.cast(): elements of shape must be integers > 0");
      return false;
    }
    if (__builtin_mul_overflow(*product, extents[i], product)) {
      raise_value_error(thread, "memoryview.cast(): product(shape) > SSIZE_MAX");
      return false;
    }
  }
  return true;
}

// Shape and strides of cast(format, shape).
bool reshape(Thread* thread, const MemoryView& view, const Tuple& asked) {
  word extents[kMostDimensions], product, dimensions = tuple_length(*asked);
  if (!read_extents(thread, asked, view->item_size(), extents, &product)) return false;
  if (product != view->length()) {
    raise_type_error(thread, "memoryview: product(shape) * itemsize != buffer size");
    return false;
  }
  Tuple shape(thread, new_tuple(thread, dimensions));
  if (shape->is_error()) return false;
  Tuple strides(thread, new_tuple(thread, dimensions));
  if (strides->is_error()) return false;
  word stride = view->item_size();
  for (word i = dimensions - 1; i >= 0; i--) {
    tuple_init(*shape, i, RawObject::from_small_int(extents[i]));
    tuple_init(*strides, i, RawObject::from_small_int(stride));
    stride *= extents[i];
  }
  view->set_shape(*shape);
  view->set_strides(*strides);
  return true;
}

// The code of a format that cast() takes; 0 with an exception pending if it takes no such thing.
char parse_format(Thread* thread, const Object& format) {
  Object ascii(thread, encode(thread, format, "ascii", nullptr));
  if (ascii->is_error()) return 0;
  RawObject exact = *ascii;
  std::string_view text = bytes_data(exact);
  if (text.size() == 2 && text[0] == '@') text.remove_prefix(1);
  char code = text.size() == 1 ? text[0] : 'u';
  if (code != 'u' && code != 'w' && native_item_size(code) != 0) return code;
  raise_value_error(thread,
                    "memoryview: destination format must be a native single character format "
                    "prefixed with an optional '@'");
  return 0;
}

bool is_byte_code(char code) { return code == 'B' || code == 'b' || code == 'c'; }

bool cast_to_format(Thread* thread, const MemoryView& view, const Object& format, char code) {
  if (!is_byte_code(memory_view_code_NoGC(*view)) && !is_byte_code(code)) {
    raise_type_error(thread, "memoryview: cannot cast between two non-byte formats");
    return false;
  }
  word size = native_item_size(code);
  if (view->length() % size != 0) {
    raise_type_error(thread, "memoryview: length is not a multiple of itemsize");
    return false;
  }
  view->set_format(underlying_value(*format));
  view->set_item_size(size);
  Object count(thread, RawObject::from_small_int(view->length() / size));
  Object stride(thread, RawObject::from_small_int(size));
  RawObject shape = new_tuple_of(thread, count);
  view->set_shape(shape);
  RawObject strides = new_tuple_of(thread, stride);
  view->set_strides(strides);
  return true;
}

RawObject checked_field(Thread* thread, Arguments arguments, word index) {
  return memory_view_check(thread, arguments[0]) ? arguments[0].at(index) : RawObject::error();
}

}  // namespace

namespace natives {

RawObject memoryview_cast(Thread* thread, Arguments arguments) {
  if (!memory_view_check(thread, arguments[0])) return RawObject::error();
  MemoryView view(thread, arguments[0]);
  Object format(thread, arguments[1]);
  Object shape(thread, arguments[2]);
  if (!is_str(*format))
    return raise_type_error(thread, "cast() argument 'format' must be str, not %V", &format);
  format = underlying_value(*format);
  if (!memory_view_is_contiguous_NoGC(*view))
    return raise_type_error(thread, "memoryview: casts are restricted to C-contiguous views");
  bool keeps_shape = shape->is_unbound();
  if ((!keeps_shape || tuple_length(view->shape()) != 1) && has_no_items(view)) {
    return raise_type_error(thread, "memoryview: cannot cast view with zeros in shape or strides");
  }
  if (!keeps_shape) shape = checked_shape(thread, view, shape);
  if (shape->is_error()) return *shape;
  char code = parse_format(thread, format);
  if (code == 0) return RawObject::error();
  MemoryView result(thread, memory_view_clone(thread, view));
  if (result->is_error()) return *result;
  bool ok = cast_to_format(thread, result, format, code);
  if (ok && !keeps_shape) {
    Tuple dimensions(thread, *shape);
    ok = reshape(thread, result, dimensions);
  }
  if (ok) return *result;
  result->set_base(RawObject::none());
  return RawObject::error();
}

RawObject memoryview_tobytes(Thread* thread, Arguments arguments) {
  Object order(thread, underlying_value(arguments[1]));
  char letter = 'C';
  if (!order->is_none()) {
    if (!is_str(*order)) {
      return raise_type_error(thread, "tobytes() argument 'order' must be str or None, not %V",
                              &order);
    }
    std::string text;
    if (!c_string_of(thread, order, &text)) return RawObject::error();
    letter = text.size() == 1 ? text[0] : '\0';
    if (letter != 'C' && letter != 'F' && letter != 'A')
      return raise_value_error(thread, "order must be 'C', 'F' or 'A'");
  }
  if (!memory_view_check(thread, arguments[0])) return RawObject::error();
  MemoryView view(thread, arguments[0]);
  bool fortran = letter == 'F' || (letter == 'A' && is_fortran_contiguous(*view) &&
                                   !memory_view_is_contiguous_NoGC(*view));
  return fortran ? to_fortran_bytes(thread, view) : memory_view_to_bytes(thread, view);
}

RawObject memoryview_hex(Thread* thread, Arguments arguments) {
  MemoryView view(thread, arguments[0]);
  Object bytes(thread, memory_view_to_bytes(thread, view));
  if (bytes->is_error()) return *bytes;
  RawObject value = *bytes;
  std::string data(bytes_data(value));
  return hex_text(thread, data, arguments);
}

RawObject memoryview_tolist(Thread* thread, Arguments arguments) {
  if (!memory_view_check(thread, arguments[0])) return RawObject::error();
  MemoryView view(thread, arguments[0]);
  return nested_list(thread, view, 0, 0);
}

RawObject memoryview_toreadonly(Thread* thread, Arguments arguments) {
  if (!memory_view_check(thread, arguments[0])) return RawObject::error();
  MemoryView view(thread, arguments[0]);
  MemoryView result(thread, memory_view_clone(thread, view));
  if (!result->is_error()) result->set_flags(kMemoryViewReadOnly);
  return *result;
}

RawObject memoryview_obj_get(Thread* thread, Arguments arguments) {
  RawObject base = checked_field(thread, arguments, RawMemoryView::kBaseIndex);
  return is_heap_extension_buffer(base) ? RawExtensionBuffer::cast(base).exporter() : base;
}
RawObject memoryview_nbytes_get(Thread* thread, Arguments arguments) {
  return checked_field(thread, arguments, RawMemoryView::kLengthIndex);
}
RawObject memoryview_itemsize_get(Thread* thread, Arguments arguments) {
  return checked_field(thread, arguments, RawMemoryView::kItemSizeIndex);
}
RawObject memoryview_format_get(Thread* thread, Arguments arguments) {
  return checked_field(thread, arguments, RawMemoryView::kFormatIndex);
}
RawObject memoryview_shape_get(Thread* thread, Arguments arguments) {
  return checked_field(thread, arguments, RawMemoryView::kShapeIndex);
}
RawObject memoryview_strides_get(Thread* thread, Arguments arguments) {
  return checked_field(thread, arguments, RawMemoryView::kStridesIndex);
}
RawObject memoryview_suboffsets_get(Thread* thread, Arguments arguments) {
  return memory_view_check(thread, arguments[0]) ? empty_tuple(thread) : RawObject::error();
}
RawObject memoryview_ndim_get(Thread* thread, Arguments arguments) {
  if (!memory_view_check(thread, arguments[0])) return RawObject::error();
  return RawObject::from_small_int(tuple_length(RawMemoryView::cast(arguments[0]).shape()));
}
RawObject memoryview_readonly_get(Thread* thread, Arguments arguments) {
  if (!memory_view_check(thread, arguments[0])) return RawObject::error();
  return RawObject::from_bool((RawMemoryView::cast(arguments[0]).flags() & kMemoryViewReadOnly) !=
                              0);
}
RawObject memoryview_c_contiguous_get(Thread* thread, Arguments arguments) {
  if (!memory_view_check(thread, arguments[0])) return RawObject::error();
  return RawObject::from_bool(memory_view_is_contiguous_NoGC(RawMemoryView::cast(arguments[0])));
}
RawObject memoryview_f_contiguous_get(Thread* thread, Arguments arguments) {
  if (!memory_view_check(thread, arguments[0])) return RawObject::error();
  return RawObject::from_bool(is_fortran_contiguous(RawMemoryView::cast(arguments[0])));
}
RawObject memoryview_contiguous_get(Thread* thread, Arguments arguments) {
  if (!memory_view_check(thread, arguments[0])) return RawObject::error();
  RawMemoryView view = RawMemoryView::cast(arguments[0]);
  return RawObject::from_bool(memory_view_is_contiguous_NoGC(view) || is_fortran_contiguous(view));
}

}  // namespace natives

}  // namespace pyro

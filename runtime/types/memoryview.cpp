#include <cmath>

#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/buffer.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/list.h"
#include "runtime/native_items.h"
#include "runtime/runtime.h"
#include "runtime/text_iterators.h"
#include "runtime/types/byte_sequences.h"
#include "runtime/types/memoryview_shape.h"

// memoryview: items, slices, assignment, comparison (library reference, "Memory Views"). Where
// things lie is worked out in memoryview_shape.cpp.

namespace pyro {

bool memory_view_check(Thread* thread, RawObject view) {
  if (!RawMemoryView::cast(view).base().is_none()) return true;
  raise_value_error(thread, "operation forbidden on released %s object",
                    layout_of(view) == LayoutId::kMemoryview ? "memoryview" : "PickleBuffer");
  return false;
}

char memory_view_code_NoGC(RawMemoryView view) {
  RawObject format = underlying_value(view.format());
  std::string_view text = str_data(format).bytes();
  if (text.size() == 2 && text[0] == '@') text.remove_prefix(1);
  return text.size() == 1 ? text[0] : '\0';
}

RawObject memory_view_item(Thread* thread, const MemoryView& view, word offset) {
  uint8_t item[kMaxItemSize];
  char code = memory_view_code_NoGC(*view);
  if (native_item_size(code) == 0) {
    Object format(thread, view->format());
    return raise(thread, Exc::kNotImplementedError, "memoryview: format %S not supported", &format);
  }
  std::memcpy(item, memory_view_data_NoGC(*view) + offset, static_cast<size_t>(view->item_size()));
  return unpack_native_item(thread, code, item);
}

namespace {

bool store_item(Thread* thread, const MemoryView& view, word offset, const Object& value) {
  uint8_t item[kMaxItemSize];
  char code = memory_view_code_NoGC(*view);
  Object format(thread, view->format());
  if (native_item_size(code) == 0) {
    raise(thread, Exc::kNotImplementedError, "memoryview: format %S not supported", &format);
    return false;
  }
  switch (pack_native_item(thread, code, value, item)) {
    case PackResult::kOk:
      break;
    case PackResult::kError:
      return false;
    case PackResult::kWrongType:
      raise_type_error(thread, "memoryview: invalid type for format '%S'", &format);
      return false;
    case PackResult::kOutOfRange:
      raise_value_error(thread, "memoryview: invalid value for format '%S'", &format);
      return false;
  }
  // The conversion may have run Python code that released the view.
  if (!memory_view_check(thread, *view)) return false;
  std::memcpy(memory_view_data_NoGC(*view) + offset, item, static_cast<size_t>(view->item_size()));
  return true;
}

enum class KeyKind : uint8_t { kItem, kSlice, kWhole, kError };

bool is_index(Thread* thread, const Object& key) {
  return is_int(*key) ||
         !type_lookup(thread, type_of(thread, *key), Symbol::k__index__).is_unbound();
}

// Sorts keys out and finds the offset of a single item.
KeyKind resolve_key(Thread* thread, const MemoryView& view, const Object& key,
                    const char* sub_view_error, word* offset) {
  word dimensions = tuple_length(view->shape());
  *offset = 0;
  if (dimensions == 0) {
    if (is_tuple(*key) && tuple_length(underlying_value(*key)) == 0) return KeyKind::kItem;
    if (key->is_ellipsis()) return KeyKind::kWhole;
    raise_type_error(thread, "invalid indexing of 0-dim memory");
    return KeyKind::kError;
  }
  if (is_index(thread, key)) {
    word index;
    if (!index_as_word(thread, key, OnOverflow::kIndexError, &index)) return KeyKind::kError;
    if (dimensions > 1) {
      raise(thread, Exc::kNotImplementedError, "%s", sub_view_error);
      return KeyKind::kError;
    }
    return memory_view_add_index(thread, view, 0, index, offset) ? KeyKind::kItem : KeyKind::kError;
  }
  if (is_heap_slice(*key)) return KeyKind::kSlice;
  if (is_tuple(*key)) {
    Object keys(thread, underlying_value(*key));
    switch (memory_view_tuple_offset(thread, view, keys, offset)) {
      case TupleKey::kItem:
        return KeyKind::kItem;
      case TupleKey::kError:
        return KeyKind::kError;
      case TupleKey::kNotAllIndexes:
        break;
    }
  }
  raise_type_error(thread, "memoryview: invalid slice key");
  return KeyKind::kError;
}

// A copy of the view's shape or strides with another first number.
RawObject with_first(Thread* thread, const MemoryView& view, word field, word first) {
  Tuple result(thread, new_tuple(thread, tuple_length(view->at(field))));
  for (word i = 1; i < tuple_length(*result); i++)
    tuple_init(*result, i, tuple_at(view->at(field), i));
  tuple_init(*result, 0, RawObject::from_small_int(first));
  return *result;
}

// view[slice]: a part of the first dimension.
RawObject sliced(Thread* thread, const MemoryView& view, const Object& key) {
  SliceBounds bounds;
  word length = tuple_at(view->shape(), 0).small_int();
  if (!slice_bounds(thread, key, length, &bounds)) return RawObject::error();
  MemoryView result(thread, memory_view_clone(thread, view));
  if (result->is_error()) return *result;
  word stride = tuple_at(view->strides(), 0).small_int();
  RawObject shape = with_first(thread, view, RawMemoryView::kShapeIndex, bounds.count);
  result->set_shape(shape);
  RawObject strides = with_first(thread, view, RawMemoryView::kStridesIndex, stride * bounds.step);
  result->set_strides(strides);
  result->set_start(view->start() + bounds.start * stride);
  result->set_length(length == 0 ? 0 : view->length() / length * bounds.count);
  return *result;
}

bool assign_slice(Thread* thread, const MemoryView& view, const Object& key, const Object& value) {
  MemoryView source(thread, new_memory_view(thread, value));
  if (source->is_error()) {
    if (!supports_buffer_NoGC(*value) && clear_pending_if(thread, Exc::kTypeError)) {
      raise_type_error(thread, "a bytes-like object is required, not '%T'", &value);
    }
    return false;
  }
  MemoryView target(thread, sliced(thread, view, key));
  if (target->is_error()) return false;
  word count = tuple_at(target->shape(), 0).small_int();
  bool same = tuple_length(source->shape()) == 1 &&
              tuple_at(source->shape(), 0).small_int() == count &&
              source->item_size() == target->item_size() &&
              memory_view_code_NoGC(*source) == memory_view_code_NoGC(*target);
  if (!same) {
    raise_value_error(thread, "memoryview assignment: lvalue and rvalue have different structures");
  } else {
    size_t size = static_cast<size_t>(target->item_size());
    word from = tuple_at(source->strides(), 0).small_int(),
         to = tuple_at(target->strides(), 0).small_int();
    // Through a copy: the two may overlap.
    std::string items;
    for (word i = 0; i < count; i++)
      items.append(reinterpret_cast<char*>(memory_view_data_NoGC(*source)) + i * from, size);
    for (word i = 0; i < count; i++)
      std::memcpy(memory_view_data_NoGC(*target) + i * to,
                  items.data() + static_cast<size_t>(i) * size, size);
  }
  memory_view_drop(thread, source);
  memory_view_drop(thread, target);
  return same;
}

Truth equal_items(Thread* thread, const MemoryView& a, const MemoryView& b) {
  std::vector<word> left = memory_view_offsets_NoGC(*a), right = memory_view_offsets_NoGC(*b);
  char code = memory_view_code_NoGC(*a), other = memory_view_code_NoGC(*b);
  if (native_item_size(code) == 0 || native_item_size(other) == 0) return Truth::kFalse;
  Object x(thread, RawObject::none());
  Object y(thread, RawObject::none());
  bool bytewise = code == other && code != 'f' && code != 'd' && code != '?';
  size_t size = static_cast<size_t>(a->item_size());
  for (size_t i = 0; i < left.size(); i++) {
    if (bytewise) {
      if (std::memcmp(memory_view_data_NoGC(*a) + left[i], memory_view_data_NoGC(*b) + right[i],
                      size) != 0)
        return Truth::kFalse;
      continue;
    }
    x = memory_view_item(thread, a, left[i]);
    y = memory_view_item(thread, b, right[i]);
    if (x->is_error() || y->is_error()) return Truth::kError;
    Truth equal = compare_truth(thread, CompareOp::kEq, x, y);
    if (equal != Truth::kTrue) return equal;
  }
  return Truth::kTrue;
}

bool same_shape(RawMemoryView a, RawMemoryView b) {
  word dimensions = tuple_length(a.shape());
  if (tuple_length(b.shape()) != dimensions) return false;
  for (word i = 0; i < dimensions; i++) {
    if (tuple_at(a.shape(), i) != tuple_at(b.shape(), i)) return false;
  }
  return true;
}

RawObject equality(Thread* thread, Arguments arguments, bool wanted) {
  Object other(thread, arguments[1]);
  if (arguments[0] == *other) return RawObject::from_bool(wanted);
  if (!supports_buffer_NoGC(*other)) return RawObject::not_implemented();
  if (RawMemoryView::cast(arguments[0]).base().is_none() ||
      (is_heap_memory_view(*other) && RawMemoryView::cast(*other).base().is_none())) {
    return RawObject::from_bool(!wanted);
  }
  MemoryView a(thread, arguments[0]);
  MemoryView b(thread, new_memory_view(thread, other));
  if (b->is_error()) return *b;
  Truth equal = same_shape(*a, *b) ? equal_items(thread, a, b) : Truth::kFalse;
  memory_view_drop(thread, b);
  if (equal == Truth::kError) return RawObject::error();
  return RawObject::from_bool((equal == Truth::kTrue) == wanted);
}

}  // namespace

RawObject memory_view_iterate(Thread* thread, const MemoryViewIterator& iterator) {
  Object source(thread, iterator->source());
  if (source->is_none()) return RawObject::unbound();
  if (!memory_view_check(thread, *source)) return RawObject::error();
  MemoryView view(thread, *source);
  word index = iterator->index();
  if (index >= tuple_at(view->shape(), 0).small_int()) {
    iterator->set_source(RawObject::none());
    return RawObject::unbound();
  }
  iterator->set_index(index + 1);
  return memory_view_item(thread, view, index * tuple_at(view->strides(), 0).small_int());
}

namespace natives {

RawObject memoryview___new__(Thread* thread, Arguments arguments) {
  Object object(thread, arguments[1]);
  return new_memory_view(thread, object);
}

RawObject memoryview___len__(Thread* thread, Arguments arguments) {
  if (!memory_view_check(thread, arguments[0])) return RawObject::error();
  RawObject shape = RawMemoryView::cast(arguments[0]).shape();
  return tuple_length(shape) == 0 ? RawObject::from_small_int(1) : tuple_at(shape, 0);
}

RawObject memoryview___getitem__(Thread* thread, Arguments arguments) {
  if (!memory_view_check(thread, arguments[0])) return RawObject::error();
  MemoryView view(thread, arguments[0]);
  Object key(thread, arguments[1]);
  word offset;
  switch (
      resolve_key(thread, view, key, "multi-dimensional sub-views are not implemented", &offset)) {
    case KeyKind::kItem:
      return memory_view_item(thread, view, offset);
    case KeyKind::kWhole:
      return *view;
    case KeyKind::kError:
      return RawObject::error();
    case KeyKind::kSlice:
      break;
  }
  return sliced(thread, view, key);
}

RawObject memoryview___setitem__(Thread* thread, Arguments arguments) {
  if (!memory_view_check(thread, arguments[0])) return RawObject::error();
  MemoryView view(thread, arguments[0]);
  Object key(thread, arguments[1]);
  Object value(thread, arguments[2]);
  word offset;
  if ((view->flags() & kMemoryViewReadOnly) != 0)
    return raise_type_error(thread, "cannot modify read-only memory");
  switch (resolve_key(thread, view, key, "sub-views are not implemented", &offset)) {
    case KeyKind::kItem:
    case KeyKind::kWhole:
      return store_item(thread, view, offset, value) ? RawObject::none() : RawObject::error();
    case KeyKind::kError:
      return RawObject::error();
    case KeyKind::kSlice:
      break;
  }
  if (tuple_length(view->shape()) > 1) {
    return raise(thread, Exc::kNotImplementedError,
                 "memoryview slice assignments are currently restricted to ndim = 1");
  }
  return assign_slice(thread, view, key, value) ? RawObject::none() : RawObject::error();
}

RawObject memoryview___delitem__(Thread* thread, Arguments arguments) {
  if (!memory_view_check(thread, arguments[0])) return RawObject::error();
  bool read_only = (RawMemoryView::cast(arguments[0]).flags() & kMemoryViewReadOnly) != 0;
  return raise_type_error(thread,
                          read_only ? "cannot modify read-only memory" : "cannot delete memory");
}

RawObject memoryview___eq__(Thread* thread, Arguments arguments) {
  return equality(thread, arguments, true);
}
RawObject memoryview___ne__(Thread* thread, Arguments arguments) {
  return equality(thread, arguments, false);
}
RawObject memoryview___lt__(Thread*, Arguments) { return RawObject::not_implemented(); }
RawObject memoryview___le__(Thread*, Arguments) { return RawObject::not_implemented(); }
RawObject memoryview___gt__(Thread*, Arguments) { return RawObject::not_implemented(); }
RawObject memoryview___ge__(Thread*, Arguments) { return RawObject::not_implemented(); }

RawObject memoryview___hash__(Thread* thread, Arguments arguments) {
  word flags = RawMemoryView::cast(arguments[0]).flags();
  if ((flags & kMemoryViewHashed) != 0)
    return RawObject::from_small_int(flags >> kMemoryViewHashShift);
  if (!memory_view_check(thread, arguments[0])) return RawObject::error();
  MemoryView view(thread, arguments[0]);
  if ((view->flags() & kMemoryViewReadOnly) == 0)
    return raise_value_error(thread, "cannot hash writable memoryview object");
  char code = memory_view_code_NoGC(*view);
  if (code != 'B' && code != 'b' && code != 'c') {
    return raise_value_error(thread,
                             "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
  }
  Object base(thread, view->base());
  if (is_heap_extension_buffer(*base)) base = RawExtensionBuffer::cast(*base).exporter();
  word ignored;
  if (!hash(thread, base, &ignored)) return RawObject::error();
  RawObject bytes = memory_view_to_bytes(thread, view);
  if (bytes.is_error()) return bytes;
  word known = bytes_hash_NoGC(thread->runtime(), bytes);
  view->set_flags(view->flags() | kMemoryViewHashed | known << kMemoryViewHashShift);
  return RawObject::from_small_int(known);
}

RawObject memoryview___repr__(Thread* thread, Arguments arguments) {
  bool released = RawMemoryView::cast(arguments[0]).base().is_none();
  uint64_t id = thread->heap()->identity(arguments[0]);
  return new_str_format(thread, "<%s at 0x%lx>", released ? "released memory" : "memory", id);
}

RawObject memoryview___iter__(Thread* thread, Arguments arguments) {
  if (!memory_view_check(thread, arguments[0])) return RawObject::error();
  word dimensions = tuple_length(RawMemoryView::cast(arguments[0]).shape());
  if (dimensions == 0) return raise_type_error(thread, "invalid indexing of 0-dim memory");
  if (dimensions > 1)
    return raise(thread, Exc::kNotImplementedError,
                 "multi-dimensional sub-views are not implemented");
  RawObject iterator = new_instance_of_kind(thread, Kind::kMemoryViewIterator);
  RawIterator::cast(iterator).set_source(arguments[0]);
  RawIterator::cast(iterator).set_index(0);
  return iterator;
}

RawObject memory_iterator___iter__(Thread*, Arguments arguments) { return arguments[0]; }

RawObject memory_iterator___next__(Thread* thread, Arguments arguments) {
  MemoryViewIterator iterator(thread, arguments[0]);
  RawObject item = memory_view_iterate(thread, iterator);
  return item.is_unbound() ? raise_stop_iteration(thread, RawObject::none()) : item;
}

RawObject memoryview___enter__(Thread* thread, Arguments arguments) {
  return memory_view_check(thread, arguments[0]) ? arguments[0] : RawObject::error();
}

RawObject memoryview___exit__(Thread* thread, Arguments arguments) {
  return memoryview_release(thread, arguments);
}

RawObject memoryview_release(Thread* thread, Arguments arguments) {
  RawMemoryView view = RawMemoryView::cast(arguments[0]);
  word pins = view.pins();
  if (pins > 0) {
    return raise(thread, Exc::kBufferError, "memoryview has %ld exported buffer%s", pins,
                 pins == 1 ? "" : "s");
  }
  MemoryView rooted(thread, view);
  memory_view_drop(thread, rooted);
  return RawObject::none();
}

}  // namespace natives

}  // namespace pyro

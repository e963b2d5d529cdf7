#include "runtime/factories.h"
#include "runtime/runtime.h"

// Making containers and the bare storage behind them.

namespace pyro {

namespace {

RawObject allocate(Thread* thread, LayoutId layout, Kind kind, bool raw_body, word words) {
  RawObject object = thread->heap()->allocate(layout, kind, raw_body, words);
  return object.is_error() ? raise_memory_error(thread) : object;
}

}  // namespace

RawObject empty_tuple(Thread* thread) { return thread->runtime()->empty_tuple(); }

RawObject new_tuple(Thread* thread, word length) {
  if (length == 0) return empty_tuple(thread);
  return allocate(thread, LayoutId::kTuple, Kind::kTuple, false, length + 1);
}

RawObject new_tuple_of(Thread* thread, const Object& a) {
  RawObject tuple = new_tuple(thread, 1);
  tuple_init(tuple, 0, *a);
  return tuple;
}

RawObject new_tuple_of(Thread* thread, const Object& a, const Object& b) {
  RawObject tuple = new_tuple(thread, 2);
  tuple_init(tuple, 0, *a);
  tuple_init(tuple, 1, *b);
  return tuple;
}

RawObject new_tuple_of(Thread* thread, const Object& a, const Object& b, const Object& c) {
  RawObject tuple = new_tuple(thread, 3);
  tuple_init(tuple, 0, *a);
  tuple_init(tuple, 1, *b);
  tuple_init(tuple, 2, *c);
  return tuple;
}

RawObject new_tuple_from_roots(Thread* thread, const RawObject* values, word length) {
  RawObject tuple = new_tuple(thread, length);
  if (tuple.is_error()) return tuple;
  for (word i = 0; i < length; i++) tuple_init(tuple, i, values[i]);
  return tuple;
}

RawObject new_array(Thread* thread, word length) {
  if (length == 0) return thread->runtime()->empty_array();
  return allocate(thread, LayoutId::kInternal, Kind::kArray, false, length + 1);
}

RawObject new_byte_buffer(Thread* thread, word bytes) {
  return allocate(thread, LayoutId::kInternal, Kind::kByteBuffer, true,
                  1 + (bytes + kWordSize - 1) / kWordSize);
}

RawObject new_list(Thread* thread, word capacity) {
  Object items(thread, new_array(thread, capacity));
  if (items->is_error()) return *items;
  RawObject list = thread->heap()->allocate(LayoutId::kList, Kind::kList, false, RawList::kWords);
  RawList(list.raw()).set_items(*items);
  return list;
}

namespace {

RawObject new_any_set(Thread* thread, LayoutId layout, Kind kind) {
  RawObject set = thread->heap()->allocate(layout, kind, false, kind_info(kind).words);
  RawAnySet(set.raw()).set_keys(thread->runtime()->empty_keys());
  return set;
}

}  // namespace

RawObject new_set(Thread* thread) { return new_any_set(thread, LayoutId::kSet, Kind::kSet); }

RawObject new_frozen_set(Thread* thread) {
  RawObject set = new_any_set(thread, LayoutId::kFrozenset, Kind::kFrozenSet);
  RawFrozenSet(set.raw()).set_hash(RawObject::none());
  return set;
}

RawObject new_slice(Thread* thread, const Object& start, const Object& stop, const Object& step) {
  RawSlice slice(
      thread->heap()->allocate(LayoutId::kSlice, Kind::kSlice, false, RawSlice::kWords).raw());
  slice.set_start(*start);
  slice.set_stop(*stop);
  slice.set_step(*step);
  return slice;
}

}  // namespace pyro

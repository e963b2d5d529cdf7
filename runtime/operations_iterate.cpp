#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dispatch.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/type.h"

// Iteration (language reference 3.3.7 and "Iterator types" in the library reference).

namespace pyro {

namespace {

RawObject new_index_iterator(Thread* thread, Kind kind, const Object& source) {
  RawIterator iterator = RawIterator(new_instance_of_kind(thread, kind).raw());
  iterator.set_source(*source);
  iterator.set_index(0);
  return iterator;
}

bool is_generator_like_NoGC(RawObject value) { return is_heap_generator(value); }

}  // namespace

RawObject get_iterator(Thread* thread, const Object& iterable) {
  switch (layout_of(*iterable)) {
    case LayoutId::kList: return new_index_iterator(thread, Kind::kListIterator, iterable);
    case LayoutId::kTuple: return new_index_iterator(thread, Kind::kTupleIterator, iterable);
    case LayoutId::kGenerator: return *iterable;
    default: break;
  }
  Object method(thread, type_lookup(thread, type_of(thread, *iterable), Symbol::k__iter__));
  if (method->is_unbound()) {
    if (!type_lookup(thread, type_of(thread, *iterable), Symbol::k__getitem__).is_unbound()) {
      return new_index_iterator(thread, Kind::kSequenceIterator, iterable);
    }
  } else if (!method->is_none()) {
    Object iterator(thread, call_found(thread, method, iterable));
    if (iterator->is_error()) return *iterator;
    if (!type_lookup(thread, type_of(thread, *iterator), Symbol::k__next__).is_unbound()) return *iterator;
    return raise_type_error(thread, "iter() returned non-iterator of type '%T'", &iterator);
  }
  return raise_type_error(thread, "'%T' object is not iterable", &iterable);
}

namespace {

RawObject iterate_by_method(Thread* thread, const Object& iterator) {
  RawObject item = call_special(thread, iterator, Symbol::k__next__);
  if (item.is_unbound()) return raise_type_error(thread, "'%T' object is not an iterator", &iterator);
  if (item.is_error() && clear_pending_if(thread, Exc::kStopIteration)) return RawObject::unbound();
  return item;
}

RawObject iterate_list_NoGC(RawListIterator iterator) {
  RawObject source = iterator.source();
  if (source.is_none()) return RawObject::unbound();
  RawList list = RawList(source.raw());
  word index = iterator.index();
  if (index >= list.length()) {
    iterator.set_source(RawObject::none());
    return RawObject::unbound();
  }
  iterator.set_index(index + 1);
  return list_at(list, index);
}

RawObject iterate_tuple_NoGC(RawTupleIterator iterator) {
  RawObject source = underlying_value(iterator.source());
  if (source.is_none()) return RawObject::unbound();
  word index = iterator.index();
  if (index >= tuple_length(source)) {
    iterator.set_source(RawObject::none());
    return RawObject::unbound();
  }
  iterator.set_index(index + 1);
  return tuple_at(source, index);
}

RawObject iterate_range(Thread* thread, RawRangeIterator iterator) {
  word remaining = iterator.remaining();
  if (remaining == 0) return RawObject::unbound();
  word value = iterator.next();
  iterator.set_remaining(remaining - 1);
  if (remaining > 1) iterator.set_next(value + iterator.step());
  return new_int(thread, value);
}

}  // namespace

RawObject iterate(Thread* thread, const Object& iterator) {
  switch (layout_of(*iterator)) {
    case LayoutId::kListIterator: return iterate_list_NoGC(RawListIterator::cast(*iterator));
    case LayoutId::kTupleIterator: return iterate_tuple_NoGC(RawTupleIterator::cast(*iterator));
    case LayoutId::kRangeIterator: return iterate_range(thread, RawRangeIterator::cast(*iterator));
    case LayoutId::kGenerator:
      if (is_generator_like_NoGC(*iterator)) {
        GeneratorBase generator(thread, *iterator);
        return thread->runtime()->hooks.iterate_generator(thread, generator);
      }
      break;
    default: break;
  }
  return iterate_by_method(thread, iterator);
}

}  // namespace pyro

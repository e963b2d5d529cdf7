#include "runtime/iterators.h"
#include "runtime/runtime.h"
#include "runtime/text_iterators.h"

// The switches over the kinds of builtin iterators and iterables.

namespace pyro {

namespace {

template <typename Kind, RawObject (*function)(Thread*, const Kind&)>
RawObject call_with_kind(Thread* thread, const Object& iterator) {
  return function(thread, static_cast<const Kind&>(iterator));
}

}  // namespace

RawObject builtin_iterate(Thread* thread, const Object& iterator, bool* is_builtin) {
  *is_builtin = true;
  // A Rooted<T> adds nothing to Rooted<RawObject>, so a reference to one may be used as a reference
  // to the other.
  switch (layout_of(*iterator)) {
    case LayoutId::kListIterator:
      return list_iterate_NoGC(RawListIterator((*iterator).raw()));
    case LayoutId::kTupleIterator:
      return tuple_iterate_NoGC(RawTupleIterator((*iterator).raw()));
    case LayoutId::kRangeIterator:
      return range_iterate_NoGC(RawRangeIterator((*iterator).raw()));
    case LayoutId::kListReverseiterator:
      return list_reverse_iterate_NoGC(RawListReverseIterator((*iterator).raw()));
    case LayoutId::kSetIterator:
      return call_with_kind<SetIterator, set_iterate>(thread, iterator);
    case LayoutId::kDictKeyiterator:
    case LayoutId::kDictValueiterator:
    case LayoutId::kDictItemiterator:
    case LayoutId::kDictReversekeyiterator:
    case LayoutId::kDictReversevalueiterator:
    case LayoutId::kDictReverseitemiterator:
      return call_with_kind<DictIterator, dict_iterate>(thread, iterator);
    case LayoutId::kStrIterator:
    case LayoutId::kStrAsciiIterator:
      return call_with_kind<StrIterator, str_iterate>(thread, iterator);
    case LayoutId::kBytesIterator:
      return call_with_kind<BytesIterator, bytes_iterate>(thread, iterator);
    case LayoutId::kBytearrayIterator:
      return call_with_kind<ByteArrayIterator, byte_array_iterate>(thread, iterator);
    case LayoutId::kMemoryIterator:
      return call_with_kind<MemoryViewIterator, memory_view_iterate>(thread, iterator);
    case LayoutId::kLongrangeIterator:
      return call_with_kind<LongRangeIterator, long_range_iterate>(thread, iterator);
    case LayoutId::kIterator:
      return call_with_kind<SequenceIterator, sequence_iterate>(thread, iterator);
    case LayoutId::kReversed:
      return call_with_kind<ReversedIterator, reversed_iterate>(thread, iterator);
    case LayoutId::kCallableIterator:
      return call_with_kind<CallableIterator, callable_iterate>(thread, iterator);
    case LayoutId::kEnumerate:
      return call_with_kind<Enumerate, enumerate_iterate>(thread, iterator);
    case LayoutId::kZip:
      return call_with_kind<Zip, zip_iterate>(thread, iterator);
    case LayoutId::kMap:
      return call_with_kind<Map, map_iterate>(thread, iterator);
    case LayoutId::kFilter:
      return call_with_kind<Filter, filter_iterate>(thread, iterator);
    default:
      *is_builtin = false;
      return RawObject::unbound();
  }
}

RawObject builtin_iterator(Thread* thread, const Object& iterable) {
  switch (layout_of(*iterable)) {
    case LayoutId::kList:
      return new_iterator(thread, Kind::kListIterator, iterable, 0);
    case LayoutId::kTuple:
      return new_iterator(thread, Kind::kTupleIterator, iterable, 0);
    case LayoutId::kDict:
      return new_dict_iterator(thread, Kind::kDictKeyIterator, static_cast<const Dict&>(iterable));
    case LayoutId::kSet:
    case LayoutId::kFrozenset:
      return new_set_iterator(thread, static_cast<const AnySet&>(iterable));
    case LayoutId::kStr:
      return new_str_iterator(thread, iterable);
    case LayoutId::kBytes:
      return new_iterator(thread, Kind::kBytesIterator, iterable, 0);
    case LayoutId::kRange:
      return new_range_iterator(thread, static_cast<const Range&>(iterable), false);
    default:
      return RawObject::not_implemented();
  }
}

}  // namespace pyro

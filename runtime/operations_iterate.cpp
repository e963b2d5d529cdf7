#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/dispatch.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/iterators.h"
#include "runtime/list.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/type.h"

// Iteration (language reference 3.3.7 and "Iterator types" in the library reference).

namespace pyro {

namespace {

// Has items by number, which is enough to be iterable. Of the builtin types without __iter__ the
// memoryview has them; the others (matches of regular expressions, unions of types) are subscripted
// with something else.
bool is_old_sequence(Thread* thread, const Object& value) {
  RawObject type = type_of(thread, *value);
  if (type_lookup(thread, type, Symbol::k__getitem__).is_unbound()) return false;
  return type_has_flag(type, kTypeHeap) ||
         !type_lookup(thread, type, Symbol::k__len__).is_unbound();
}

}  // namespace

RawObject get_iterator(Thread* thread, const Object& iterable) {
  if (layout_of(*iterable) == LayoutId::kGenerator) return *iterable;
  RawObject quick = builtin_iterator(thread, iterable);
  if (!quick.is_not_implemented()) return quick;
  Object method(thread, type_lookup(thread, type_of(thread, *iterable), Symbol::k__iter__));
  if (method->is_unbound()) {
    if (is_old_sequence(thread, iterable)) {
      return new_iterator(thread, Kind::kSequenceIterator, iterable, 0);
    }
  } else if (!method->is_none()) {
    Object iterator(thread, call_found(thread, method, iterable));
    if (iterator->is_error()) return *iterator;
    if (!type_lookup(thread, type_of(thread, *iterator), Symbol::k__next__).is_unbound())
      return *iterator;
    return raise_type_error(thread, "iter() returned non-iterator of type '%T'", &iterator);
  }
  return raise_type_error(thread, "'%T' object is not iterable", &iterable);
}

namespace {

RawObject iterate_by_method(Thread* thread, const Object& iterator) {
  RawObject item = call_special(thread, iterator, Symbol::k__next__);
  if (item.is_unbound())
    return raise_type_error(thread, "'%T' object is not an iterator", &iterator);
  if (item.is_error() && clear_pending_if(thread, Exc::kStopIteration)) return RawObject::unbound();
  return item;
}

}  // namespace

RawObject iterate(Thread* thread, const Object& iterator) {
  switch (layout_of(*iterator)) {
    case LayoutId::kListIterator:
      return list_iterate_NoGC(RawListIterator::cast(*iterator));
    case LayoutId::kTupleIterator:
      return tuple_iterate_NoGC(RawTupleIterator::cast(*iterator));
    case LayoutId::kGenerator: {
      GeneratorBase generator(thread, *iterator);
      return thread->runtime()->hooks.iterate_generator(thread, generator);
    }
    default:
      break;
  }
  // Iterators that draw on iterators can be nested without end, and no Python frame counts them.
  char here;
  if (thread->native_stack_limit != nullptr && &here < thread->native_stack_limit) {
    return raise(thread, Exc::kRecursionError, "maximum recursion depth exceeded");
  }
  bool is_builtin;
  RawObject item = builtin_iterate(thread, iterator, &is_builtin);
  return is_builtin ? item : iterate_by_method(thread, iterator);
}

}  // namespace pyro
